import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { CONTENT_TYPES } from '../core/prompt/content-types.ts';
import { promptRequest } from '../core/prompt/input.ts';
import { listStrategyVersions } from '../data/rules.ts';
import { openRules, openTemplate, previewPrompt } from '../services/rules.ts';

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
    template: z.union([z.int().min(1), z.enum(['followed', 'builtin'])]).optional(),
  }),
  run: ({ db, workspace }, wish) => previewPrompt(db, workspace.id, wish),
});
