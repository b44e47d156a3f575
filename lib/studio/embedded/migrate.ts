import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { StartError } from '#lib/base/start-error.ts';
import { runSupabaseCli } from '../processes/supabase-cli.ts';

interface Migration {
  version: string;
  file: string;
  hash: string;
}

export interface MigrateOptions {
  databaseUrl: string;
  /** The checkout: migrations are in `supabase/migrations`. */
  root: string;
  dataDir: string;
}

// Beside the CLI's own history. Migrations that are not released yet may still be edited: the hash tells a database that was
// made by an earlier text of the same file, which the version number cannot.
const HASHES = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.trailwright_hashes (version text primary key, sha256 text not null)`;

/** Applies the migrations that the database does not have yet, with the Supabase CLI; gives their number. */
export async function migrate(options: MigrateOptions): Promise<number> {
  const files = await listMigrations(path.join(options.root, 'supabase/migrations'));
  const client = new pg.Client(options.databaseUrl);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(HASHES);
    const pending = await compare(client, files, options.dataDir);
    // The CLI takes half a second even when there is nothing to do.
    if (pending.length === 0) return 0;
    const answer = await runSupabaseCli(['db', 'push', '--include-all', '--skip-vault', '--yes'], options.databaseUrl, {
      workdir: options.root,
      home: path.join(options.dataDir, 'supabase-cli'),
    });
    await remember(client, files);
    if (answer.code !== 0) throw failed(answer.stderr || answer.stdout);
    return pending.length;
  } finally {
    await client.end();
  }
}

async function listMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+_.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (file) => ({
      file,
      version: file.split('_')[0] ?? '',
      hash: createHash('sha256')
        .update(await readFile(path.join(folder, file)))
        .digest('hex'),
    })),
  );
}

async function compare(client: pg.Client, files: Migration[], dataDir: string): Promise<Migration[]> {
  const { rows } = await client.query<{ version: string; sha256: string | null }>(
    `select version, sha256 from supabase_migrations.schema_migrations
     left join supabase_migrations.trailwright_hashes using (version) order by version`,
  );
  const known = new Map(files.map((file) => [file.version, file]));
  const newer = rows.find((row) => !known.has(row.version));
  if (newer) {
    throw new StartError(
      `The database in ${dataDir} comes from a newer version of Trailwright (it has migration ${newer.version}, this checkout has not): ` +
        'update this checkout, or set STUDIO_DATA_DIR to another folder.',
    );
  }
  const edited = rows.find((row) => row.sha256 !== null && known.get(row.version)?.hash !== row.sha256);
  if (edited) {
    throw new StartError(
      `The database in ${dataDir} was made by an earlier text of ${known.get(edited.version)?.file}: ` +
        'start with "npm start -- --reset" to make it anew (its content is lost), or set STUDIO_DATA_DIR to another folder.',
    );
  }
  const applied = new Set(rows.map((row) => row.version));
  return files.filter((file) => !applied.has(file.version));
}

/** Notes the text of what is applied now; also after a failure, because the files before the failing one went in. */
async function remember(client: pg.Client, files: Migration[]): Promise<void> {
  await client.query(
    `insert into supabase_migrations.trailwright_hashes (version, sha256)
     select file.version, file.sha256 from unnest($1::text[], $2::text[]) as file (version, sha256)
     join supabase_migrations.schema_migrations using (version) on conflict do nothing`,
    [files.map((file) => file.version), files.map((file) => file.hash)],
  );
}

function failed(output: string): StartError {
  const lines = output.split('\n').map((line) => line.trim());
  const file = lines
    .findLast((line) => line.startsWith('Applying migration'))
    ?.replace(/^Applying migration |\.\.\.$/g, '');
  const reason = lines.find((line) => /error/i.test(line)) ?? lines.filter(Boolean).at(-1) ?? 'no reason given';
  return new StartError(`The migration ${file ?? ''} failed, nothing of it was kept: ${reason}`);
}
