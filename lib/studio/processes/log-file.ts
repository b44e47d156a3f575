import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';

const LIMIT = 10 * 1024 * 1024;

/** Opens a log for appending, readable by its owner only; one that has grown large is set aside first. */
export function openLogFile(file: string): WriteStream {
  try {
    if (statSync(file).size > LIMIT) renameSync(file, `${file}.1`);
  } catch {
    // No log yet.
  }
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 });
  // A full disk costs log lines, never the supervisor.
  log.on('error', () => undefined);
  return log;
}
