import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { access, constants, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BRIEF_FILE, OWN_FOLDER, ROOT_FILE } from '#lib/bundles/core/folder-names.ts';
import { diskFiles } from '#lib/bundles/services/folder-disk.ts';
import { folderSource } from '#lib/bundles/services/folder-source.ts';
import { outsideFolder, ownersBeside } from '#lib/bundles/services/outside-disk.ts';
import { type BundleSource, fileSource } from '#lib/bundles/services/reader.ts';
import { type Outcome, usage } from './report.ts';

/** Gives what is to be imported to a command: a file, a folder, a pipe that has a name (`/dev/fd/63`), or `-` for standard input. */
export async function withSource(file: string, use: (source: BundleSource) => Promise<Outcome>): Promise<Outcome> {
  if (file === '-') return spooled(process.stdin, 'standard input', use);
  const found = await stat(file);
  if (found.isDirectory()) return fromFolder(file, use);
  await access(file, constants.R_OK);
  if (found.isFile()) return use({ ...(await fileSource(file)), owners: await ownersBeside(file) });
  return spooled(createReadStream(file), path.basename(file), use);
}

async function fromFolder(folder: string, use: (source: BundleSource) => Promise<Outcome>): Promise<Outcome> {
  // Only looked through when it is one: somebody may name the root of a disk.
  const names = await readdir(folder);
  if (!names.includes(ROOT_FILE) && !names.includes(OWN_FOLDER)) {
    const outside = await outsideFolder(folder);
    if (outside) return use(outside);
    return usage(
      `${folder} is a folder, but not one of a course: there is no ${ROOT_FILE} in it, no ${BRIEF_FILE}, and no unit file.`,
      'Name the folder that was exported.',
    );
  }
  const files = await diskFiles(folder);
  return use(await folderSource(files));
}

/** A bundle is read more than once, and a stream cannot be: it is kept in a file meanwhile. */
async function spooled(
  stream: Readable,
  name: string,
  use: (source: BundleSource) => Promise<Outcome>,
): Promise<Outcome> {
  // Without this Ctrl-C would leave all of it behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'trailwright-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const file = path.join(folder, 'bundle');
    await pipeline(stream, createWriteStream(file));
    return await use({ ...(await fileSource(file)), name });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
