import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import type { CourseFilter, CourseGroup, CourseSort } from '../core/courses.ts';

const text = z.string().nullable();
const figure = z.number().nullable();

const courseRow = z.object({
  trail_id: z.string(),
  slug: z.string(),
  title: z.string(),
  status: z.string(),
  course_type: text,
  knowledge_level: text,
  pedagogical_framework: text,
  tool_name: text,
  keywords: z.array(z.string()).nullable(),
  persona_id: text,
  persona_name: text,
  voice_fidelity: figure,
  published_at: text,
  total_modules: z.number(),
  total_lessons: z.number(),
  estimated_duration_hours: z.number(),
  avg_gps_score: figure,
  avg_didatica_score: figure,
  quality: figure,
  passed_lessons: z.number(),
  warned_lessons: z.number(),
  failed_lessons: z.number(),
});
export type CourseRow = z.infer<typeof courseRow>;

const courseList = z.object({
  all: z.number(),
  total: z.number(),
  mean_fidelity: figure,
  rows: z.array(courseRow),
  frameworks: z.array(z.string()),
  personas: z.array(z.object({ id: z.string(), display_name: z.string() })),
});
export type CourseList = z.infer<typeof courseList>;

export interface CourseAsk {
  filter: CourseFilter;
  sort: CourseSort;
  descending: boolean;
  offset: number;
  limit: number;
}

/** A page of the courses that a filter leaves, and how many there are. */
export async function readCourses(db: Db, workspace_id: string, ask: CourseAsk): Promise<Result<CourseList>> {
  const { filter, sort, descending, offset, limit } = ask;
  return callJson(
    db,
    'read_courses',
    {
      p_workspace: workspace_id,
      p_filter: filter,
      p_sort: sort,
      p_descending: descending,
      p_offset: offset,
      p_limit: limit,
    },
    courseList,
  );
}

const courseFigures = z.object({
  key: text,
  label: text,
  courses: z.number(),
  lessons: z.number(),
  failed_lessons: z.number(),
  fidelity: figure,
  gps: figure,
  didactic: figure,
  quality: figure,
  fidelity_fifths: z.array(z.number()),
  quality_fifths: z.array(z.number()),
});
export type CourseFigures = z.infer<typeof courseFigures>;

/** Means and distributions of the courses of each persona, type or framework. */
export async function readCourseFigures(
  db: Db,
  workspace_id: string,
  by: CourseGroup,
): Promise<Result<CourseFigures[]>> {
  return callJson(db, 'read_course_figures', { p_workspace: workspace_id, p_by: by }, z.array(courseFigures));
}

const courseModule = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  lessons: z.array(
    z.object({
      id: z.string(),
      slug: z.string(),
      title: z.string(),
      minutes: z.number(),
      words: z.number(),
      lesson_id: text,
      bloom_level: text,
      gps_score: figure,
      status: text,
      validation_status: text,
    }),
  ),
});
export type CourseModule = z.infer<typeof courseModule>;

/** The modules of a course with their lessons, as they are now. */
export async function readCourseLessons(
  db: Db,
  workspace_id: string,
  trail_id: string,
): Promise<Result<CourseModule[]>> {
  return callJson(db, 'read_course_lessons', { p_workspace: workspace_id, p_trail: trail_id }, z.array(courseModule));
}

const failedLessons = z.object({
  total: z.number(),
  rows: z.array(
    z.object({
      spark_id: z.string(),
      slug: z.string(),
      title: z.string(),
      lesson_id: text,
      gps_score: figure,
      didatica_score: figure,
      /** Whatever the validator wrote. */
      validation_issues: z.json().nullable(),
      trail_slug: text,
      trail_title: text,
    }),
  ),
});
export type FailedLessons = z.infer<typeof failedLessons>;

/** A page of the lessons that a validator failed, by course. */
export async function readFailedLessons(
  db: Db,
  workspace_id: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Result<FailedLessons>> {
  return callJson(
    db,
    'read_failed_lessons',
    { p_workspace: workspace_id, p_offset: offset, p_limit: limit },
    failedLessons,
  );
}

const persona = z.object({
  id: z.string(),
  slug: z.string(),
  display_name: z.string(),
  voice_profile: bodyJson.nullable(),
  extras: bodyJson,
  external_id: text,
  external_system: text,
  version: z.number(),
  courses: z.array(
    z.object({ id: z.string(), slug: z.string(), title: z.string(), status: z.string(), voice_fidelity: figure }),
  ),
});
export type Persona = z.infer<typeof persona>;

/** The personas of a workspace by name, each with the courses that use it. */
export async function readPersonas(db: Db, workspace_id: string): Promise<Result<Persona[]>> {
  return callJson(db, 'read_personas', { p_workspace: workspace_id }, z.array(persona));
}

/** Adds a persona. `conflict` with a word about the slug while another has it. */
export async function createPersona(
  db: Db,
  workspace_id: string,
  { slug, display_name }: { slug: string; display_name: string },
): Promise<Result<{ id: string }>> {
  const { data, error } = await db.from('personas').insert({ workspace_id, slug, display_name }).select('id').single();
  return error ? problemFromPostgres(error) : ok(data);
}
