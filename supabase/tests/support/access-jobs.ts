import { type Sql, value } from './authoring.ts';

/** Two jobs of whoever the statements run as, as Ids tells them, with a source and a proposal. */
export async function startJobs(sql: Sql, workspace: string): Promise<[string, string, string]> {
  const start = (params: object) =>
    value<string>(sql, "select public.start_job($1, 'trail_outline', 'Draft', $2)", [
      workspace,
      JSON.stringify(params),
    ]);
  const add = "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)";
  const [source, unused] = [await value(sql, add, [workspace]), await value<string>(sql, add, [workspace])];
  const job = await start({ source_ids: [source] });
  const cancelled = await start({ source_ids: [source] });
  await sql.query('select public.cancel_job($1, $2)', [workspace, cancelled]);
  return [job, cancelled, unused];
}

/** Does the first step of a job as a worker would, so that it waits for an approval. */
export async function holdForApproval(sql: Sql, job: string): Promise<void> {
  const step = "select id, fence from public.step_runs where flow_run_id = $1 and kind = 'read'";
  await sql.query("update public.step_runs set status = 'in_progress', fence = 1 where flow_run_id = $1", [job]);
  await sql.query("update public.flow_runs set status = 'in_progress' where id = $1", [job]);
  await sql.query(
    `select private.finish_step(s.id, s.fence, '{}', '[{"kind": "approval", "name": "approval", "order": 1}]',
       '[{"kind": "spark", "title": "Spark", "body": {}}]') from (${step}) s`,
    [job],
  );
}

/** A provider with a route, a price and a budget. */
export async function addModels(sql: Sql, workspace: string): Promise<string> {
  const fields = JSON.stringify({ name: 'Provider', protocol: 'openai' });
  const provider = await value<string>(sql, 'select public.set_provider($1, null, $2)', [workspace, fields]);
  const [routes, prices] = [
    [{ provider_id: provider, model: 'a' }],
    [{ model: 'a', input_micros: 1, output_micros: 1 }],
  ].map((rows) => JSON.stringify(rows));
  await sql.query("select public.set_routes($1, 'cost', $2)", [workspace, routes]);
  await sql.query('select public.add_prices($1, $2)', [workspace, prices]);
  await sql.query("select public.set_budget($1, 'month', 1, 2)", [workspace]);
  return provider;
}

/** A job beside another one that a budget has stopped, and a request of it whose answer never came. */
export async function stopByBudget(sql: Sql, like: string, provider: string): Promise<[string, string]> {
  const held = await value<string>(
    sql,
    `insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, asked_by, status, held, step_progress, total_steps)
     select workspace_id, flow_name, job_kind, title, params, asked_by, 'in_progress', 'budget', 0, 0 from public.flow_runs where id = $1 returning id`,
    [like],
  );
  const request = await value<string>(
    sql,
    `with step as (
       insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params)
       select workspace_id, id, 1, 'ask', 1, 'pending', 'ask', '{}' from public.flow_runs where id = $1 returning *)
     insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, role, book, provider_id, model, reserved_micros, cost_micros, sent_at)
     select s.workspace_id, s.flow_run_id, s.id, 1, 'first', 'unknown', $2, 'a', 0, 0, now() from step s returning id`,
    [held, provider],
  );
  await sql.query(
    "insert into public.book_totals (workspace_id, month) select workspace_id, '0001-01-01' from public.flow_runs where id = $1 on conflict do nothing",
    [held],
  );
  return [held, request];
}

