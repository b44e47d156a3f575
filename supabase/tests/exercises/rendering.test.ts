import { beforeAll, expect, test, vi } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { loadPreview, renderExercises, renderForPlayer } from '#lib/exercises/services/rendering.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const PICTURE = '/assets/0123456789abcdef0123456789abcdef/loaf.png';
const BANK = [
  { ...EXERCISES.mcq, stem: `What makes it rise? ![](${PICTURE})` },
  EXERCISES.short_answer,
  { ...EXERCISES.true_false, answer: null },
  EXERCISES.cloze,
];

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  vi.stubEnv('STUDIO_SITE_URL', 'https://studio.example');
});

/** An editor of a workspace with a spark that has exercises, and where they are. */
async function written(body: object) {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, id, 'editor');
  const spark_id = await new Author(db.owner, workspace).spark('bread');
  await db.owner.query('insert into packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
    workspace,
    spark_id,
    JSON.stringify(body),
  ]);
  return { where: { db: client as unknown as Db, workspace: { id: workspace, slug: 'w' } }, spark_id };
}

test('a preview has the quiz in its order, the bank, or one exercise, and the first of them rendered', async () => {
  const { where, spark_id } = await written({ exercise_bank: BANK, quiz: ['bread-6', 'gone', 'bread-1'] });
  const quiz = await loadPreview(where, spark_id, { from: 'quiz' });
  expect(quiz).toMatchObject({ ok: true, data: { version: 1, places: [3, 0], bank: 4, first: { id: 'bread-6' } } });
  expect(await loadPreview(where, spark_id, { from: 'bank' })).toMatchObject({ data: { places: [0, 1, 2, 3] } });
  expect(await loadPreview(where, spark_id, { from: 'bank', at: 2 })).toMatchObject({
    data: { places: [2], first: { problem: { rule: 'answer_missing' } } },
  });
  expect(await loadPreview(where, spark_id, { from: 'bank', at: 99 })).toMatchObject({
    data: { places: [], first: null },
  });
});

test('exercises are rendered by their places, those that are not there left out', async () => {
  const { where, spark_id } = await written({ exercise_bank: BANK, quiz: [] });
  const some = await renderExercises(where, { spark_id, places: [1, 7, 0], as: 'played' });
  expect(some.ok && some.data.exercises.map(({ id, place }) => [id, place])).toEqual([
    ['bread-4', 1],
    ['bread-1', 0],
  ]);
});

test('pages elsewhere get what can be played, without what authors think of learners', async () => {
  const { where, spark_id } = await written({ language: 'en-GB', exercise_bank: BANK, quiz: ['bread-1', 'bread-3'] });
  const played = await renderForPlayer(where, { spark_id, title: 'Bread', what: 'quiz' });
  expect(played).toMatchObject({ ok: true, data: { title: 'Bread', language: 'en-GB', version: 1 } });
  expect(played.ok && played.data.exercises.map(({ id }) => id)).toEqual(['bread-1']);
  expect(JSON.stringify(played)).not.toContain('misconception');
  // Files come from the studio, wherever the page is.
  expect(played.ok && played.data.exercises[0]?.html['/stem']).toContain(`src="https://studio.example${PICTURE}"`);
});

test('a package of others, and one that is not there, are not found', async () => {
  const { spark_id } = await written({ exercise_bank: BANK, quiz: ['bread-1'] });
  const { where } = await written({ exercise_bank: [], quiz: [] });
  const refused = { ok: false, problem: { code: 'not_found' } };
  expect(await renderExercises(where, { spark_id, places: [0], as: 'read' })).toMatchObject(refused);
  expect(await renderForPlayer(where, { spark_id, title: '', what: 'bank' })).toMatchObject(refused);
  expect(await loadPreview(where, spark_id, { from: 'bank' })).toMatchObject({
    data: { places: [], bank: 0, first: null },
  });
});
