import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { QueueItem, ReviewItem } from '#lib/review/core/proposal.ts';
import { POST as approve } from '../../../app/api/v1/[workspace]/proposals/[id]/approve/route.ts';
import { POST as reject } from '../../../app/api/v1/[workspace]/proposals/[id]/reject/route.ts';
import { GET as one } from '../../../app/api/v1/[workspace]/proposals/[id]/route.ts';
import { POST as undo } from '../../../app/api/v1/[workspace]/proposals/[id]/undo/route.ts';
import { GET } from '../../../app/api/v1/[workspace]/proposals/route.ts';
import { value } from '../support/authoring.ts';
import { expectDescribed } from '../support/described.ts';
import { proposing } from '../support/proposing.ts';

// `/api/v1/{workspace}/proposals`, as programs ask it.

const { db, author, here, who, job, propose, rewrite, lesson, claim, text, write } = proposing();
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

const PEOPLE = ['editor', 'reviewer', 'outsider'] as const;
type Person = (typeof PEOPLE)[number];
const people = {} as Record<Person, { id: string; token: string }>;
let slug: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  for (const name of PEOPLE) {
    const { client, id } = await gateway.signUp();
    people[name] = { id, token: (await client.auth.getSession()).data.session?.access_token ?? '' };
  }
});
beforeEach(async () => {
  for (const role of ['editor', 'reviewer'] as const) await db.addMember(here.workspace, people[role].id, role);
  slug = await value<string>(db.owner, 'select slug from public.workspaces where id = $1', [here.workspace]);
});

const at = (rest = '') => `http://studio.example/api/v1/${slug}/proposals${rest}`;
const bearer = (person: Person) => ({ authorization: `Bearer ${people[person].token}` });
/** Each answer is as the OpenAPI document has it. */
async function described(method: 'get' | 'post', path: string, asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  await expectDescribed(method, `/proposals${path}`, answer);
  return answer;
}
const list = (query = '', person: Person = 'reviewer') =>
  described(
    'get',
    '',
    GET(new NextRequest(at(query), { headers: bearer(person) }), {
      params: Promise.resolve({ workspace: slug }),
    }),
  );