/** What an imported run consists of, and a conversation that came with it. */
export async function addRunParts(sql: Sql, workspace: string, spark: string, concept: string): Promise<void> {
  await sql.query(
    "select public.name_version($1, (select min(r.id) from public.revisions r where r.entity_id = $2), 'Kept')",
    [workspace, spark],
  );
  const run = await value<string>(
    sql,
    `insert into public.flow_runs (workspace_id, kind, entity_id, status, is_imported) values ($1, 'spark', $2, 'completed', true) returning id`,
    [workspace, spark],
  );
  for (const table of ['step_runs', 'llm_requests'])
    await sql.query(`insert into public.${table} (workspace_id, flow_run_id, nth) values ($1, $2, 0)`, [
      workspace,
      run,
    ]);
  await sql.query(
    `insert into public.conversations (workspace_id, concept_id, external_id, external_system, role, nth, source_hash, source)
     values ($1, $2, 'talk', 'test', 'coach', 0, 'x', '{}')`,
    [workspace, concept],
  );
}

/** A draft that a model wrote, and a filter of the desk that somebody keeps. */
export async function addDraft(sql: Sql, workspace: string, course: string, admin: string): Promise<string> {
  await sql.query(
    "insert into public.review_filters (workspace_id, user_id, name, filter) values ($1, $2, 'Kept', '{}')",
    [workspace, admin],
  );
  return value<string>(
    sql,
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, created_by)
     select s.workspace_id, s.flow_run_id, s.id, 'profile', 'Profile', '{"kind": "profile"}', $2 from public.step_runs s where s.flow_run_id = $1 and s.kind = 'ask' limit 1 returning id`,
    [course, admin],
  );
}

/** Two proposals of a job: one that waits, and one that was rejected, with a claim and the trail that grew out of them. */
export async function addProposals(sql: Sql, job: string, admin: string): Promise<[string, string]> {
  const add = () =>
    value<string>(
      sql,
      `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, created_by)
       select s.workspace_id, s.flow_run_id, s.id, 'profile', 'Profile', '{"kind": "profile"}', $2 from public.step_runs s where s.flow_run_id = $1 limit 1 returning id`,
      [job, admin],
    );
  const [proposal, decided] = [await add(), await add()];
  await sql.query(
    "update public.proposals set status = 'rejected', decided_by = $2, decided_at = now(), reason_code = 1 where id = $1",
    [decided, admin],
  );
  await sql.query(
    `insert into public.proposal_claims (proposal_id, workspace_id, user_id, until) select id, workspace_id, $2, now() from public.proposals where id = $1`,
    [decided, admin],
  );
  await sql.query(
    `insert into public.proposal_places (workspace_id, flow_run_id, module, kind, entity_id) select workspace_id, flow_run_id, 0, 'trail', gen_random_uuid() from public.proposals where id = $1`,
    [decided],
  );
  return [proposal, decided];
}

/** A draft of nobody here that a second person is asked about. */
export async function addJudged(sql: Sql, proposal: string): Promise<string> {
  const judged = await value<string>(
    sql,
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body)
     select q.workspace_id, q.flow_run_id, q.step_run_id, 'profile', 'Profile', '{"kind": "profile"}' from public.proposals q where q.id = $1 returning id`,
    [proposal],
  );
  await sql.query(
    'insert into private.second_opinions (proposal_id, workspace_id, first_by, first_approved) select id, workspace_id, gen_random_uuid(), true from public.proposals where id = $1',
    [judged],
  );
  return judged;
}

/** A course beside another job, under way, with an approved curriculum and a lesson that is written. */
export async function addCourse(sql: Sql, like: string): Promise<string> {
  return value<string>(
    sql,
    `with run as (
       insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, asked_by, status, step_progress, total_steps)
       select workspace_id, 'course', 'course', title, params, asked_by, 'in_progress', 2, 3 from public.flow_runs where id = $1 returning *),
     steps as (
       insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
       select run.workspace_id, run.id, s.nth, s.kind, s.step_order, s.status::public.run_status, s.kind, s.params::jsonb, s.output::jsonb
       from run, (values (1, 'approval', 3, 'completed', '{}', '{"outline": {"modules": []}}'), (2, 'ask', 100, 'completed', '{"lesson": 0}', '{}'),
         (3, 'validate', 101, 'pending', '{}', null)) s (nth, kind, step_order, status, params, output))
     select id from run`,
    [like],
  );
}
