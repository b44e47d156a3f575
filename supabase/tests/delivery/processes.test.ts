import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ContentFixture, createContent, createKey, stageAndPromote } from '../support/content-fixture.ts';
import { testDatabase } from '../support/harness.ts';
import { type Serving, startServing } from '../support/serving.ts';

// What was acknowledged counts for the next read in every process: two of them, each with a memory of its own.

const db = testDatabase();
let serving: Serving;
let content: ContentFixture;

beforeAll(async () => {
  serving = await startServing(db.url, 2);
  content = await createContent(db);
}, 60_000);
afterAll(() => serving?.stop());

const inBoth = (path: string, headers: Record<string, string> = {}) =>
  Promise.all(
    serving.addresses.map(async (address) => {
      const answer = await fetch(`${address}/api/v1/${content.slug}${path}`, { headers });
      const { title } = (await answer.json()) as { title?: string };
      return answer.status === 200 ? title : answer.status;
    }),
  );

test('a promotion and a rollback are what both give next, as often as one likes', async () => {
  expect(await inBoth('/sparks/join')).toEqual(['JOIN', 'JOIN']);
  for (let round = 0; round < 10; round++) {
    await db.owner.query('update public.sparks set title = $2 where id = $1', [content.ids.join, `Round ${round}`]);
    await stageAndPromote(db.owner, content.workspace_id);
    expect(await inBoth('/sparks/join')).toEqual([`Round ${round}`, `Round ${round}`]);
  }
  await db.owner.query('select public.rollback_snapshot($1)', [content.workspace_id]);
  expect(await inBoth('/sparks/join')).toEqual(['Round 8', 'Round 8']);
});

test('a revoked key and a closed door are refused by both next', async () => {
  const { id, key } = await createKey(db.owner, content.workspace_id);
  await db.owner.query('update public.workspaces set content_is_open = false where id = $1', [content.workspace_id]);
  expect(await inBoth('/sparks/select')).toEqual([404, 404]);
  for (let time = 0; time < 2; time++)
    expect(await inBoth('/sparks/select', { 'x-content-key': key })).toEqual(['SELECT', 'SELECT']);
  await db.owner.query('update public.content_keys set revoked_at = now() where id = $1', [id]);
  expect(await inBoth('/sparks/select', { 'x-content-key': key })).toEqual([404, 404]);
});
