import path from 'node:path';
import { runNode } from '#lib/base/services/apart.ts';

const PRELOAD = path.join(import.meta.dirname, 'exit-with-parent.ts');

/** Runs Node on one piece of work of a start; it ends with this process, however that comes to its end. */
export function runApart(args: string[], options: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal }) {
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
  return runNode(['--import', PRELOAD, ...args], { ...options, stdio: [...stdio], kill: 'SIGTERM' });
}
