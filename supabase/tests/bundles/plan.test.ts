import { describe, expect, test } from 'vitest';
import { findLoops } from '#lib/graph/core/links.ts';
import { apply, codeOf, list, plan, runImport, startImport, value } from '../support/authoring.ts';
import { beacon, course, importing, link, spark } from '../support/importing.ts';

const { sql, author, here, rows, row, log, content } = importing();

describe('a plan', () => {
  test('of a new bundle creates everything, and applying it does that in one change set', async () => {
    const { id, planned, applied } = await runImport(sql, here.workspace, course);
    expect(planned.problems).toEqual([]);
    expect(planned.counts.spark).toEqual({ create: 3, update: 0, unchanged: 0, conflict: 0, skipped: 0 });
    expect(applied).toMatchObject({ ok: true, changed: course.length });
    expect(applied.entity_counts.spark).toBe(3);
    expect(
      await value(sql, 'select count(distinct change_set_id)::int from public.revisions where workspace_id = $1', [
        here.workspace,
      ]),
    ).toBe(1);
    expect(await log(id)).toMatchObject({ status: 'ready', change_set_id: applied.change_set_id });
    const [concept] = await rows('concepts');
    expect(concept).toMatchObject({ slug: 'c1', trail_id: (await rows('trails'))[0]?.id });
    expect((await rows('sparks')).map((one) => one.slug)).toEqual(['s1', 's2', 's3']);
  });

  test('writes nothing but its own log', async () => {
    const before = await content();
    const id = await startImport(sql, here.workspace, course);
    await plan(sql, id);
    expect(await content()).toEqual(before);
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('of the same bundle again is unchanged throughout, and applying it changes nothing', async () => {
    await runImport(sql, here.workspace, course);
    const before = await content();
    const again = await runImport(sql, here.workspace, course);
    expect(
      Object.values(again.planned.counts).every((count) => count.create + count.update + count.conflict === 0),
    ).toBe(true);
    expect(again.applied).toMatchObject({ ok: true, changed: 0, change_set_id: null });
    expect(await content()).toEqual(before);
    expect(await log(again.id)).toMatchObject({ status: 'ready' });
  });

  test('by content: what the studio made the same way already is unchanged', async () => {
    await author.beacon('b', { name: 'Beacon' });
    const { planned } = await runImport(sql, here.workspace, [beacon('b')]);
    expect(planned.counts.beacon?.unchanged).toBe(1);
  });

  test('updates what the source changed and the studio did not', async () => {
    await runImport(sql, here.workspace, course);
    const { planned, applied } = await runImport(sql, here.workspace, [
      spark('s1', { title: 'Improved' }),
      spark('s2'),
    ]);
    expect(planned.counts.spark).toMatchObject({ update: 1, unchanged: 1 });
    expect(applied.changed).toBe(1);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Improved', version: 2 });
    expect(await row('sparks', 's2')).toMatchObject({ version: 1 });
  });

  test('fields that an item does not carry keep what they have; an explicit null empties them', async () => {
    await runImport(sql, here.workspace, [spark('s1', { summary: 'Kept', is_published: true })]);
    await runImport(sql, here.workspace, [spark('s1', { title: 'Another' })]);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Another', summary: 'Kept', is_published: true });
    await runImport(sql, here.workspace, [spark('s1', { title: 'Another', summary: null })]);
    expect(await row('sparks', 's1')).toMatchObject({ summary: null });
  });

  test('a concept changes its trail, or leaves it', async () => {
    await runImport(sql, here.workspace, [
      ...course.slice(0, 3),
      { kind: 'trail', key: 't2', a: 'd', fields: { slug: 't2', title: 'Second', difficulty_level: 'expert' } },
    ]);
    const trail = async () => (await row('concepts', 'c1'))?.trail_id;
    await runImport(sql, here.workspace, [
      { kind: 'concept', key: 'c1', a: 't2', fields: { slug: 'c1', title: 'One' } },
    ]);
    expect(await trail()).toBe((await row('trails', 't2'))?.id);
    await runImport(sql, here.workspace, [
      { kind: 'concept', key: 'c1', fields: { slug: 'c1', title: 'One', trail_id: null } },
    ]);
    expect(await trail()).toBeNull();
  });

  test('leaves out what is skipped, and says what then leads nowhere', async () => {
    const id = await startImport(sql, here.workspace, course);
    const skipping = await plan(sql, id, ['spark_link:s1>s2', 'beacon:b']);
    expect(skipping.counts.spark_link).toMatchObject({ create: 1, skipped: 1 });
    expect(skipping.problems).toEqual([
      {
        code: 'unresolved_reference',
        kind: 'spark_beacon',
        position: 0,
        key: 's1>b',
        field: 'b',
        refers_to_kind: 'beacon',
        refers_to: 'b',
      },
    ]);
    expect((await plan(sql, id, ['spark_link:s1>s2', 'beacon:b', 'spark_beacon:s1>b'])).problems).toEqual([]);
    await apply(sql, id);
    expect([(await rows('spark_links')).length, (await rows('beacons')).length]).toEqual([1, 0]);
  });

  test('finds references in the bundle, in the workspace, and behind a renamed slug', async () => {
    const studio = await author.spark('in-studio');
    await sql.query("update public.sparks set slug = 'renamed' where id = $1", [studio]);
    const { planned } = await runImport(sql, here.workspace, [spark('s1'), link('in-studio', 's1')]);
    expect(planned.problems).toEqual([]);
    expect((await rows('spark_links'))[0]).toMatchObject({ source_id: studio });
  });

  test('an item under an old slug is the renamed entity, which keeps its new name', async () => {
    const id = await author.spark('old-name');
    await sql.query("update public.sparks set slug = 'new-name' where id = $1", [id]);
    const { planned } = await runImport(sql, here.workspace, [spark('old-name', { title: 'From outside' })]);
    expect(planned.counts.spark?.update).toBe(1);
    expect((await rows('sparks')).map((one) => [one.id, one.slug, one.title])).toEqual([
      [id, 'new-name', 'From outside'],
    ]);
    const again = await runImport(sql, here.workspace, [spark('old-name', { title: 'From outside' })]);
    expect(again.planned.counts.spark?.unchanged).toBe(1);
  });

  test('names references that lead nowhere, or into the trash', async () => {
    const trashed = await author.spark('trashed');
    await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, trashed]);
    const id = await startImport(sql, here.workspace, [spark('s1'), link('s1', 'trashed'), link('nowhere', 's1')]);
    expect((await plan(sql, id)).problems.map((one) => [one.code, one.key, one.field, one.refers_to])).toEqual([
      ['reference_in_trash', 's1>trashed', 'b', 'trashed'],
      ['unresolved_reference', 'nowhere>s1', 'a', 'nowhere'],
    ]);
  });

  test('names the links that would close a loop with those that are there, and only those', async () => {
    await runImport(sql, here.workspace, course);
    const id = await startImport(sql, here.workspace, [
      spark('s4'),
      spark('s5'),
      link('s3', 's4'),
      link('s4', 's1'),
      link('s4', 's5'),
      link('s5', 'x'),
      spark('x'),
    ]);
    const { problems } = await plan(sql, id);
    expect(problems).toMatchObject([{ code: 'loop', kind: 'spark_link' }]);
    const links = problems[0]?.links as [string, string][];
    expect(findLoops(links)).toEqual([['s1', 's2', 's3', 's4']]);
    expect(links.flat()).not.toContain('s5');
    expect(await codeOf(apply(sql, id))).toBe('TW001');
    expect((await rows('sparks')).length).toBe(3);
  });

  test('is read in pages, exceptions first', async () => {
    await runImport(sql, here.workspace, course);
    await sql.query("update public.sparks set title = 'Edited' where slug = 's1' and workspace_id = $1", [
      here.workspace,
    ]);
    const id = await startImport(sql, here.workspace, [
      spark('s1', { title: 'Other' }),
      spark('s2', { title: 'Other' }),
      spark('new'),
    ]);
    await plan(sql, id);
    const page = (after: number) =>
      list<Record<string, unknown>>(
        sql,
        "select * from public.import_plan_items($1, array['conflict', 'update', 'create'], $2, 2)",
        [id, after],
      );
    expect((await page(0)).map((one) => [one.action, one.key])).toEqual([
      ['conflict', 's1'],
      ['update', 's2'],
    ]);
    expect((await page(2)).map((one) => [one.action, one.key])).toEqual([['create', 'new']]);
    expect((await page(0))[0]).toMatchObject({
      label: 'Other',
      before: { title: 'Edited' },
      fields: { title: 'Other' },
    });
  });
});

