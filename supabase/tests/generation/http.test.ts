import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { POST as cancel } from '../../../app/api/v1/[workspace]/jobs/[id]/cancel/route.ts';
import { POST as retry } from '../../../app/api/v1/[workspace]/jobs/[id]/retry/route.ts';
import { GET as one } from '../../../app/api/v1/[workspace]/jobs/[id]/route.ts';
import { GET, POST } from '../../../app/api/v1/[workspace]/jobs/route.ts';
import { value } from '../support/authoring.ts';
import { expectDescribed } from '../support/described.ts';
import { testDatabase } from '../support/harness.ts';

// `/api/v1/{workspace}/jobs`, as programs ask it.

const db = testDatabase();
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

const people = { editor: '', colleague: '', outsider: '' };
let source: string;
beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  const workspace = await db.createWorkspace('http-jobs');
  for (const name of ['editor', 'colleague', 'outsider'] as const) {
    const { client, id } = await gateway.signUp();
    if (name !== 'outsider') await db.addMember(workspace, id, 'editor');
    people[name] = (await client.auth.getSession()).data.session?.access_token ?? '';
    if (name !== 'editor') continue;
    source = await db.commitAsPerson(id, (sql) =>
      value<string>(sql, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [workspace]),
    );
  }
});

const bearer = (who: keyof typeof people) => ({ authorization: `Bearer ${people[who]}` });
const at = (rest = '') => `http://studio.example/api/v1/http-jobs/jobs${rest}`;
const params = { params: Promise.resolve({ workspace: 'http-jobs' }) };
/** Each answer is as the OpenAPI document has it. */
async function described(method: 'get' | 'post', path: string, asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  await expectDescribed(method, path, answer);
  return answer;
}
const post = (body: unknown, headers: Record<string, string> = bearer('editor')) =>
  described(
    'post',
    '/jobs',
    POST(new NextRequest(at(), { method: 'POST', body: JSON.stringify(body), headers }), params),
  );
const list = (query = '', headers: Record<string, string> = bearer('editor')) =>
  described('get', '/jobs', GET(new NextRequest(at(query), { headers }), params));
const PATHS = new Map([
  [one, '/jobs/{id}'],
  [cancel, '/jobs/{id}/cancel'],
  [retry, '/jobs/{id}/retry'],
]);
const on = (door: typeof one, id: string, who: keyof typeof people = 'editor') =>
  described(
    door === one ? 'get' : 'post',
    PATHS.get(door) ?? '',
    door(new NextRequest(at(`/${id}`), { method: door === one ? 'GET' : 'POST', headers: bearer(who) }), {
      params: Promise.resolve({ workspace: 'http-jobs', id }),
    }),
  );
const rows = async (text: string, values: unknown[]) => (await db.owner.query(text, values)).rows;
const told = async (answer: Promise<Response>) => {
  const done = await answer;
  const { code, error, details } = (await done.json()) as { code: string; error: string; details: object };
  expect(error).not.toBe('');
  return [done.status, code, ...Object.keys(details)];
};
const outline = () => ({ kind: 'trail_outline', topic: 'From soil to harvest', source_ids: [source] });
async function started(): Promise<string> {
  const answer = await post(outline());
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { job_id: string }).job_id;
}

test('a job is started, listed, read and cancelled', async () => {
  const id = await started();
  const listed = (await (await list('?kind=trail_outline&show=running')).json()) as { jobs: { id: string }[] };
  expect(listed.jobs.map((job) => job.id)).toContain(id);
  expect(await (await list('?kind=spark_draft')).json()).toMatchObject({ jobs: [] });
  expect(await (await on(one, id)).json()).toMatchObject({
    id,
    title: 'From soil to harvest',
    status: 'pending',
    sources: [{ id: source }],
  });
  expect(await (await on(cancel, id)).json()).toMatchObject({ id, status: 'cancelled' });
});

test('a page goes on before an ordinal', async () => {
  const [older, newer] = [await started(), await started()];
  const { ordinal } = (await (await on(one, newer)).json()) as { ordinal: number };
  const page = (await (await list(`?before=${ordinal}`)).json()) as { jobs: { id: string }[] };
  expect(page.jobs[0]?.id).toBe(older);
});

