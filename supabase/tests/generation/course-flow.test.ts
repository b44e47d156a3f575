import { LLMock } from '@copilotkit/aimock';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBrief } from '#lib/generation/core/course/read-brief.ts';
import { proposalBody } from '#lib/generation/core/proposal.ts';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import { Author, list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// A course from its brief to its lessons, done by workers: with a model, and with the built-in drafter.

const db = testDatabase();
let workspace: string;
let admin: string;
let server: LLMock;
let stop: () => Promise<void>;

beforeEach(async () => {
  workspace = await db.createWorkspace();
  admin = await db.createPerson();
  await db.addMember(workspace, admin, 'admin');
  server = new LLMock({ port: 0 });
  await server.start();
  const pool = new pg.Pool({ connectionString: db.url, max: 6 });
  pool.on('error', () => undefined);
  const runner = startStepRunner({
    databaseUrl: db.url,
    db: pool,
    log: pino({ level: 'silent' }),
    doStep: stepsWith({ secrets_key: null, private_models: true }),
    lookEveryMs: 100,
  });
  stop = async () => {
    await runner.stop();
    await pool.end();
  };
});
afterEach(async () => {
  await stop();
  await server.stop();
});

const asAdmin = <T>(text: string, values: unknown[]) => db.commitAsPerson(admin, (sql) => value<T>(sql, text, values));

/** A server that needs no key, with a price. */
async function addModel(): Promise<void> {
  const fields = { name: 'Local', protocol: 'openai_compatible', base_url: `${server.url}/v1`, is_enabled: true };
  const id = await asAdmin<string>('select public.set_provider($1, null, $2)', [workspace, JSON.stringify(fields)]);
  const routes = JSON.stringify([{ provider_id: id, model: 'local' }]);
  await asAdmin("select public.set_routes($1, 'balanced', $2)", [workspace, routes]);
  const prices = JSON.stringify([{ model: 'local', input_micros: 1, output_micros: 1 }]);
  await asAdmin('select public.add_prices($1, $2)', [workspace, prices]);
}
const start = (params: object) =>
  asAdmin<string>("select public.start_job($1, 'course', 'Levain', $2)", [workspace, JSON.stringify(params)]);
interface Read {
  status: string;
  held: string | null;
  step_progress: number;
  total_steps: number;
  curriculum: { outline: { modules: { lessons: unknown[] }[] }; version: number } | null;
  steps: { step_name: string; status: string; problem: { message: string } | null; params: { lesson?: number } }[];
  made: { kind: string; title: string; status: string; words: number | null }[];
}
const read = (job: string) => asAdmin<Read>('select public.read_job($1, $2)', [workspace, job]);
const until = async (job: string, is: (run: Read) => boolean) => {
  await vi.waitUntil(async () => is(await read(job)), { timeout: 30_000, interval: 20 });
  return read(job);
};
const approve = (job: string, { curriculum }: Read) =>
  asAdmin('select public.approve_job_step($1, $2, $3)', [
    workspace,
    job,
    JSON.stringify({ outline: curriculum?.outline, version: curriculum?.version }),
  ]);

const answer = (content: unknown) => ({
  content: JSON.stringify(content),
  usage: { prompt_tokens: 100, completion_tokens: 50 },
});
/** Each schema names its own fields, and each prompt its own lesson: that is how the server tells what it is asked for. */
const asks =
  (field: string, ...also: string[]) =>
  (request: { response_format?: unknown; messages?: unknown }) =>
    JSON.stringify(request.response_format ?? {}).includes(`"${field}"`) &&
    also.every((text) => JSON.stringify(request.messages).includes(text));
const promptsWith = (text: string) => server.getRequests().filter((one) => JSON.stringify(one).includes(text)).length;
const lesson = (title: string) => ({ title, summary: 'S', minutes: 3, bloom: 'apply', objectives: ['Feed it'] });
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

test('a lesson that no model can write holds up none of the others, and is written anew after an instruction', async () => {
  await addModel();
  const lessons = Array.from({ length: 8 }, (_, nth) => lesson(`Lesson ${nth + 1}`));
  const text = (content_md: string) => answer({ title: 'L', summary: 'S', content_md, key_terms: [] });
  server.on({ predicate: asks('modules') }, answer({ title: 'Levain', modules: [{ title: 'Start', lessons }] }));
  server.on({ predicate: asks('key_terms', 'Write the lesson: Lesson 2', 'Now whole') }, text(words(120)));
  server.on({ predicate: asks('key_terms', 'Write the lesson: Lesson 2') }, text('Too short.'));
  server.on({ predicate: asks('key_terms') }, text(words(120)));
  server.on({ predicate: asks('seo_notes') }, answer({ title: 'R', content_md: 'A report.', seo_notes: null }));
  const brief = readBrief('# Levain\n\n## Audience\n\nBakers at home\n\n- Lessons: 8\n');
  const job = await start({ maker: 'model', topic: 'Levain for beginners', brief });
  const waiting = await until(job, ({ held }) => held === 'approval');
  expect(promptsWith('Bakers at home')).toBe(5);
  expect(promptsWith('About 8 lessons')).toBe(1);
  await approve(job, waiting);
  const done = await until(job, ({ status }) => status !== 'in_progress');
  expect(done.status).toBe('completed');
  expect(done.steps.filter(({ problem }) => problem)).toMatchObject([
    { step_name: 'Lesson 2', status: 'completed', problem: { message: expect.stringContaining('words') } },
  ]);
  expect(done.made.filter(({ kind }) => kind === 'spark')).toHaveLength(7);
  expect(done.made.filter(({ kind }) => kind === 'outline')).toHaveLength(1);

  await asAdmin('select public.regenerate_lesson($1, $2, 1, $3)', [workspace, job, 'Now whole']);
  const again = await until(job, ({ status }) => status !== 'in_progress');
  expect(again.made.filter(({ kind }) => kind === 'spark')).toHaveLength(8);
  expect(promptsWith('Now whole')).toBe(1);
  // The version before goes along, and the trail is not proposed twice.
  await asAdmin('select public.regenerate_lesson($1, $2, 0, $3)', [workspace, job, 'With a picture']);
  const last = await until(job, ({ status }) => status !== 'in_progress');
  expect(last.made.filter(({ title }) => title === 'Lesson 1').map(({ status }) => status)).toEqual([
    'superseded',
    'pending',
  ]);
  expect(last.made.filter(({ kind }) => kind === 'outline')).toHaveLength(1);
  expect(promptsWith('The lesson as it was written before')).toBe(1);
});

test('a lesson that is written anew in vain fails by itself: its version before it stands, and so does the job', async () => {
  await addModel();
  const text = (content_md: string) => answer({ title: 'L', summary: 'S', content_md, key_terms: [] });
  server.on(
    { predicate: asks('modules') },
    answer({ title: 'Levain', modules: [{ title: 'Start', lessons: [lesson('Lesson 1'), lesson('Lesson 2')] }] }),
  );
  server.on({ predicate: asks('key_terms') }, text(words(120)));
  server.on({ predicate: asks('seo_notes') }, answer({ title: 'R', content_md: 'A report.', seo_notes: null }));
  const job = await start({ maker: 'model', topic: 'Levain', brief: readBrief('# Levain\n') });
  await approve(job, await until(job, ({ held }) => held === 'approval'));
  const done = await until(job, ({ status }) => status !== 'in_progress');
  expect(done.status).toBe('completed');

  await stop();
  stop = async () => undefined;
  const made = await asAdmin<string>('select public.regenerate_lesson($1, $2, 0, $3)', [workspace, job, 'In vain']);
  // Three tries of a worker that come to nothing.
  for (let tries = 1; tries <= 3; tries++) {
    await list(
      db.owner,
      "update public.step_runs set status = 'in_progress', fence = fence + 1, tries = $2 where id = $1 returning id",
      [made, tries],
    );
    await list(
      db.owner,
      `select private.fail_step(s.id, s.fence, '{"code": "unavailable", "message": "Nobody answered."}', interval '0')
       from public.step_runs s where s.id = $1`,
      [made],
    );
  }
  const after = await read(job);
  expect(after).toMatchObject({
    status: 'completed',
    step_progress: done.step_progress,
    total_steps: done.total_steps,
  });
  expect(after.steps.filter(({ status }) => status === 'failed')).toMatchObject([{ step_name: 'Lesson 1' }]);
  expect(after.made).toEqual(done.made);

  expect(await asAdmin('select public.regenerate_lesson($1, $2, 0, $3)', [workspace, job, 'Again'])).toBe(made);
  expect(await read(job)).toMatchObject({ status: 'in_progress' });
});

test('without a key a course is cut from its sources, skips research, and is approved and drafted the same way', async () => {
  const more = (word: string) =>
    Array.from({ length: 20 }, (_, nth) => `Farmers of field ${nth} keep a record of ${word} through the year.`).join(
      ' ',
    );
  const body = `# Soil\n\n## What soil is\n\nA loam is a soil that holds equal parts of sand and silt. ${more('soil')}\n\n## How water moves\n\nInfiltration is the movement of water into a loam. ${more('water')}\n`;
  const source = await asAdmin<string>("select public.add_job_source($1, 'a.md', 'markdown', $2, 400)", [
    workspace,
    body,
  ]);
  const job = await start({ source_ids: [source], brief: readBrief('# Soil') });
  const waiting = await until(job, ({ held }) => held === 'approval');
  expect(waiting.steps.map(({ step_name }) => step_name)).toEqual(['read', 'outline', 'approval', 'draft', 'validate']);
  await approve(job, waiting);
  const done = await until(job, ({ status }) => status !== 'in_progress');
  expect(done.status).toBe('completed');
  const kinds = done.made.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'outline')).toHaveLength(1);
  expect(kinds).toContain('spark');
  expect(kinds).toContain('exercises');
  expect(done.made.filter(({ kind }) => kind === 'spark').every(({ words: count }) => (count ?? 0) > 100)).toBe(true);
  expect(server.getRequests()).toHaveLength(0);
  const refused = asAdmin('select public.regenerate_lesson($1, $2, 0)', [workspace, job]);
  await expect(refused).rejects.toMatchObject({ code: 'TW004' });
  expect(await list(db.owner, 'select id from public.llm_requests where workspace_id = $1', [workspace])).toEqual([]);
});

