import { beforeEach, describe, expect, test } from 'vitest';
import { findLoops } from '#lib/core/links';
import {
  Author,
  addItems,
  apply,
  attempt,
  codeOf,
  type Item,
  list,
  plan,
  publish,
  runImport,
  type Sql,
  snapshotContent,
  startImport,
  value,
  workingContent,
} from './authoring';
import { testDatabase } from './harness';

const db = testDatabase();

let workspace: string;
let author: Author;
let sql: Sql;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
});

const spark = (slug: string, more: Record<string, unknown> = {}): Item => ({
  kind: 'spark',
  key: slug,
  fields: { slug, title: `Spark ${slug}`, content_md: 'text', estimated_mins: 5, difficulty: 'beginner', ...more },
});
const beacon = (slug: string, name = 'Beacon'): Item => ({ kind: 'beacon', key: slug, fields: { slug, name } });
const link = (a: string, b: string, more: Record<string, unknown> = {}): Item => ({
  kind: 'spark_link',
  key: `${a}>${b}`,
  a,
  b,
  fields: { link_type: 'related', ...more },
});

/** Two of each kind that a bundle brings, all referring to each other. */
const course: Item[] = [
  { kind: 'domain', key: 'd', fields: { slug: 'd', name: 'Domain' } },
  { kind: 'trail', key: 't', a: 'd', fields: { slug: 't', title: 'Trail', difficulty_level: 'beginner' } },
  { kind: 'concept', key: 'c1', a: 't', fields: { slug: 'c1', title: 'One' } },
  { kind: 'concept', key: 'c2', fields: { slug: 'c2', title: 'Standalone', trail_id: null } },
  spark('s1'),
  spark('s2'),
  spark('s3'),
  beacon('b'),
  { kind: 'concept_spark', key: 'c1>s1', a: 'c1', b: 's1', fields: { order_index: 0 } },
  { kind: 'spark_beacon', key: 's1>b', a: 's1', b: 'b', fields: {} },
  link('s1', 's2'),
  link('s2', 's3'),
  { kind: 'concept_link', key: 'c1>c2', a: 'c1', b: 'c2', fields: { link_type: 'deepens', weight: 0.7 } },
  { kind: 'objective', key: 'c1#lo_1', a: 'c1', fields: { objective_id: 'lo_1', title: 'Can do' } },
  { kind: 'package', key: 's1', a: 's1', fields: { body: { exercise_bank: [], quiz: [] } } },
  { kind: 'asset', key: 'art/a.png', fields: { path: 'art/a.png', media_type: 'image/png' } },
];

const rows = (table: string) =>
  list<Record<string, unknown>>(sql, `select * from public.${table} where workspace_id = $1 order by ordinal`, [
    workspace,
  ]);
const row = async (table: string, slug: string) => (await rows(table)).find((one) => one.slug === slug);
const log = async (id: string) =>
  (await list<Record<string, unknown>>(sql, 'select * from public.import_logs where id = $1', [id]))[0];
const actions = async (id: string) =>
  Object.fromEntries(
    (
      await list<{ key: string; action: string }>(
        sql,
        "select kind || ':' || key as key, action from public.import_plan_items($1, array['create', 'update', 'unchanged', 'conflict'], 0, 1000)",
        [id],
      )
    ).map((one) => [one.key, one.action]),
  );
const content = () => workingContent(sql, workspace);

