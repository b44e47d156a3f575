import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { storable } from '#lib/base/core/storable.ts';
import { unzip, type ZipRefusal, zipNames } from '#lib/base/services/zip.ts';
import { packageOf } from '#lib/exercises/core/formats/packages.ts';
import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import { type FolderKind, listFolder, refuseFolder } from '../core/folder-listing.ts';

/** What a zip turned out to be. */
export type ZipOnDisk =
  /** A folder, its files unpacked: the content of the nth of `paths` is in the file n, so no name in a zip is one on this disk. */
  | { is: 'folder'; name: string; kind: FolderKind; paths: string[] }
  /** A package of another tool, or nothing but files of one: questions, if anything. */
  | { is: 'questions' }
  | { is: 'refused'; refusal: Refusal };

const OUTCOME = 'outcome.json';

/** Looks at a zip and unpacks it into a folder where it is a course; leaves there what it is. */
export async function unpackFolder(file: string, name: string, folder: string): Promise<ZipOnDisk> {
  const outcome = await unpack(await readFile(file), name, folder);
  await writeFile(path.join(folder, OUTCOME), JSON.stringify(storable(outcome)));
  return outcome;
}

async function unpack(bytes: Uint8Array, name: string, folder: string): Promise<ZipOnDisk> {
  const listed = await zipNames(bytes, name);
  if (!listed.ok) return refused(listed.refusal);
  const listing = listFolder(listed.names, name.replace(/\.zip$/i, ''));
  const { kind, files } = listing;
  // A package may have files of JSON beside its manifest; a course is known by files that no package has.
  const isCourse = kind === 'course_folder' || kind === 'markdown';
  if (!isCourse && packageOf(listed.names)) return { is: 'questions' };
  if (kind === null) {
    const mayHoldQuestions = listed.names.some((one) => /\.xml$/i.test(one));
    return mayHoldQuestions ? { is: 'questions' } : { is: 'refused', refusal: refuseFolder(name, listing) };
  }
  const unzipped = await unzip(bytes, name);
  if (!unzipped.ok) return refused(unzipped.refusal);
  const contents = new Map(unzipped.entries.map((entry) => [entry.name, entry.bytes]));
  const paths = [...files.keys()];
  for (const [nth, packed] of [...files.values()].entries())
    await writeFile(path.join(folder, String(nth)), contents.get(packed) ?? new Uint8Array());
  return { is: 'folder', name: listing.name, kind, paths };
}

const refused = ({ code, sentence, instead }: ZipRefusal): ZipOnDisk => ({
  is: 'refused',
  refusal: { code, is: 'a zip file', sentence, instead },
});

/** What a process of its own left; null where it left nothing. */
export async function zipLeft(folder: string): Promise<ZipOnDisk | null> {
  const text = await readFile(path.join(folder, OUTCOME), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as ZipOnDisk);
}
