import type { BundleKind } from '#lib/base/core/kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type CourseContent, writeCourse } from '../core/courses/write-course.ts';
import type { BundleItem } from '../core/item.ts';
import type { Json } from '../core/outside.ts';
import { Content, courseContent, type RecordsByOwner, unitContent } from '../core/outside-content.ts';
import { writeUnit } from '../core/units/write-unit.ts';
import type { ExportScope } from '../data/exports.ts';
import { exportRecords, memberIds } from '../data/outside.ts';
import { readItems } from './exports.ts';

/** A file of an export: what it is called after, and what it says. */
export interface OutsideExport {
  slug: string;
  content: Json;
}

/** Concepts as unit files: those of these slugs, else all that hold a lesson. */
export async function exportUnits(db: Db, scope: ExportScope, only: string[] | null): Promise<Result<OutsideExport[]>> {
  const read = await readChosen(db, scope, 'concept', only);
  if (!read.ok) return read;
  const runs = await recordsOf(db, scope.workspace_id, 'flow_run');
  if (!runs.ok) return runs;
  const conversations = await recordsOf(db, scope.workspace_id, 'conversation');
  if (!conversations.ok) return conversations;
  const records = { runs: runs.data, conversations: conversations.data };
  const { content, chosen } = read.data;
  const units = chosen.map((concept) => unitContent(content, concept, records));
  return ok(
    units
      .filter(({ lessons }) => only !== null || lessons.length > 0)
      .map((unit) => ({ slug: String(unit.concept.slug), content: writeUnit(unit) })),
  );
}

/** The owners of units as a users.json names them: those whom the studio knows, and no others. */
export async function exportOwners(
  db: Db,
  scope: ExportScope,
  only: string[] | null,
): Promise<Result<{ id: string; email: string; key: string }[]>> {
  const read = await readChosen(db, scope, 'concept', only);
  if (!read.ok) return read;
  const members = await memberIds(db, scope.workspace_id);
  if (!members.ok) return members;
  const emails = new Map([...members.data].map(([email, id]) => [id, email]));
  const owners = new Map<string, { id: string; email: string; key: string }>();
  // Whose unit has no key is known by the e-mail: two of them are two.
  for (const concept of read.data.chosen) {
    const profile = read.data.content.one('unit_profile', 'concept', concept.slug);
    const id = String(profile?.owner_id ?? '');
    const email = emails.get(id);
    const key = String(profile?.owner_key ?? email);
    if (email) owners.set(key, { id, email, key });
  }
  return ok([...owners.values()]);
}

/** Trails as courses: those of these slugs, else all. */
export async function readCourses(db: Db, scope: ExportScope, only: string[] | null): Promise<Result<CourseContent[]>> {
  const read = await readChosen(db, scope, 'trail', only);
  if (!read.ok) return read;
  const { content, chosen } = read.data;
  return ok(chosen.map((trail) => courseContent(content, trail)));
}

/** The same as course exports. */
export async function exportCourses(
  db: Db,
  scope: ExportScope,
  only: string[] | null,
): Promise<Result<OutsideExport[]>> {
  const courses = await readCourses(db, scope, only);
  if (!courses.ok) return courses;
  return ok(courses.data.map((course) => ({ slug: String(course.trail.slug), content: writeCourse(course) })));
}

/** Everything, and what was chosen of a kind. */
async function readChosen(
  db: Db,
  scope: ExportScope,
  kind: BundleKind,
  only: string[] | null,
): Promise<Result<{ content: Content; chosen: BundleItem[] }>> {
  const items = await readItems(db, scope);
  if (!items.ok) return items;
  const content = new Content(items.data);
  const all = content.items.get(kind) ?? [];
  const missing = only?.find((slug) => !all.some((item) => item.slug === slug));
  if (missing !== undefined) return fail('not_found', `There is no ${kind} ${missing} in what is to be exported.`);
  return ok({ content, chosen: only ? all.filter((item) => only.includes(String(item.slug))) : [...all] });
}

async function recordsOf(
  db: Db,
  workspace_id: string,
  record: Parameters<typeof exportRecords>[2],
): Promise<Result<RecordsByOwner>> {
  const rows = await exportRecords(db, workspace_id, record, null);
  if (!rows.ok) return rows;
  const by_owner = new Map<string, Json[]>();
  for (const { owner_slug, body } of rows.data) {
    const there = by_owner.get(owner_slug);
    if (there) there.push(body);
    else by_owner.set(owner_slug, [body]);
  }
  return ok(by_owner);
}