describe('a plan', () => {
  test('of a new bundle creates everything, and applying it does that in one change set', async () => {
    const { id, planned, applied } = await runImport(sql, workspace, course);
    expect(planned.problems).toEqual([]);
    expect(planned.counts.spark).toEqual({ create: 3, update: 0, unchanged: 0, conflict: 0, skipped: 0 });
    expect(applied).toMatchObject({ ok: true, changed: course.length });
    expect(applied.entity_counts.spark).toBe(3);
    expect(
      await value(sql, 'select count(distinct change_set_id)::int from public.revisions where workspace_id = $1', [
        workspace,
      ]),
    ).toBe(1);
    expect(await log(id)).toMatchObject({ status: 'ready', change_set_id: applied.change_set_id });
    const [concept] = await rows('concepts');
    expect(concept).toMatchObject({ slug: 'c1', trail_id: (await rows('trails'))[0]?.id });
    expect((await rows('sparks')).map((one) => one.slug)).toEqual(['s1', 's2', 's3']);
  });

  test('writes nothing but its own log', async () => {
    const before = await content();
    const id = await startImport(sql, workspace, course);
    await plan(sql, id);
    expect(await content()).toEqual(before);
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('of the same bundle again is unchanged throughout, and applying it changes nothing', async () => {
    await runImport(sql, workspace, course);
    const before = await content();
    const again = await runImport(sql, workspace, course);
    expect(
      Object.values(again.planned.counts).every((count) => count.create + count.update + count.conflict === 0),
    ).toBe(true);
    expect(again.applied).toMatchObject({ ok: true, changed: 0, change_set_id: null });
    expect(await content()).toEqual(before);
    expect(await log(again.id)).toMatchObject({ status: 'ready' });
  });

  test('by content: what the studio made the same way already is unchanged', async () => {
    await author.beacon('b', { name: 'Beacon' });
    const { planned } = await runImport(sql, workspace, [beacon('b')]);
    expect(planned.counts.beacon?.unchanged).toBe(1);
  });

  test('updates what the source changed and the studio did not', async () => {
    await runImport(sql, workspace, course);
    const { planned, applied } = await runImport(sql, workspace, [spark('s1', { title: 'Improved' }), spark('s2')]);
    expect(planned.counts.spark).toMatchObject({ update: 1, unchanged: 1 });
    expect(applied.changed).toBe(1);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Improved', version: 2 });
    expect(await row('sparks', 's2')).toMatchObject({ version: 1 });
  });

  test('fields that an item does not carry keep what they have; an explicit null empties them', async () => {
    await runImport(sql, workspace, [spark('s1', { summary: 'Kept', is_published: true })]);
    await runImport(sql, workspace, [spark('s1', { title: 'Another' })]);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Another', summary: 'Kept', is_published: true });
    await runImport(sql, workspace, [spark('s1', { title: 'Another', summary: null })]);
    expect(await row('sparks', 's1')).toMatchObject({ summary: null });
  });

  test('a concept changes its trail, or leaves it', async () => {
    await runImport(sql, workspace, [
      ...course.slice(0, 3),
      { kind: 'trail', key: 't2', a: 'd', fields: { slug: 't2', title: 'Second', difficulty_level: 'expert' } },
    ]);
    const trail = async () => (await row('concepts', 'c1'))?.trail_id;
    await runImport(sql, workspace, [{ kind: 'concept', key: 'c1', a: 't2', fields: { slug: 'c1', title: 'One' } }]);
    expect(await trail()).toBe((await row('trails', 't2'))?.id);
    await runImport(sql, workspace, [
      { kind: 'concept', key: 'c1', fields: { slug: 'c1', title: 'One', trail_id: null } },
    ]);
    expect(await trail()).toBeNull();
  });

  test('leaves out what is skipped, and says what then leads nowhere', async () => {
    const id = await startImport(sql, workspace, course);
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
    const { planned } = await runImport(sql, workspace, [spark('s1'), link('in-studio', 's1')]);
    expect(planned.problems).toEqual([]);
    expect((await rows('spark_links'))[0]).toMatchObject({ source_id: studio });
  });

  test('an item under an old slug is the renamed entity, which keeps its new name', async () => {
    const id = await author.spark('old-name');
    await sql.query("update public.sparks set slug = 'new-name' where id = $1", [id]);
    const { planned } = await runImport(sql, workspace, [spark('old-name', { title: 'From outside' })]);
    expect(planned.counts.spark?.update).toBe(1);
    expect((await rows('sparks')).map((one) => [one.id, one.slug, one.title])).toEqual([
      [id, 'new-name', 'From outside'],
    ]);
    const again = await runImport(sql, workspace, [spark('old-name', { title: 'From outside' })]);
    expect(again.planned.counts.spark?.unchanged).toBe(1);
  });

  test('names references that lead nowhere, or into the trash', async () => {
    const trashed = await author.spark('trashed');
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, trashed]);
    const id = await startImport(sql, workspace, [spark('s1'), link('s1', 'trashed'), link('nowhere', 's1')]);
    expect((await plan(sql, id)).problems.map((one) => [one.code, one.key, one.field, one.refers_to])).toEqual([
      ['reference_in_trash', 's1>trashed', 'b', 'trashed'],
      ['unresolved_reference', 'nowhere>s1', 'a', 'nowhere'],
    ]);
  });

  test('names the links that would close a loop with those that are there, and only those', async () => {
    await runImport(sql, workspace, course);
    const id = await startImport(sql, workspace, [
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
    await runImport(sql, workspace, course);
    await sql.query("update public.sparks set title = 'Edited' where slug = 's1' and workspace_id = $1", [workspace]);
    const id = await startImport(sql, workspace, [
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
    await runImport(sql, workspace, [spark('s1'), spark('s2')]);
    await sql.query("update public.sparks set title = 'Edited in the studio' where slug = 's1' and workspace_id = $1", [
      workspace,
    ]);
    const id = await startImport(sql, workspace, [
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
    await runImport(sql, workspace, [spark('s1')]);
    await sql.query("update public.sparks set title = 'Edited in the studio' where workspace_id = $1", [workspace]);
    const same = await runImport(sql, workspace, [spark('s1')]);
    expect(same.planned.counts.spark).toMatchObject({ unchanged: 1 });
    expect(await titles()).toEqual(['Edited in the studio']);
    const id = await startImport(sql, workspace, [spark('s1', { title: 'Edited outside' })]);
    expect((await plan(sql, id)).counts.spark).toMatchObject({ conflict: 1 });
  });

  test('what was unchanged at its first import is remembered: a later edit on both sides is a conflict', async () => {
    await author.beacon('b', { name: 'Beacon' });
    await runImport(sql, workspace, [beacon('b')]);
    await sql.query("update public.beacons set name = 'Studio' where workspace_id = $1", [workspace]);
    const id = await startImport(sql, workspace, [beacon('b', 'Outside')]);
    expect((await plan(sql, id)).counts.beacon).toMatchObject({ conflict: 1 });
  });

  test('a bundle that says from which revision it was made is compared with that', async () => {
    await author.beacon('edited');
    await author.beacon('quiet');
    const base_revision = await value<string>(sql, 'select max(id) from public.revisions');
    await sql.query("update public.beacons set name = 'Studio' where slug = 'edited' and workspace_id = $1", [
      workspace,
    ]);
    const header = (revision: string) => ({ metadata: { base_revision: revision, base_workspace: workspace } });
    const id = await startImport(
      sql,
      workspace,
      [beacon('edited', 'Outside'), beacon('quiet', 'Outside')],
      header(base_revision),
    );
    expect((await plan(sql, id)).counts.beacon).toMatchObject({ conflict: 1, update: 1 });
    const odd = await startImport(sql, workspace, [beacon('quiet', 'Outside')], header('not a number'));
    expect((await plan(sql, odd)).counts.beacon).toMatchObject({ update: 1 });
  });
});

describe('applying', () => {
  test('two items with one key are refused when they are sent; the same item twice is not', async () => {
    expect(await codeOf(startImport(sql, workspace, [spark('s1'), spark('s1')]))).toBe('TW006');
    const id = await startImport(sql, workspace, [spark('s1')]);
    expect(await addItems(sql, id, [spark('s1')])).toBe(0);
    expect(await codeOf(addItems(sql, id, [spark('s2'), spark('s1')]))).toBe('TW006');
  });

  test.each([
    ['a title that is too short', spark('bad', { title: 'x' }), '23514'],
    ['an unknown difficulty', spark('bad', { difficulty: 'heroic' }), '22P02'],
    ['a missing required field', { ...spark('bad'), fields: { slug: 'bad', title: 'No content' } }, '23502'],
    ['a link to itself', link('s1', 's1'), '23514'],
    ['an unknown review status', spark('bad', { ai_metadata: { review_status: 'maybe' } }), '23514'],
    [
      'a reference that leads nowhere',
      {
        kind: 'trail',
        key: 'lost',
        a: 'nowhere',
        fields: { slug: 'lost', title: 'Lost', difficulty_level: 'beginner' },
      },
      '23502',
    ],
  ])('is all or nothing: %s', async (_, bad, code) => {
    const before = await content();
    const id = await startImport(sql, workspace, [...course, bad]);
    await plan(sql, id);
    expect(await codeOf(apply(sql, id))).toBe(code);
    expect(await content()).toEqual(before);
    expect(await value(sql, 'select count(*)::int from public.change_sets where workspace_id = $1', [workspace])).toBe(
      0,
    );
    expect(await log(id)).toMatchObject({ status: 'validating', change_set_id: null });
  });

  test('happens once, after a plan', async () => {
    const id = await startImport(sql, workspace, [beacon('b')]);
    expect(await codeOf(apply(sql, id))).toBe('TW002');
    await plan(sql, id);
    await apply(sql, id);
    for (const again of [() => apply(sql, id), () => plan(sql, id), () => addItems(sql, id, [beacon('c')])])
      expect(await codeOf(again())).toBe('TW002');
  });

  test('needs a new plan after more items', async () => {
    const id = await startImport(sql, workspace, [beacon('b')]);
    await plan(sql, id);
    await addItems(sql, id, [beacon('b'), beacon('c')]);
    expect(await codeOf(apply(sql, id))).toBe('TW002');
  });

  test('makes the plan again when the studio has moved since', async () => {
    const id = await startImport(sql, workspace, [spark('s1'), beacon('b')]);
    await plan(sql, id);
    await author.spark('s1');
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 2 });
    expect(await row('sparks', 's1')).toMatchObject({ content_md: 'text', version: 2 });
  });

  test('reports what the studio has made impossible since the plan', async () => {
    const target = await author.spark('target');
    const id = await startImport(sql, workspace, [spark('s1'), link('s1', 'target')]);
    expect((await plan(sql, id)).problems).toEqual([]);
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, target]);
    expect(await apply(sql, id)).toMatchObject({ ok: false, problems: [{ code: 'reference_in_trash' }] });
    expect(await rows('sparks')).toEqual([]);
  });

  test('does not overwrite what is saved between its plan and its writing', async () => {
    const edited = await author.spark('s1', { title: 'Before' });
    const id = await startImport(sql, workspace, [spark('s1', { title: 'Imported' })]);
    await plan(sql, id);
    const [editor, importer] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set summary = 'Just typed' where id = $1", [edited]);
    const late = codeOf(apply(importer, id));
    await untilWaiting();
    await editor.query('commit');
    expect(await late).toBe('TW003');
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Before', summary: 'Just typed' });
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 1 });
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Imported', summary: 'Just typed' });
  });

  test('says so when the items are gone, and does not call that success', async () => {
    for (const moved of [false, true]) {
      const id = await startImport(sql, workspace, [beacon('b')]);
      await plan(sql, id);
      await sql.query('delete from private.import_items where import_id = $1', [id]);
      if (moved) await author.spark();
      expect(await codeOf(apply(sql, id))).toBe('TW002');
    }
  });

  test('two imports at once queue, and each finds what the other made', async () => {
    const [one, two] = [
      await startImport(sql, workspace, [spark('same', { title: 'One' })]),
      await startImport(sql, workspace, [spark('same', { title: 'Two' })]),
    ];
    await plan(sql, one);
    await plan(sql, two);
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await apply(first, one);
    const late = apply(second, two);
    await first.query('commit');
    // The second planned to create it; by now it is there, as an import left it, and is updated.
    expect(await late).toMatchObject({ ok: true, changed: 1 });
    expect((await rows('sparks')).map((one) => one.title)).toEqual(['Two']);
  });

  test('an editor brings no approvals: what is new is pending, what was decided here stays', async () => {
    const { workspace: standard } = await db.members();
    const status = (on: Sql, slug: string) =>
      value(on, "select ai_metadata ->> 'review_status' from public.sparks where workspace_id = $1 and slug = $2", [
        standard,
        slug,
      ]);
    const approved = (slug: string, title: string) =>
      spark(slug, { title, ai_metadata: { review_status: 'approved', generated_by: 'x' } });
    for (const role of ['editor', 'reviewer'] as const) {
      await db.asPerson(role, async (mine) => {
        await runImport(mine, standard, [approved('fresh', 'New')]);
        expect(await status(mine, 'fresh')).toBe(role === 'editor' ? 'pending' : 'approved');
        await runImport(mine, standard, [approved('fresh', 'Newer')]);
        expect(await status(mine, 'fresh')).toBe(role === 'editor' ? 'pending' : 'approved');
      });
    }
    await db.asPerson('editor', async (mine) => {
      await mine.query('reset role');
      await new Author(mine, standard).spark('decided', { ai_metadata: '{"review_status": "approved"}' });
      await mine.query('set local role authenticated');
      await runImport(mine, standard, [
        spark('decided', { title: 'Newer', ai_metadata: { review_status: 'rejected' } }),
      ]);
      expect(await status(mine, 'decided')).toBe('approved');
      await runImport(mine, standard, [spark('decided', { title: 'Newest', ai_metadata: null })]);
      expect(await status(mine, 'decided')).toBe('approved');
    });
  });

  test('items do not set what is not theirs to set', async () => {
    const stranger = await db.createPerson();
    const id = '00000000-0000-4000-8000-000000000001';
    const forged = spark('s1', {
      id,
      workspace_id: await db.createWorkspace(),
      version: 99,
      created_by: stranger,
      updated_by: stranger,
      ordinal: -5,
    });
    await runImport(sql, workspace, [forged]);
    const made = await row('sparks', 's1');
    expect(made).toMatchObject({ workspace_id: workspace, version: 1, created_by: null });
    expect(made?.id).not.toBe(id);
    expect(Number(made?.ordinal)).toBeGreaterThan(0);
  });
});

