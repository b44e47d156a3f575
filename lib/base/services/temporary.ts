import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const PREFIX = 'trailwright-upload-';
const HOUR = 60 * 60_000;
/** Nothing that comes in takes so long. */
const ABANDONED = 24 * HOUR;

/** A folder for what comes in, which is gone when the work is done; one whose process was killed goes with `sweepTemporary`. */
export async function withTemporary<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what processes that were killed left in `parent` under such a name; gives how many folders. */
export async function sweepTemporary(parent = os.tmpdir(), prefix = PREFIX, now = Date.now()): Promise<number> {
  let swept = 0;
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const folder = path.join(parent, name);
    const changed = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => now,
    );
    if (now - changed < ABANDONED) continue;
    // Somebody else's on a shared machine, or gone meanwhile.
    await rm(folder, { recursive: true, force: true }).then(
      () => swept++,
      () => undefined,
    );
  }
  return swept;
}

/** Sweeps at once and then every hour, without keeping the process. */
export function keepSweeping(parent?: string, prefix?: string): void {
  const sweep = () => void sweepTemporary(parent, prefix);
  sweep();
  setInterval(sweep, HOUR).unref();
}
