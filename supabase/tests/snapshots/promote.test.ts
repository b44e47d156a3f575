import { describe, expect, test } from 'vitest';
import {
  codeOf,
  differences,
  list,
  publish,
  runImport,
  snapshotContent,
  staged,
  value,
  workingStates,
} from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here, snapshots, status, promote, rollback, retitle, verify, pending, course } =
  snapshotting();

describe('promoting and rolling back', () => {
  test('ready becomes current, current becomes archived, and there is one pointer', async () => {
    const [one, two] = [await staged(sql, here.workspace), await staged(sql, here.workspace)];
    await promote(one.snapshot_id);
    await promote(two.snapshot_id);
    expect((await snapshots()).map((row) => row.status)).toEqual(['archived', 'current']);
    expect(await codeOf(promote(two.snapshot_id))).toBe('TW002');
    expect(
      await value(sql, 'select promoted_at is not null from public.snapshots where id = $1', [two.snapshot_id]),
    ).toBe(true);
  });

  test('rolling back goes to the parent, or to any archived one; working content stays', async () => {
    const { first } = await course();
    const one = await publish(sql, here.workspace);
    await retitle(first, 'Second title');
    const two = await publish(sql, here.workspace);
    await retitle(first, 'Third title');
    const three = await publish(sql, here.workspace);
    const working = await workingStates(sql, here.workspace);
    await rollback();
    expect(await status(two.snapshot_id)).toBe('current');
    await rollback(three.snapshot_id);
    expect(await status(three.snapshot_id)).toBe('current');
    await rollback(one.snapshot_id);
    expect([await status(one.snapshot_id), await status(three.snapshot_id)]).toEqual(['current', 'archived']);
    expect(await workingStates(sql, here.workspace)).toEqual(working);
    expect(await codeOf(rollback()), 'the first has no parent').toBe('TW004');
  });

  test('there is nothing to roll back to before the first promotion, nor to a ready, a draft or a foreign snapshot', async () => {
    expect(await codeOf(rollback())).toBe('TW002');
    await publish(sql, here.workspace);
    const ready = await staged(sql, here.workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [here.workspace]);
    const foreign = await publish(sql, await db.createWorkspace());
    expect(await codeOf(rollback(ready.snapshot_id))).toBe('TW002');
    expect(await codeOf(rollback(draft))).toBe('TW002');
    expect(await codeOf(rollback(foreign.snapshot_id))).toBe('TW004');
  });

  test('after a rollback, staging builds on the current snapshot and not on the newest', async () => {
    const { first, second } = await course();
    const good = await publish(sql, here.workspace);
    await retitle(first, 'A bad idea');
    const bad = await publish(sql, here.workspace);
    await rollback();
    await retitle(second, 'A good idea');
    const next = await staged(sql, here.workspace, { only: [second] });
    const changed = differences(
      await snapshotContent(sql, good.snapshot_id),
      await snapshotContent(sql, next.snapshot_id),
    );
    expect(changed).toEqual(new Map([[`spark:${second}`, 'changed']]));
    expect(await value(sql, 'select parent_id from public.snapshots where id = $1', [next.snapshot_id])).toBe(
      good.snapshot_id,
    );
    expect((await verify(next.snapshot_id)).ok).toBe(true);
    expect((await verify(bad.snapshot_id)).ok).toBe(true);
    await promote(next.snapshot_id);
    expect(await pending()).toEqual(new Map([[`spark:${first}`, 'changed']]));
  });

  test('the audit log says who moved the pointer', async () => {
    const { workspace: standard, admin } = await db.members();
    await db.asPerson('admin', async (mine) => {
      await publish(mine, standard);
      await publish(mine, standard);
      await mine.query('select public.rollback_snapshot($1)', [standard]);
      const acts = await list<{ action: string; actor: string }>(
        mine,
        "select action, actor from public.audit_log where workspace_id = $1 and action in ('snapshot.promoted', 'snapshot.rolled_back') order by id",
        [standard],
      );
      expect(acts).toEqual(
        ['snapshot.promoted', 'snapshot.promoted', 'snapshot.rolled_back'].map((action) => ({ action, actor: admin })),
      );
    });
  });
});