describe('recognising what came before', () => {
  const known = async (source = 'next') => {
    const id = await value<string>(sql, 'select public.start_import($1, $2)', [workspace, source]);
    const digests = await value<Record<string, string[]>>(
      sql,
      `select coalesce(jsonb_object_agg(n.kind, n.digests), '{}') from (
         select b.kind, jsonb_agg(distinct b.digest) as digests from private.import_blocks b group by b.kind) n`,
    );
    const found = await value<Record<string, Record<string, number>>>(
      sql,
      'select public.recognise_import_blocks($1, $2)',
      [id, JSON.stringify(digests)],
    );
    return { id, found, kinds: Object.keys(found).sort() };
  };
  const adopt = (id: string, ids: number[]) =>
    value<number>(sql, 'select public.adopt_import_blocks($1, $2)', [
      id,
      JSON.stringify(ids.map((one, at) => ({ id: one, block: 100 + at }))),
    ]);
  const ids = (found: Record<string, Record<string, number>>) => Object.values(found).flatMap(Object.values<number>);
  const everyKind = [...new Set(course.map(({ kind }) => kind))].sort();

  test('all of the last import is known, and taking it over changes nothing', async () => {
    await runImport(sql, workspace, course);
    const before = await content();
    const { id, found, kinds } = await known();
    expect(kinds).toEqual(everyKind);
    await adopt(id, ids(found));
    const planned = await plan(sql, id);
    expect(planned.counts.spark).toEqual({ create: 0, update: 0, unchanged: 3, conflict: 0, skipped: 0 });
    expect((await actions(id))['spark_link:s1>s2']).toBe('unchanged');
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 0, change_set_id: null });
    expect(await content()).toEqual(before);
    expect((await log(id))?.entity_counts).toMatchObject({ spark: 3, spark_link: 2, objective: 1 });
    expect((await known()).kinds).toEqual(everyKind);
  });

  test('what came again is known together with what came new', async () => {
    await runImport(sql, workspace, [beacon('b'), spark('s1')]);
    const { id, found } = await known();
    await adopt(id, Object.values(found.beacon ?? {}));
    await addItems(sql, id, [spark('s1', { title: 'Changed' }), spark('s2')]);
    expect((await plan(sql, id)).counts).toMatchObject({ beacon: { unchanged: 1 }, spark: { create: 1, update: 1 } });
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 2 });
    expect((await known()).kinds).toEqual(['beacon', 'spark']);
  });

  test.each<[string, string[], () => Promise<unknown>]>([
    [
      'trashed',
      ['spark', 'concept_spark', 'spark_beacon', 'spark_link', 'package'],
      async () => {
        await sql.query("select public.trash($1, 'spark', $2)", [workspace, (await row('sparks', 's1'))?.id]);
      },
    ],
    [
      'renamed, with all whose keys name it',
      ['concept', 'concept_spark', 'concept_link', 'objective'],
      async () => {
        await sql.query("update public.concepts set slug = 'other' where slug = 'c1' and workspace_id = $1", [
          workspace,
        ]);
      },
    ],
    [
      'imported in another state meanwhile',
      ['beacon'],
      async () => {
        await runImport(sql, workspace, [beacon('b', 'Newer')]);
      },
    ],
  ])('a block is not known when one of its entities was %s', async (_, gone, change) => {
    await runImport(sql, workspace, course);
    await change();
    // The newest import of each source counts, so the change, where it was an import, comes from another source.
    await sql.query(
      `update public.import_logs l set source_system = case when started_at = (
         select min(m.started_at) from public.import_logs m where m.workspace_id = $1) then 'first' else 'later' end
       where workspace_id = $1`,
      [workspace],
    );
    const { found } = await known();
    const first = await list<{ kind: string; id: number }>(
      sql,
      `select b.kind, b.id::int from private.import_blocks b join public.import_logs l on l.id = b.import_id
       where l.workspace_id = $1 and l.source_system = 'first'`,
      [workspace],
    );
    const lost = first.filter(({ kind, id }) => !Object.values(found[kind] ?? {}).includes(id)).map(({ kind }) => kind);
    expect(lost.sort()).toEqual([...gone].sort());
  });

  test('a name that leads on to an entity of a known block is not that entity', async () => {
    // s9 was merged into s1, and the bundle still has both: s9 is new, and s1 keeps what it says.
    await runImport(sql, workspace, [spark('s1'), beacon('b')]);
    await runImport(sql, workspace, [spark('s9', { title: 'Nine' })]);
    const [one, nine] = [(await row('sparks', 's1'))?.id, (await row('sparks', 's9'))?.id];
    await sql.query("select public.merge_entities($1, 'spark', $2, $3)", [workspace, one, nine]);
    const { id, found } = await known();
    await adopt(id, Object.values(found.spark ?? {}));
    await addItems(sql, id, [spark('s9', { title: 'Nine' })]);
    expect((await plan(sql, id)).counts.spark).toMatchObject({ create: 1, update: 0, unchanged: 1 });
    await apply(sql, id);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Spark s1' });
  });

  test('an edit in the studio makes nothing unknown: the source did not move', async () => {
    await runImport(sql, workspace, course);
    await sql.query("update public.sparks set title = 'Edited' where slug = 's1' and workspace_id = $1", [workspace]);
    expect((await known()).kinds).toEqual(everyKind);
  });

  test('what an undone import brought is not known', async () => {
    const { applied } = await runImport(sql, workspace, [beacon('b')]);
    await sql.query('select public.undo_change_set($1)', [applied.change_set_id]);
    expect((await known()).found).toEqual({});
  });

  test('what changes after it was recognised must be sent after all', async () => {
    await runImport(sql, workspace, [spark('s1'), spark('s2')]);
    const { id, found } = await known();
    await adopt(id, ids(found));
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, (await row('sparks', 's1'))?.id]);
    expect(await codeOf(plan(sql, id))).toBe('TW003');
  });

  test('or before it is applied', async () => {
    await runImport(sql, workspace, [spark('s1'), spark('s2')]);
    const { id, found } = await known();
    await adopt(id, ids(found));
    await plan(sql, id);
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, (await row('sparks', 's1'))?.id]);
    expect(await codeOf(apply(sql, id))).toBe('TW003');
  });

  test('blocks of another workspace are neither known nor taken', async () => {
    const elsewhere = await db.createWorkspace();
    await runImport(sql, elsewhere, [beacon('b')]);
    const theirs = await value<number>(
      sql,
      'select b.id::int from private.import_blocks b join public.import_logs l on l.id = b.import_id where l.workspace_id = $1',
      [elsewhere],
    );
    const { id, found } = await known();
    expect(found).toEqual({});
    expect(await adopt(id, [theirs])).toBe(0);
  });
});

