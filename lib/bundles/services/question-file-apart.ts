import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import { type QuestionsOnDisk, questionsLeft } from './question-file.ts';

// A file of another tool is the most hostile input there is, and reading it takes a while without a pause. In a process of its own it
// keeps nobody waiting, and its memory and time have an end that the studio survives.
const MOST_SECONDS = 120;
const MOST_MEGABYTES = 1_200;

const refusal = (code: string, sentence: string, instead: string): Refusal => ({ code, is: null, sentence, instead });

/** Reads a file of questions in a process of its own and leaves what it found in a folder. */
export async function readQuestionFileApart(
  file: string,
  name: string,
  folder: string,
  signal?: AbortSignal,
): Promise<QuestionsOnDisk> {
  // A server that was built knows its own files only by the folder it runs in, which is the checkout.
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/bundles/services/question-file-process.ts');
  const child = spawn(process.execPath, [`--max-old-space-size=${MOST_MEGABYTES}`, script, file, name, folder], {
    // It needs no secrets: it reads a file and writes files.
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2_000);
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, MOST_SECONDS * 1000);
  const end = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    const left = code === 0 ? await questionsLeft(folder) : null;
    if (left) return left;
    if (isLate)
      return {
        ok: false,
        refusal: refusal('too_slow', `Reading this file took more than ${MOST_SECONDS} seconds.`, 'Split it.'),
      };
    if (/heap out of memory|allocation failed/i.test(said))
      return {
        ok: false,
        refusal: refusal('too_large', 'Reading this file took more memory than there is for it.', 'Split it.'),
      };
    throw new Error(`reading a file of questions ended with ${code}: ${said}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
