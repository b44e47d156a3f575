import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { zip } from '#lib/base/services/zip.ts';
import { writeCourseFolder } from '../core/courses/course-folder.ts';
import type { WrittenFormat } from '../core/outside-format.ts';
import type { ExportScope } from '../data/exports.ts';
import { exportCourses, exportUnits, readCourses } from './outside-export.ts';

/** A file that somebody gets. */
export interface WrittenFile {
  name: string;
  media_type: string;
  bytes: Uint8Array;
}

const encoder = new TextEncoder();

/** One concept as a unit file, or one trail as a course export or a packed course folder. The same state gives the same bytes. */
export async function writeOutsideFile(
  db: Db,
  scope: ExportScope,
  format: WrittenFormat,
  slug: string,
): Promise<Result<WrittenFile>> {
  if (format === 'course-folder') {
    const courses = await readCourses(db, scope, [slug]);
    if (!courses.ok) return courses;
    const entries = courses.data.flatMap((course) =>
      [...writeCourseFolder(course)].map(([path, text]) => ({ name: `${slug}/${path}`, bytes: encoder.encode(text) })),
    );
    return ok({ name: `${slug}.zip`, media_type: 'application/zip', bytes: await zip(entries) });
  }
  const write = format === 'unit' ? exportUnits : exportCourses;
  const files = await write(db, scope, [slug]);
  if (!files.ok) return files;
  const text = `${JSON.stringify(files.data[0]?.content, null, 2)}\n`;
  return ok({ name: `${slug}.json`, media_type: 'application/json', bytes: encoder.encode(text) });
}
