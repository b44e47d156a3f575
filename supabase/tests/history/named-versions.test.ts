import { beforeAll, describe, expect, test } from 'vitest';
import { NAMES } from '#lib/history/core/version-name.cases.ts';
import { Author, codeOf, fresh, list, type Sql, value } from '../support/authoring.ts';
import { revising } from '../support/revising.ts';

const { db, sql, author, here, revisions, retitle, trash } = revising();

const name = (id: number, said: string, as: Sql = sql, workspace = here.workspace) =>
  value<string>(as, 'select public.name_version($1, $2, $3)', [workspace, id, said]);
const unname = (id: number, as: Sql = sql, workspace = here.workspace) =>
  value<string>(as, 'select public.remove_version_name($1, $2)', [workspace, id]);
const idsOf = async (entity: string) =>
  (
    await list<{ id: number }>(sql, 'select id::int from public.revisions where entity_id = $1 order by id', [entity])
  ).map(({ id }) => id) as [number, number, ...number[]];
const names = (entity: string) =>
  list<{ name: string; revision_id: number }>(
    sql,
    'select name, revision_id::int from public.named_versions where entity_id = $1 order by revision_id',
    [entity],
  );

describe('naming a version', () => {
  test('is told in the history of the thing, and so is what stood there before', async () => {
    const spark = await author.spark('lesson', { title: 'First' });
    await retitle(spark, 'Second');
    const [first, second] = await idsOf(spark);
    expect(await name(first, '  Before the workshop ')).toBe('Before the workshop');
    const told = await value<{ versions: { id: number; before: number | null; name: string | null }[] }[]>(
      sql,
      "select public.read_history($1, 'spark', $2)",
      [here.workspace, spark],
    );
    expect(told.map(({ versions }) => versions.map(({ id, before, name }) => ({ id, before, name })))).toEqual([
      [{ id: second, before: first, name: null }],
      [{ id: first, before: null, name: 'Before the workshop' }],
    ]);
  });

  test('again gives it another name, and taking the name away leaves the version', async () => {
    const spark = await author.spark();
    const [id] = await idsOf(spark);
    await name(id, 'One');
    await name(id, 'Two');
    expect(await names(spark)).toEqual([{ name: 'Two', revision_id: id }]);
    expect(await unname(id)).toBe('Two');
    expect(await names(spark)).toEqual([]);
    expect(await revisions(spark)).toHaveLength(1);
    expect(await codeOf(unname(id))).toBe('TW004');
  });

  test('a name is one of its kind for a thing, whatever its capitals, and free for another thing', async () => {
    const [spark, other] = [await author.spark(), await author.spark()];
    await retitle(spark, 'Again');
    const [first, second] = await idsOf(spark);
    await name(first, 'Kept');
    expect(await codeOf(name(second, 'kept'))).toBe('TW005');
    await name(second, 'Kept too');
    expect(await codeOf(name(second, 'KEPT'))).toBe('TW005');
    await name((await idsOf(other))[0], 'Kept');
    expect((await names(spark)).map((one) => one.name)).toEqual(['Kept', 'Kept too']);
  });

  test('two people who give one name at once: one of them is told that it is taken', async () => {
    const spark = await author.spark();
    await retitle(spark, 'Again');
    const [one, other] = [await db.connect(), await db.connect()];
    const [first, second] = await idsOf(spark);
    await one.query('begin');
    await name(first, 'Wanted', one);
    const late = codeOf(name(second, 'Wanted', other));
    await one.query('commit');
    expect(await late).toBe('TW005');
    expect(await names(spark)).toEqual([{ name: 'Wanted', revision_id: first }]);
  });

  test.each(NAMES)('%j', async (said, kept) => {
    const [id] = await idsOf(await author.spark());
    if (kept === null) expect(await codeOf(name(id, said))).toBe('TW006');
    else expect(await name(id, said)).toBe(kept);
  });

  test('what was removed is no version to name, nor is what is not there', async () => {
    const spark = await author.spark();
    await sql.query('delete from public.sparks where id = $1', [spark]);
    const [, gone] = await idsOf(spark);
    expect(await codeOf(name(gone, 'Gone'))).toBe('TW002');
    expect(await codeOf(name(2 ** 40, 'Nowhere'))).toBe('TW004');
  });

  test('deleting the thing for good deletes the names of its versions, the trash does not', async () => {
    const spark = await author.spark();
    await name((await idsOf(spark))[0], 'Kept');
    const change_set = await trash('spark', spark);
    expect(await names(spark)).toHaveLength(1);
    await sql.query('select public.purge_trash($1)', [change_set]);
    expect(await names(spark)).toEqual([]);
  });
});

