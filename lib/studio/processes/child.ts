import { type ChildProcess, spawn } from 'node:child_process';
import { StartError } from '#lib/base/start-error.ts';
import { openLogFile } from './log-file.ts';

export interface ChildPlan {
  name: string;
  /** Arguments for this same Node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Where its output goes; null passes it through. */
  logFile: string | null;
  /** Resolves when the child can serve; by default when it says so with `reportReady()`. */
  untilReady?: (signal: AbortSignal) => Promise<void>;
  readyTimeoutMs?: number;
  stopTimeoutMs?: number;
  /** A child that reports heartbeats is killed, and so restarted, when none came for this long. */
  heartbeatTimeoutMs?: number;
  /** Ends the wait, and the child, when the studio stops while it still starts. */
  signal?: AbortSignal;
}

export interface Child {
  process: ChildProcess;
  /** Resolves with the reason when the process has ended, for whatever cause. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}

/** Starts a Node process and waits until it is ready. It ends by itself when this process is killed (lib/supervised.ts). */
export async function startChild(plan: ChildPlan): Promise<Child> {
  const log = plan.logFile ? openLogFile(plan.logFile) : null;
  const lastLines: string[] = [];
  const child = spawn(process.execPath, plan.args, {
    cwd: plan.cwd,
    env: plan.env,
    // A process group of its own: Ctrl-C in a terminal reaches the supervisor alone, which stops all in order.
    detached: true,
    stdio: ['ignore', log ? 'pipe' : 'inherit', log ? 'pipe' : 'inherit', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      log?.write(data);
      lastLines.push(...data.toString().split('\n').filter(Boolean));
      lastLines.splice(0, Math.max(0, lastLines.length - 12));
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  // Not at `exit`: the last lines are still in the pipe then.
  child.once('close', () => log?.end());
  const stop = () => stopProcess(child, ended, plan.stopTimeoutMs ?? 10_000);
  try {
    await waitUntilReady(plan, child, ended);
  } catch (error) {
    await stop();
    // The last line of a crash is the version of Node, those before it the stack.
    const told = lastLines.findLast((line) => line && !/^( |Node\.js v)/.test(line)) ?? lastLines.at(-1);
    const where = plan.logFile ? ` (see ${plan.logFile})` : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`${plan.name} did not start: ${reason}${told ? `; it said: ${told.trim()}` : ''}${where}`);
  }
  watchHeartbeat(plan, child);
  return { process: child, ended, stop };
}

async function waitUntilReady(plan: ChildPlan, child: ChildProcess, ended: Promise<string>): Promise<void> {
  const abort = new AbortController();
  const timeout = plan.readyTimeoutMs ?? 60_000;
  const reported = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
    abort.signal.addEventListener('abort', () => reject(new Error('aborted')));
  });
  reported.catch(() => undefined);
  const timer = setTimeout(() => abort.abort(new Error(`not ready after ${timeout / 1000} s`)), timeout);
  const late = new Promise<never>((_, reject) => {
    abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
  });
  late.catch(() => undefined);
  const cancel = () => abort.abort(new Error('stopped'));
  plan.signal?.addEventListener('abort', cancel);
  if (plan.signal?.aborted) cancel();
  try {
    const ready = plan.untilReady?.(abort.signal) ?? reported;
    ready.catch(() => undefined);
    await Promise.race([
      ready,
      late,
      ended.then((reason) => {
        throw new Error(reason);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    plan.signal?.removeEventListener('abort', cancel);
    abort.abort(new Error('over'));
  }
}

function watchHeartbeat(plan: ChildPlan, child: ChildProcess): void {
  if (!plan.heartbeatTimeoutMs) return;
  let last = Date.now();
  child.on('message', (message) => {
    if (message === 'heartbeat') last = Date.now();
  });
  const timer = setInterval(() => {
    // A laptop that slept looks like silence: the timer is late itself then, and counting starts anew.
    if (Date.now() - last > (plan.heartbeatTimeoutMs ?? 0) * 3) last = Date.now();
    else if (Date.now() - last > (plan.heartbeatTimeoutMs ?? 0)) child.kill('SIGKILL');
  }, 5_000);
  timer.unref();
  child.once('exit', () => clearInterval(timer));
}

async function stopProcess(child: ChildProcess, ended: Promise<string>, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => killGroup(child), timeoutMs);
  await ended;
  clearTimeout(force);
  // What the child started itself (next dev does) goes with it.
  killGroup(child);
}

/** Ends a child and everything it started, at once. */
export function killGroup(child: ChildProcess): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody left in the group.
  }
}
