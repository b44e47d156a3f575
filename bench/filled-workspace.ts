import pg from 'pg';
import { demoEmail } from '#lib/people/core/demo.ts';
import { installEnvironment, readInstall } from '#lib/studio/embedded/install.ts';
import type { Trial } from '#lib/studio/embedded/trial.ts';
import { type Bundle, loadBundle } from './generate.ts';

/** A connection to the database of a trial, as its owner. */
export async function connectTo(trial: Trial): Promise<pg.Client> {
  const install = await readInstall(trial.dataDir);
  if (!install) throw new Error('no install');
  const client = new pg.Client(installEnvironment(trial.dataDir, install).DATABASE_URL);
  await client.connect();
  return client;
}

/** A workspace of the demo admin with a bundle in it, published, as it is between two edits. Gives its id. */
export async function fillWorkspace(client: pg.Client, slug: string, bundle: Bundle): Promise<string> {
  const made = await client.query('insert into public.workspaces (slug, name) values ($1, $1) returning id', [slug]);
  const id: string = made.rows[0].id;
  await client.query(
    "insert into public.memberships (workspace_id, user_id, role) select $1, user_id, 'admin' from public.profiles where email = $2",
    [id, demoEmail('admin')],
  );
  await loadBundle(client, id, bundle);
  await client.query('set statement_timeout = 0');
  const staged = await client.query('select public.stage_snapshot($1) as staged', [id]);
  await client.query('select public.promote_snapshot($1)', [staged.rows[0].staged.snapshot_id]);
  return id;
}
