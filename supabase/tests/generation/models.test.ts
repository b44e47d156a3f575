import { randomBytes } from 'node:crypto';
import { LLMock } from '@copilotkit/aimock';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import { encryptKey } from '#lib/generation/services/model/keys.ts';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const secrets = `k1:${randomBytes(32).toString('base64')}`;
let workspace: string;
let admin: string;
let server: LLMock;
const open = new Set<() => Promise<void>>();

beforeEach(async () => {
  workspace = await db.createWorkspace();
  admin = await db.createPerson();
  await db.addMember(workspace, admin, 'admin');
  server = new LLMock({ port: 0 });
  await server.start();
});
afterEach(async () => {
  await Promise.all([...open].map((stop) => stop()));
  await server.stop();
});

const asAdmin = <T>(text: string, values: unknown[]) => db.commitAsPerson(admin, (sql) => value<T>(sql, text, values));

/** A provider at the server, with a price of a dollar for a million tokens in and two out, first among the routes. */
async function addProvider(name = 'Local', protocol = 'openai', more: object = {}): Promise<string> {
  const fields = JSON.stringify({ name, protocol, base_url: `${server.url}/v1`, is_enabled: true, ...more });
  const id = await asAdmin<string>('select public.set_provider($1, null, $2)', [workspace, fields]);
  const cipher = encryptKey(secrets, { workspace_id: workspace, provider_id: id }, 'sk-secret-key-of-ours');
  await asAdmin('select public.set_provider_key($1, $2, $3, $4)', [workspace, id, cipher, 'ours']);
  return id;
}
const setRoutes = (...routes: [string, string][]) =>
  asAdmin('select public.set_routes($1, $2, $3)', [
    workspace,
    'balanced',
    JSON.stringify(routes.map(([provider_id, model]) => ({ provider_id, model }))),
  ]);
const addPrice = (model: string) =>
  asAdmin('select public.add_prices($1, $2)', [
    workspace,
    JSON.stringify([{ model, input_micros: 1_000_000, cached_input_micros: 100_000, output_micros: 2_000_000 }]),
  ]);
async function setUp() {
  const id = await addProvider();
  await setRoutes([id, 'gpt-test']);
  await addPrice('gpt-test');
  return id;
}

function work(slots = 4) {
  const pool = new pg.Pool({ connectionString: db.url, max: 6 });
  pool.on('error', () => undefined);
  const runner = startStepRunner({
    databaseUrl: db.url,
    db: pool,
    log: pino({ level: 'silent' }),
    doStep: stepsWith({ secrets_key: secrets, private_models: true }),
    lookEveryMs: 100,
    slots,
  });
  const stop = async () => {
    open.delete(stop);
    await runner.stop();
    await pool.end();
  };
  open.add(stop);
}

const start = (params: object = {}, kind = 'companion_piece') =>
  asAdmin<string>("select public.start_job($1, $2, 'Levain for beginners', $3)", [
    workspace,
    kind,
    JSON.stringify({ maker: 'model', topic: 'Levain for beginners', ...params }),
  ]);
interface Run {
  status: string;
  held: string | null;
  cost_micros: string;
  reserved_micros: string;
  unknown_micros: string;
  problem: { message: string } | null;
}
const run = async (id: string) => {
  const [found] = await list<Run>(
    db.owner,
    'select status, held, cost_micros, reserved_micros, unknown_micros, problem from public.flow_runs where id = $1',
    [id],
  );
  return found as Run;
};
const until = (id: string, is: (run: Run) => boolean) =>
  vi.waitUntil(async () => is(await run(id)), { timeout: 20_000, interval: 20 });
interface Booked {
  role: string;
  book: string;
  outcome: string | null;
  model: string;
  input_tokens: string | null;
  output_tokens: string | null;
  cost_micros: string;
  error_message: string | null;
}
const booked = () =>
  list<Booked>(
    db.owner,
    `select role, book, outcome, model, input_tokens, output_tokens, cost_micros, error_message from public.llm_requests
     where workspace_id = $1 order by sent_at, nth`,
    [workspace],
  );
const totals = () =>
  list<{ spent: number; reserved: number; unknown: number }>(
    db.owner,
    `select spent_micros::int as spent, reserved_micros::int as reserved, unknown_micros::int as unknown from public.book_totals
     where workspace_id = $1 order by month`,
    [workspace],
  );
