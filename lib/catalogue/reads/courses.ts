import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { COURSE_GROUPS, COURSE_SORTS, COURSES_A_DOWNLOAD } from '../core/courses.ts';
import * as data from '../data/courses.ts';

const said = z.string().max(500).optional();
const share = z.number().min(0).max(1).optional();
const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(COURSES_A_DOWNLOAD) };

/** A page of the list of courses. */
export const coursesRead = defineRead({
  name: 'courses',
  permission: 'content.read',
  input: z.object({
    filter: z.strictObject({
      q: said,
      persona: said,
      type: said,
      framework: said,
      level: said,
      status: said,
      fidelity: share,
      quality: share,
      validation: said,
    }),
    sort: z.enum(COURSE_SORTS),
    descending: z.boolean(),
    ...page,
  }),
  run: ({ db, workspace }, input) => data.readCourses(db, workspace.id, input),
});

/** Means and distributions of courses. */
export const courseFiguresRead = defineRead({
  name: 'course-figures',
  permission: 'content.read',
  input: z.object({ by: z.enum(COURSE_GROUPS) }),
  run: ({ db, workspace }, { by }) => data.readCourseFigures(db, workspace.id, by),
});

/** The lessons of one course. */
export const courseLessonsRead = defineRead({
  name: 'course-lessons',
  permission: 'content.read',
  input: z.object({ trail_id: z.uuid() }),
  run: ({ db, workspace }, { trail_id }) => data.readCourseLessons(db, workspace.id, trail_id),
});

/** The lessons that a validator failed. */
export const failedLessonsRead = defineRead({
  name: 'failed-lessons',
  permission: 'content.read',
  input: z.object(page),
  run: ({ db, workspace }, input) => data.readFailedLessons(db, workspace.id, input),
});

/** The personas of the workspace. */
export const personasRead = defineRead({
  name: 'personas',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readPersonas(db, workspace.id),
});
