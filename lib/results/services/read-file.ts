import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runScriptApart } from '#lib/base/services/apart.ts';
import { MOST_BYTES, type ReadOutcome, refused } from '../core/answers.ts';
import type { ReadOptions } from '../core/read-file.ts';
import { readResultFile } from '../core/read-file.ts';

/** What a reader in another process is told; names in place of a function that knows them. */
export interface ReadRequest extends Omit<ReadOptions, 'isExercise'> {
  names: string[];
}

/** How a file is read: here, or in a process of its own, which leaves what it found in a folder. */
export type ReadFile = (
  file: string,
  request: ReadRequest,
  folder: string,
  signal?: AbortSignal,
) => Promise<ReadOutcome>;

/** Reads the answers of a file in this process: for the command line, where nobody else waits. */
export const readHere: ReadFile = async (file, { names, ...options }) => {
  const { size } = await stat(file);
  if (size > MOST_BYTES) {
    return refused(
      'too_large',
      `This file is larger than ${MOST_BYTES / 1024 / 1024} MB.`,
      'Part it and import one after the other.',
    );
  }
  const known = new Set(names);
  return readResultFile(await readFile(file), { ...options, isExercise: (name) => known.has(name) });
};

const SCRIPT = 'lib/results/services/read-process.ts';
const REQUEST = 'request.json';
const OUTCOME = 'outcome.json';
const LIMITS = { seconds: 60, megabytes: 1_200 };

/** Reads it in a process of its own: what other people wrote keeps no request of others waiting. */
export const readApart: ReadFile = async (file, request, folder, signal) => {
  await writeFile(path.join(folder, REQUEST), JSON.stringify(request));
  const ended = await runScriptApart(SCRIPT, [file, folder], { ...LIMITS, signal });
  if (ended === 'too_slow') return refused('too_slow', 'Reading this file took more than a minute.', 'Part it.');
  if (ended === 'too_large')
    return refused('too_large', 'Reading this file took more memory than there is for it.', 'Part it.');
  return JSON.parse(await readFile(path.join(folder, OUTCOME), 'utf8')) as ReadOutcome;
};

/** The work of that process. */
export async function readAndLeave(file: string, folder: string): Promise<void> {
  const request = JSON.parse(await readFile(path.join(folder, REQUEST), 'utf8')) as ReadRequest;
  await writeFile(path.join(folder, OUTCOME), JSON.stringify(await readHere(file, request, folder)));
}
