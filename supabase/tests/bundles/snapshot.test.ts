import { describe, expect, test } from 'vitest';
import {
  apply,
  codeOf,
  list,
  plan,
  publish,
  runImport,
  snapshotContent,
  startImport,
  value,
} from '../support/authoring.ts';
import { beacon, importing, link, spark } from '../support/importing.ts';

const { db, sql, author, here, renew, row, log } = importing();

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
    const before = await publish(sql, here.workspace);
    await author.beacon('still-pending');
    const { id } = await runImport(sql, here.workspace, [beacon('imported')]);
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
    const { id } = await runImport(sql, here.workspace, [beacon('imported')]);
    const draft = await value<string>(sql, "select public.create_import_snapshot($1, 'Spring', 'v1', 'First try')", [
      here.workspace,
    ]);
    for (const counts of ['{"beacon": -1}', '{"beacon": 2}', '{"spark": 1}', '{}', '"many"'])
      expect(
        await codeOf(sql.query('select public.finalize_import($1, $2, $3)', [id, draft, counts])),
        `the database has counted, and not ${counts}`,
      ).toBe('TW006');
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
    const id = await startImport(sql, here.workspace, [beacon('b')], { version_label: 'v7' });
    await plan(sql, id);
    await apply(sql, id);
    const { snapshot_id } = await stageImport(id);
    expect(await value(sql, 'select header from public.snapshots where id = $1', [snapshot_id])).toEqual({
      version_label: 'v7',
    });
  });

  test('what is in the base already needs no new snapshot', async () => {
    await runImport(sql, here.workspace, [beacon('b')]);
    const base = await publish(sql, here.workspace);
    const { id } = await runImport(sql, here.workspace, [beacon('b')]);
    expect(await stageImport(id)).toMatchObject({ ok: true, nothing_to_stage: true, snapshot_id: base.snapshot_id });
  });

  test('blockers are told, and the draft is gone', async () => {
    const { id } = await runImport(sql, here.workspace, [
      spark('s1'),
      { kind: 'package', key: 's1', a: 's1', fields: { body: {} } },
    ]);
    expect((await stageImport(id)).blockers).toMatchObject([{ rule: 'package_valid' }]);
    expect(
      await value(sql, 'select count(*)::int from public.snapshots where workspace_id = $1', [here.workspace]),
    ).toBe(0);
  });

  test('nothing is staged or promoted out of turn', async () => {
    const early = await startImport(sql, here.workspace, [beacon('b')]);
    expect(await codeOf(stageImport(early))).toBe('TW002');
    await plan(sql, early);
    await apply(sql, early);
    expect(await codeOf(sql.query('select public.promote_import($1)', [early]))).toBe('TW002');
    expect(await codeOf(sql.query('select public.rollback_import($1)', [early]))).toBe('TW002');
    const foreign = await value<string>(sql, 'select public.create_import_snapshot($1)', [await db.createWorkspace()]);
    expect(await codeOf(sql.query('select public.finalize_import($1, $2)', [early, foreign]))).toBe('TW004');
    const other = await publish(sql, here.workspace);
    expect(await codeOf(sql.query('select public.promote_import($1, $2)', [early, other.snapshot_id]))).toBe('TW002');
    const failed = await startImport(sql, here.workspace, []);
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
      [
        here.workspace,
        kind,
        options.snapshot ?? null,
        options.import ?? null,
        options.after ?? -1,
        options.limit ?? 100,
      ],
    );

  test('working content, a snapshot and what an import named come in order, with slugs for references, in pages', async () => {
    const { id } = await runImport(sql, here.workspace, [spark('z'), spark('a'), spark('m'), link('z', 'm')]);
    const { snapshot_id: snapshot } = await publish(sql, here.workspace);
    await author.spark('later');
    await sql.query("update public.sparks set slug = 'zz' where slug = 'z' and workspace_id = $1", [here.workspace]);
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
    const mine = here.workspace;
    const { id } = await runImport(sql, mine, [spark('s')]);
    const { snapshot_id: snapshot } = await publish(sql, mine);
    await renew();
    expect(await exported('spark', { import: id })).toEqual([]);
    expect(await codeOf(exported('spark', { snapshot }))).toBe('TW004');
  });
});
