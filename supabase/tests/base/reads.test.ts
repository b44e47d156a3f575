import type { SupabaseClient } from '@supabase/supabase-js';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { RENEWED_HEADER } from '#lib/base/core/request.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { serveRead } from '#lib/base/reads/serve-read.ts';
import { readOutline } from '#lib/catalogue/data/outline.ts';
import { reads } from '../../../app/w/[workspace]/api/[read]/registry.ts';
import { GET, POST } from '../../../app/w/[workspace]/api/[read]/route.ts';
import { Author, staged } from '../support/authoring.ts';
import { cookieOf } from '../support/browsing.ts';
import { testDatabase } from '../support/harness.ts';
import { waitingForLocks } from '../support/races.ts';

// What pages ask by address: who is refused and how, what the browser may keep, and what ends when nobody waits.

const db = testDatabase();
const jar = vi.hoisted(() => ({ cookies: [] as { name: string; value: string }[], set: vi.fn() }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => jar.cookies, set: jar.set }),
}));

const SLUG = 'asked';
let workspace: string;
let person: { id: string; client: SupabaseClient };

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  person = await gateway.signUp();
  workspace = await db.createWorkspace(SLUG);
  await db.addMember(workspace, person.id, 'editor');
  await db.createWorkspace('elsewhere');
});
beforeEach(async () => {
  jar.set.mockClear();
  jar.cookies = [await cookieOf(person.client)];
});

const STUDIO = 'http://studio.test';
const place = (read: string, slug = SLUG) => ({ params: Promise.resolve({ workspace: slug, read }) });

