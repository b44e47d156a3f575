import { ok, type Result } from '#lib/base/core/problem.ts';
import { storableText } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import { setImportStatus, startImport } from '../data/imports.ts';

/** A file that was not read at all, and why. */
export interface RefusedFile {
  state: 'refused';
  refusal: Refusal;
}

/** Ends an import whose file was not read; the log keeps why that is. */
export async function keepRefusal(db: Db, import_id: string, refusal: Refusal): Promise<RefusedFile> {
  const message = `${refusal.sentence} ${refusal.instead}`;
  await setImportStatus(db, import_id, 'failed', { message, details: { refusal } });
  return { state: 'refused', refusal };
}

/** Enters a file into the log that was refused before anything of it was read. */
export async function refuseFile(
  db: Db,
  workspace_id: string,
  name: string,
  refusal: Refusal,
): Promise<Result<RefusedFile & { import_id: string }>> {
  const started = await startImport(db, workspace_id, storableText(name));
  if (!started.ok) return started;
  return ok({ import_id: started.data, ...(await keepRefusal(db, started.data, refusal)) });
}
