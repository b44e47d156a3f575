import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import { refuseFolder } from '../core/folder-listing.ts';
import { beginsAsJson, beginsAsZip, startOf } from './file-start.ts';
import { type BundleSource, fileSource } from './reader.ts';
import type { ZipOnDisk } from './zip-folder.ts';
import { zipSource } from './zip-source.ts';

/** A file that somebody sent, by what is in it. */
export type Uploaded =
  | { is: 'bundle'; source: BundleSource }
  /** Of another tool, as far as anybody can tell before reading it. */
  | { is: 'questions' }
  | { is: 'refused'; refusal: Refusal };

/** How a zip is unpacked into a folder: here, or in a process of its own. */
export type UnpackFolder = (file: string, name: string, folder: string, signal?: AbortSignal) => Promise<ZipOnDisk>;

interface Upload {
  file: string;
  name: string;
  /** Where a packed folder may lie while it is read. */
  folder: string;
  unpack: UnpackFolder;
  signal?: AbortSignal;
}

/** What somebody has sent: a bundle or another file of JSON, a packed folder of a course, or questions. */
export async function uploadedSource({ file, name, folder, unpack, signal }: Upload): Promise<Uploaded> {
  const start = await startOf(file);
  if (beginsAsJson(start)) return { is: 'bundle', source: { ...(await fileSource(file)), name } };
  if (!beginsAsZip(start)) return { is: 'questions' };
  const place = path.join(folder, 'unpacked');
  await mkdir(place);
  const zip = await unpack(file, name, place, signal);
  if (zip.is !== 'folder') return zip;
  const source = await zipSource(place, zip);
  return source ? { is: 'bundle', source } : { is: 'refused', refusal: refuseFolder(name, { courses: [] }) };
}