describe('conflicts', () => {
  /** s1 was imported, then edited in the studio, and now the source has another version, too. */
  async function conflict() {
    await runImport(sql, here.workspace, [spark('s1'), spark('s2')]);
    await sql.query("update public.sparks set title = 'Edited in the studio' where slug = 's1' and workspace_id = $1", [
      here.workspace,
    ]);
    const id = await startImport(sql, here.workspace, [
      spark('s1', { title: 'Edited outside' }),
      spark('s2', { title: 'Edited outside' }),
    ]);
    return { id, planned: await plan(sql, id) };
  }
  const titles = async () => (await rows('sparks')).map((one) => one.title);

  test('are told and refused', async () => {
    const { id, planned } = await conflict();
    expect(planned.counts.spark).toMatchObject({ conflict: 1, update: 1 });
    expect(await apply(sql, id)).toMatchObject({
      ok: false,
      problems: [{ code: 'conflict', kind: 'spark', position: 0, key: 's1' }],
    });
    expect(await titles()).toEqual(['Edited in the studio', 'Spark s2']);
  });

  test('ours keeps what the studio has', async () => {
    const { id } = await conflict();
    expect(await apply(sql, id, 'ours')).toMatchObject({ ok: true, changed: 1 });
    expect(await titles()).toEqual(['Edited in the studio', 'Edited outside']);
  });

  test('theirs takes what the bundle has, and it can be undone', async () => {
    const { id } = await conflict();
    const applied = await apply(sql, id, 'theirs');
    expect(await titles()).toEqual(['Edited outside', 'Edited outside']);
    await sql.query('select public.undo_change_set($1)', [applied.change_set_id]);
    expect(await titles()).toEqual(['Edited in the studio', 'Spark s2']);
  });

  test('anything else is no way to decide', async () => {
    const { id } = await conflict();
    expect(await codeOf(apply(sql, id, 'whatever'))).toBe('TW006');
  });

  test('a source that did not move never overwrites the studio, and its next version is a conflict still', async () => {
    await runImport(sql, here.workspace, [spark('s1')]);
    await sql.query("update public.sparks set title = 'Edited in the studio' where workspace_id = $1", [
      here.workspace,
    ]);
    const same = await runImport(sql, here.workspace, [spark('s1')]);
    expect(same.planned.counts.spark).toMatchObject({ unchanged: 1 });
    expect(await titles()).toEqual(['Edited in the studio']);
    const id = await startImport(sql, here.workspace, [spark('s1', { title: 'Edited outside' })]);
    expect((await plan(sql, id)).counts.spark).toMatchObject({ conflict: 1 });
  });

  test('what was unchanged at its first import is remembered: a later edit on both sides is a conflict', async () => {
    await author.beacon('b', { name: 'Beacon' });
    await runImport(sql, here.workspace, [beacon('b')]);
    await sql.query("update public.beacons set name = 'Studio' where workspace_id = $1", [here.workspace]);
    const id = await startImport(sql, here.workspace, [beacon('b', 'Outside')]);
    expect((await plan(sql, id)).counts.beacon).toMatchObject({ conflict: 1 });
  });

  test('a bundle that says from which revision it was made is compared with that', async () => {
    await author.beacon('edited');
    await author.beacon('quiet');
    const base_revision = await value<string>(sql, 'select max(id) from public.revisions');
    await sql.query("update public.beacons set name = 'Studio' where slug = 'edited' and workspace_id = $1", [
      here.workspace,
    ]);
    const header = (revision: string) => ({ metadata: { base_revision: revision, base_workspace: here.workspace } });
    const id = await startImport(
      sql,
      here.workspace,
      [beacon('edited', 'Outside'), beacon('quiet', 'Outside')],
      header(base_revision),
    );
    expect((await plan(sql, id)).counts.beacon).toMatchObject({ conflict: 1, update: 1 });
    const odd = await startImport(sql, here.workspace, [beacon('quiet', 'Outside')], header('not a number'));
    expect((await plan(sql, odd)).counts.beacon).toMatchObject({ update: 1 });
  });
});