test('what is asked wrongly is 400 with the field', async () => {
  expect(await told(post({ ...outline(), kind: 'poem' }))).toEqual([400, 'invalid_input', 'kind']);
  expect(await told(post({ ...outline(), topic: '&lt;script>' }))).toEqual([400, 'invalid_input', 'topic']);
  expect(await told(post({ kind: 'trail_outline', title: '' }))).toEqual([400, 'invalid_input', 'title', 'source_ids']);
  expect(await told(post({ ...outline(), colour: 'red' }))).toEqual([400, 'invalid_input', 'colour']);
  expect(await told(post(null))).toEqual([400, 'invalid_input', 'body']);
  const broken = new NextRequest(at(), { method: 'POST', body: '{', headers: bearer('editor') });
  expect(await told(POST(broken, params))).toEqual([400, 'invalid_input', 'body']);
  expect(await told(list('?show=none'))).toEqual([400, 'invalid_input', 'show']);
  expect(await told(list('?before=x'))).toEqual([400, 'invalid_input', 'before']);
});

test('many jobs are started at once, all of them or none', async () => {
  const count = async () => ((await (await list()).json()) as { counts: { all: number } }).counts.all;
  const before = await count();
  const answer = await post({ jobs: [outline(), { ...outline(), topic: 'From harvest to bread', is_batch: false }] });
  expect(answer.status).toBe(201);
  const { job_ids } = (await answer.json()) as { job_ids: string[] };
  const titles = await Promise.all(job_ids.map(async (id) => (await (await on(one, id)).json()) as { title: string }));
  expect(titles.map(({ title }) => title)).toEqual(['From soil to harvest', 'From harvest to bread']);
  expect(await rows('select is_batch from public.flow_runs where id = any ($1) order by ordinal', [job_ids])).toEqual([
    { is_batch: true },
    { is_batch: false },
  ]);
  expect(await count()).toBe(before + 2);
  expect(await told(post({ jobs: [outline(), { ...outline(), kind: 'poem' }] }))).toEqual([
    400,
    'invalid_input',
    'jobs.1.kind',
  ]);
  // What only the database sees.
  expect(await told(post({ jobs: [outline(), { ...outline(), source_ids: [randomUUID()] }] }))).toEqual([
    404,
    'not_found',
    'jobs.1',
  ]);
  expect(await told(post({ jobs: [] }))).toEqual([400, 'invalid_input', 'jobs']);
  expect(await told(post({ jobs: Array(101).fill(outline()) }))).toEqual([400, 'invalid_input', 'jobs']);
  expect(await told(post({ jobs: ['one'] }))).toEqual([400, 'invalid_input', 'jobs.0.body']);
  expect(await told(post({ jobs: [outline()] }, bearer('outsider')))).toEqual([404, 'not_found']);
  expect(await count()).toBe(before + 2);
  expect((await post({ jobs: Array(100).fill(outline()) })).status).toBe(201);
  expect(await count()).toBe(before + 102);
});

test('only what is there and open to a change is changed, by who may', async () => {
  expect(await told(on(one, 'seven'))).toEqual([404, 'not_found']);
  expect(await told(on(one, randomUUID()))).toEqual([404, 'not_found']);
  const id = await started();
  expect(await told(on(cancel, id, 'colleague'))).toEqual([403, 'forbidden']);
  expect(await told(on(retry, id))).toEqual([409, 'wrong_state']);
});

test('nobody without a seat gets in, and no other site sends for somebody', async () => {
  const id = await started();
  for (const door of [one, cancel, retry]) expect(await told(on(door, id, 'outsider'))).toEqual([404, 'not_found']);
  expect(await told(list('', bearer('outsider')))).toEqual([404, 'not_found']);
  expect(await told(post(outline(), bearer('outsider')))).toEqual([404, 'not_found']);
  expect(await told(post(outline(), { origin: 'https://elsewhere.example' }))).toEqual([403, 'forbidden']);
});
