import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readQualityBelow, readQualityCounts, readQualityGates, readQualityTrend } from '../data/quality.ts';
import { planFixes } from '../services/fixes.ts';
import { readLesson } from '../services/lesson.ts';
import { voiceOf, voiceOfTrail } from '../services/voice.ts';

export const lessonQualityRead = defineRead({
  name: 'lesson-quality',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid() }),
  run: ({ db, workspace }, { spark_id }) => readLesson(db, workspace.id, spark_id),
});

export const qualityGatesRead = defineRead({
  name: 'quality-gates',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readQualityGates(db, workspace.id),
});

export const qualityCountsRead = defineRead({
  name: 'quality-counts',
  permission: 'content.read',
  method: 'POST',
  input: z.object({ ids: z.array(z.uuid()).max(500) }),
  run: ({ db, workspace }, { ids }) => readQualityCounts(db, workspace.id, ids),
});

export const voiceRead = defineRead({
  name: 'voice',
  permission: 'content.read',
  input: z.object({ persona_id: z.uuid() }),
  run: ({ db, workspace }, { persona_id }) => voiceOf(db, workspace.id, persona_id),
});

export const trailVoiceRead = defineRead({
  name: 'trail-voice',
  permission: 'content.read',
  input: z.object({ trail_id: z.uuid() }),
  run: ({ db, workspace }, { trail_id }) => voiceOfTrail(db, workspace.id, trail_id),
});

export const qualityTrendRead = defineRead({
  name: 'quality-trend',
  permission: 'content.read',
  input: z.object({ trail_id: z.uuid(), days: z.number().int().min(1).max(730).optional() }),
  run: ({ db, workspace }, { trail_id, days }) => readQualityTrend(db, workspace.id, trail_id, days ?? 90),
});

export const qualityBelowRead = defineRead({
  name: 'quality-below',
  permission: 'content.read',
  input: z.object({ id: z.uuid() }),
  run: ({ db, workspace }, { id }) => readQualityBelow(db, workspace.id, id),
});

export const qualityFixesRead = defineRead({
  name: 'quality-fixes',
  permission: 'content.read',
  method: 'POST',
  input: z.object({ ids: z.array(z.uuid()).max(500).nullable() }),
  run: ({ db, workspace }, { ids }) => planFixes(db, workspace.id, ids),
});
