import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readStartSettings } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';
import { VERSION } from '#lib/base/version.ts';
import { installEnvironment, readInstall } from '../embedded/install.ts';
import { freezeMigrations } from './frozen-migrations.ts';
import { readSchema } from './schema-text.ts';
import { checkout } from './studio.ts';
import { runSupabaseCli } from './supabase-cli.ts';

const TYPES = 'lib/base/data/database.types.ts';

/** The first line of the generated types. */
export const TYPES_HEADER = '// Written by `npm run db:types` from the database, never by hand.';
const SCHEMA = 'supabase/schema.sql';

/** `npm run db:push`: applies the migrations to the hosted project. The embedded database gets them at its start. */
export async function pushMigrations(options: { dryRun: boolean }): Promise<number> {
  const { hosted } = readStartSettings();
  if (!hosted) {
    throw new StartError(
      'No hosted Supabase is configured (see docs/running.md); the embedded one gets its migrations from "npm start".',
    );
  }
  const args = ['db', 'push', '--include-all', ...(options.dryRun ? ['--dry-run'] : ['--yes'])];
  const answer = await runSupabaseCli(args, hosted.DATABASE_URL, { workdir: checkout() });
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.code === 0 ? 0 : 1;
}

/** `npm run db:types`: writes the TypeScript types of the running database, embedded or hosted. */
export async function writeTypes(): Promise<number> {
  const url = await runningDatabase();
  const answer = await runSupabaseCli(['gen', 'types', 'typescript', '--schema', 'public'], url, {
    workdir: checkout(),
  });
  if (answer.code !== 0) {
    throw new StartError(
      `The types could not be read, is the database running? ${answer.stderr.trim().split('\n').at(-1)}`,
    );
  }
  await writeFile(path.join(checkout(), TYPES), format(`${TYPES_HEADER}\n${answer.stdout.trim()}\n`));
  console.log(`Wrote ${TYPES}`);
  return 0;
}

/** `npm run db:schema`: writes what the migrations make of the running database, embedded or hosted, as one text. */
export async function writeSchema(): Promise<number> {
  await writeFile(path.join(checkout(), SCHEMA), await readSchema(await runningDatabase()));
  console.log(`Wrote ${SCHEMA}`);
  return 0;
}

/** `npm run db:freeze`: writes down which migrations the version in package.json ships, and their text. */
export async function writeRelease(): Promise<number> {
  console.log(`Wrote ${await freezeMigrations(checkout(), VERSION)}`);
  return 0;
}

async function runningDatabase(): Promise<string> {
  const settings = readStartSettings();
  const install = settings.hosted ? null : await readInstall(settings.dataDir);
  const url = settings.hosted?.DATABASE_URL ?? (install && installEnvironment(settings.dataDir, install).DATABASE_URL);
  if (!url) throw new StartError(`There is no database to read: run "npm start" first (${settings.dataDir} is empty).`);
  return url;
}

/**
 * The CLI lays nothing out, so Biome does: through standard input and under a name that is nowhere, because its settings leave the
 * file itself out.
 */
function format(code: string): string {
  const biome = path.join(checkout(), 'node_modules/.bin/biome');
  const formatted = spawnSync(biome, ['format', '--stdin-file-path=types.ts'], {
    input: code,
    encoding: 'utf8',
    cwd: checkout(),
  });
  return formatted.status === 0 ? formatted.stdout : code;
}
