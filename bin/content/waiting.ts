import type { Task } from '#lib/tasks/core.ts';
import { EXIT } from './report.ts';

const started = performance.now();

/** Progress goes to standard error, after the seconds since the start. */
export function say(message: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${message}\n`);
}

let is_tool = false;

/** Says that this process is the tool itself: what ends it is meant for the command that runs. */
export function takeSignals(): void {
  is_tool = true;
}

/** Ctrl-C stops what is under way, as far as it can still be stopped; pressed again, it ends at once. */
function stopSignal(said: string): AbortSignal {
  const controller = new AbortController();
  if (!is_tool) return controller.signal;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.refused);
      say(said);
      controller.abort();
    });
  }
  return controller.signal;
}

/** How a command waits for long work: it says how far a worker is, and stops it with Ctrl-C. */
export function waiting(stopping = 'stopping ...'): {
  signal: AbortSignal;
  /** Says something unless it was said last. */
  sayOnce: (message: string) => void;
  onProgress: (task: Task) => void;
} {
  let said = '';
  const sayOnce = (message: string) => {
    if (message !== said) say(message);
    said = message;
  };
  return {
    signal: stopSignal(stopping),
    sayOnce,
    onProgress: ({ state, step, done, weight }) => {
      const far = done > 0 ? ` (${done} of ${weight})` : '';
      sayOnce(state === 'waiting' ? 'waiting for a worker ...' : `${step ?? 'working'} ...${far}`);
    },
  };
}
