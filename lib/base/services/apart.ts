import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export interface ApartOptions {
  /** More is not waited for. */
  seconds: number;
  /** More memory it does not get. */
  megabytes: number;
  signal?: AbortSignal;
}

/** How a script ended: done, too slow, or out of memory. Anything else is a fault and is thrown. */
export type Apart = 'done' | 'too_slow' | 'too_large';

/**
 * Runs a script of this checkout in a Node of its own and waits for its end. For work on what other people wrote that takes a while
 * without a pause: it keeps nobody waiting, and its time and memory have an end that the studio survives. It gets no secrets: it reads
 * files and writes files.
 */
export async function runScriptApart(
  script: string,
  args: readonly string[],
  { seconds, megabytes, signal }: ApartOptions,
): Promise<Apart> {
  const file = found(script);
  const child = spawn(process.execPath, [`--max-old-space-size=${megabytes}`, file, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2_000);
  });
  const end = () => child.kill('SIGKILL');
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, seconds * 1000);
  signal?.addEventListener('abort', end);
  process.once('exit', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    if (code === 0) return 'done';
    if (isLate) return 'too_slow';
    if (/heap out of memory|allocation failed/i.test(said)) return 'too_large';
    throw new Error(`${script} ended with ${code}: ${said}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    process.off('exit', end);
  }
}

/** Where a script lies: beside this file, wherever a command is called from; a built server has it in the folder that it runs in. */
function found(script: string): string {
  const beside = path.resolve(/* turbopackIgnore: true */ import.meta.dirname ?? '', '../../..', script);
  return existsSync(beside) ? beside : path.join(/* turbopackIgnore: true */ process.cwd(), script);
}
