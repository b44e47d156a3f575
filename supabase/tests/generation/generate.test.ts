import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { POST } from '../../../app/api/v1/[workspace]/generate/route.ts';
import { POST as cancel } from '../../../app/api/v1/[workspace]/jobs/[id]/cancel/route.ts';
import { GET } from '../../../app/api/v1/[workspace]/status/[job_id]/route.ts';
import { value } from '../support/authoring.ts';
import { expectDescribed } from '../support/described.ts';
import { testDatabase } from '../support/harness.ts';
import { answerOf, modelStudio } from '../support/model-studio.ts';

// `POST /api/v1/{workspace}/generate` and `GET .../status/{job_id}`, as clients of the generation API call them.

const db = testDatabase();
const { here, addModel, work } = modelStudio(db);
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

const SLUG = 'pieces';
const people = { admin: '', outsider: '' };
let workspace: string;
let provider: string;
beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  workspace = await db.createWorkspace(SLUG);
  for (const name of ['admin', 'outsider'] as const) {
    const { client, id } = await gateway.signUp();
    if (name === 'admin') await db.addMember(workspace, id, 'admin');
    people[name] = (await client.auth.getSession()).data.session?.access_token ?? '';
    ids[name] = id;
  }
});
const ids = { admin: '', outsider: '' };

const bearer = (who: keyof typeof people) => ({ authorization: `Bearer ${people[who]}` });
/** Each answer is as the OpenAPI document has it. */
async function described(method: 'get' | 'post', path: string, asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  await expectDescribed(method, path, answer);
  return answer;
}
const post = (body: unknown, who: keyof typeof people = 'admin', slug = SLUG) =>
  described(
    'post',
    '/generate',
    POST(
      new NextRequest(`http://studio.example/api/v1/${slug}/generate`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: bearer(who),
      }),
      { params: Promise.resolve({ workspace: slug }) },
    ),
  );
const status = (job_id: string, who: keyof typeof people = 'admin', slug = SLUG) =>
  described(
    'get',
    '/status/{job_id}',
    GET(new NextRequest(`http://studio.example/api/v1/${slug}/status/${job_id}`, { headers: bearer(who) }), {
      params: Promise.resolve({ workspace: slug, job_id }),
    }),
  );
const told = async (answer: Promise<Response>) => {
  const done = await answer;
  const { code, error, details } = (await done.json()) as { code: string; error: string; details: object };
  expect(error).not.toBe('');
  return [done.status, code, ...Object.keys(details)];
};
const body = (more: object = {}) => ({ topic: 'Levain for beginners', content_type: 'blog', client_id: SLUG, ...more });
async function started(more: object = {}): Promise<string> {
  const answer = await post(body(more));
  expect(answer.status).toBe(200);
  const said = (await answer.json()) as { job_id: string };
  expect(Object.keys(said)).toEqual(['job_id']);
  return said.job_id;
}
interface Status {
  status: string;
  error?: string;
  created_at: string;
  updated_at: string;
}
const read = async (job_id: string) => (await (await status(job_id)).json()) as Status;
const until = (job_id: string, wanted: string) =>
  vi.waitUntil(async () => (await read(job_id)).status === wanted, { timeout: 20_000, interval: 50 });
const params = (job_id: string) => value(db.owner, 'select params from public.flow_runs where id = $1', [job_id]);

const PIECE = {
  title: 'Levain',
  content_md: 'A levain is a culture of Yeast and flour.',
  seo_notes: 'Say levain in the title.',
};

test('without a model there is nothing that could write it', async () => {
  expect(await told(post(body()))).toEqual([409, 'wrong_state']);
});

