import { beforeAll, expect, test } from 'vitest';
import { addPlace } from '#lib/catalogue/data/sparks.ts';
import { undoChangeSet } from '#lib/history/data/trash.ts';
import { Author, list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let person: Parameters<typeof addPlace>[0];
let workspace: string;
let author: Author;

beforeAll(async () => {
  const signedUp = await (await db.gateway()).signUp();
  person = signedUp.client as typeof person;
  workspace = await db.createWorkspace();
  await db.addMember(workspace, signedUp.id, 'editor');
  author = new Author(db.owner, workspace);
});

const placesOf = (concept: string) =>
  list<{ spark_id: string; version: number }>(
    db.owner,
    'select spark_id, version from public.concept_sparks where concept_id = $1 order by order_index, ordinal',
    [concept],
  );

test('a loose spark comes last in a concept as one change set, and undoing that leaves the others untouched', async () => {
  const [concept, first, loose] = [await author.concept(null), await author.spark(), await author.spark()];
  await author.place(concept, first, 0);
  const before = await placesOf(concept);
  const added = await addPlace(person, workspace, concept, loose);
  if (!added.ok) throw new Error(added.problem.message);
  expect((await placesOf(concept)).map(({ spark_id }) => spark_id)).toEqual([first, loose]);
  const touched = await list(db.owner, 'select from public.revisions where change_set_id = $1', [
    added.data.change_set_id,
  ]);
  expect(touched).toHaveLength(1);
  expect((await undoChangeSet(person, added.data.change_set_id)).ok).toBe(true);
  expect(await placesOf(concept)).toEqual(before);
});

test('a spark stands once in a concept', async () => {
  const [concept, spark] = [await author.concept(null), await author.spark()];
  await author.place(concept, spark, 0);
  const again = await addPlace(person, workspace, concept, spark);
  expect(again.ok ? null : again.problem.code).toBe('conflict');
});