const PIECE = { title: 'Levain', content_md: 'A levain is a culture of yeast and flour.', seo_notes: null };
const answer = (content: unknown, usage = { prompt_tokens: 100, completion_tokens: 50 }) => ({
  content: typeof content === 'string' ? content : JSON.stringify(content),
  usage,
});

test('an answer becomes a proposal, and is booked to the token', async () => {
  await setUp();
  server.onMessage(/./, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'completed');
  expect(await run(job)).toMatchObject({ cost_micros: '200', reserved_micros: '0', unknown_micros: '0' });
  expect(await booked()).toMatchObject([
    { role: 'first', book: 'settled', outcome: 'ok', input_tokens: '100', output_tokens: '50', cost_micros: '200' },
  ]);
  expect(await totals()).toEqual([
    { spent: 200, reserved: 0, unknown: 0 },
    { spent: 200, reserved: 0, unknown: 0 },
  ]);
  expect(server.getRequests()).toHaveLength(1);
  const [made] = await list<{ kind: string; body: object }>(
    db.owner,
    'select kind, body from public.proposals where flow_run_id = $1',
    [job],
  );
  expect(made).toMatchObject({ kind: 'piece', body: { form: 'blog', content_md: PIECE.content_md } });
});

test('an answer that is not valid goes back with what is wrong, and each call is booked', async () => {
  await setUp();
  server.on({ sequenceIndex: 0 }, answer({ title: 'Levain' }));
  server.on({ sequenceIndex: 1 }, answer('no JSON'));
  server.on({ sequenceIndex: 2 }, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status !== 'pending' && status !== 'in_progress');
  expect(await booked()).toMatchObject([
    { role: 'first', outcome: 'invalid', book: 'settled' },
    { role: 'repair', outcome: 'invalid', book: 'settled' },
    { role: 'repair', outcome: 'ok', book: 'settled' },
  ]);
  expect((await run(job)).status).toBe('completed');
});

test('a job that reaches its cap stops before the call that would go over it, and goes on with a higher one', async () => {
  await setUp();
  server.onMessage(/./, answer(PIECE));
  const job = await start({ budget_micros: 100 });
  work();
  await until(job, ({ held }) => held === 'budget');
  expect(server.getRequests()).toHaveLength(0);
  expect((await run(job)).problem?.message).toContain('cap');
  await asAdmin('select public.resume_job($1, $2, $3)', [workspace, job, 10_000_000]);
  await until(job, ({ status }) => status === 'completed');
  expect(server.getRequests()).toHaveLength(1);
});

test('of twenty jobs that start together with money for seven, seven run', async () => {
  await setUp();
  server.onMessage(/./, answer(PIECE));
  const probe = await start();
  work(8);
  await until(probe, ({ status }) => status === 'completed');
  const most = await value<number>(
    db.owner,
    'select reserved_micros::int from public.llm_requests where flow_run_id = $1',
    [probe],
  );
  // What is over after the first one is enough for seven that settle at 200 each, with the most that one may cost held back.
  await asAdmin("select public.set_budget($1, 'month', null, $2)", [workspace, 200 + 6 * 200 + most]);
  const jobs = await Promise.all(Array.from({ length: 20 }, () => start()));
  await vi.waitUntil(
    async () =>
      (await Promise.all(jobs.map(run))).every(({ status, held }) => status === 'completed' || held === 'budget'),
    { timeout: 30_000, interval: 50 },
  );
  // Calls that are out hold back what they may cost, so some are stopped that would fit once those are settled: they go on when asked to.
  for (let again = 0; again < 20; again += 1) {
    const held = (await Promise.all(jobs.map(async (id) => ({ id, ...(await run(id)) })))).find(
      (one) => one.held === 'budget',
    );
    if (!held) break;
    await asAdmin('select public.resume_job($1, $2)', [workspace, held.id]);
    await until(held.id, ({ status, held: is }) => status === 'completed' || is === 'budget');
  }
  const ended = await Promise.all(jobs.map(run));
  expect(ended.filter(({ status }) => status === 'completed')).toHaveLength(7);
  expect(server.getRequests()).toHaveLength(8);
});

