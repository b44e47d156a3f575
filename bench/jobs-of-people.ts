import type pg from 'pg';

/** A workspace with an editor, who can ask for jobs. */
export interface Asker {
  workspace: string;
  person: string;
}

export async function createAsker(client: pg.ClientBase, slug: string): Promise<Asker> {
  const made = await client.query<{ workspace: string; person: string }>(
    `with person as (
       insert into auth.users (id, email) values (gen_random_uuid(), $1 || '@example.test') returning id
     ), workspace as (
       insert into public.workspaces (slug, name) values ($1, $1) returning id
     )
     select w.id as workspace, p.id as person from person p, workspace w`,
    [slug],
  );
  const asker = made.rows[0] as Asker;
  await client.query(`insert into public.memberships (workspace_id, user_id, role) values ($1, $2, 'editor')`, [
    asker.workspace,
    asker.person,
  ]);
  return asker;
}

/** Asks for jobs as that person, in one transaction. */
export async function askFor(client: pg.ClientBase, { workspace, person }: Asker, count: number): Promise<void> {
  await client.query('begin');
  await client.query(
    `select set_config('request.jwt.claim.sub', $1, true), set_config('request.jwt.claims', $2, true)`,
    [person, JSON.stringify({ sub: person, role: 'authenticated' })],
  );
  await client.query(
    `with source as (select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1) as id)
     select public.start_job($1, 'trail_outline', 'Job ' || n, jsonb_build_object('source_ids', jsonb_build_array(s.id)), null, null, true)
     from source s, generate_series(1, $2::int) n`,
    [workspace, count],
  );
  await client.query('commit');
}