test('a piece goes from its request to its text, with what it cost', async () => {
  provider = await addModel(workspace, ids.admin);
  here.server.onMessage(/./, answerOf(PIECE));
  const job_id = await started({ keywords: ['yeast', ' rye '] });
  expect(await params(job_id)).toMatchObject({
    topic: 'Levain for beginners',
    content_type: 'blog',
    length: 'medium',
    priority: 'balanced',
    keywords: ['yeast', 'rye'],
  });
  const pending = await read(job_id);
  expect(pending).toEqual({
    job_id,
    status: 'pending',
    created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  work();
  await until(job_id, 'completed');
  const completed = await read(job_id);
  expect(completed).toEqual({
    job_id,
    status: 'completed',
    result: {
      content: PIECE.content_md,
      title: 'Levain',
      metadata: {
        word_count: 9,
        keywords_used: ['yeast'],
        llm_provider: 'Local',
        model: 'gpt-test',
        generation_cost: 0.0002,
        generation_time_ms: expect.any(Number),
        token_usage: { input: 100, output: 50 },
        seo_notes: PIECE.seo_notes,
      },
    },
    created_at: pending.created_at,
    updated_at: expect.any(String),
  });
  expect(completed.updated_at > completed.created_at).toBe(true);
});

test('a provider and a model are taken by their names, and the client by its id', async () => {
  const job_id = await started({
    llm_provider: 'openai',
    model: 'gpt-other',
    priority: 'cost',
    length: 'short',
    client_id: workspace.toUpperCase(),
  });
  expect(await params(job_id)).toMatchObject({ provider_id: provider, model: 'gpt-other', length: 'short' });
  expect(await params(await started({ llm_provider: 'LOCAL' }))).toMatchObject({ model: 'gpt-test' });
  expect(await params(await started({ model: 'gpt-test' }))).toMatchObject({ provider_id: provider });
});

test('what is asked wrongly is 400 with the field', async () => {
  const refused = async (more: object) => (await told(post(body(more)))).join(' ');
  expect(await refused({ topic: 'Rye' })).toBe('400 invalid_input topic');
  expect(await refused({ topic: 'x'.repeat(1001) })).toBe('400 invalid_input topic');
  for (const script of ['A <ScRiPt> topic', 'java&#115;cript:alert()', 'onerror = it()']) {
    expect(await refused({ topic: script })).toBe('400 invalid_input topic');
  }
  expect(await refused({ content_type: 'poem' })).toBe('400 invalid_input content_type');
  expect(await refused({ keywords: Array(11).fill('rye') })).toBe('400 invalid_input keywords');
  expect(await refused({ keywords: ['x'.repeat(51)] })).toBe('400 invalid_input keywords');
  expect(await refused({ length: 'endless' })).toBe('400 invalid_input length');
  expect(await refused({ priority: 'beauty' })).toBe('400 invalid_input priority');
  expect(await refused({ client_id: 'demo' })).toBe('400 invalid_input client_id');
  expect(await refused({ llm_provider: 'nobody' })).toBe('400 invalid_input llm_provider');
  expect(await refused({ model: 'gpt-unheard' })).toBe('400 invalid_input model');
  expect(await refused({ place: { kind: 'spark', id: randomUUID() } })).toBe('400 invalid_input place');
  expect(await refused({ place: { kind: 'trail', id: randomUUID() } })).toBe('404 not_found');
  expect(await told(post({}))).toEqual([400, 'invalid_input', 'topic', 'content_type', 'client_id']);
});

test('a job that was cancelled or failed has failed, and says why', async () => {
  const cancelled = await started();
  await cancel(
    new NextRequest(`http://studio.example/api/v1/${SLUG}/jobs/${cancelled}/cancel`, {
      method: 'POST',
      headers: bearer('admin'),
    }),
    { params: Promise.resolve({ workspace: SLUG, id: cancelled }) },
  );
  expect(await read(cancelled)).toMatchObject({ status: 'failed', error: 'The job was cancelled.' });
  const failed = await started({ llm_provider: 'Local', model: 'gpt-other' });
  work();
  await until(failed, 'failed');
  expect((await read(failed)).error).toContain('There is no price for gpt-other');
});

test('strangers learn of no job', async () => {
  const job_id = await started();
  for (const answer of [
    status(job_id, 'outsider'),
    status(randomUUID()),
    status('seven'),
    status(job_id, 'admin', 'nowhere'),
  ]) {
    const { status: code, ...rest } = (await (await answer).json()) as { status: number; error: string };
    expect([code, rest.error]).toEqual([404, 'Job not found']);
  }
  expect(await told(post(body(), 'outsider'))).toEqual([404, 'not_found']);
});
