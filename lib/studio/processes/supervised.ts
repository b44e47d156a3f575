import { flushCompileCache } from 'node:module';

/**
 * The child's side of the supervisor: says that it is ready, shows every few seconds that its event loop turns, and
 * ends the process in order on a signal or when the supervisor is gone (killed: the channel to it closes).
 */
export function supervised(stop: () => Promise<void>): { reportReady: () => void } {
  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    const force = setTimeout(() => process.exit(1), 15_000);
    force.unref();
    await stop().catch(() => undefined);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.send) process.on('disconnect', end);
  return {
    reportReady: () => {
      send('ready');
      // Otherwise kept only at the end, which a process that is killed does not see (bin/studio.mjs).
      flushCompileCache();
      if (process.send) setInterval(() => send('heartbeat'), 5_000).unref();
    },
  };
}

function send(message: string): void {
  // The channel may close at any moment; `disconnect` deals with it.
  process.send?.(message, undefined, undefined, () => undefined);
}
