import type pg from 'pg';

/** So many lessons has each course. */
const LESSONS = 100;

/** A text of some 300 words. */
const TEXT = `repeat('A levain is fed every day, with flour and with water, and it grows. ', 24) || E'\\n\\n## How\\n\\n' || repeat('Twice as much flour makes it slower. ', 10) || t.nth`;

/**
 * Proposals that wait in a workspace: of four in five a new lesson of a course, else another text for a lesson that stands there.
 * Asked for by somebody who does not decide. Gives how many there are.
 */
export async function fillQueue(
  client: pg.Client,
  workspace: string,
  asked_by: string,
  count: number,
): Promise<number> {
  const rewrites = Math.floor(count / 5);
  const courses = Math.ceil((count - rewrites) / LESSONS);
  const source = await asPerson<string>(
    client,
    asked_by,
    "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)",
    [workspace],
  );
  for (let nth = 0; nth < courses; nth++) {
    const left = Math.min(LESSONS, count - rewrites - nth * LESSONS);
    const titles = Array.from({ length: left }, (_, lesson) => `Lesson ${lesson + 1} of course ${nth + 1}`);
    const outline = {
      title: `Course ${nth + 1}`,
      modules: [{ title: `Part of ${nth + 1}`, lessons: titles.map((title) => ({ title })) }],
    };
    const { run, step } = await doneJob(client, workspace, asked_by, source, outline);
    await client.query(
      `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, created_by)
       select $1, $2, $3, 'spark', t.title, jsonb_build_object('kind', 'spark', 'title', t.title, 'summary', 'In short.', 'content_md', ${TEXT},
         'words', 300, 'minutes', 5, 'key_terms', '[]'::jsonb), $4
       from unnest($5::text[]) with ordinality t (title, nth)`,
      [workspace, run, step, asked_by, titles],
    );
  }
  const { run, step } = await doneJob(client, workspace, asked_by, source, {});
  await client.query(
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, created_by, place_kind, place_id, base_version)
     select $1, $2, $3, 'spark', t.title, jsonb_build_object('kind', 'spark', 'title', t.title, 'summary', 'In short.', 'content_md', ${TEXT},
       'words', 300, 'minutes', 5, 'key_terms', '[]'::jsonb), $4, 'spark', t.id, t.version
     from (select s.id, s.version, s.title, row_number() over () as nth
       from public.sparks s where s.workspace_id = $1 order by s.ordinal limit $5) t`,
    [workspace, run, step, asked_by, rewrites],
  );
  const { rows } = await client.query(
    "select count(*)::integer as n from public.proposals where workspace_id = $1 and status in ('pending', 'stale')",
    [workspace],
  );
  return rows[0].n;
}

/** A job that is done, with the step that its proposals are of. */
async function doneJob(client: pg.Client, workspace: string, asked_by: string, source: string, outline: object) {
  const run = await asPerson<string>(client, asked_by, "select public.start_job($1, 'course', 'A course', $2)", [
    workspace,
    JSON.stringify({ source_ids: [source] }),
  ]);
  await client.query("update public.flow_runs set status = 'completed' where id = $1", [run]);
  await client.query("update public.step_runs set status = 'completed' where flow_run_id = $1", [run]);
  const { rows } = await client.query(
    `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
     values ($1, $2, 99, 'curriculum', 1, 'completed', 'draft', '{}', $3) returning id`,
    [workspace, run, JSON.stringify('title' in outline ? { outline } : {})],
  );
  return { run, step: rows[0].id as string };
}

/** The one value of a statement that a person sends. */
export async function asPerson<T>(client: pg.Client, person: string, text: string, values: unknown[]): Promise<T> {
  await client.query('begin');
  try {
    const claims = JSON.stringify({ sub: person, role: 'authenticated' });
    await client.query(
      "select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('role', 'authenticated', true)",
      [claims, person],
    );
    const { rows } = await client.query({ text, values, rowMode: 'array' });
    await client.query('commit');
    return rows[0]?.[0] as T;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
