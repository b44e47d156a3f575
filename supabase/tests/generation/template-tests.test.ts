import { expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { modelBench } from '../support/model-bench.ts';

// Two versions of a template on the same inputs: booked like any job, and nothing that could be approved.

const db = testDatabase();
const bench = modelBench(db);
const { here, as, asAdmin, until, isOver } = bench;

const PIECE = { title: 'Levain', content_md: 'A levain is a culture of yeast and flour.', seo_notes: null };
const answer = (content: unknown) => ({
  content: typeof content === 'string' ? content : JSON.stringify(content),
  usage: { prompt_tokens: 100, completion_tokens: 50 },
});
const testOf = (versions: string[], params: object = {}, content_type = 'companion_blog') => [
  here.workspace,
  content_type,
  versions,
  JSON.stringify({ topic: 'Levain for beginners', ...params }),
];
const START = 'select public.start_template_test($1, $2, $3, $4)';
const startTest = (versions = ['1', 'builtin'], params: object = {}) =>
  asAdmin<string>(START, testOf(versions, params));
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string }) => error.code,
  );
const addVersion = () =>
  asAdmin("select public.add_template_version($1, 'companion_blog', $2, $3, 'First')", [
    here.workspace,
    JSON.stringify({ system: 'Write like the house does.', user: 'About {{topic}}' }),
    ['topic'],
  ]);

test('both versions are asked once, each with its own prompt, and their answers stand in the books alone', async () => {
  await bench.setUp([{ model: 'gpt-test' }]);
  await addVersion();
  here.server.onMessage(/./, answer(PIECE));
  const job = await startTest();
  bench.work();
  await until(job, isOver);
  expect(await bench.run(job)).toMatchObject({ status: 'completed', cost_micros: '400' });
  expect((await bench.booked()).map(({ template_version }) => template_version).sort()).toEqual([
    'companion_blog builtin-1',
    'companion_blog v1',
  ]);
  expect(await bench.booked()).toMatchObject(Array(2).fill({ role: 'first', book: 'settled', outcome: 'ok' }));
  const systems = here.server.getRequests().map(({ body }) => JSON.stringify(body));
  expect(systems.filter((said) => said.includes('Write like the house does.'))).toHaveLength(1);
  expect(await bench.proposals(job)).toBe(0);
});

test('an answer that is no good is the answer of its version: nothing is mended, and the other one stands', async () => {
  await bench.setUp([{ model: 'gpt-test' }, { model: 'gpt-other' }]);
  await addVersion();
  here.server.on({ predicate: (request) => JSON.stringify(request).includes('like the house') }, answer({ title: 1 }));
  here.server.onMessage(/./, answer(PIECE));
  const job = await startTest();
  bench.work();
  await until(job, isOver);
  expect((await bench.run(job)).status).toBe('completed');
  const rows = await bench.booked();
  expect(rows.map(({ outcome, model, role }) => `${role} ${model} ${outcome}`).sort()).toEqual([
    'first gpt-test invalid',
    'first gpt-test ok',
  ]);
  expect(rows.find(({ outcome }) => outcome === 'invalid')?.answer).toBe('{"title":1}');
});

test('a budget holds a test, and a cancelled one asks nobody', async () => {
  await bench.setUp([{ model: 'gpt-test' }]);
  await addVersion();
  here.server.onMessage(/./, answer(PIECE));
  const poor = await startTest(['1', 'builtin'], { budget_micros: 1 });
  const unwanted = await startTest();
  await asAdmin('select public.cancel_job($1, $2)', [here.workspace, unwanted]);
  bench.work();
  await until(poor, ({ held }) => held === 'budget');
  expect(await bench.run(unwanted)).toMatchObject({ status: 'cancelled' });
  expect(here.server.getRequests()).toHaveLength(0);
});

test('the database takes no proposal of a test, and no test becomes a job', async () => {
  await bench.setUp([{ model: 'gpt-test' }]);
  const job = await startTest(['followed', 'builtin']);
  const [step] = await list<{ id: string; fence: number }>(db.owner, 'select id, fence from private.take_step()');
  const proposal = JSON.stringify([{ kind: 'piece', title: 'Levain', body: { kind: 'piece', ...PIECE } }]);
  const finish = "select private.finish_step($1, $2, '{}', '[]', $3)";
  expect(await code(db.owner.query(finish, [step?.id, step?.fence, proposal]))).toBe('TW002');
  expect(await bench.proposals(job)).toBe(0);
  const change = 'update public.flow_runs set is_test = $2 where id = $1';
  expect(await code(db.owner.query(change, [job, false]))).toBe('TW002');
  const draft = await bench.start('companion_piece', {});
  expect(await code(db.owner.query(change, [draft, true]))).toBe('TW002');
  // It stands in no list, and is opened by its id as any other.
  const { jobs } = await asAdmin<{ jobs: { id: string }[] }>('select public.read_jobs($1)', [here.workspace]);
  expect(jobs.map(({ id }) => id)).toEqual([draft]);
  expect(await asAdmin('select public.read_job($1, $2)', [here.workspace, job])).toMatchObject({ is_test: true });
});

test('admins alone run tests, of two versions that are there, with a place where there has to be one', async () => {
  await bench.setUp([{ model: 'gpt-test' }]);
  const refused = (versions: string[], params: object = {}, content_type?: string) =>
    code(asAdmin(START, testOf(versions, params, content_type)));
  for (const role of ['editor', 'reviewer'] as const) {
    const person = await db.createPerson();
    await db.addMember(here.workspace, person, role);
    expect(await code(as(person, START, testOf(['followed', 'builtin'])))).toBe('42501');
  }
  const stranger = await db.createPerson();
  expect(await code(as(stranger, START, testOf(['followed', 'builtin'])))).toBe('42501');
  expect(await refused(['1', 'builtin'])).toBe('TW004');
  expect(await refused(['builtin', 'builtin'])).toBe('TW006');
  expect(await refused(['builtin'])).toBe('TW006');
  expect(await refused(['followed', 'builtin'], {}, 'nothing')).toBe('TW006');
  expect(await refused(['followed', 'builtin'], {}, 'quiz')).toBe('TW006');
  expect(await refused(['followed', 'builtin'], {}, 'icp_extraction')).toBe('TW006');
  expect(await refused(['followed', 'builtin'], { source_ids: [here.workspace] })).toBe('TW004');
  expect(await refused(['followed', 'builtin'], {}, 'spark_draft')).toBeNull();
});

test('what versions did is counted by version, without tests', async () => {
  await bench.setUp([{ model: 'gpt-test' }]);
  await addVersion();
  here.server.on({ sequenceIndex: 0 }, answer({ title: 'Levain' }));
  here.server.onMessage(/./, answer(PIECE));
  const first = await bench.start('companion_piece', {});
  bench.work(1);
  await until(first, isOver);
  await asAdmin("select public.activate_template($1, 'companion_blog', 1, 'Better')", [here.workspace]);
  for (const job of [await bench.start('companion_piece', {}), await startTest()]) await until(job, isOver);
  const figures = await asAdmin("select public.read_template_figures($1, 'companion_blog')", [here.workspace]);
  const none = { failed: 0, jobs: 1, jobs_30_days: 1, drafts: 1, lessons: 0, findings: 0 };
  expect(figures).toMatchObject([
    { version: 'builtin-1', ...none, repaired: 1, cost_micros: 400 },
    { version: 'v1', ...none, repaired: 0, cost_micros: 200 },
  ]);
  expect(await value(db.owner, 'select public.read_template_figures($1, $2)', [here.workspace, 'quiz'])).toEqual([]);
});
