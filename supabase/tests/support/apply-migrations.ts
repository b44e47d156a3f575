import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

const FOLDER = path.resolve(import.meta.dirname, '../../migrations');

/** Runs every migration in order, each file in one transaction; a failure names the file and the line. */
export async function applyMigrations(url: string, folder = FOLDER): Promise<void> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const file of files) {
      const sql = await readFile(path.join(folder, file), 'utf8');
      await client.query(sql).catch((error: unknown) => {
        throw located(error, file, sql);
      });
      // A file may leave settings behind (search_path, role), the CLI starts each one clean as well.
      await client.query('reset all');
    }
  } finally {
    await client.end();
  }
}

function located(error: unknown, file: string, sql: string): Error {
  if (!(error instanceof pg.DatabaseError)) return new Error(`${file}: ${error}`, { cause: error });
  const line = error.position ? sql.slice(0, Number(error.position)).split('\n').length : null;
  const where = error.where ? `\n  in ${error.where}` : '';
  const detail = [error.detail, error.hint].filter(Boolean).join(' ');
  return new Error(`supabase/migrations/${file}${line ? `:${line}` : ''}: ${error.message} ${detail}${where}`, {
    cause: error,
  });
}
