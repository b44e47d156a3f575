import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { PROFILED_KINDS } from '../core/profiles.ts';
import { readPerformance } from '../data/performance.ts';
import { readLongText, readProfile, readProfileMedia } from '../data/profiles.ts';

const id = z.uuid();

/** The panel of a unit, lesson or course. */
export const profileRead = defineRead({
  name: 'profile',
  permission: 'content.read',
  input: z.object({ kind: z.enum(PROFILED_KINDS), id }),
  run: ({ db, workspace }, input) => readProfile(db, workspace.id, input.kind, input.id),
});

/** The text of a resource, or what was said in a conversation. */
export const longTextRead = defineRead({
  name: 'long-text',
  permission: 'content.read',
  input: z.object({ of: z.enum(['resource', 'conversation']), id }),
  run: ({ db, workspace }, input) => readLongText(db, workspace.id, input.of, input.id),
});

/** How a course did, day by day. */
export const performanceRead = defineRead({
  name: 'performance',
  permission: 'content.read',
  input: z.object({ trail_id: id }),
  run: ({ db, workspace }, { trail_id }) => readPerformance(db, workspace.id, trail_id),
});

/** What is heard of a lesson or seen of a unit. */
export const profileMediaRead = defineRead({
  name: 'profile-media',
  permission: 'content.read',
  input: z.object({ kind: z.enum(['concept', 'spark']), id }),
  run: ({ db, workspace }, input) => readProfileMedia(db, workspace.id, input.kind, input.id),
});
