import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findFreePort } from '#lib/studio/embedded/free-port.ts';
import { startPostgres } from '#lib/studio/embedded/postgres.ts';
import { ensureSystemSchema } from '#lib/studio/embedded/system-schema.ts';
import { applyMigrations } from '../supabase/tests/support/apply-migrations.ts';

export interface BenchDatabase {
  url: string;
  connect: () => Promise<pg.Client>;
  createWorkspace: (client: pg.ClientBase, slug: string) => Promise<string>;
  stop: () => Promise<void>;
}

/** A PostgreSQL of its own with the settings of an embedded install, durability included, and every migration. */
export async function startBenchDatabase(settings: Record<string, string> = {}): Promise<BenchDatabase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startPostgres({
    folder: path.join(folder, 'database'),
    port: await findFreePort(),
    password: 'bench',
    settings,
  });
  const clients: pg.Client[] = [];
  // Whichever way this process ends, the server ends with it, and its folder goes.
  const atExit = () => {
    postgres.process.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const onSignal = () => process.exit(130);
  process.once('exit', atExit).once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const stop = async () => {
    process.off('exit', atExit).off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ensureSystemSchema(postgres.url);
    await applyMigrations(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: postgres.url,
    connect: async () => {
      const client = new pg.Client(postgres.url);
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
      return client;
    },
    createWorkspace: async (client, slug) => {
      const { rows } = await client.query('insert into public.workspaces (slug, name) values ($1, $1) returning id', [
        slug,
      ]);
      return rows[0].id;
    },
    stop,
  };
}
