import { readFile, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  /** The one who had the lock before was killed. */
  recovered: boolean;
  release: () => Promise<void>;
}

/**
 * Takes the lock that this file stands for, or says which process has it. Node has no file locks of its own; SQLite,
 * which it brings along, locks the file with the system's, and those end with the process however it ends. So there are
 * no stale locks to judge by pid and age; the pid beside it is only for the message.
 */
export async function takeLock(file: string): Promise<Lock | { heldBy: number }> {
  const database = new DatabaseSync(file, { timeout: 0 });
  const pidFile = `${file}.pid`;
  try {
    database.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    database.close();
    // 5: SQLITE_BUSY, and its refinements.
    if (!(error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5)) throw error;
    return { heldBy: Number(await readFile(pidFile, 'utf8').catch(() => '0')) };
  }
  const recovered = await readFile(pidFile).then(
    () => true,
    () => false,
  );
  await writeFile(pidFile, String(process.pid), { mode: 0o600 });
  return {
    recovered,
    release: async () => {
      if (!database.isOpen) return;
      await rm(pidFile, { force: true });
      // The file stays: whoever waits for it may have it open already.
      database.close();
    },
  };
}
