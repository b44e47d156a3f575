import { type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const SAID = 8_000;

/** How a process ended that was run for one piece of work. */
interface Ended {
  code: number | null;
  /** The last of what it said. */
  said: string;
}

interface NodeOptions {
  cwd?: string;
  env: NodeJS.ProcessEnv;
  stdio: StdioOptions;
  signal: AbortSignal;
  /** How it is ended early. */
  kill: 'SIGTERM' | 'SIGKILL';
}

/**
 * Runs Node on one piece of work and waits for its end. A signal ends it early, or keeps it from being begun, and so does the end of this
 * process.
 */
export async function runNode(args: readonly string[], { cwd, env, stdio, signal, kill }: NodeOptions): Promise<Ended> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [...args], { cwd, env, stdio });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-SAID);
    });
  }
  const end = () => child.kill(kill);
  signal.addEventListener('abort', end);
  process.once('exit', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { code, said: said.trim() };
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}

export interface ApartOptions {
  /** More is not waited for. */
  seconds: number;
  /** More memory it does not get. */
  megabytes: number;
  signal?: AbortSignal;
}

/** How a script ended: done, too slow, or out of memory. Anything else is a fault and is thrown. */
export type Apart = 'done' | 'too_slow' | 'too_large';

/** So many of them run at once for one process: each may take a gigabyte. Others wait in line. */
const MOST_AT_ONCE = 3;
let running = 0;
const line: (() => void)[] = [];

/** Waits for a place; gives what leaves it. A signal ends the waiting. */
async function takePlace(signal: AbortSignal | undefined): Promise<() => void> {
  if (running >= MOST_AT_ONCE) {
    const turn = Promise.withResolvers<void>();
    line.push(turn.resolve);
    const onAbort = () => {
      line.splice(line.indexOf(turn.resolve), 1);
      turn.reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    await turn.promise.finally(() => signal?.removeEventListener('abort', onAbort));
  } else running += 1;
  // Whoever leaves hands the place on, so that nobody comes between.
  return () => {
    const next = line.shift();
    if (next) next();
    else running -= 1;
  };
}

/**
 * Runs a script of this checkout in a Node of its own, of which there are three at once. For work on what other people wrote that takes a while without a pause: it keeps
 * nobody waiting, and its time and memory have an end that the studio survives. It gets no secrets: it reads files and writes files.
 */
export async function runScriptApart(
  script: string,
  args: readonly string[],
  { seconds, megabytes, signal }: ApartOptions,
): Promise<Apart> {
  const leave = await takePlace(signal);
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    const { code, said } = await runNode([`--max-old-space-size=${megabytes}`, found(script), ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: signal ? AbortSignal.any([signal, late]) : late,
      kill: 'SIGKILL',
    });
    if (code === 0) return 'done';
    if (/heap out of memory|allocation failed/i.test(said)) return 'too_large';
    throw new Error(`${script} ended with ${code}: ${said.slice(-2_000)}`);
  } catch (error) {
    if (late.aborted && !signal?.aborted) return 'too_slow';
    throw error;
  } finally {
    leave();
  }
}

/** Where a script lies: beside this file, wherever a command is called from; a built server has it in the folder that it runs in. */
function found(script: string): string {
  const beside = path.resolve(/* turbopackIgnore: true */ import.meta.dirname ?? '', '../../..', script);
  return existsSync(beside) ? beside : path.join(/* turbopackIgnore: true */ process.cwd(), script);
}
