import { describe, expect, test } from 'vitest';
import { Author, attempt, codeOf, contentTables, list, value } from '../support/authoring.ts';
import { revising } from '../support/revising.ts';

const { db, sql, author, here, revisions, retitle, spark } = revising();

describe('what is kept', () => {
  test('creating, changing and deleting write one revision each, with the row as it was saved', async () => {
    const id = await author.spark('lesson', { title: 'First' });
    await retitle(id, 'Second');
    await sql.query('delete from public.sparks where id = $1', [id]);
    const kept = await revisions(id);
    expect(kept.map((one) => [one.operation, one.version, one.label, one.slug, one.body.title])).toEqual([
      ['create', 1, 'First', 'lesson', 'First'],
      ['update', 2, 'Second', 'lesson', 'Second'],
      ['delete', 3, 'Second', 'lesson', 'Second'],
    ]);
    expect(new Set(kept.map((one) => one.change_set_id)).size).toBe(3);
  });

  test('every kind of content keeps its history', async () => {
    for (const { kind, table_name } of await contentTables(sql)) {
      const triggers = await list<{ name: string }>(
        sql,
        `select tgname::text as name from pg_trigger where tgrelid = ('public.' || $1)::regclass and not tgisinternal and tgenabled = 'O'`,
        [table_name],
      );
      expect(
        triggers.map((one) => one.name),
        kind,
      ).toEqual(expect.arrayContaining(['stamp', 'track_insert', 'track_update', 'track_delete']));
    }
  });

  test('what one statement or one transaction writes is one change set', async () => {
    const ids = await list<{ id: string }>(
      sql,
      `insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty)
       select $1, 's-' || n, 'Spark ' || n, 'text', 5, 'beginner' from generate_series(1, 50) n returning id`,
      [here.workspace],
    );
    await db.asOwner(async (mine) => {
      await mine.query("update public.sparks set title = 'Again' where workspace_id = $1", [here.workspace]);
      await new Author(mine, here.workspace).beacon();
      const sets = await list(
        mine,
        'select change_set_id, count(*)::int as many from public.revisions where workspace_id = $1 group by 1 order by min(id)',
        [here.workspace],
      );
      expect(sets.map((one) => (one as { many: number }).many)).toEqual([ids.length, ids.length + 1]);
    });
  });

  test('saving what is there already is no revision, no version and nothing to stage', async () => {
    const id = await author.spark('lesson', { title: 'Same' });
    const before = await spark(id);
    await sql.query('delete from public.dirty_entities where workspace_id = $1', [here.workspace]);
    await sql.query("update public.sparks set title = 'Same', slug = 'lesson', extras = '{}' where id = $1", [id]);
    expect(await spark(id)).toEqual(before);
    expect(await revisions(id)).toHaveLength(1);
    expect(
      await value(sql, 'select count(*)::int from public.dirty_entities where workspace_id = $1', [here.workspace]),
    ).toBe(0);
    expect(
      await value(sql, 'select count(*)::int from public.change_sets where workspace_id = $1', [here.workspace]),
    ).toBe(1);
  });

  test('of many rows in one statement only those that change get a version', async () => {
    const [same, other] = [await author.spark('same', { title: 'Wanted' }), await author.spark('other')];
    await sql.query("update public.sparks set title = 'Wanted' where workspace_id = $1", [here.workspace]);
    expect([(await revisions(same)).length, (await revisions(other)).length]).toEqual([1, 2]);
  });

  test('the author is whoever is signed in, and nobody can say otherwise', async () => {
    const { workspace: standard, editor, reviewer } = await db.members();
    const id = await db.commitAsPerson('editor', (mine) => new Author(mine, standard).spark());
    await db.commitAsPerson('reviewer', (mine) =>
      mine.query("update public.sparks set title = 'Reviewed' where id = $1", [id]),
    );
    expect((await revisions(id)).map((one) => one.author)).toEqual([editor, reviewer]);
    const [row] = await spark(id);
    expect([row?.created_by, row?.updated_by]).toEqual([editor, reviewer]);
    const acts = await list<{ author: string }>(
      sql,
      'select c.author from public.change_sets c join public.revisions r on r.change_set_id = c.id where r.entity_id = $1 order by r.id',
      [id],
    );
    expect(acts.map((one) => one.author)).toEqual([editor, reviewer]);
  });

  test('a writer who saw an older version writes nothing', async () => {
    const id = await author.spark();
    await retitle(id, 'Somebody was faster');
    const late = await sql.query("update public.sparks set title = 'Too late' where id = $1 and version = 1", [id]);
    expect(late.rowCount).toBe(0);
    expect((await spark(id))[0]).toMatchObject({ title: 'Somebody was faster', version: 2 });
  });

  test('no role changes or deletes revisions or change sets', async () => {
    const id = await author.spark();
    await db.addMember(here.workspace, (await db.members()).admin, 'admin');
    for (const text of [
      'update public.revisions set label = null',
      'delete from public.revisions',
      'insert into public.revisions (workspace_id) values (gen_random_uuid())',
      'update public.change_sets set title = null',
      'delete from public.change_sets',
    ]) {
      expect(await db.asPerson('admin', async (mine) => (await attempt(mine, text)).code), text).toBe('42501');
      expect(await db.asService(async (mine) => (await attempt(mine, text)).code), text).toBe('42501');
    }
    expect(await codeOf(sql.query("update public.revisions set label = 'x' where entity_id = $1", [id]))).toBe('TW002');
    expect(await revisions(id)).toHaveLength(1);
  });
});

describe('slugs', () => {
  const redirect = (slug: string) =>
    value<string>(
      sql,
      "select entity_id from public.slug_redirects where workspace_id = $1 and kind = 'spark' and old_slug = $2",
      [here.workspace, slug],
    );
  const rename = (id: string, slug: string) =>
    sql.query('update public.sparks set slug = $2 where id = $1', [id, slug]);

  test('an old slug leads to the entity, through any number of renames', async () => {
    const id = await author.spark('one');
    await rename(id, 'two');
    await rename(id, 'three');
    expect([await redirect('one'), await redirect('two'), await redirect('three')]).toEqual([id, id, undefined]);
  });

  test('a live entity takes a slug over, and its own name is no redirect', async () => {
    const id = await author.spark('one');
    await rename(id, 'two');
    await author.spark('one');
    expect(await redirect('one')).toBeUndefined();
    await rename(id, 'three');
    await rename(id, 'two');
    expect([await redirect('two'), await redirect('three')]).toEqual([undefined, id]);
  });

  test('the last who gave a slug up has the redirect', async () => {
    const first = await author.spark('wanted');
    await rename(first, 'first');
    const second = await author.spark('wanted');
    await rename(second, 'second');
    expect(await redirect('wanted')).toBe(second);
  });

  test('two people who take one slug at once: the second is told that it is taken, and neither meets a deadlock', async () => {
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await new Author(first, here.workspace).spark('wanted');
    const late = codeOf(new Author(second, here.workspace).spark('wanted'));
    await first.query('commit');
    expect(await late).toBe('23505');
    const both = await Promise.all(
      [first, second].map((client) => codeOf(new Author(client, here.workspace).spark('both'))),
    );
    expect(both.sort()).toEqual(['23505', null]);
  });

  test('a slug is unique for its kind in its workspace, and free elsewhere', async () => {
    await author.spark('same');
    await author.concept(null, 'same');
    await new Author(sql, await db.createWorkspace()).spark('same');
    expect(await codeOf(author.spark('same'))).toBe('23505');
  });
});
