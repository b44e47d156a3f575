import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '#lib/base/start-error.ts';

const run = promisify(execFile);

/** Whether the folder holds a PostgreSQL cluster, of whatever version. */
export async function hasCluster(folder: string): Promise<boolean> {
  return (await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => null)) !== null;
}

/** The sentence for files that are no whole database any more. */
export function damaged(folder: string, why: string): StartError {
  return new StartError(
    `The database in ${folder} is damaged (${why}): bring that folder back from a backup, or start with --reset for an empty studio.`,
  );
}

/** Refuses to make a new database in the place of one that was there: it would look as if all content were gone. */
export async function assertStillThere(folder: string): Promise<void> {
  if (await hasCluster(folder)) return;
  const files = await readdir(folder).catch(() => []);
  if (files.length > 0) throw damaged(folder, 'it has no PG_VERSION');
  throw new StartError(
    `The database of this install is gone: there is nothing in ${folder}. Bring it back from a backup, or start with --reset for an empty studio.`,
  );
}

/** Refuses a cluster that another major release of PostgreSQL made: its files are not readable across releases. */
export async function assertOurVersion(folder: string, ours: string): Promise<void> {
  const theirs = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
  const major = ours.split('.')[0];
  if (theirs === major) return;
  if (!/^\d+$/.test(theirs)) throw damaged(folder, `PG_VERSION says “${theirs.slice(0, 20)}”`);
  throw new StartError(
    Number(theirs) > Number(major)
      ? `The data folder holds a database of the newer PostgreSQL ${theirs}, this Trailwright brings ${major}: ` +
          'update Trailwright or set STUDIO_DATA_DIR to another folder.'
      : `The data folder holds a database of PostgreSQL ${theirs}, this Trailwright brings ${major}: ` +
          'export the content with the Trailwright that made it, then set STUDIO_DATA_DIR to another folder.',
  );
}

/**
 * Clears what a killed start left behind: a server that still runs on these files is shut down (true), a pid file whose
 * process is gone, or is somebody else's by now, is removed.
 */
export async function stopLeftover(folder: string): Promise<boolean> {
  const file = path.join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return false;
  if (!(await isServerOf(pid, folder))) {
    await rm(file, { force: true });
    return false;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (await isServerOf(pid, folder)) {
    if (Date.now() > deadline) {
      throw new StartError(
        `A database left over from an earlier start (process ${pid}) does not stop: end it and start again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Pids are reused: only a process that names these files on its command line is the server of this folder. */
async function isServerOf(pid: number, folder: string): Promise<boolean> {
  const { stdout } = await run('ps', ['-ww', '-o', 'stat=,args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(folder) && !stdout.trimStart().startsWith('Z');
}
