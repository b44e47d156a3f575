import { NextRequest } from 'next/server';
import pg from 'pg';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { promptRequest } from '#lib/generation/core/prompt/input.ts';
import { type PromptWish, promptFor } from '#lib/generation/services/prompt.ts';
import { POST } from '../../../app/api/v1/[workspace]/generate-prompt/route.ts';
import { GET } from '../../../app/api/v1/[workspace]/prompt/[job_id]/route.ts';
import { Author, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// Prompts of a workspace, for people, for workers, and as programs ask for them.

const db = testDatabase();
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

const people = { admin: '', outsider: '' };
let client: Db;
let stranger: Db;
let workspace: string;
let spark: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  workspace = await db.createWorkspace('prompts');
  const signed = await Promise.all([gateway.signUp(), gateway.signUp()]);
  const [admin, outsider] = signed;
  await db.addMember(workspace, admin.id, 'admin');
  client = admin.client as Db;
  stranger = outsider.client as Db;
  people.admin = (await admin.client.auth.getSession()).data.session?.access_token ?? '';
  people.outsider = (await outsider.client.auth.getSession()).data.session?.access_token ?? '';
  const author = new Author(db.owner, workspace);
  const trail = await author.trail(await author.domain());
  const concept = await author.concept(trail);
  const titled = (title: string) => author.spark(title.toLowerCase(), { title });
  const [first, here, after] = [await titled('Warmth'), await titled('Growth'), await titled('Harvest')];
  spark = here;
  await author.place(concept, here, 1);
  for (const [source_id, target_id] of [
    [first, here],
    [here, after],
  ]) {
    await author.add('spark_links', { source_id, target_id, link_type: 'prerequisite' });
  }
  const persona = await value<string>(
    db.owner,
    `insert into public.personas (workspace_id, slug, display_name, voice_profile) values ($1, 'hedda', 'Hedda', '{"tone": "calm"}') returning id`,
    [workspace],
  );
  await author.add('course_profiles', { trail_id: trail, persona_id: persona });
});

const request = promptRequest.parse({ topic: 'Growing degree days' });
const wish = (): PromptWish => ({ content_type: 'spark_draft', request, place: { kind: 'spark', id: spark } });
const given = async (who: Parameters<typeof promptFor>[0], of = wish()) => {
  const made = await promptFor(who, workspace, of);
  if (!made.ok) throw new Error(made.problem.message);
  return made.data;
};

test('a person and a worker get the same prompt, with what stands around the place and the voice of its course', async () => {
  const of_person = await given(client);
  expect(of_person.messages[1]?.content).toContain('Warmth');
  expect(of_person.messages[1]?.content).toContain('Harvest');
  expect(of_person.messages[0]?.content).toContain('Write in the voice of Hedda.\n- tone: calm');
  const pool = new pg.Pool({ connectionString: db.url, max: 1 });
  try {
    expect(await given(pool)).toEqual({ ...of_person, is_cached: true });
  } finally {
    await pool.end();
  }
});

test('nobody gets a prompt of a workspace that is not theirs, though it is there already', async () => {
  await given(client);
  expect(await promptFor(stranger, workspace, wish())).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
});

test('a changed rule is in the next prompt, and prompts are counted but for previews', async () => {
  const counts = async () =>
    (await client.rpc('read_prompt_counts', { p_workspace: workspace })).data as { hits: number; misses: number }[];
  const before = await given(client);
  await client.rpc('save_text_rule', {
    p_workspace: workspace,
    p_list: 'seo_rules',
    p_name: 'Title',
    p_rule: 'Short.',
  });
  const [sum] = await counts();
  const after = await given(client);
  expect([after.is_cached, after.hash === before.hash]).toEqual([false, false]);
  expect(after.messages[0]?.content).toContain('- Short.');
  await given(client, { ...wish(), is_preview: true });
  expect(await counts()).toEqual([{ content_type: 'spark_draft', hits: sum?.hits, misses: (sum?.misses ?? 0) + 1 }]);
});

test('the active template of the workspace counts before the builtin one', async () => {
  const parts = { system: 'Write in rhymes.', user: 'About {{topic}}' };
  const content_type = 'quiz';
  await client.rpc('add_template_version', {
    p_workspace: workspace,
    p_content_type: content_type,
    p_parts: parts,
    p_variables: ['topic'],
    p_note: 'Rhymes',
  });
  const version = async () => (await given(client, { content_type, request })).metadata.template_version;
  expect(await version()).toBe('builtin-1');
  await client.rpc('activate_template', {
    p_workspace: workspace,
    p_content_type: content_type,
    p_number: 1,
    p_reason: 'Try',
  });
  expect(await version()).toBe('v1');
});

const ask = (body: unknown, who: keyof typeof people | null = 'admin') =>
  POST(
    new NextRequest('http://studio.example/api/v1/prompts/generate-prompt', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: who ? { authorization: `Bearer ${people[who]}` } : {},
    }),
    { params: Promise.resolve({ workspace: 'prompts' }) },
  );
const get = (job_id: string, who: keyof typeof people = 'admin') =>
  GET(
    new NextRequest(`http://studio.example/api/v1/prompts/prompt/${job_id}`, {
      headers: { authorization: `Bearer ${people[who]}` },
    }),
    { params: Promise.resolve({ workspace: 'prompts', job_id }) },
  );
const BODY = { topic: 'Growing degree days', content_type: 'blog', client_id: 'prompts', keywords: ['corn', 'barley'] };

test('by HTTP: a job, and its prompt with metadata as the reference has it', async () => {
  const asked = await ask(BODY);
  expect(asked.status).toBe(200);
  const { job_id } = (await asked.json()) as { job_id: string };
  const answer = await get(job_id);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      prompt: expect.stringContaining('Growing degree days'),
      metadata: {
        client_id: workspace,
        content_type: 'blog',
        keywords: ['corn', 'barley'],
        template_version: 'builtin-1',
        refined: true,
        strategy_version: 0,
      },
    },
  ]);
  expect((await ask({ ...BODY, client_id: workspace })).status).toBe(200);
  expect((await get(job_id, 'outsider')).status).toBe(404);
});

test.each([
  ['a topic that is too short', { ...BODY, topic: 'Hm' }, { topic: expect.any(String) }],
  ['a script', { ...BODY, topic: 'Hello <script>x' }, { topic: expect.any(String) }],
  ['another content type', { ...BODY, content_type: 'quiz' }, { content_type: expect.any(String) }],
  ['too many keywords', { ...BODY, keywords: Array(11).fill('a') }, { keywords: expect.any(String) }],
  ['a long keyword', { ...BODY, keywords: ['a'.repeat(51)] }, { 'keywords.0': expect.any(String) }],
  ['another workspace', { ...BODY, client_id: 'other' }, { client_id: expect.any(String) }],
  ['no JSON', '{', { body: expect.any(String) }],
])('by HTTP %s is refused, with the sentence and the field', async (_, body, details) => {
  const answer = await ask(body);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  expect(await answer.json()).toMatchObject({ code: 'invalid_input', error: expect.any(String), details });
});

test('by HTTP strangers get nothing, and what is not there is not found', async () => {
  expect((await ask(BODY, 'outsider')).status).toBe(404);
  expect((await ask(BODY, null)).status).toBe(403);
  const gone = await get('00000000-0000-4000-8000-000000000000');
  expect([gone.status, await gone.json()]).toMatchObject([404, { error: 'Job not found' }]);
  expect((await get('nonsense')).status).toBe(404);
});