const PATHS = new Map([
  [one, '/{id}'],
  [approve, '/{id}/approve'],
  [reject, '/{id}/reject'],
  [undo, '/{id}/undo'],
]);
const on = (door: typeof one, id: string, body?: unknown, person: Person = 'reviewer') => {
  const method = door === one ? 'GET' : 'POST';
  const init = { method, headers: bearer(person), ...(body !== undefined && { body: JSON.stringify(body) }) };
  const context = { params: Promise.resolve({ workspace: slug, id }) };
  return described(
    door === one ? 'get' : 'post',
    PATHS.get(door) ?? '',
    door(new NextRequest(at(`/${id}`), init), context),
  );
};
const itemOf = async (answer: Promise<Response>): Promise<ReviewItem> => {
  const done = await answer;
  expect([done.status, done.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return done.json();
};
const told = async (answer: Promise<Response>) => {
  const done = await answer;
  const { code, error, details } = (await done.json()) as { code: string; error: string; details: object };
  expect(error).not.toBe('');
  return [done.status, code, ...Object.keys(details)];
};
const idsOf = async (query = '', person: Person = 'reviewer') =>
  ((await (await list(query, person)).json()) as { items: QueueItem[] }).items.map(({ id }) => id);

test('what waits is listed, filtered and read page by page', async () => {
  const spark = await author.spark(undefined, { content_md: 'One two three.' });
  const { run, step } = await job();
  const [small, fresh] = [
    await rewrite(spark, 'One two four.'),
    await propose('spark', lesson('A text.'), { run, step }),
  ];
  expect(await idsOf()).toEqual([small, fresh]);
  expect(await idsOf('?group=new')).toEqual([fresh]);
  expect(await idsOf('?group=new&group=rewrite')).toEqual([small, fresh]);
  expect(await idsOf(`?job_id=${run}`)).toEqual([fresh]);
  expect(await idsOf(`?place_id=${spark}`)).toEqual([small]);
  expect(await idsOf('?offset=1')).toEqual([fresh]);
  expect(await idsOf('?show=decided')).toEqual([]);
  expect((await (await list()).json()) as object).toMatchObject({ total: 2, counts: { open: 2, asked: 0, all: 2 } });
  expect(await itemOf(on(one, small))).toMatchObject({
    id: small,
    body: { kind: 'spark' },
    lesson: { id: spark },
    exercises_now: [],
  });
});

test('what is asked wrongly is 400 with the field', async () => {
  expect(await told(list('?show=none'))).toEqual([400, 'invalid_input', 'show']);
  expect(await told(list('?offset=-1'))).toEqual([400, 'invalid_input', 'offset']);
  expect(await told(list('?group=poem'))).toEqual([400, 'invalid_input', 'group']);
  expect(await told(list('?colour=red'))).toEqual([400, 'invalid_input', 'colour']);
  expect(await told(list('?has_risk=perhaps'))).toEqual([400, 'invalid_input', 'has_risk']);
  const id = await propose('spark', lesson('A text.'));
  expect(await told(on(reject, id, { reason_code: 12 }))).toEqual([400, 'invalid_input', 'reason_code']);
  expect(await told(on(reject, id))).toEqual([400, 'invalid_input', 'reason_code']);
  expect(await told(on(reject, id, { reason_code: 2, reason: 'x'.repeat(100_000) }))).toEqual([
    400,
    'invalid_input',
    'reason',
  ]);
  expect(await told(on(approve, id, { do: 'reject' }))).toEqual([400, 'invalid_input', 'do']);
  expect(await told(on(approve, id, []))).toEqual([400, 'invalid_input', 'body']);
  // What only the database sees: nine is any other reason, in words.
  expect(await told(on(reject, id, { reason_code: 9 }))).toEqual([400, 'invalid_input']);
  expect((await itemOf(on(one, id))).status).toBe('pending');
});

test('a proposal is approved, taken back, and rejected with a reason', async () => {
  const spark = await author.spark(undefined, { content_md: 'One two three.' });
  const id = await rewrite(spark, 'One two four.');
  const approved = await itemOf(on(approve, id));
  expect(approved).toMatchObject({
    status: 'approved',
    decided: { human_share: 0, made: [{ kind: 'spark', id: spark }] },
  });
  expect(await text(spark)).toBe('One two four.');
  expect(await told(on(approve, id))).toEqual([409, 'wrong_state']);
  expect(await itemOf(on(undo, id))).toMatchObject({ status: 'pending', decided: null });
  expect(await text(spark)).toBe('One two three.');
  expect(await told(on(undo, id))).toEqual([409, 'wrong_state']);
  expect(await itemOf(on(reject, id, { reason_code: 2, reason: 'Not this.' }))).toMatchObject({
    status: 'rejected',
    decided: { reason_code: 2, reason: 'Not this.' },
  });
  expect(await idsOf('?show=decided')).toEqual([id]);
});

test('a text that was edited is written, and how much of it is a person’s is known', async () => {
  const spark = await author.spark(undefined, { content_md: 'One two three.' });
  const id = await rewrite(spark, 'One two four.');
  const { decided } = await itemOf(on(approve, id, { final: { content_md: 'One two five.' } }));
  expect(decided?.human_share).toBeGreaterThan(0);
  expect(await text(spark)).toBe('One two five.');
});

test('a stale one is approved as it was merged, and not if the lesson moved meanwhile', async () => {
  const spark = await author.spark(undefined, { content_md: 'One two three.' });
  const id = await rewrite(spark, 'One two four.');
  await write(spark, 'Zero one two three.');
  const { status, lesson: now } = await itemOf(on(one, id));
  expect(status).toBe('stale');
  expect(await told(on(approve, id))).toEqual([409, 'wrong_state']);
  await write(spark, 'Zero, one two three.');
  const merged = { final: { content_md: 'Zero one two four.' }, base_hash: now?.base_hash };
  expect(await told(on(approve, id, merged))).toEqual([409, 'stale']);
  const { lesson: newest } = await itemOf(on(one, id));
  expect(await itemOf(on(approve, id, { ...merged, base_hash: newest?.base_hash }))).toMatchObject({
    status: 'approved',
  });
  expect(await text(spark)).toBe('Zero one two four.');
});

test('nobody approves their own order, decides without being a reviewer, or over somebody who is deciding', async () => {
  const own = await rewrite(await author.spark(), 'A text.', { created_by: people.reviewer.id });
  expect(await told(on(approve, own))).toEqual([403, 'forbidden']);
  const others = await rewrite(await author.spark(), 'Another text.');
  for (const door of [approve, undo])
    expect(await told(on(door, others, undefined, 'editor'))).toEqual([403, 'forbidden']);
  expect(await told(on(reject, others, { reason_code: 1 }, 'editor'))).toEqual([403, 'forbidden']);
  expect(await idsOf('', 'editor')).toContain(others);
  await claim(others, who.other);
  expect(await told(on(approve, others))).toEqual([409, 'conflict']);
});

test('nobody without a seat gets in, and no other site sends for somebody', async () => {
  const id = await propose('spark', lesson('A text.'));
  for (const door of [one, approve, undo])
    expect(await told(on(door, id, undefined, 'outsider'))).toEqual([404, 'not_found']);
  expect(await told(list('', 'outsider'))).toEqual([404, 'not_found']);
  for (const none of ['seven', randomUUID()]) {
    expect(await told(on(one, none))).toEqual([404, 'not_found']);
    expect(await told(on(approve, none))).toEqual([404, 'not_found']);
    expect(await told(on(undo, none))).toEqual([404, 'not_found']);
  }
  const foreign = new NextRequest(at(`/${id}/approve`), {
    method: 'POST',
    headers: { origin: 'http://elsewhere.example' },
  });
  const context = { params: Promise.resolve({ workspace: slug, id }) };
  expect(await told(described('post', '/{id}/approve', approve(foreign, context)))).toEqual([403, 'forbidden']);
});