test('a key that is refused is said of its provider, and the next model is asked', async () => {
  const first = await addProvider('First');
  const second = await addProvider('Second', 'openai_compatible');
  await setRoutes([first, 'bad-model'], [second, 'good-model']);
  await addPrice('bad-model');
  await addPrice('good-model');
  server.on(
    { model: 'bad-model' },
    { error: { message: 'Incorrect API key provided: sk-secret-key-of-ours' }, status: 401 },
  );
  server.on({ model: 'good-model' }, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'completed');
  const rows = await booked();
  expect(rows).toMatchObject([
    { role: 'first', book: 'settled', outcome: 'refused', cost_micros: '0', model: 'bad-model' },
    { role: 'fallback', book: 'settled', outcome: 'ok', model: 'good-model' },
  ]);
  expect(JSON.stringify(rows)).not.toContain('secret-key');
  expect(await value(db.owner, 'select problem from public.model_providers where id = $1', [first])).toMatchObject({
    code: 'forbidden',
  });
});

test('a key that may not use a model is no bad key, and the next model of the same provider is asked', async () => {
  const id = await addProvider();
  await setRoutes([id, 'large-model'], [id, 'good-model']);
  await addPrice('large-model');
  await addPrice('good-model');
  server.on({ model: 'large-model' }, { error: { message: 'Project has no access to large-model' }, status: 403 });
  server.on({ model: 'good-model' }, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'completed');
  expect(await booked()).toMatchObject([
    { outcome: 'refused', book: 'settled', cost_micros: '0', error_message: expect.stringContaining('no access') },
    { role: 'fallback', outcome: 'ok', model: 'good-model' },
  ]);
  expect(await value(db.owner, 'select problem from public.model_providers where id = $1', [id])).toBeNull();
  expect(await value(db.owner, 'select failures from public.provider_breakers where provider_id = $1', [id])).toBe(0);
});

test('five failures open the breaker for all, and a call that must wait uses up no attempt', async () => {
  const id = await setUp();
  server.on({ model: 'gpt-test' }, { error: { message: 'overloaded' }, status: 503 });
  const jobs = await Promise.all(Array.from({ length: 3 }, () => start()));
  work();
  await vi.waitUntil(
    async () =>
      (await value<string | null>(db.owner, 'select open_until from public.provider_breakers where provider_id = $1', [
        id,
      ])) !== null,
    { timeout: 30_000, interval: 50 },
  );
  await vi.waitUntil(
    async () =>
      (await value<number>(
        db.owner,
        "select count(*)::int from public.step_runs where workspace_id = $1 and kind = 'ask' and status in ('pending', 'failed')",
        [workspace],
      )) === jobs.length,
    { timeout: 20_000, interval: 20 },
  );
  const asked = server.getRequests().length;
  expect(asked).toBeLessThanOrEqual(5 + 3);
  expect(asked).toBeGreaterThanOrEqual(5);
  expect((await booked()).every(({ book, cost_micros }) => book === 'settled' && cost_micros === '0')).toBe(true);
});

test('where a model has no price nothing is sent', async () => {
  const id = await addProvider();
  await setRoutes([id, 'free-model']);
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'failed');
  expect((await run(job)).problem?.message).toContain('There is no price for free-model');
  expect(server.getRequests()).toHaveLength(0);
});

test('a call whose worker ended is unknown at the most it can have cost, until an admin says what it was', async () => {
  const provider = await setUp();
  await start();
  const [step] = await list<{ id: string; fence: number }>(db.owner, 'select id, fence from private.take_step()');
  const sending = {
    provider_id: provider,
    model: 'gpt-test',
    role: 'first',
    input_tokens: 100,
    max_output_tokens: 1000,
  };
  const sent = await value<{ request_id: string }>(db.owner, 'select private.send_request($1, $2, $3)', [
    step?.id,
    step?.fence,
    JSON.stringify(sending),
  ]);
  expect(await totals()).toEqual(Array(2).fill({ spent: 0, reserved: 2_100, unknown: 0 }));
  await value(db.owner, "select private.recover_step('-1 second')");
  await list(db.owner, 'select id from private.take_step()');
  expect(await value(db.owner, 'select private.give_up_requests()')).toBe(1);
  expect(await totals()).toEqual(Array(2).fill({ spent: 0, reserved: 0, unknown: 2_100 }));
  // The fence is another one by now: the old worker may book what it still got, and send nothing more.
  expect(
    await value(db.owner, 'select private.send_request($1, $2, $3)', [step?.id, step?.fence, JSON.stringify(sending)]),
  ).toEqual({ lost: true });
  await asAdmin("select public.settle_by_hand($1, $2, 900, 'Invoice of November')", [workspace, sent.request_id]);
  expect(await totals()).toEqual(Array(2).fill({ spent: 900, reserved: 0, unknown: 0 }));
  const late = JSON.stringify({ outcome: 'ok', input_tokens: 100, output_tokens: 10 });
  expect(await value(db.owner, 'select private.settle_request($1, $2)', [sent.request_id, late])).toBe(false);
});

