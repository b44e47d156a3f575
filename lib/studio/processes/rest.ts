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
export function restWhenQuiet(giveBack: () => void = collect, lookEveryMs = LOOK_EVERY_MS): NodeJS.Timeout {
  let before = performance.eventLoopUtilization();
  let quiet = 0;
  return setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    quiet = utilization < QUIET ? quiet + 1 : 0;
    if (quiet === QUIET_LOOKS) giveBack();
    // Taken afterwards: giving back is no work that would begin the count anew.
    before = performance.eventLoopUtilization();
  }, lookEveryMs).unref();
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as NodeJS.GCFunction;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