describe('cleaning up', () => {
  const cleanup = (keep: number) =>
    value<number>(sql, 'select public.cleanup_old_snapshots($1, $2)', [here.workspace, keep]);

  test('the most recently promoted are kept, and so are the current one, ready ones, drafts and pinned ones', async () => {
    const { first } = await course();
    const made: string[] = [];
    for (let at = 0; at < 6; at++) {
      await retitle(first, `Title ${at}`);
      made.push((await publish(sql, here.workspace)).snapshot_id);
    }
    await rollback(made[0] as string);
    // The clock had jumped back before the last two were promoted: what counts is the order in which they were.
    await sql.query("update public.snapshots set promoted_at = promoted_at - interval '1 hour' where id = any ($1)", [
      [made[0], made[5]],
    ]);
    await sql.query('select public.set_snapshot_pin($1, true)', [made[1]]);
    await retitle(first, 'Pending');
    const ready = await staged(sql, here.workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [here.workspace]);
    expect(await cleanup(2)).toBe(3);
    const left = (await snapshots()).map((row) => row.id);
    expect(left.sort()).toEqual([made[0], made[1], made[5], ready.snapshot_id, draft].sort());
    for (const id of left) if (id !== draft) expect((await verify(id)).ok).toBe(true);
    expect(await cleanup(2)).toBe(0);
    await sql.query('select public.set_snapshot_pin($1, false)', [made[1]]);
    expect(await cleanup(1)).toBe(2);
  });

  test('versions that no snapshot shows any more go, all others stay', async () => {
    const { first } = await course();
    for (let at = 0; at < 5; at++) {
      await retitle(first, `Title ${at}`);
      await publish(sql, here.workspace);
    }
    const ofFirst = () =>
      value<number>(sql, 'select count(*)::int from public.entity_versions where entity_id = $1', [first]);
    expect(await ofFirst()).toBe(5);
    await cleanup(2);
    expect(await ofFirst()).toBe(2);
  });

  test('at least one is kept', async () => {
    expect(await codeOf(cleanup(0))).toBe('TW006');
  });

  test('the number of a snapshot that was cleaned up is never given again', async () => {
    const { first, second } = await course();
    const good = await publish(sql, here.workspace);
    await retitle(first, 'A bad idea');
    await publish(sql, here.workspace);
    await rollback();
    await cleanup(1);
    expect((await snapshots()).map((row) => row.id)).toEqual([good.snapshot_id]);
    await retitle(second, 'A good idea');
    const next = await staged(sql, here.workspace, { only: [second] });
    const changed = differences(
      await snapshotContent(sql, good.snapshot_id),
      await snapshotContent(sql, next.snapshot_id),
    );
    expect(changed).toEqual(new Map([[`spark:${second}`, 'changed']]));
    expect((await verify(next.snapshot_id)).ok).toBe(true);
    const all = await staged(sql, here.workspace);
    expect(await snapshotContent(sql, all.snapshot_id)).toEqual(await workingStates(sql, here.workspace));
  });

  test('a draft whose parent was cleaned up builds on what is current', async () => {
    const { first } = await course();
    await publish(sql, here.workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [here.workspace]);
    await retitle(first, 'Newer');
    const current = await publish(sql, here.workspace);
    await cleanup(1);
    const { id } = await runImport(sql, here.workspace, [
      { kind: 'beacon', key: 'new', fields: { slug: 'new', name: 'New' } },
    ]);
    const outcome = await value<{ ok: boolean }>(sql, 'select public.finalize_import($1, $2)', [id, draft]);
    expect(outcome.ok).toBe(true);
    const changed = differences(await snapshotContent(sql, current.snapshot_id), await snapshotContent(sql, draft));
    expect([...changed.values()]).toEqual(['added']);
    expect((await verify(draft)).ok).toBe(true);
  });
});

describe('comparing', () => {
  test('two snapshots differ by what was added, changed and removed between them, in both directions', async () => {
    const { first, second, link, beacon, mark } = await course();
    const one = await publish(sql, here.workspace);
    await retitle(first, 'Another title');
    const third = await author.spark('third');
    await sql.query("select public.trash($1, 'beacon', $2)", [here.workspace, beacon]);
    const two = await publish(sql, here.workspace);
    const diff = async (a: string, b: string) =>
      list<{ kind: string; entity_id: string; change: string; before: unknown; after: unknown; slug: string | null }>(
        sql,
        'select * from public.diff_snapshots($1, $2)',
        [a, b],
      );
    const found = await diff(one.snapshot_id, two.snapshot_id);
    expect(new Map(found.map((row) => [row.entity_id, row.change]))).toEqual(
      new Map([
        [first, 'changed'],
        [third, 'added'],
        [beacon, 'removed'],
        [mark, 'removed'],
      ]),
    );
    expect(found.find((row) => row.entity_id === first)).toMatchObject({
      before: { id: first },
      after: { title: 'Another title' },
    });
    expect(found.find((row) => row.entity_id === third)).toMatchObject({ before: null, slug: 'third' });
    const back = await diff(two.snapshot_id, one.snapshot_id);
    expect(new Map(back.map((row) => [row.entity_id, row.change]))).toEqual(
      new Map([
        [first, 'changed'],
        [third, 'removed'],
        [beacon, 'added'],
        [mark, 'added'],
      ]),
    );
    expect(await diff(two.snapshot_id, two.snapshot_id)).toEqual([]);
    expect(found.some((row) => row.entity_id === second || row.entity_id === link)).toBe(false);
  });

  test('snapshots of two workspaces are not compared', async () => {
    const [mine, theirs] = [await publish(sql, here.workspace), await publish(sql, await db.createWorkspace())];
    expect(
      await codeOf(sql.query('select public.diff_snapshots($1, $2)', [mine.snapshot_id, theirs.snapshot_id])),
    ).toBe('TW004');
    expect(
      await codeOf(sql.query('select public.pending_differences($1, $2)', [here.workspace, theirs.snapshot_id])),
    ).toBe('TW004');
  });
});
