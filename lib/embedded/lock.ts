import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Lock {
  /** The lock of a process that was killed was in the way. */
  recovered: boolean;
  release: () => Promise<void>;
}

/**
 * Takes the lock that this file stands for, or says which process has it. A lock is stale when its process is gone, or
 * when the pid belongs to another process by now (told by its start time).
 */
export async function takeLock(file: string): Promise<Lock | { heldBy: number }> {
  const own = await identify(process.pid);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, own, { mode: 0o600 });
  try {
    let recovered = false;
    for (let attempt = 0; attempt < 5; attempt++) {
      // A link is there completely or not at all, so that nobody ever reads a half-written lock.
      const taken = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (taken) return { recovered, release: () => release(file, own) };
      const holder = await readFile(file, 'utf8').catch(() => '');
      const pid = Number(holder.split('\n')[0]);
      if (pid && (await identify(pid)) === holder) return { heldBy: pid };
      recovered = (await removeStale(file, holder)) || recovered;
    }
    throw new Error(`The lock ${file} changes hands too fast`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves the stale lock away and looks again: another start may have replaced it in between, then it gets it back. */
async function removeStale(file: string, expected: string): Promise<boolean> {
  const aside = `${file}.stale.${process.pid}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return false;
  const isExpected = (await readFile(aside, 'utf8').catch(() => '')) === expected;
  if (!isExpected) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
  return isExpected;
}

async function release(file: string, own: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => '')) === own) await rm(file, { force: true });
}

async function identify(pid: number): Promise<string> {
  const options = { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  const started = await run('ps', ['-o', 'lstart=', '-p', String(pid)], options).catch(() => null);
  return started ? `${pid}\n${started.stdout.trim()}\n` : '';
}
