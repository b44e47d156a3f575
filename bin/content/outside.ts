import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { writeCourseFolder } from '#lib/bundles/core/courses/course-folder.ts';
import { USERS_FILE } from '#lib/bundles/core/folder-names.ts';
import { OUTSIDE_FORMATS, type WrittenFormat } from '#lib/bundles/core/outside-format.ts';
import type { Chosen } from '#lib/bundles/core/selection.ts';
import type { ExportScope } from '#lib/bundles/data/exports.ts';
import { exportCourses, exportOwners, exportUnits, readCourses } from '#lib/bundles/services/outside-export.ts';
import { done, EXIT, failed, type Outcome, usage } from './report.ts';
import { targetOf, write } from './target.ts';

export const isOutsideFormat = (format: string): format is WrittenFormat => Object.hasOwn(OUTSIDE_FORMATS, format);

interface OutsideOptions {
  format: WrittenFormat;
  only?: Chosen[];
  out?: string;
  users?: boolean;
}

/** What is wrong with how an export of this format was asked for. */
export function misusedOutside({ format, only, out }: OutsideOptions): Outcome | null {
  const kind = OUTSIDE_FORMATS[format];
  const other = only?.find((one) => one.kind !== kind);
  if (other) return usage(`A ${format} is made of a ${kind}, not of a ${other.kind}.`, `Write --only ${kind}:SLUG.`);
  const is_many = only?.length !== 1 || format === 'course-folder';
  if (is_many && (out === undefined || out === '-'))
    return usage('Name the folder to write with --out.', `Or one ${kind} with --only ${kind}:SLUG.`);
  return null;
}

/** Writes unit files, course exports or course folders: one to a file or the output, more into a folder. */
export async function writeOutside(db: Db, scope: ExportScope, options: OutsideOptions): Promise<Outcome> {
  const { format, out = '', only, users } = options;
  const slugs = only?.map(({ slug }) => slug) ?? null;
  const files = await filesOf(db, scope, format, slugs);
  if (!files.ok) return failed(files.problem);
  if (only?.length === 1 && format !== 'course-folder') {
    const [[, text = ''] = []] = files.data;
    const target = await targetOf(options.out);
    if ('code' in target) return target;
    if (!target.file) return { code: EXIT.done, json: JSON.parse(text), text: text.trimEnd() };
    await write(target, text);
    return done({ out: target.file }, `Wrote ${target.file}.`);
  }
  if (users) {
    const owners = await exportOwners(db, scope, slugs);
    if (!owners.ok) return failed(owners.problem);
    files.data.set(USERS_FILE, `${JSON.stringify(owners.data, null, 2)}\n`);
  }
  for (const [name, text] of files.data) {
    const file = path.join(out, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return done({ out, written: [...files.data.keys()] }, `${out}: ${files.data.size} files written.`);
}

async function filesOf(
  db: Db,
  scope: ExportScope,
  format: WrittenFormat,
  slugs: string[] | null,
): Promise<Result<Map<string, string>>> {
  if (format === 'course-folder') {
    const courses = await readCourses(db, scope, slugs);
    if (!courses.ok) return courses;
    const files = courses.data.flatMap((course) =>
      [...writeCourseFolder(course)].map(([name, text]): [string, string] => [`${course.trail.slug}/${name}`, text]),
    );
    return ok(new Map(files));
  }
  const exported = format === 'unit' ? await exportUnits(db, scope, slugs) : await exportCourses(db, scope, slugs);
  if (!exported.ok) return exported;
  const folder = format === 'unit' ? 'units/' : '';
  return ok(
    new Map(
      exported.data.map(({ slug, content }) => [`${folder}${slug}.json`, `${JSON.stringify(content, null, 2)}\n`]),
    ),
  );
}
