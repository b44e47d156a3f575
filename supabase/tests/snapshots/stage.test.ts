import { describe, expect, test } from 'vitest';
import {
  Author,
  codeOf,
  differences,
  list,
  publish,
  snapshotContent,
  staged,
  value,
  workingStates,
} from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here, snapshots, status, promote, retitle, verify, pending, course } = snapshotting();

describe('staging', () => {
  test('everything pending becomes a ready snapshot that holds what the tables hold', async () => {
    await course();
    const outcome = await staged(sql, here.workspace);
    expect(await snapshotContent(sql, outcome.snapshot_id)).toEqual(await workingStates(sql, here.workspace));
    expect(outcome.entity_counts).toEqual({
      domain: 1,
      trail: 1,
      concept: 1,
      spark: 2,
      beacon: 1,
      concept_spark: 2,
      spark_beacon: 1,
      spark_link: 1,
      package: 1,
    });
    expect(outcome.change_counts.spark).toEqual({ added: 2, changed: 0, removed: 0 });
    expect(await status(outcome.snapshot_id)).toBe('ready');
    expect(await verify(outcome.snapshot_id)).toMatchObject({
      ok: true,
      problems: [],
      content_hash: outcome.content_hash,
    });
    expect(await pending()).toEqual(new Map());
  });

  test('a snapshot costs what changed: one edit, one new version', async () => {
    const { first } = await course();
    await publish(sql, here.workspace);
    const count = () =>
      value<number>(sql, 'select count(*)::int from public.entity_versions where workspace_id = $1', [here.workspace]);
    const before = await count();
    await retitle(first, 'Another title');
    const outcome = await staged(sql, here.workspace);
    expect((await count()) - before).toBe(1);
    expect(outcome.change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
    expect((await verify(outcome.snapshot_id)).ok).toBe(true);
  });

  test('an edit that was taken back leaves nothing to stage', async () => {
    const { first } = await course();
    await publish(sql, here.workspace);
    const title = await value<string>(sql, 'select title from public.sparks where id = $1', [first]);
    await retitle(first, 'Another title');
    expect([...(await pending()).values()]).toEqual(['changed']);
    await retitle(first, title);
    expect(await pending()).toEqual(new Map());
    expect((await staged(sql, here.workspace)).change_counts).toEqual({});
  });

  test('the hash follows the content: the same content has the same hash, whatever the way to it', async () => {
    const { first } = await course();
    const one = await staged(sql, here.workspace);
    await retitle(first, 'Another title');
    const two = await staged(sql, here.workspace);
    await sql.query("update public.sparks set title = 'Spark ' || slug where id = $1", [first]);
    const three = await staged(sql, here.workspace);
    expect(two.content_hash).not.toBe(one.content_hash);
    expect(three.content_hash).toBe(one.content_hash);
  });

  test('an editor stages, and the snapshot and the log say who', async () => {
    const { editor, workspace: standard } = await db.members();
    await db.asPerson('editor', async (mine) => {
      await new Author(mine, standard).spark();
      const outcome = await staged(mine, standard, { label: 'spring' });
      expect(await value(mine, 'select created_by from public.snapshots where id = $1', [outcome.snapshot_id])).toBe(
        editor,
      );
      expect(await value(mine, 'select version_label from public.snapshots where id = $1', [outcome.snapshot_id])).toBe(
        'spring',
      );
      await mine.query('reset role');
      expect(
        await list(
          mine,
          "select actor, subject from public.audit_log where workspace_id = $1 and action = 'snapshot.staged'",
          [standard],
        ),
      ).toEqual([{ actor: editor, subject: 'spring' }]);
    });
  });

  test('a draft has a name, a label, a parent in its own workspace, and limits', async () => {
    const other = await db.createWorkspace();
    const foreign = await publish(sql, other);
    const create = (text: string, values: unknown[]) =>
      codeOf(sql.query(`select public.create_import_snapshot($1, ${text})`, [here.workspace, ...values]));
    expect(await create('p_parent_id => $2', [foreign.snapshot_id])).toBe('TW004');
    expect(await create('p_version_label => $2', ['x'.repeat(101)])).toBe('23514');
    expect(await create('$2', ['x'.repeat(201)])).toBe('23514');
    const draft = await value<string>(sql, "select public.create_import_snapshot($1, '  ', '  ')", [here.workspace]);
    expect(await create('p_parent_id => $2', [draft])).toBe('TW004');
    expect(
      await value(
        sql,
        "select name is null and version_label ~ '^\\d{4}-\\d\\d-\\d\\d' from public.snapshots where id = $1",
        [draft],
      ),
    ).toBe(true);
  });

  test('only a draft is deleted, and only a finished one verified, compared and promoted', async () => {
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [here.workspace]);
    const { snapshot_id } = await staged(sql, here.workspace);
    expect(await codeOf(promote(draft))).toBe('TW002');
    expect(await codeOf(verify(draft))).toBe('TW002');
    expect(await codeOf(sql.query('select public.diff_snapshots($1, $2)', [draft, snapshot_id]))).toBe('TW002');
    expect(await codeOf(sql.query('select public.delete_draft_snapshot($1)', [snapshot_id]))).toBe('TW002');
    await sql.query('select public.delete_draft_snapshot($1)', [draft]);
    expect(await codeOf(sql.query('select public.delete_draft_snapshot($1)', [draft]))).toBe('TW004');
  });
});

