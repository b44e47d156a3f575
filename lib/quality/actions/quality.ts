'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { FINDING_CODES } from '../core/finding.ts';
import { dismissFinding, setQualityGate } from '../data/quality.ts';
import { applyFixes } from '../services/fixes.ts';

const code = z.enum(FINDING_CODES);

export const setQualityGateAction = defineAction({
  name: 'quality.set_gate',
  permission: 'gate.manage',
  input: z.object({ code, is_on: z.boolean() }),
  run: ({ db, workspace }, input) => setQualityGate(db, workspace.id, input),
});

export const dismissFindingAction = defineAction({
  name: 'quality.dismiss',
  permission: 'content.write',
  input: z.object({
    spark_id: z.uuid(),
    code,
    subject: z.string().max(180),
    reason: z.string().trim().min(1).max(300).nullable(),
  }),
  run: ({ db, workspace }, input) => dismissFinding(db, workspace.id, input),
});

export const applyFixesAction = defineAction({
  name: 'quality.fix',
  permission: 'content.write',
  input: z.object({
    lessons: z
      .array(z.object({ spark_id: z.uuid(), version: z.int() }))
      .min(1)
      .max(500),
  }),
  run: ({ db, workspace }, { lessons }) => applyFixes(db, workspace.id, lessons),
});
