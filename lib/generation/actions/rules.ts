'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { CONTENT_TYPES } from '../core/prompt/content-types.ts';
import { RULE_LISTS, TEXT_RULE_LISTS } from '../core/prompt/rule-lists.ts';
import { strategyConfig } from '../core/prompt/rules.ts';
import { templateTest } from '../core/template-test.ts';
import * as data from '../data/rules.ts';
import * as rules from '../services/rules.ts';
import { startTest } from '../services/template-test.ts';

const content_type = z.enum(CONTENT_TYPES);
const version = z.int().min(0);
const line = (what: string) =>
  z.string().trim().min(1, `Say ${what} in a line.`).max(300, 'A line has at most 300 characters.');
const name = z.string().trim().min(1, 'A rule needs a name.').max(100, 'A name has at most 100 characters.');
const part = z.string().max(20_000, 'A part has at most 20000 characters.');

export const saveTemplateAction = defineAction({
  name: 'rule.save_template',
  permission: 'rule.manage',
  input: z.object({
    content_type,
    parts: z.object({ system: part, user: part }),
    note: line('what is new'),
    newest: version,
  }),
  run: ({ db, workspace }, given) => rules.saveTemplate(db, workspace.id, given),
});

export const activateTemplateAction = defineAction({
  name: 'rule.activate_template',
  permission: 'rule.manage',
  input: z.object({
    content_type,
    number: z.int().min(1).nullable(),
    active: z.int().min(1).nullable(),
    reason: line('why'),
  }),
  run: ({ db, workspace }, move) => rules.activateTemplate(db, workspace.id, move),
});

export const startTemplateTestAction = defineAction({
  name: 'rule.test_template',
  permission: 'rule.manage',
  input: templateTest,
  run: ({ db, workspace }, test) => startTest(db, workspace.id, test),
});

export const saveStrategyAction = defineAction({
  name: 'rule.save_strategy',
  permission: 'rule.manage',
  input: z.object({
    name,
    config: strategyConfig,
    active: z.boolean(),
    version,
    note: z.string().trim().max(300, 'A line has at most 300 characters.').nullable(),
  }),
  run: ({ db, workspace }, given) => data.saveStrategy(db, workspace.id, { ...given, note: given.note || null }),
});

export const saveTextRuleAction = defineAction({
  name: 'rule.save_text',
  permission: 'rule.manage',
  input: z.object({
    list: z.enum(TEXT_RULE_LISTS),
    name,
    rule: z.string().trim().min(1, 'A rule says something.').max(1_000, 'A rule has at most 1000 characters.'),
    version,
  }),
  run: ({ db, workspace }, given) => data.saveTextRule(db, workspace.id, given),
});

export const removeRuleAction = defineAction({
  name: 'rule.remove',
  permission: 'rule.manage',
  input: z.object({ list: z.enum(RULE_LISTS), name, version }),
  run: ({ db, workspace }, of) => data.removeRule(db, workspace.id, of),
});