test('a request that a provider does not take says nothing of the provider, and the next model is asked', async () => {
  const id = await addProvider();
  await setRoutes([id, 'bad-model'], [id, 'good-model']);
  await addPrice('bad-model');
  await addPrice('good-model');
  server.on({ model: 'bad-model' }, { error: { message: 'no such model' }, status: 404 });
  server.on({ model: 'good-model' }, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'completed');
  expect(await booked()).toMatchObject([
    { outcome: 'refused', book: 'settled', cost_micros: '0' },
    { role: 'fallback', outcome: 'ok' },
  ]);
  expect(await value(db.owner, 'select problem from public.model_providers where id = $1', [id])).toBeNull();
  expect(await value(db.owner, 'select failures from public.provider_breakers where provider_id = $1', [id])).toBe(0);
});

test('a course goes from four reports over an approved curriculum to its lessons', async () => {
  await setUp();
  const lesson = (title: string) => ({ title, summary: 'S', minutes: 3, bloom: 'apply', objectives: ['Feed it'] });
  const curriculum = { title: 'Levain', modules: [{ title: 'Start', lessons: [lesson('One'), lesson('Two')] }] };
  const words = Array.from({ length: 120 }, () => 'word').join(' ');
  // Each schema names its own fields; that is how the server tells what it is asked for.
  const asks = (field: string) => (request: { response_format?: unknown }) =>
    JSON.stringify(request.response_format ?? {}).includes(`"${field}"`);
  server.on({ predicate: asks('modules') }, answer(curriculum));
  server.on({ predicate: asks('key_terms') }, answer({ title: 'L', summary: 'S', content_md: words, key_terms: [] }));
  server.on({ predicate: asks('seo_notes') }, answer(PIECE));
  const job = await start({}, 'course');
  work();
  await until(job, ({ held }) => held === 'approval');
  const outline = await value(
    db.owner,
    "select output -> 'outline' from public.step_runs where flow_run_id = $1 and output ? 'outline'",
    [job],
  );
  await asAdmin('select public.approve_job_step($1, $2, $3)', [workspace, job, JSON.stringify({ outline })]);
  await until(job, ({ status }) => status === 'completed' || status === 'failed');
  const made = await list<{ kind: string; title: string }>(
    db.owner,
    'select kind, title from public.proposals where flow_run_id = $1 order by kind, title',
    [job],
  );
  expect(made.map(({ kind }) => kind)).toEqual(['outline', 'piece', 'piece', 'piece', 'piece', 'spark', 'spark']);
  expect(made.filter(({ kind }) => kind === 'spark').map(({ title }) => title)).toEqual(['One', 'Two']);
  expect(server.getRequests()).toHaveLength(7);
  expect((await booked()).every(({ book, outcome }) => book === 'settled' && outcome === 'ok')).toBe(true);
});

test('a provider that asks to wait is waited for: no attempt is used up, nothing is paid, and nothing goes out before', async () => {
  await setUp();
  server.on({ sequenceIndex: 0 }, { error: { message: 'slow down' }, status: 429, retryAfter: 1 });
  server.on({ sequenceIndex: 1 }, answer(PIECE));
  const job = await start();
  work();
  await until(job, ({ status }) => status === 'completed');
  const rows = await booked();
  expect(rows).toMatchObject([
    { outcome: 'limited', book: 'settled', cost_micros: '0' },
    { role: 'first', outcome: 'ok' },
  ]);
  const [step] = await list<{ tries: number; apart_ms: number }>(
    db.owner,
    `select s.tries, (select extract(epoch from max(q.sent_at) - min(q.settled_at)) * 1000 from public.llm_requests q where q.step_run_id = s.id)::int as apart_ms
     from public.step_runs s where s.flow_run_id = $1 and s.kind = 'ask'`,
    [job],
  );
  expect(step?.tries).toBe(1);
  expect(step?.apart_ms).toBeGreaterThanOrEqual(950);
});
