import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { PRIORITIES } from '../core/maker.ts';
import { CONTENT_TYPES } from '../core/prompt/content-types.ts';
import { promptRequest } from '../core/prompt/input.ts';
import { templateChoice, templateTest } from '../core/template-test.ts';
import { listStrategyVersions } from '../data/rules.ts';
import { openRules, openTemplate, previewPrompt } from '../services/rules.ts';
import { openTest, priceTest } from '../services/template-test.ts';

export const rulesRead = defineRead({
  name: 'rules',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => openRules(db, workspace.id),
});

export const promptTemplateRead = defineRead({
  name: 'prompt-template',
  permission: 'content.read',
  input: z.object({ content_type: z.enum(CONTENT_TYPES) }),
  run: ({ db, workspace }, { content_type }) => openTemplate(db, workspace.id, content_type),
});

export const strategyVersionsRead = defineRead({
  name: 'strategy-versions',
  permission: 'content.read',
  input: z.object({ name: z.string().min(1).max(100) }),
  run: ({ db, workspace }, { name }) => listStrategyVersions(db, workspace.id, name),
});

// POST, for a topic may be longer than an address.
export const templateTestPriceRead = defineRead({
  name: 'template-test-price',
  method: 'POST',
  permission: 'rule.manage',
  input: templateTest,
  run: ({ db, workspace }, test) => priceTest(db, workspace.id, test),
});

export const templateTestRead = defineRead({
  name: 'template-test',
  permission: 'content.read',
  input: z.object({ job_id: z.uuid() }),
  run: ({ db, workspace }, { job_id }) => openTest(db, workspace.id, job_id),
});

// POST, for an instruction may be longer than an address.
export const promptPreviewRead = defineRead({
  name: 'prompt-preview',
  method: 'POST',
  permission: 'content.read',
  input: z.object({
    content_type: z.enum(CONTENT_TYPES),
    request: promptRequest,
    place: z
      .object({ kind: z.enum(NAMED_KINDS), id: z.uuid() })
      .nullable()
      .default(null),
    source_ids: z.uuid().array().max(20).default([]),
    template: templateChoice.optional(),
    /** Which models are asked: the prompt keeps to what the first of them can read. */
    priority: z.enum(PRIORITIES).default('balanced'),
  }),
  run: ({ db, workspace }, wish) => previewPrompt(db, workspace.id, wish),
});