test('whom old material speaks to, how it sounds, and what an older course lacks come as proposals that can be read', async () => {
  await addModel();
  const fields = [{ name: 'Goals', value: 'Bake at home', quote: 'I want to bake' }];
  const more = { title: 'More levain', modules: [{ title: 'Gaps', lessons: [lesson('Feeding')] }] };
  server.on({ predicate: asks('quote') }, answer({ title: 'A home baker', fields }));
  server.on({ predicate: asks('modules') }, answer(more));
  const author = new Author(db.owner, workspace);
  const trail = await author.trail(await author.domain());
  const concept = await author.concept(trail);
  await author.place(concept, await author.spark('old', { content_md: 'A levain is old dough.' }));
  const source = await asAdmin<string>("select public.add_job_source($1, 'a.md', 'markdown', 'I want to bake.', 4)", [
    workspace,
  ]);
  const begin = (kind: string, at: string | null = null) =>
    asAdmin<string>("select public.start_job($1, $2, 'Levain', $3, $4, $5)", [
      workspace,
      kind,
      JSON.stringify({ maker: 'model', topic: 'Levain', source_ids: at ? [] : [source] }),
      at && 'trail',
      at,
    ]);
  const jobs = [await begin('icp_extraction'), await begin('voice_extraction'), await begin('course_upgrade', trail)];
  for (const job of jobs) await until(job, ({ status }) => status === 'completed');
  const made = await list<{ body: unknown; place_id: string | null }>(
    db.owner,
    'select body, place_id from public.proposals where flow_run_id = any ($1) order by array_position($1, flow_run_id)',
    [jobs],
  );
  expect(made.map(({ body }) => proposalBody.parse(body))).toMatchObject([
    { kind: 'profile', form: 'icp', fields },
    { kind: 'profile', form: 'voice', fields },
    { kind: 'outline', modules: [{ title: 'Gaps' }] },
  ]);
  expect(made[2]?.place_id).toBe(trail);
  expect(promptsWith('A levain is old dough.')).toBe(1);
});
