import { rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Outcome, usage } from './report.ts';

/** Where a command writes to. */
export interface Target {
  file: string | null;
  /** Something that is written to and not replaced: a pipe, a device. */
  is_stream: boolean;
}

/** Where an export goes, looked at before anything is read for it. */
export async function targetOf(out: string | undefined): Promise<Target | Outcome> {
  if (out === undefined || out === '-') return { file: null, is_stream: false };
  const found = await stat(out).catch(() => null);
  if (found?.isDirectory()) return usage(`${out} is a folder. Name the file to write.`);
  const folder = path.dirname(path.resolve(out));
  if (!found && !(await stat(folder).catch(() => null))?.isDirectory()) return usage(`There is no folder ${folder}.`);
  return { file: out, is_stream: found !== null && !found.isFile() };
}

/** Writes a file, whole or not at all. */
export async function write({ file, is_stream }: Target, content: string | Uint8Array): Promise<void> {
  if (file === null) return;
  if (is_stream) return writeFile(file, content);
  // Beside the target first: a reader never sees half a file.
  const draft = `${file}.part`;
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
