import { beforeAll, describe, expect, test } from 'vitest';
import { addPlace, removeBeacon, removePlace } from '#lib/catalogue/data/sparks.ts';
import { undoChangeSet } from '#lib/history/data/trash.ts';
import { Author, codeOf, list, type Sql, value } from '../support/authoring.ts';
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

test('what was put or marked is taken off as one change set, once', async () => {
  const [concept, spark, beacon] = [await author.concept(null), await author.spark(), await author.beacon()];
  const place = await author.place(concept, spark, 0);
  await author.mark(spark, beacon);
  const [taken, unmarked] = [
    await removePlace(person, workspace, place),
    await removeBeacon(person, workspace, spark, beacon),
  ];
  if (!taken.ok || !unmarked.ok) throw new Error('refused');
  for (const change_set of [taken.data, unmarked.data]) {
    expect((await undoChangeSet(person, change_set)).ok).toBe(true);
    expect((await undoChangeSet(person, change_set)).ok).toBe(false);
  }
  expect(await placesOf(concept)).toHaveLength(1);
  await removePlace(person, workspace, place);
  await removeBeacon(person, workspace, spark, beacon);
  const again = [await removePlace(person, workspace, place), await removeBeacon(person, workspace, spark, beacon)].map(
    (answer) => (answer.ok ? null : answer.problem.code),
  );
  expect(again).toEqual(['not_found', 'not_found']);
});

test('nothing comes from or goes to another workspace, or to the trash', async () => {
  const elsewhere = new Author(db.owner, await db.createWorkspace());
  const [concept, spark, beacon] = [await author.concept(null), await author.spark(), await author.beacon()];
  const [theirConcept, theirSpark] = [await elsewhere.concept(null), await elsewhere.spark()];
  const theirPlace = await elsewhere.place(theirConcept, theirSpark, 0);
  const codes: (string | null)[] = [];
  for (const answer of [
    await addPlace(person, workspace, theirConcept, spark),
    await addPlace(person, workspace, concept, theirSpark),
    await addPlace(person, elsewhere.workspace_id, theirConcept, theirSpark),
    await removePlace(person, workspace, theirPlace),
    await removePlace(person, elsewhere.workspace_id, theirPlace),
    await removeBeacon(person, elsewhere.workspace_id, theirSpark, beacon),
  ]) {
    codes.push(answer.ok ? null : answer.problem.code);
  }
  expect(codes).toEqual(['not_found', 'not_found', 'forbidden', 'not_found', 'forbidden', 'forbidden']);
  await db.owner.query("select public.trash($1, 'spark', $2)", [workspace, spark]);
  const trashed = await addPlace(person, workspace, concept, spark);
  expect(trashed.ok ? null : trashed.problem.code).toBe('not_found');
});

describe('two at once', () => {
  const put = (sql: Sql, concept: string, spark: string) =>
    value<{ id: string }>(sql, 'select public.add_place($1, $2, $3)', [workspace, concept, spark]);

  test('of two who put a spark last in a concept, the second stands behind the first', async () => {
    const [concept, one, two] = [await author.concept(null), await author.spark(), await author.spark()];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await put(first, concept, one);
    const waiting = put(second, concept, two);
    await untilWaiting('add_place');
    await first.query('commit');
    await waiting;
    const orders = await list(
      db.owner,
      'select spark_id, order_index from public.concept_sparks where concept_id = $1 order by order_index',
      [concept],
    );
    expect(orders).toEqual([
      { spark_id: one, order_index: 0 },
      { spark_id: two, order_index: 1 },
    ]);
  });

  test('of two who put the same spark there, the second is refused', async () => {
    const [concept, spark] = [await author.concept(null), await author.spark()];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await put(first, concept, spark);
    const waiting = codeOf(put(second, concept, spark));
    await untilWaiting('add_place');
    await first.query('commit');
    expect(await waiting).toBe('23505');
  });

  test('of two who take it away, the second finds nothing, and so does who puts it where it is being trashed', async () => {
    const [concept, spark, loose] = [await author.concept(null), await author.spark(), await author.spark()];
    const place = await author.place(concept, spark, 0);
    const [first, second] = [await db.connect(), await db.connect()];
    const remove = (sql: Sql) => value<string>(sql, 'select public.remove_place($1, $2)', [workspace, place]);
    await first.query('begin');
    await remove(first);
    const removing = codeOf(remove(second));
    await untilWaiting('remove_place');
    await first.query('commit');
    expect(await removing).toBe('TW004');

    await first.query('begin');
    await first.query("select public.trash($1, 'concept', $2)", [workspace, concept]);
    const putting = codeOf(put(second, concept, loose));
    await untilWaiting('add_place');
    await first.query('commit');
    expect(await putting).toBe('TW004');
  });
});

/** Until a call of that function waits for a lock. */
async function untilWaiting(name: string): Promise<void> {
  const waits = () =>
    value<boolean>(
      db.owner,
      `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1)`,
      [`%public.${name}(%`],
    );
  while (!(await waits()));
}
