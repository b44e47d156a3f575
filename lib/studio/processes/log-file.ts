import path from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';

/**
 * Opens a log for appending, readable by its owner only. At 10 MB it is set aside as `<file>.1`, in place of the one set
 * aside before, so that no log takes more than 20 MB however long the studio runs.
 */
export function openLogFile(file: string): RotatingFileStream {
  const name = path.basename(file);
  const log = createStream((index) => (index ? `${name}.${index}` : name), {
    path: path.dirname(file),
    size: '10M',
    rotate: 1,
    mode: 0o600,
  });
  // A full disk costs log lines, never the supervisor.
  log.on('error', () => undefined);
  return log;
}
