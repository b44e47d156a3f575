import { describe, expect, test } from 'vitest';
import { addItems, apply, codeOf, list, plan, runImport, value } from '../support/authoring.ts';
import { beacon, course, importing, spark } from '../support/importing.ts';

const { db, sql, here, row, log, content } = importing();

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

describe('recognising what came before', () => {
  const known = async (source = 'next') => {
    const id = await value<string>(sql, 'select public.start_import($1, $2)', [here.workspace, source]);
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
    await runImport(sql, here.workspace, course);
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
    await runImport(sql, here.workspace, [beacon('b'), spark('s1')]);
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
        await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, (await row('sparks', 's1'))?.id]);
      },
    ],
    [
      'renamed, with all whose keys name it',
      ['concept', 'concept_spark', 'concept_link', 'objective'],
      async () => {
        await sql.query("update public.concepts set slug = 'other' where slug = 'c1' and workspace_id = $1", [
          here.workspace,
        ]);
      },
    ],
    [
      'imported in another state meanwhile',
      ['beacon'],
      async () => {
        await runImport(sql, here.workspace, [beacon('b', 'Newer')]);
      },
    ],
  ])('a block is not known when one of its entities was %s', async (_, gone, change) => {
    await runImport(sql, here.workspace, course);
    await change();
    // The newest import of each source counts, so the change, where it was an import, comes from another source.
    await sql.query(
      `update public.import_logs l set source_system = case when started_at = (
         select min(m.started_at) from public.import_logs m where m.workspace_id = $1) then 'first' else 'later' end
       where workspace_id = $1`,
      [here.workspace],
    );
    const { found } = await known();
    const first = await list<{ kind: string; id: number }>(
      sql,
      `select b.kind, b.id::int from private.import_blocks b join public.import_logs l on l.id = b.import_id
       where l.workspace_id = $1 and l.source_system = 'first'`,
      [here.workspace],
    );
    const lost = first.filter(({ kind, id }) => !Object.values(found[kind] ?? {}).includes(id)).map(({ kind }) => kind);
    expect(lost.sort()).toEqual([...gone].sort());
  });

  test('a name that leads on to an entity of a known block is not that entity', async () => {
    // s9 was merged into s1, and the bundle still has both: s9 is new, and s1 keeps what it says.
    await runImport(sql, here.workspace, [spark('s1'), beacon('b')]);
    await runImport(sql, here.workspace, [spark('s9', { title: 'Nine' })]);
    const [one, nine] = [(await row('sparks', 's1'))?.id, (await row('sparks', 's9'))?.id];
    await sql.query("select public.merge_entities($1, 'spark', $2, $3)", [here.workspace, one, nine]);
    const { id, found } = await known();
    await adopt(id, Object.values(found.spark ?? {}));
    await addItems(sql, id, [spark('s9', { title: 'Nine' })]);
    expect((await plan(sql, id)).counts.spark).toMatchObject({ create: 1, update: 0, unchanged: 1 });
    await apply(sql, id);
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Spark s1' });
  });

  test('an edit in the studio makes nothing unknown: the source did not move', async () => {
    await runImport(sql, here.workspace, course);
    await sql.query("update public.sparks set title = 'Edited' where slug = 's1' and workspace_id = $1", [
      here.workspace,
    ]);
    expect((await known()).kinds).toEqual(everyKind);
  });

  test('what an undone import brought is not known', async () => {
    const { applied } = await runImport(sql, here.workspace, [beacon('b')]);
    await sql.query('select public.undo_change_set($1)', [applied.change_set_id]);
    expect((await known()).found).toEqual({});
  });

  test('what changes after it was recognised must be sent after all', async () => {
    await runImport(sql, here.workspace, [spark('s1'), spark('s2')]);
    const { id, found } = await known();
    await adopt(id, ids(found));
    await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, (await row('sparks', 's1'))?.id]);
    expect(await codeOf(plan(sql, id))).toBe('TW003');
  });

  test('or before it is applied', async () => {
    await runImport(sql, here.workspace, [spark('s1'), spark('s2')]);
    const { id, found } = await known();
    await adopt(id, ids(found));
    await plan(sql, id);
    await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, (await row('sparks', 's1'))?.id]);
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
