import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { countWords } from '../core/words.ts';
import { addSource } from '../data/sources.ts';
import { readSourceFile } from './sources.ts';

/** A source that was taken. */
export interface TakenSource {
  id: string;
  name: string;
  format: string;
  words: number;
}

/** Reads a file as Markdown and keeps its text for jobs to draft from. */
export async function takeSource(
  db: Db,
  workspace_id: string,
  file: { name: string; bytes: Uint8Array },
  signal?: AbortSignal,
): Promise<Result<TakenSource>> {
  const read = await readSourceFile(file.bytes, file.name, { signal });
  if (!read.ok) return read;
  const { text, kind } = read.data;
  const words = countWords(text);
  const added = await addSource(db, workspace_id, { name: file.name, format: kind, body: text, words });
  return added.ok ? ok({ id: added.data, name: file.name, format: kind, words }) : added;
}