describe('whose import it is', () => {
  test('people of another workspace find none of it', async () => {
    const id = await startImport(sql, workspace, [beacon('b')]);
    await plan(sql, id);
    const elsewhere = await db.createWorkspace();
    const neighbour = await db.createPerson();
    await db.addMember(elsewhere, neighbour, 'admin');
    await db.asPerson(neighbour, async (mine) => {
      for (const call of [
        `plan_import('${id}')`,
        `apply_import('${id}')`,
        `add_import_items('${id}', '[]')`,
        `recognise_import_blocks('${id}', '{}')`,
        `adopt_import_blocks('${id}', '[]')`,
        `describe_import('${id}', 'mine')`,
        `import_plan_items('${id}')`,
        `update_import_status('${id}', 'failed')`,
        `stage_import('${id}')`,
        `promote_import('${id}')`,
        `rollback_import('${id}')`,
        `finalize_import('${id}', '${id}')`,
      ]) {
        expect((await attempt(mine, `select public.${call}`)).code, call).toBe('TW004');
      }
      expect((await attempt(mine, "select public.start_import($1, 'mine')", [workspace])).code).toBe('42501');
    });
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('a colleague may go on with it', async () => {
    const { workspace: standard, editor } = await db.members();
    const id = await db.commitAsPerson('editor', (mine) => startImport(mine, standard, [beacon('colleagues')]));
    await db.commitAsPerson('reviewer', async (mine) => {
      await plan(mine, id);
      await apply(mine, id);
    });
    expect(await log(id)).toMatchObject({ status: 'ready', created_by: editor });
  });

  test('slugs of other workspaces are no references', async () => {
    await new Author(sql, await db.createWorkspace()).spark('theirs');
    const id = await startImport(sql, workspace, [spark('s1'), link('s1', 'theirs')]);
    expect((await plan(sql, id)).problems).toMatchObject([{ code: 'unresolved_reference' }]);
  });
});

describe('the log', () => {
  const setStatus = (id: string, status: string, message: string | null = null) =>
    codeOf(sql.query('select public.update_import_status($1, $2, $3)', [id, status, message]));

  test('takes the steps that are steps, and no others', async () => {
    const id = await startImport(sql, workspace, []);
    expect([await setStatus(id, 'ready'), await setStatus(id, 'promoted'), await setStatus(id, 'rolled_back')]).toEqual(
      ['TW002', 'TW002', 'TW002'],
    );
    expect([
      await setStatus(id, 'validating'),
      await setStatus(id, 'validating'),
      await setStatus(id, 'importing'),
    ]).toEqual([null, null, null]);
    expect(await setStatus(id, 'validating')).toBe('TW002');
    expect(await setStatus(id, 'failed', 'The file ended early')).toBeNull();
    expect(await log(id)).toMatchObject({
      status: 'failed',
      error_message: 'The file ended early',
      completed_at: expect.any(Date),
    });
    expect(await setStatus(id, 'importing')).toBe('TW002');
  });

  test('a failed import forgets its items', async () => {
    const id = await startImport(sql, workspace, [beacon('b')]);
    await setStatus(id, 'failed');
    expect(await value(sql, 'select count(*)::int from private.import_items where import_id = $1', [id])).toBe(0);
  });

  const age = (id: string, interval: string) =>
    sql.query(`update public.import_logs set touched_at = now() - interval '${interval}' where id = $1`, [id]);
  const reap = () => sql.query('select private.fail_abandoned_imports()');

  test('an import whose process is gone is failed; one at work, young, or waiting for a decision is not', async () => {
    const gone = await startImport(sql, workspace, [beacon('gone')]);
    const working = await startImport(sql, workspace, [beacon('working')]);
    const young = await startImport(sql, workspace, [beacon('young')]);
    const waiting = await startImport(sql, workspace, [beacon('waiting')]);
    const forgotten = await startImport(sql, workspace, [beacon('forgotten')]);
    for (const id of [gone, working, young, waiting]) await plan(sql, id);
    for (const id of [gone, working, young]) await setStatus(id, 'importing');
    for (const id of [gone, working]) await age(id, '11 seconds');
    await age(waiting, '29 minutes');
    await age(forgotten, '31 minutes');
    const worker = await db.connect();
    await worker.query('begin');
    await apply(worker, working);
    await reap();
    const status = async (id: string) => (await log(id))?.status;
    expect([await status(gone), await status(young), await status(waiting), await status(forgotten)]).toEqual([
      'failed',
      'importing',
      'validating',
      'failed',
    ]);
    await worker.query('commit');
    expect(await status(working)).toBe('ready');
    expect(await row('beacons', 'working')).toBeDefined();
    expect(await log(gone)).toMatchObject({
      error_message: expect.stringMatching(/interrupted/),
      completed_at: expect.any(Date),
    });
    expect(await codeOf(apply(sql, gone))).toBe('TW002');
  });

  test('an import whose plan is being made this moment is not abandoned, however long ago it was touched', async () => {
    const id = await startImport(sql, workspace, [beacon('b')]);
    await age(id, '1 hour');
    const worker = await db.connect();
    await worker.query('begin');
    await plan(worker, id);
    await reap();
    await worker.query('commit');
    await reap();
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('the figures count imports and snapshots of the last days', async () => {
    await runImport(sql, workspace, course);
    await setStatus(await startImport(sql, workspace, []), 'failed');
    await sql.query("update public.import_logs set started_at = started_at - interval '40 days' where id = $1", [
      (await runImport(sql, workspace, [beacon('long-ago')])).id,
    ]);
    await publish(sql, workspace);
    const stats = await value(sql, 'select public.get_import_stats($1, 30)', [workspace]);
    expect(stats).toMatchObject({
      days: 30,
      imports: { total: 2, failed: 1, applied: 1, entities: course.length },
      snapshots: { total: 1, promoted: 1, ready: 0 },
    });
  });
});

describe('on to a snapshot', () => {
  const stageImport = (id: string, label: string | null = null) =>
    value<{ ok: boolean; snapshot_id: string; nothing_to_stage?: boolean; blockers?: { rule: string }[] }>(
      sql,
      'select public.stage_import($1, $2)',
      [id, label],
    );
  const status = (id: string) => value(sql, 'select status::text from public.snapshots where id = $1', [id]);

  test('exactly what the import brought is staged, verified, promoted and rolled back', async () => {
    await author.beacon('published');
    const before = await publish(sql, workspace);
    await author.beacon('still-pending');
    const { id } = await runImport(sql, workspace, [beacon('imported')]);
    const staged = await stageImport(id, 'v2');
    expect(await log(id)).toMatchObject({ snapshot_id: staged.snapshot_id, status: 'ready' });
    const held = [...(await snapshotContent(sql, staged.snapshot_id)).values()]
      .map((body) => JSON.parse(body).slug)
      .sort();
    expect(held).toEqual(['imported', 'published']);
    await sql.query('select public.promote_import($1, $2)', [id, staged.snapshot_id]);
    expect([await status(staged.snapshot_id), (await log(id))?.status]).toEqual(['current', 'promoted']);
    await sql.query('select public.rollback_import($1)', [id]);
    expect([await status(before.snapshot_id), (await log(id))?.status]).toEqual(['current', 'rolled_back']);
    expect(await row('beacons', 'imported')).toBeDefined();
    expect(await codeOf(sql.query('select public.rollback_import($1)', [id]))).toBe('TW002');
  });

  test('the contract step by step: draft, finalize, promote', async () => {
    const { id } = await runImport(sql, workspace, [beacon('imported')]);
    const draft = await value<string>(sql, "select public.create_import_snapshot($1, 'Spring', 'v1', 'First try')", [
      workspace,
    ]);
    const outcome = await value(sql, 'select public.finalize_import($1, $2, $3)', [id, draft, '{"beacon": 1}']);
    expect(outcome).toMatchObject({ ok: true, snapshot_id: draft, entity_counts: { beacon: 1 } });
    expect(
      await codeOf(sql.query('select public.finalize_import($1, $2)', [id, draft])),
      'a filled draft is filled',
    ).toBe('TW002');
    await sql.query('select public.promote_import($1)', [id]);
    expect(await status(draft)).toBe('current');
  });

  test('the snapshot keeps what the bundle said of itself', async () => {
    const id = await startImport(sql, workspace, [beacon('b')], { version_label: 'v7' });
    await plan(sql, id);
    await apply(sql, id);
    const { snapshot_id } = await stageImport(id);
    expect(await value(sql, 'select header from public.snapshots where id = $1', [snapshot_id])).toEqual({
      version_label: 'v7',
    });
  });

  test('what is in the base already needs no new snapshot', async () => {
    await runImport(sql, workspace, [beacon('b')]);
    const base = await publish(sql, workspace);
    const { id } = await runImport(sql, workspace, [beacon('b')]);
    expect(await stageImport(id)).toMatchObject({ ok: true, nothing_to_stage: true, snapshot_id: base.snapshot_id });
  });

  test('blockers are told, and the draft is gone', async () => {
    const { id } = await runImport(sql, workspace, [
      spark('s1'),
      { kind: 'package', key: 's1', a: 's1', fields: { body: {} } },
    ]);
    expect((await stageImport(id)).blockers).toMatchObject([{ rule: 'package_valid' }]);
    expect(await value(sql, 'select count(*)::int from public.snapshots where workspace_id = $1', [workspace])).toBe(0);
  });

  test('nothing is staged or promoted out of turn', async () => {
    const early = await startImport(sql, workspace, [beacon('b')]);
    expect(await codeOf(stageImport(early))).toBe('TW002');
    await plan(sql, early);
    await apply(sql, early);
    expect(await codeOf(sql.query('select public.promote_import($1)', [early]))).toBe('TW002');
    expect(await codeOf(sql.query('select public.rollback_import($1)', [early]))).toBe('TW002');
    const foreign = await value<string>(sql, 'select public.create_import_snapshot($1)', [await db.createWorkspace()]);
    expect(await codeOf(sql.query('select public.finalize_import($1, $2)', [early, foreign]))).toBe('TW004');
    const other = await publish(sql, workspace);
    expect(await codeOf(sql.query('select public.promote_import($1, $2)', [early, other.snapshot_id]))).toBe('TW002');
    const failed = await startImport(sql, workspace, []);
    await sql.query("select public.update_import_status($1, 'failed')", [failed]);
    expect(await codeOf(stageImport(failed))).toBe('TW002');
  });
});

describe('export', () => {
  const exported = (
    kind: string,
    options: { snapshot?: string; import?: string; after?: number; limit?: number } = {},
  ) =>
    list<{ ordinal: string; body: Record<string, unknown>; ref_a_slug: string | null; ref_b_slug: string | null }>(
      sql,
      'select * from public.export_rows($1, $2, $3, $4, $5, $6)',
      [workspace, kind, options.snapshot ?? null, options.import ?? null, options.after ?? -1, options.limit ?? 100],
    );

  test('working content, a snapshot and what an import named come in order, with slugs for references, in pages', async () => {
    const { id } = await runImport(sql, workspace, [spark('z'), spark('a'), spark('m'), link('z', 'm')]);
    const { snapshot_id: snapshot } = await publish(sql, workspace);
    await author.spark('later');
    await sql.query("update public.sparks set slug = 'zz' where slug = 'z' and workspace_id = $1", [workspace]);
    const slugs = (all: { body: Record<string, unknown> }[]) => all.map((one) => one.body.slug);
    expect(slugs(await exported('spark'))).toEqual(['zz', 'a', 'm', 'later']);
    expect(slugs(await exported('spark', { snapshot }))).toEqual(['z', 'a', 'm']);
    expect(slugs(await exported('spark', { import: id }))).toEqual(['zz', 'a', 'm']);
    expect((await exported('spark_link'))[0]).toMatchObject({ ref_a_slug: 'zz', ref_b_slug: 'm' });
    expect((await exported('spark_link', { snapshot }))[0]).toMatchObject({ ref_a_slug: 'z', ref_b_slug: 'm' });
    const first = await exported('spark', { snapshot, limit: 2 });
    expect(slugs(await exported('spark', { snapshot, after: Number(first[1]?.ordinal), limit: 2 }))).toEqual(['m']);
  });

  test('of another workspace nothing is exported, by whatever id', async () => {
    const mine = workspace;
    const { id } = await runImport(sql, mine, [spark('s')]);
    const { snapshot_id: snapshot } = await publish(sql, mine);
    workspace = await db.createWorkspace();
    expect(await exported('spark', { import: id })).toEqual([]);
    expect(await codeOf(exported('spark', { snapshot }))).toBe('TW004');
  });
});

async function untilWaiting(): Promise<void> {
  const waits = () =>
    value<boolean>(
      db.owner,
      `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%apply_import%')`,
    );
  while (!(await waits()));
}