interface Asked {
  slug?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function get(read: string, input: unknown = {}, { slug = SLUG, headers, signal }: Asked = {}): Promise<Response> {
  const query = new URLSearchParams({ input: typeof input === 'string' ? input : JSON.stringify(input) });
  return GET(new Request(`${STUDIO}/w/${slug}/api/${read}?${query}`, { headers, signal }), place(read, slug));
}

function post(read: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const sent = { host: 'studio.test', origin: STUDIO, 'content-type': 'application/json', ...headers };
  return POST(new Request(`${STUDIO}/w/${SLUG}/api/${read}`, { method: 'POST', headers: sent, body }), place(read));
}

const problem = async (answer: Response) => ({ status: answer.status, code: (await answer.json()).problem.code });
const NOBODY = '00000000-0000-4000-8000-000000000000';
const HERE = JSON.stringify({ kind: 'spark', id: NOBODY, is_editing: false });

test.each(['nothing', 'constructor', '__proto__'])('there is no read %s', async (read) => {
  expect(await problem(await get(read))).toEqual({ status: 404, code: 'not_found' });
});

test('whoever is not signed in, not in the workspace or not allowed is refused', async () => {
  expect(await problem(await get('outline', {}, { slug: 'elsewhere' }))).toEqual({ status: 404, code: 'not_found' });
  expect(await problem(await get('outline', {}, { slug: 'nowhere' }))).toEqual({ status: 404, code: 'not_found' });
  expect(await problem(await get('content-keys'))).toEqual({ status: 403, code: 'forbidden' });
  jar.cookies = [];
  expect(await problem(await get('outline'))).toEqual({ status: 401, code: 'unauthenticated' });
  expect(await problem(await post('presence', HERE))).toEqual({ status: 401, code: 'unauthenticated' });
  // Of strangers nothing is read, well-formed or not.
  expect(await problem(await get('outline', '{'))).toEqual({ status: 401, code: 'unauthenticated' });
});

test('what is asked must be JSON of the right shape', async () => {
  for (const input of ['{', '7', { kind: 'song', id: NOBODY }, { kind: 'spark' }]) {
    expect(await problem(await get('entity', input))).toEqual({ status: 400, code: 'invalid_input' });
  }
  const { fields } = (await (await get('entity', { kind: 'spark', id: 'x' })).json()).problem;
  expect(Object.keys(fields)).toEqual(['id']);
  // Numbers and lists stay what they are.
  expect((await get('assets', { filter: 'all', before: '12' })).status).toBe(400);
  expect((await get('assets', { filter: 'all', before: 12 })).status).toBe(200);
});

test('each read has one method', async () => {
  const asked = await get('presence', HERE);
  expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST']);
  const sent = await post('outline', '{}');
  expect([sent.status, sent.headers.get('allow')]).toEqual([405, 'GET']);
});

test('what is sent comes from a page of the studio, as JSON, and is no larger than a lesson can be', async () => {
  expect((await post('presence', HERE)).status).toBe(200);
  for (const headers of [{ origin: 'http://elsewhere.test' }, { origin: 'null' }, { origin: '' }]) {
    expect(await problem(await post('presence', HERE, headers))).toEqual({ status: 403, code: 'forbidden' });
  }
  for (const type of ['text/plain', 'application/jsonp', 'multipart/form-data']) {
    const answer = await post('presence', HERE, { 'content-type': type });
    expect(await problem(answer)).toEqual({ status: 400, code: 'invalid_input' });
  }
  expect((await post('presence', HERE, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  const lesson = (length: number) => JSON.stringify({ content_md: 'x'.repeat(length) });
  expect((await post('preview', lesson(1_000_000))).status).toBe(200);
  expect(await problem(await post('preview', lesson(1_000_001)))).toEqual({ status: 400, code: 'invalid_input' });
  expect(await problem(await post('preview', lesson(9_000_000)))).toEqual({ status: 400, code: 'invalid_input' });
});

test('an answer may be kept as long as the browser asks whether it is still the same', async () => {
  const first = await get('outline');
  const tag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.getSetCookie()).toEqual([]);
  expect(jar.set).not.toHaveBeenCalled();
  expect(await first.json()).toMatchObject({ ok: true, data: { sparks: [] } });
  for (const held of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await get('outline', {}, { headers: { 'if-none-match': held } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
  }
  await new Author(db.owner, workspace).spark();
  const moved = await get('outline', {}, { headers: { 'if-none-match': tag } });
  expect([moved.status, moved.headers.get('etag') === tag]).toEqual([200, false]);
});

test('refusals and what is sent are kept by nobody', async () => {
  for (const answer of [await get('content-keys'), await get('nothing'), await post('presence', HERE)]) {
    expect([answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual(['no-store', null]);
  }
});

test('an answer with a renewed session is kept by nobody, whoever renewed it', async () => {
  const tag = (await get('outline')).headers.get('etag') ?? '';
  const headers = { 'if-none-match': tag };
  const before = await get('outline', {}, { headers: { ...headers, [RENEWED_HEADER]: '1' } });
  expect([before.status, before.headers.get('cache-control'), before.headers.get('etag')]).toEqual([
    200,
    'no-store',
    null,
  ]);
  const ending = (await (await db.gateway()).signUp()) as typeof person;
  await db.addMember(workspace, ending.id, 'editor');
  jar.cookies = [await cookieOf(ending.client, { isEnding: true })];
  const within = await get('outline', {}, { headers });
  expect([within.status, within.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(jar.set).toHaveBeenCalled();
});

test('a version that is known spares the work, for the same workspace, question and version', async () => {
  const run = vi.fn(async () => ({ ok: true as const, data: 'answer' }));
  let version = '1';
  const probe = defineRead({
    name: 'probe',
    permission: 'content.read',
    input: z.object({ of: z.number().optional() }),
    run,
    version: async () => ({ ok: true as const, data: version }),
  });
  const ask = async (tag: string, input = '{}') => {
    const request = new Request(`${STUDIO}/w/${SLUG}/api/probe?input=${input}`, { headers: { 'if-none-match': tag } });
    return serveRead({ probe }, request, { workspace: SLUG, read: 'probe' });
  };
  const tag = (await ask('')).headers.get('etag') ?? '';
  run.mockClear();
  expect((await ask(tag)).status).toBe(304);
  expect(run).not.toHaveBeenCalled();
  expect((await ask(tag, '{"of":1}')).status).toBe(200);
  version = '2';
  expect((await ask(tag)).status).toBe(200);
  expect(run).toHaveBeenCalledTimes(2);
  // Whoever may not read is not told that it is the same.
  jar.cookies = [];
  expect((await ask((await ask(tag)).headers.get('etag') ?? tag)).status).toBe(401);
});

test('the graph is known by its version, the counts of two snapshots for good', async () => {
  const author = new Author(db.owner, workspace);
  const [one, other] = [await author.spark(), await author.spark()];
  const tagOf = async (read: string, input: unknown) => (await get(read, input)).headers.get('etag') ?? '';
  const graph = { level: 'spark' };
  const tag = await tagOf('graph', graph);
  expect((await get('graph', graph, { headers: { 'if-none-match': tag } })).status).toBe(304);
  await author.link(one, other);
  expect((await get('graph', graph, { headers: { 'if-none-match': tag } })).status).toBe(200);

  const before = (await staged(db.owner, workspace)).snapshot_id;
  await author.spark();
  const after = (await staged(db.owner, workspace)).snapshot_id;
  const scope = { before, after };
  const counted = await tagOf('difference-counts', scope);
  expect((await get('difference-counts', scope, { headers: { 'if-none-match': counted } })).status).toBe(304);
});

test('nobody waits for an answer that is not wanted any more; others may wait for shared work', async () => {
  const holder = await db.connect();
  await holder.query('begin; lock table public.sparks in access exclusive mode');
  const asked = new AbortController();
  const answer = get('outline', {}, { signal: asked.signal });
  await expect.poll(() => waitingForLocks(db.owner)).toBe(1);
  asked.abort();
  expect((await answer).status).toBe(499);

  const left = new AbortController();
  const done = vi.fn();
  const shared = defineRead({
    name: 'shared',
    permission: 'content.read',
    input: z.object({}),
    isShared: true,
    run: async ({ db: client, workspace: { id } }) => {
      const outline = await readOutline(client, id);
      done(outline.ok);
      return outline;
    },
  });
  const request = new Request(`${STUDIO}/w/${SLUG}/api/shared`, { signal: left.signal });
  const other = serveRead({ shared }, request, { workspace: SLUG, read: 'shared' });
  await vi.waitFor(async () => expect(await waitingForLocks(db.owner)).toBeGreaterThan(0));
  left.abort();
  await holder.query('rollback');
  expect((await other).status).toBe(499);
  expect(done).toHaveBeenCalledWith(true);
});

test('every read has a permission and an input, and is called what its address says', () => {
  for (const [name, read] of Object.entries(reads)) {
    expect(read.name).toBe(name);
    expect(read.permission).toBeTruthy();
    expect(read.input.safeParse('nothing of the kind').success).toBe(false);
  }
});