describe('staging a selection', () => {
  test('a new thing brings the new things it refers to, and what belongs to it', async () => {
    await publish(sql, here.workspace);
    const one = await course();
    const outcome = await staged(sql, here.workspace, { only: [one.places[0] as string] });
    const held = [...(await snapshotContent(sql, outcome.snapshot_id)).keys()].sort();
    expect(held).toEqual(
      [
        `domain:${one.domain}`,
        `trail:${one.trail}`,
        `concept:${one.concept}`,
        `spark:${one.first}`,
        `concept_spark:${one.places[0]}`,
        `package:${one.lesson}`,
      ].sort(),
    );
    expect((await verify(outcome.snapshot_id)).ok).toBe(true);
  });

  test('what was not chosen stays pending, and is staged the next time', async () => {
    const { first, second } = await course();
    await publish(sql, here.workspace);
    await retitle(first, 'First again');
    await retitle(second, 'Second again');
    const some = await staged(sql, here.workspace, { only: [first] });
    await promote(some.snapshot_id);
    expect(await pending()).toEqual(new Map([[`spark:${second}`, 'changed']]));
    const rest = await staged(sql, here.workspace);
    expect(rest.change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
    expect(await snapshotContent(sql, rest.snapshot_id)).toEqual(await workingStates(sql, here.workspace));
  });

  test('what a change set touched can be chosen as one', async () => {
    const { first, second } = await course();
    await publish(sql, here.workspace);
    await retitle(first, 'First again');
    await retitle(second, 'Second again');
    const change_set = await value<string>(
      sql,
      'select change_set_id from public.revisions where entity_id = $1 order by id desc limit 1',
      [second],
    );
    const outcome = await staged(sql, here.workspace, { change_set });
    const changed = differences(
      await snapshotContent(sql, (await snapshots())[0]?.id as string),
      await snapshotContent(sql, outcome.snapshot_id),
    );
    expect([...changed.keys()]).toEqual([`spark:${second}`]);
  });

  test('a removed thing takes along what referred to it, whether that was removed as well or moved elsewhere', async () => {
    const { domain, trail, concept } = await course();
    await publish(sql, here.workspace);
    const refuge = await author.trail(domain, undefined, { is_published: true });
    await sql.query('update public.concepts set trail_id = $2 where id = $1', [concept, refuge]);
    await sql.query("select public.trash($1, 'trail', $2)", [here.workspace, trail]);
    const outcome = await staged(sql, here.workspace, { only: [trail] });
    expect((await verify(outcome.snapshot_id)).problems).toEqual([]);
    expect(await pending(outcome.snapshot_id)).toEqual(new Map());
  });

  test('who takes over a slug brings whoever gave it up, so no slug stands twice', async () => {
    const { first } = await course();
    await sql.query("update public.sparks set slug = 'wanted' where id = $1", [first]);
    await publish(sql, here.workspace);
    await sql.query("update public.sparks set slug = 'given-up' where id = $1", [first]);
    const heir = await author.spark('wanted');
    const outcome = await staged(sql, here.workspace, { only: [heir] });
    const slugs = await list<{ slug: string }>(
      sql,
      `select v.slug from public.entity_versions v join public.snapshots s on s.id = $1 where v.workspace_id = s.workspace_id
         and v.kind = 'spark' and v.from_seq <= s.seq and v.to_seq > s.seq`,
      [outcome.snapshot_id],
    );
    expect(slugs.map((row) => row.slug).sort()).toEqual(expect.arrayContaining(['given-up', 'wanted']));
    expect(new Set(slugs.map((row) => row.slug)).size).toBe(slugs.length);
  });

  test('a pair that was taken apart and put together again does not stand twice', async () => {
    const { first, second, link } = await course();
    await publish(sql, here.workspace);
    await sql.query('delete from public.spark_links where id = $1', [link]);
    const again = await author.link(first, second);
    const outcome = await staged(sql, here.workspace, { only: [again] });
    const held = [...(await snapshotContent(sql, outcome.snapshot_id)).keys()];
    expect([held.includes(`spark_link:${again}`), held.includes(`spark_link:${link}`)]).toEqual([true, false]);
  });
});
