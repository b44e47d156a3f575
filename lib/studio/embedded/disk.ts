import { freeMb } from '#lib/base/services/disk.ts';
import { StartError } from '#lib/base/start-error.ts';

/** PostgreSQL keeps 16 MB of its log at least and needs as much again to recover; a start writes logs and pages beside. */
const NEEDED_MB = 200;

/** Whether an error says, in whatever words, that there is no room left. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    code === 'ENOSPC' || code === '53100' || /no space left on device/i.test(error.message) || isDiskFull(error.cause)
  );
}

/** The sentence for it. */
export function diskFull(folder: string): StartError {
  return new StartError(
    `The disk that holds ${folder} is full: free some space, at least ${NEEDED_MB} MB, and start again.`,
  );
}

/** Refuses to start where there is no room to work: a database that runs full stops in the middle of something. */
export async function assertRoom(folder: string): Promise<void> {
  const free = await freeMb(folder);
  if (free !== null && free < NEEDED_MB) throw diskFull(folder);
}
