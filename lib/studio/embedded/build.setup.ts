import { checkout } from '../processes/studio.ts';
import { ensureBuilt } from '../processes/web-build.ts';

/** The web server is built once before the processes are tried: what is tested is starting, not building. */
export default async function setup(): Promise<void> {
  await ensureBuilt(checkout(), {
    onBuild: () => undefined,
    onWait: () => undefined,
    signal: new AbortController().signal,
  });
}
