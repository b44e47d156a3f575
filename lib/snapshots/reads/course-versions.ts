import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/course-versions.ts';
import { compareCourseThing } from '../services/course-versions.ts';

const trail_id = z.uuid();
const nth = z.number().int().positive();
const revision_id = nth.nullable();

export const courseVersionsRead = defineRead({
  name: 'course-versions',
  // What a stage was made of is worked out, and kept, when somebody looks at it first.
  method: 'POST',
  permission: 'content.read',
  input: z.object({ trail_id, before: nth.nullable() }),
  run: ({ db, workspace }, { trail_id, before }) => data.readCourseVersions(db, workspace.id, trail_id, before),
});

export const courseComparisonRead = defineRead({
  name: 'course-comparison',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ trail_id, before: nth, after: nth.nullable() }),
  run: ({ db, workspace }, input) => data.compareCourseVersions(db, workspace.id, input),
});

export const courseThingRead = defineRead({
  name: 'course-thing',
  permission: 'content.read',
  input: z.object({
    parts: z
      .array(z.object({ before: revision_id, after: revision_id }))
      .min(1)
      .max(50),
  }),
  run: ({ db, workspace }, { parts }) => compareCourseThing(db, workspace, parts),
});

export const courseRollbackRead = defineRead({
  name: 'course-rollback',
  permission: 'review.decide',
  input: z.object({ trail_id, nth, leave_shared: z.boolean() }),
  run: ({ db, workspace }, input) => data.previewRollback(db, workspace.id, input),
});