describe('who may', () => {
  let spark: string;
  let workspace: string;
  beforeAll(async () => {
    workspace = (await db.members()).workspace;
    spark = await db.commitAsPerson('editor', (mine) => new Author(mine, workspace).spark());
  });

  test('every editor names, renames and removes; whoever named it is written down', async () => {
    const [id] = await idsOf(spark);
    const said = fresh('name');
    await db.commitAsPerson('editor', (mine) => name(id, said, mine, workspace));
    expect(await value(sql, 'select created_by from public.named_versions where revision_id = $1', [id])).toBe(
      (await db.members()).editor,
    );
    await db.asPerson('reviewer', async (mine) => {
      expect(await name(id, 'Another', mine, workspace)).toBe('Another');
      expect(await unname(id, mine, workspace)).toBe('Another');
    });
  });

  test('nobody from elsewhere names, removes, or learns of a name', async () => {
    const [id] = await idsOf(spark);
    await name(id, 'Ours', sql, workspace);
    const stranger = await db.createPerson();
    await db.asPerson(stranger, async (mine) => {
      expect(await list(mine, 'select name from public.named_versions')).toEqual([]);
    });
    const refused = async (act: (mine: Sql) => Promise<unknown>) =>
      db.asPerson(stranger, async (mine) => codeOf(act(mine)));
    expect(await refused((mine) => name(id, 'Theirs', mine, workspace))).toBe('42501');
    expect(await refused((mine) => unname(id, mine, workspace))).toBe('42501');
    expect(
      await refused((mine) => mine.query("select public.read_readers_version($1, 'spark', $2)", [workspace, spark])),
    ).toBe('42501');
    // Who may write somewhere else finds no version of this workspace there.
    const theirs = await db.createWorkspace();
    await db.addMember(theirs, stranger, 'admin');
    expect(await refused((mine) => name(id, 'Theirs', mine, theirs))).toBe('TW004');
    expect(await refused((mine) => unname(id, mine, theirs))).toBe('TW004');
  });

  test('nobody writes the table past the functions', async () => {
    for (const text of [
      "insert into public.named_versions (revision_id, workspace_id, kind, entity_id, name) values (1, gen_random_uuid(), 'spark', gen_random_uuid(), 'x')",
      "update public.named_versions set name = 'x'",
      'delete from public.named_versions',
    ]) {
      expect(await db.asPerson('admin', async (mine) => codeOf(mine.query(text))), text).toBe('42501');
      expect(await db.asService(async (mine) => codeOf(mine.query(text))), text).toBe('42501');
    }
  });
});

describe('the version that readers have', () => {
  const read = (spark: string) =>
    value<{ revision_id: number; label: string } | null>(sql, "select public.read_readers_version($1, 'spark', $2)", [
      here.workspace,
      spark,
    ]);
  const promote = async () => {
    const { snapshot_id } = await value<{ snapshot_id: string }>(sql, 'select public.stage_snapshot($1)', [
      here.workspace,
    ]);
    await sql.query('select public.promote_snapshot($1)', [snapshot_id]);
    return value<string>(sql, 'select version_label from public.snapshots where id = $1', [snapshot_id]);
  };

  test('is the one that was staged last, not what was saved since, and follows a promotion', async () => {
    const spark = await author.spark('lesson', { is_published: true });
    expect(await read(spark)).toBeNull();
    await retitle(spark, 'As readers have it');
    const label = await promote();
    await retitle(spark, 'Later');
    const [, second, third] = await idsOf(spark);
    expect(await read(spark)).toEqual({ revision_id: second, label });
    const newer = await promote();
    expect(await read(spark)).toEqual({ revision_id: third, label: newer });
  });

  test('is none of what was never published', async () => {
    const [draft, other] = [
      await author.spark('draft', { is_published: false }),
      await author.spark('other', { is_published: true }),
    ];
    await promote();
    expect((await read(other))?.revision_id).toBe((await idsOf(other))[0]);
    expect(await read(draft)).toBeNull();
  });
});
