import { SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { figuresText } from '#lib/generation/core/figures-text.ts';
import { jobRequest } from '#lib/generation/core/request.ts';
import { readFigures, tellJobs } from '#lib/generation/data/figures.ts';
import { startJob, startJobs } from '#lib/generation/services/start-jobs.ts';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { answerOf, modelStudio } from '../support/model-studio.ts';

// What whoever runs the studio sees of jobs: events in the log, figures, and traces.

const db = testDatabase();
const { here, addModel, work } = modelStudio(db);
const exporter = new InMemorySpanExporter();
const tracing = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let pool: pg.Pool;
let admin: Awaited<ReturnType<Awaited<ReturnType<typeof db.gateway>>['signUp']>>;
let workspace: string;

beforeAll(async () => {
  tracing.register();
  pool = new pg.Pool({ connectionString: db.url, max: 2 });
  admin = await (await db.gateway()).signUp();
});
afterAll(async () => {
  trace.disable();
  await tracing.shutdown();
  await pool.end();
});
beforeEach(async () => {
  workspace = await db.createWorkspace();
  await db.addMember(workspace, admin.id, 'admin');
  await addModel(workspace, admin.id);
});
afterEach(() => exporter.reset());

const PIECE = { title: 'Levain', content_md: 'A levain is a secret culture.', seo_notes: null };
const asked = (more: object = {}) =>
  jobRequest.parse({
    job_kind: 'companion_piece',
    title: 'A private topic',
    topic: 'A private topic',
    content_type: 'social',
    ...more,
  });
const started = async (more: object = {}) => {
  const made = await startJob(admin.client, workspace, asked(more));
  if (!made.ok) throw new Error(made.problem.message);
  return made.data;
};
const until = (job: string, wanted: string) =>
  vi.waitUntil(
    async () => (await value(db.owner, 'select status from public.flow_runs where id = $1', [job])) === wanted,
    { timeout: 20_000, interval: 20 },
  );
const told = (job: string) =>
  vi.waitUntil(async () => value(db.owner, 'select told_at is not null from public.flow_runs where id = $1', [job]), {
    timeout: 20_000,
    interval: 20,
  });

/** A log that is kept, line by line. */
function kept() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines, events: () => lines.filter(({ msg }) => String(msg).startsWith('content_request')) };
}

test('from the request to the call of the model it is one trace', async () => {
  here.server.onMessage(/./, answerOf(PIECE));
  const job = await trace.getTracer('test').startActiveSpan('POST /generate', async (span) => {
    const id = await started();
    span.end();
    return id;
  });
  work();
  await until(job, 'completed');
  await vi.waitUntil(() => exporter.getFinishedSpans().some(({ name }) => name === 'content_generation'));
  const spans = exporter.getFinishedSpans();
  const parents = new Map(spans.map((one) => [one.spanContext().spanId, one.name]));
  const tree = spans.map((one) => [parents.get(one.parentSpanContext?.spanId ?? ''), one.name]);
  expect(tree).toEqual([
    [undefined, 'POST /generate'],
    ['content_generation', 'get_prompt'],
    ['content_generation', 'llm_generation'],
    ['POST /generate', 'content_generation'],
  ]);
  expect(new Set(spans.map((one) => one.spanContext().traceId)).size).toBe(1);
  const of = (name: string) => spans.find((one) => one.name === name)?.attributes;
  expect(of('content_generation')).toMatchObject({
    'job.id': job,
    'client.id': workspace,
    'content.type': 'social',
  });
  expect(of('llm_generation')).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-test',
    'gen_ai.request.max_tokens': expect.any(Number),
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 100,
    'gen_ai.usage.cache_read.input_tokens': 0,
    'gen_ai.usage.output_tokens': 50,
  });
  // Neither what was asked nor what was answered goes along.
  expect(JSON.stringify(spans.map(({ attributes, events }) => [attributes, events]))).not.toMatch(/private|secret/);
});

