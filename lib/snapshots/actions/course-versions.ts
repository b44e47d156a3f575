'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { SUMMARY_LENGTH } from '../core/course-versions.ts';
import * as data from '../data/course-versions.ts';

const trail_id = z.uuid();
const nth = z.number().int().positive();

export const nameCourseVersionAction = defineAction({
  name: 'course_version.name',
  permission: 'content.write',
  input: z.object({ trail_id, summary: z.string().trim().min(1).max(SUMMARY_LENGTH), nth: nth.nullable() }),
  run: ({ db, workspace }, input) => data.nameCourseVersion(db, workspace.id, input),
});

export const rollBackCourseAction = defineAction({
  name: 'course_version.roll_back',
  permission: 'review.decide',
  input: z.object({
    trail_id,
    nth,
    leave_shared: z.boolean(),
    seen: z.string().max(100),
    seen_revision: z.number().int().nonnegative(),
  }),
  run: ({ db, workspace }, input) => data.rollBackCourse(db, workspace.id, input),
});
