import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 5_000;
/** So many looks in a row at which the process had next to nothing to do. */
const QUIET_LOOKS = 4;
/** The share of the time below which a process counts as quiet: heartbeats and looking for jobs stay below it. */
const QUIET = 0.02;

/**
 * Gives memory back once after each time of work, when nothing has happened for twenty seconds. V8 by itself keeps what it has once
 * taken (30 MB of the API) until it needs room, which a quiet process never does. The pause of about a tenth of a second meets
 * nobody, so this is for processes whose callers come in bursts (docs/decisions/080-memory.md).
 */
export function restWhenQuiet(): NodeJS.Timeout {
  const look = watchQuiet(collect);
  let before = performance.eventLoopUtilization();
  return setInterval(() => {
    look(performance.eventLoopUtilization(before).utilization);
    // Taken afterwards: giving back is no work that would begin the count anew.
    before = performance.eventLoopUtilization();
  }, LOOK_EVERY_MS).unref();
}

/** Calls `giveBack` once after each time of work, when so many looks in a row, each with the share of time at work since the last, were quiet. */
export function watchQuiet(giveBack: () => void): (utilization: number) => void {
  let quiet = 0;
  return (utilization) => {
    quiet = utilization < QUIET ? quiet + 1 : 0;
    if (quiet === QUIET_LOOKS) giveBack();
  };
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as NodeJS.GCFunction;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
