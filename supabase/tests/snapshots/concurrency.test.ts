import { describe, expect, test } from 'vitest';
import {
  apply,
  codeOf,
  plan,
  publish,
  snapshotContent,
  staged,
  startImport,
  value,
  workingStates,
} from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, here, snapshots, retitle, verify, pending, course } = snapshotting();

describe('at the same time', () => {
  test('an edit that commits while a snapshot is being staged stays pending', async () => {
    const { first } = await course();
    await publish(sql, here.workspace);
    const [editor, stager] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set title = 'Saved late' where id = $1", [first]);
    // The stager neither waits for the edit nor sees it.
    const outcome = await staged(stager, here.workspace);
    expect(outcome.change_counts).toEqual({});
    await editor.query('commit');
    expect(await pending(outcome.snapshot_id)).toEqual(new Map([[`spark:${first}`, 'changed']]));
    expect((await staged(sql, here.workspace)).change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
  });

  test('an edit that begins and commits inside of a staging does not wait, and stays pending', async () => {
    const { first } = await course();
    const stager = await db.connect();
    await stager.query('begin');
    const outcome = await staged(stager, here.workspace);
    const editor = await db.connect();
    await editor.query("set lock_timeout = '2s'");
    await editor.query("update public.sparks set title = 'Saved meanwhile' where id = $1", [first]);
    await stager.query('commit');
    expect(await pending(outcome.snapshot_id)).toEqual(new Map([[`spark:${first}`, 'changed']]));
    expect((await verify(outcome.snapshot_id)).ok).toBe(true);
  });

  test('an edit that commits after a staging has read the content, but before it is done, stays pending', async () => {
    const { first } = await course();
    const [holder, stager] = [await db.connect(), await db.connect()];
    await holder.query('begin');
    await holder.query('lock table public.entity_versions in share mode');
    const staging = staged(stager, here.workspace);
    await untilWaiting('entity_versions');
    await retitle(first, 'Saved in the middle');
    await holder.query('commit');
    const outcome = await staging;
    expect(await pending(outcome.snapshot_id)).toEqual(new Map([[`spark:${first}`, 'changed']]));
    expect((await staged(sql, here.workspace)).change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
  });

  test('two stagings at once make two snapshots, each complete', async () => {
    const { first } = await course();
    const [one, two] = [await db.connect(), await db.connect()];
    await one.query('begin');
    const early = await staged(one, here.workspace);
    await retitle(first, 'Between the two');
    const late = staged(two, here.workspace);
    await one.query('commit');
    const second = await late;
    expect([early.seq, second.seq]).toEqual([1, 2]);
    expect(await snapshotContent(sql, second.snapshot_id)).toEqual(await workingStates(sql, here.workspace));
    expect([(await verify(early.snapshot_id)).ok, (await verify(second.snapshot_id)).ok]).toEqual([true, true]);
  });

  test.each([['read committed'], ['repeatable read'], ['serializable']])(
    'at %s two promotions at once leave one current',
    async (isolation) => {
      const [one, two] = [await staged(sql, here.workspace), await staged(sql, here.workspace)];
      const [first, second] = [await db.connect(), await db.connect()];
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${isolation}`);
        await client.query('select count(*) from public.snapshots');
      }
      await first.query('select public.promote_snapshot($1)', [one.snapshot_id]);
      const late = codeOf(second.query('select public.promote_snapshot($1)', [two.snapshot_id]));
      await first.query('commit');
      const code = await late;
      await second.query(code === null ? 'commit' : 'rollback');
      expect(isolation === 'read committed' ? code === null : code === '23505' || code === '40001').toBe(true);
      expect((await snapshots()).filter((row) => row.status === 'current')).toHaveLength(1);
    },
  );

  test('of two admins who were shown the same difference, the second is told that it is another by now', async () => {
    const { snapshot_id: base } = await publish(sql, here.workspace);
    const [one, two] = [await staged(sql, here.workspace), await staged(sql, here.workspace)];
    const [first, second] = [await db.connect(), await db.connect()];
    const move = (client: typeof first, target: string) =>
      codeOf(client.query('select public.promote_snapshot($1, $2)', [target, base]));
    await first.query('begin');
    expect(await move(first, one.snapshot_id)).toBe(null);
    const late = move(second, two.snapshot_id);
    await first.query('commit');
    expect(await late).toBe('TW003');
    const back = (instead_of: string) =>
      codeOf(sql.query('select public.rollback_snapshot($1, $2, $3)', [here.workspace, base, instead_of]));
    expect(await back(base)).toBe('TW003');
    expect(await back(one.snapshot_id)).toBe(null);
  });

  test('two first promotions at once are two as well', async () => {
    const [one, two] = [await staged(sql, here.workspace), await staged(sql, here.workspace)];
    const nothing = '00000000-0000-0000-0000-000000000000';
    const first = (id: string) => codeOf(sql.query('select public.promote_snapshot($1, $2)', [id, nothing]));
    expect([await first(one.snapshot_id), await first(two.snapshot_id)]).toEqual([null, 'TW003']);
  });

  test('an import waits for a staging and then stays pending; a staging waits for an import and then has it', async () => {
    const item = (slug: string) => ({ kind: 'beacon', key: slug, fields: { slug, name: 'Imported' } });
    const ready = async (slug: string) => {
      const id = await startImport(sql, here.workspace, [item(slug)]);
      await plan(sql, id);
      return id;
    };
    const [one, two] = [await ready('one'), await ready('two')];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const before = await staged(first, here.workspace);
    const importing = apply(second, one);
    await first.query('commit');
    expect((await importing).ok).toBe(true);
    expect([...(await pending(before.snapshot_id)).values()]).toEqual(['added']);

    await first.query('begin');
    expect((await apply(first, two)).ok).toBe(true);
    const staging = staged(second, here.workspace);
    await first.query('commit');
    expect((await staging).entity_counts).toEqual({ beacon: 2 });
  });
});

/** Until somebody waits for a lock on the table. */
async function untilWaiting(table: string): Promise<void> {
  const waits = () =>
    value<boolean>(db.owner, 'select exists (select from pg_locks where not granted and relation = $1::regclass)', [
      `public.${table}`,
    ]);
  while (!(await waits()));
}
