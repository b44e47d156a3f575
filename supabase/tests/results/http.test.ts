import { NextRequest } from 'next/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { GET, POST } from '../../../app/api/v1/[workspace]/results/route.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// `/api/v1/{workspace}/results`, as programs ask it.

const db = testDatabase();
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

const people = { editor: '', outsider: '' };
beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  const workspace = await db.createWorkspace('http-results');
  const author = new Author(db.owner, workspace);
  const exercise = { id: 'q1', exercise_type: 'true_false', stem: 'Is it =wet, "really"?', answer: true };
  await author.lessonPackage(await author.spark('soil'), { exercise_bank: [exercise], quiz: [] });
  for (const name of ['editor', 'outsider'] as const) {
    const { client, id } = await gateway.signUp();
    if (name === 'editor') await db.addMember(workspace, id, 'editor');
    people[name] = (await client.auth.getSession()).data.session?.access_token ?? '';
  }
});

const params = { params: Promise.resolve({ workspace: 'http-results' }) };
const at = (query: string) => `http://studio.example/api/v1/http-results/results${query}`;
const bearer = (who: keyof typeof people) => ({ authorization: `Bearer ${people[who]}` });
const send = (query: string, body: string, headers: Record<string, string> = bearer('editor')) =>
  POST(new NextRequest(at(query), { method: 'POST', body, headers }), params);
const ask = (query: string, headers: Record<string, string> = bearer('editor')) =>
  GET(new NextRequest(at(query), { headers }), params);
const told = async (answer: Response | Promise<Response>) => {
  const done = await answer;
  return [done.status, ((await done.json()) as { code?: string; state?: string }).code ?? ''];
};

const TABLE = 'learner,exercise,answer\nana,q1,true\nbo,q1,false\n';

test('a plan, then the import, then the figures as JSON and as a table', async () => {
  const planned = await send('?dry_run=1&file_name=a.csv', TABLE);
  expect([planned.status, await planned.json()]).toMatchObject([
    200,
    { ok: true, state: 'planned', plan: { fresh: 2, left: 0 } },
  ]);
  const added = await send('?file_name=a.csv', TABLE);
  expect([added.status, await added.json()]).toMatchObject([201, { ok: true, state: 'added', plan: { fresh: 2 } }]);
  expect((await send('', TABLE)).status).toBe(200);

  const figures = await ask('?spark=soil');
  expect(await figures.json()).toMatchObject({
    learners: 2,
    rows: [{ exercise_id: 'q1', figures: { answers: 2, share: 0.5 } }],
  });
  const table = await ask('?format=csv');
  expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await table.text()).split('\r\n')[1]).toBe('soil,q1,1,"Is it =wet, ""really""?",,2,0.5,0.0945,0.9055,,,');
});

test('what cannot be read is 422 with the columns, what is asked wrongly 400', async () => {
  const unread = await send('', 'a,b\n1,2\n');
  expect([unread.status, await unread.json()]).toMatchObject([
    422,
    { ok: false, refusal: { code: 'no_columns' }, columns: [{ name: 'a' }, { name: 'b' }] },
  ]);
  expect(await told(send('?columns=learner,colour', TABLE))).toEqual([400, 'invalid_input']);
  expect(await told(send('?names=none', TABLE))).toEqual([400, 'invalid_input']);
  expect(await told(send('?format=pdf', TABLE))).toEqual([400, 'invalid_input']);
  expect(await told(ask('?format=pdf'))).toEqual([400, 'invalid_input']);
  expect(await told(ask('?spark=nowhere'))).toEqual([404, 'not_found']);
});

test('nobody without a seat gets in, and no other site sends for somebody', async () => {
  expect(await told(ask('', bearer('outsider')))).toEqual([404, 'not_found']);
  expect(await told(send('', TABLE, bearer('outsider')))).toEqual([404, 'not_found']);
  expect(await told(ask('', {}))).toEqual([403, 'forbidden']);
  expect(await told(send('', TABLE, { origin: 'https://elsewhere.example' }))).toEqual([403, 'forbidden']);
});
