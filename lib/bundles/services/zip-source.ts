import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mayBeOutside } from '../core/folder-listing.ts';
import { USERS_FILE } from '../core/folder-names.ts';
import { NO_OWNERS, readUsers } from '../core/units/users.ts';
import { courseFolderSource } from './course-folder.ts';
import type { FolderFiles } from './folder-disk.ts';
import { folderSource } from './folder-source.ts';
import { outsideFiles } from './outside-disk.ts';
import type { BundleSource } from './reader.ts';
import type { ZipOnDisk } from './zip-folder.ts';

/** An unpacked folder as a source, as the same folder on disk would be; null where its JSON is neither units nor courses. */
export async function zipSource(
  folder: string,
  { name, kind, paths }: Extract<ZipOnDisk, { is: 'folder' }>,
): Promise<BundleSource | null> {
  const places = new Map(paths.map((one, nth) => [one, path.join(folder, String(nth))]));
  const placeOf = (one: string) => places.get(one) ?? '';
  const files: FolderFiles = { name, paths, read: (one) => readFile(placeOf(one)) };
  if (kind === 'markdown') return folderSource(files);
  if (kind === 'course_folder') return courseFolderSource(files);
  const users = places.get(USERS_FILE);
  const owners = users === undefined ? NO_OWNERS : readUsers(await readFile(users, 'utf8'));
  const outside = paths
    .filter(mayBeOutside)
    .map((one) => ({ name: one, open: () => createReadStream(placeOf(one), { highWaterMark: 256 * 1024 }) }));
  return outsideFiles(name, outside, owners);
}
