import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { mayBeOutside } from '../core/folder-listing.ts';
import { BRIEF_FILE, CURRICULUM_FILE, STATE_FOLDER, USERS_FILE } from '../core/folder-names.ts';
import { problemAt } from '../core/outside.ts';
import type { BundleProblem } from '../core/problem.ts';
import { NO_OWNERS, type Owners, readUsers } from '../core/units/users.ts';
import { courseFolderSource } from './course-folder.ts';
import { diskFiles } from './folder-disk.ts';
import { formatOf, type OutsideFile, type OutsideFormat } from './outside-head.ts';
import { emptyBytes, outsideSource } from './outside-source.ts';
import { type BundleSource, fileSource } from './reader.ts';

/** A folder as a source, if it is a course folder or holds unit files or course exports; else null. */
export async function outsideFolder(folder: string): Promise<BundleSource | null> {
  const names = await readdir(folder);
  if (names.includes(BRIEF_FILE) || names.includes(CURRICULUM_FILE)) {
    const files = await diskFiles(folder, STATE_FOLDER);
    return courseFolderSource(files);
  }
  const units = names.includes('units') ? (await readdir(path.join(folder, 'units'))).map((one) => `units/${one}`) : [];
  const files: OutsideFile[] = [];
  for (const name of [...names, ...units].filter(mayBeOutside).sort())
    files.push({ ...(await fileSource(path.join(folder, name))), name });
  return outsideFiles(path.basename(path.resolve(folder)), files, await ownersBeside(path.join(folder, USERS_FILE)));
}

/** Unit files or course exports among files of one folder as one source; null where there are none. */
export async function outsideFiles(
  name: string,
  files: readonly OutsideFile[],
  owners: Owners,
): Promise<BundleSource | null> {
  const found: Record<OutsideFormat | 'other', OutsideFile[]> = { unit: [], course: [], users: [], other: [] };
  for (const file of files) found[(await formatOf(file)) ?? 'other'].push(file);
  const format = found.unit.length > 0 ? 'unit' : 'course';
  if (found[format].length === 0) return null;
  // Those that say who owns what are no content.
  const left = [...(format === 'unit' ? found.course : []), ...found.other].map((file) => leftBehind(file, format));
  const set = { name, files: found[format], owners: { ...owners, problems: [...owners.problems, ...left] } };
  return { name, open: () => emptyBytes(), prepare: (context) => outsideSource(set, format, context) };
}

const CALLED = { unit: ['unit files', 'unit file'], course: ['course exports', 'course export'] } as const;

/** One import brings files of one format: what is told of another one beside them. */
function leftBehind({ name }: OutsideFile, format: 'unit' | 'course'): BundleProblem {
  const [many, one] = CALLED[format];
  const message = `${name} does not come along: the folder is read as ${many}, and this is no ${one}.`;
  const hint = 'Import it by itself, if it is wanted.';
  return { ...problemAt('misplaced_file', [], message, hint, 'warning'), file: name };
}

/** Who the owner keys of a unit file are: by the users.json beside it, or in the folder above. */
export async function ownersBeside(file: string): Promise<Owners> {
  for (const folder of [path.dirname(file), path.dirname(path.dirname(file))]) {
    const text = await readFile(path.join(folder, USERS_FILE), 'utf8').catch(() => null);
    if (text !== null) return readUsers(text);
  }
  return NO_OWNERS;
}