test('a call that fails is said so with a word, and jobs of one batch share its trace', async () => {
  here.server.onMessage(/./, { error: { message: 'a secret reason' }, status: 404 });
  const many = await trace.getTracer('test').startActiveSpan('batch', async (span) => {
    const made = await startJobs(admin.client, workspace, [asked(), asked()]);
    span.end();
    return made;
  });
  expect(many).toMatchObject({ ok: true });
  work();
  const failed = () => exporter.getFinishedSpans().filter(({ name }) => name === 'content_generation');
  await vi.waitUntil(() => failed().length >= 2, { timeout: 20_000 });
  const spans = exporter.getFinishedSpans();
  expect(new Set(spans.map((one) => one.spanContext().traceId)).size).toBe(1);
  for (const one of failed()) {
    expect(one.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(one.attributes['error.type']).toBe('unavailable');
  }
  expect(spans.find(({ name }) => name === 'llm_generation')?.attributes['error.type']).toBe('refused');
});

test('the log says once that a job began and how it ended, and nothing that anybody wrote', async () => {
  here.server.onMessage(/./, answerOf(PIECE));
  const { log, lines, events } = kept();
  const job = await started();
  work(log);
  work(log);
  await until(job, 'completed');
  await told(job);
  const about = { job_id: job, client_id: workspace, content_type: 'social' };
  const ofJob = () => events().filter(({ job_id }) => job_id === job);
  await vi.waitUntil(() => ofJob().length >= 2);
  expect(ofJob()).toMatchObject([
    { ...about, msg: 'content_request_started' },
    { ...about, msg: 'content_request_completed', word_count: 6, cost_micros: 200 },
  ]);
  const failing = await started({ provider_id: await addModel(workspace, admin.id, 'Other'), model: 'gpt-other' });
  await until(failing, 'failed');
  await told(failing);
  await vi.waitUntil(() => events().some(({ msg }) => msg === 'content_request_failed'));
  expect(events().at(-1)).toMatchObject({ job_id: failing, error_type: 'wrong_state', level: 50 });
  expect(JSON.stringify(lines)).not.toMatch(/private topic|secret/);
});

test('an end is told of by one of many that ask, and told again where the job was tried again', async () => {
  const job = await started();
  const end = (status: string) =>
    db.owner.query(
      `update public.flow_runs set status = $2, problem = '{"code": "bug", "message": "B"}', completed_at = clock_timestamp() where id = $1`,
      [job, status],
    );
  const mine = async () => (await Promise.all(Array.from({ length: 4 }, () => tellJobs(pool)))).flat();
  const before = await counted('error', 'bug');
  await end('failed');
  expect((await mine()).filter(({ id }) => id === job)).toMatchObject([{ status: 'failed', error_type: 'bug' }]);
  expect((await mine()).filter(({ id }) => id === job)).toEqual([]);
  expect(await counted('error', 'bug')).toBe(before + 1);
  await db.commitAsPerson(admin.id, (sql) => value(sql, 'select public.retry_job($1, $2)', [workspace, job]));
  expect((await mine()).filter(({ id }) => id === job)).toEqual([]);
  await end('failed');
  expect((await mine()).filter(({ id }) => id === job)).toHaveLength(1);
  expect(await counted('error', 'bug')).toBe(before + 2);
});

const counted = async (what: string, name: string) =>
  (await readFigures(pool)).counts.find(
    (one) => one.counted === what && one.name === name && one.client_id === workspace,
  )?.jobs ?? 0;

test('figures are of rows: requests by type, failures by code, durations, queue, breakers and spend', async () => {
  const { jobs: was, durations: before } = await readFigures(pool);
  await startJobs(admin.client, workspace, [asked(), asked({ content_type: 'blog' }), asked()]);
  // What is no content type is counted as one, so that nobody makes labels.
  await db.commitAsPerson(admin.id, (sql) =>
    value(sql, "select public.start_job($1, 'companion_piece', 'T', $2)", [
      workspace,
      JSON.stringify({ content_type: 'made-up', maker: 'model' }),
    ]),
  );
  expect([await counted('request', 'social'), await counted('request', 'blog')]).toEqual([2, 2]);
  expect(await counted('request', 'made-up')).toBe(0);
  const open = await readFigures(pool);
  expect(open.jobs.pending).toBe(was.pending + 4);
  expect(open.steps.ready).toBeGreaterThanOrEqual(4);
  expect(open.breakers.closed).toBeGreaterThanOrEqual(1);
  here.server.onMessage(/./, answerOf(PIECE));
  work();
  const sum = (all: typeof before) => all.reduce((total, one) => total + one.jobs, 0);
  await vi.waitUntil(async () => sum((await readFigures(pool)).durations) >= sum(before) + 3, { timeout: 20_000 });
  const text = figuresText(await readFigures(pool));
  expect(text).toContain(`content_requests_total{client_id="${workspace}",content_type="social"} 2`);
  expect(text).toContain(`trailwright_spend_dollars{client_id="${workspace}",book="spent"} 0.0006`);
  expect(text).toMatch(/generation_duration_seconds_bucket\{le="\+Inf"\} (\d+)\n.*_sum .*\n.*_count \1\n/);
});

test('the sums of the first two hundred workspaces have a label each, and of all others one', async () => {
  await list(
    db.owner,
    `with made as (insert into public.workspaces (slug, name, created_at) select 'many-' || n, 'Many', now() + n * interval '1 minute'
       from generate_series(1, 210) n returning id)
     insert into private.job_counts (workspace_id, counted, name, jobs) select id, 'request', 'quiz', 2 from made returning jobs`,
    [],
  );
  const { counts } = await readFigures(pool);
  expect(new Set(counts.map(({ client_id }) => client_id)).size).toBe(201);
  const quizzes = counts.filter(({ name }) => name === 'quiz').reduce((sum, { jobs }) => sum + jobs, 0);
  expect(quizzes).toBe(420);
});

// A door that makes jobs and does not count them makes the figure wrong for good, and nobody notices.
test('every function through which jobs are asked for counts them', async () => {
  const makers = await list<{ name: string }>(
    db.owner,
    `select p.oid::regproc::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'private') and p.prosrc ~ 'insert into public\\.flow_runs|private\\.add_job\\('
       and p.prosrc !~ 'private\\.count_jobs\\(' order by 1`,
  );
  // The first is what those that count call; the second brings in the records of another system.
  expect(makers.map(({ name }) => name)).toEqual(['private.add_job', 'private.apply_runs']);
});
