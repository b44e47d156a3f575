import { spawn } from 'node:child_process';
import path from 'node:path';

const SAID = 8_000;
const PRELOAD = path.join(import.meta.dirname, 'exit-with-parent.ts');

/** How a process ended that was run for one piece of work. */
interface Ended {
  code: number | null;
  /** The last of what it said. */
  said: string;
}

/**
 * Runs Node on one piece of work and waits for its end; a signal ends it early, and so does the end of this process, however that
 * comes.
 */
export async function runApart(
  args: string[],
  { cwd, env, signal }: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', PRELOAD, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-SAID);
    });
  }
  const end = () => child.kill('SIGTERM');
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
    process.off('exit', end);
    signal.removeEventListener('abort', end);
  }
}
