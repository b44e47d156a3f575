import { checkout } from '#lib/processes/studio';
import { ensureBuilt } from '#lib/processes/web-build';

/** The web server is built once before the processes are tried: what is tested is starting, not building. */
export default async function setup(): Promise<void> {
  await ensureBuilt(checkout(), {
    onBuild: () => undefined,
    onWait: () => undefined,
    signal: new AbortController().signal,
  });
}
