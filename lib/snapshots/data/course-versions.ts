import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { kindJson } from '#lib/base/data/json.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { COURSE_CHANGES, COURSE_SECTIONS, VERSION_REASONS, VERSIONS_A_PAGE } from '../core/course-versions.ts';

const text = z.string().nullable();

const courseVersion = z.object({
  nth: z.number(),
  reason: z.enum(VERSION_REASONS),
  summary: text,
  back_to: z.number().nullable(),
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
  by: text,
  by_name: text,
  created_at: z.string(),
  change_set_id: text,
  /** Of the change set, or the label of the snapshot. */
  title: text,
  is_undone: z.boolean(),
  snapshot_id: text,
});
export type CourseVersion = z.infer<typeof courseVersion>;

const versionList = z.object({
  total: z.number(),
  /** The version that readers have. */
  read: z.number().nullable(),
  /** Whether the newest version says what the course says now. */
  is_saved: z.boolean(),
  rows: z.array(courseVersion),
});

/** The versions of a course before one of them, newest first. */
export const readCourseVersions = (db: Db, workspace_id: string, trail_id: string, before: number | null) =>
  callJson(
    db,
    'read_course_versions',
    { p_workspace: workspace_id, p_trail: trail_id, p_before: before, p_limit: VERSIONS_A_PAGE },
    versionList,
  );

const part = z.object({
  kind: kindJson,
  entity_id: z.string(),
  /** Its revision in either version; null where it is not there. */
  before: z.number().nullable(),
  after: z.number().nullable(),
});
export type CoursePart = z.infer<typeof part>;

const thing = z.object({
  section: z.enum(COURSE_SECTIONS),
  kind: kindJson,
  entity_id: z.string(),
  change: z.enum(COURSE_CHANGES),
  label: text,
  slug: z.string(),
  words: z.object({ added: z.number(), removed: z.number() }).nullable(),
  parts: z.array(part),
});
export type CourseThing = z.infer<typeof thing>;

const comparison = z.object({
  before: courseVersion,
  after: courseVersion.nullable(),
  added: z.number(),
  changed: z.number(),
  removed: z.number(),
  total: z.number(),
  things: z.array(thing),
});
export type CourseComparison = z.infer<typeof comparison>;

/** What differs between two versions, or one and what is there now (`after` null). */
export const compareCourseVersions = (
  db: Db,
  workspace_id: string,
  { trail_id, before, after }: { trail_id: string; before: number; after: number | null },
) =>
  callJson(
    db,
    'compare_course_versions',
    { p_workspace: workspace_id, p_trail: trail_id, p_before: before, p_after: after },
    comparison,
  );

/** Keeps the course as it is now under a name, or names a version (`nth`); gives its number. */
export const nameCourseVersion = (
  db: Db,
  workspace_id: string,
  { trail_id, summary, nth }: { trail_id: string; summary: string; nth: number | null },
): Promise<Result<number>> =>
  call(db, 'name_course_version', { p_workspace: workspace_id, p_trail: trail_id, p_summary: summary, p_nth: nth });

const preview = z.object({
  seen: z.string(),
  seen_revision: z.number(),
  next: z.number(),
  writes: z.number(),
  lessons: z.number(),
  exercises: z.number(),
  back: z.number(),
  trashed: z.number(),
  stale: z.number(),
  lost: z.number(),
  shared: z.array(z.object({ title: z.string(), course: text })),
});
export type RollbackPreview = z.infer<typeof preview>;

export interface RollbackAsk {
  trail_id: string;
  nth: number;
  leave_shared: boolean;
}

/** What going back to a version would do. */
export const previewRollback = (db: Db, workspace_id: string, { trail_id, nth, leave_shared }: RollbackAsk) =>
  callJson(
    db,
    'preview_course_rollback',
    { p_workspace: workspace_id, p_trail: trail_id, p_nth: nth, p_leave_shared: leave_shared },
    preview,
  );

const rolledBack = z.object({ change_set_id: text, nth: z.number().nullable() });

/** Goes back to a version as one change set; `stale` with who saved what if the course moved since it was looked at. */
export const rollBackCourse = (
  db: Db,
  workspace_id: string,
  { trail_id, nth, leave_shared, seen, seen_revision }: RollbackAsk & { seen: string; seen_revision: number },
) =>
  callJson(
    db,
    'roll_back_course',
    {
      p_workspace: workspace_id,
      p_trail: trail_id,
      p_nth: nth,
      p_seen: seen,
      p_seen_revision: seen_revision,
      p_leave_shared: leave_shared,
    },
    rolledBack,
  );
