import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  Author,
  apply,
  type Content,
  codeOf,
  differences,
  list,
  plan,
  publish,
  runImport,
  type Sql,
  snapshotContent,
  stage,
  staged,
  startImport,
  value,
  workingStates,
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

interface Snapshot {
  id: string;
  seq: number;
  status: string;
  parent_id: string | null;
  is_pinned: boolean;
}
const snapshots = () =>
  list<Snapshot>(
    sql,
    'select id, seq, status::text, parent_id, is_pinned from public.snapshots where workspace_id = $1 order by created_at, seq',
    [workspace],
  );
const status = (id: string) => value<string>(sql, 'select status::text from public.snapshots where id = $1', [id]);
const promote = (id: string) => sql.query('select public.promote_snapshot($1)', [id]);
const rollback = (id: string | null = null) => sql.query('select public.rollback_snapshot($1, $2)', [workspace, id]);
const retitle = (id: string, title: string) =>
  sql.query('update public.sparks set title = $2 where id = $1', [id, title]);
interface Verified {
  ok: boolean;
  content_hash: string;
  problems: { rule: string }[];
}
const verify = (id: string, on: Sql = sql) => value<Verified>(on, 'select public.verify_snapshot($1)', [id]);
const pending = async (snapshot: string | null = null) => {
  const rows = await list<{ key: string; change: string }>(
    sql,
    "select kind || ':' || entity_id as key, change from public.pending_changes($1, $2)",
    [workspace, snapshot],
  );
  return new Map(rows.map((row) => [row.key, row.change]));
};
const rules = (outcome: { blockers: { rule: string }[] }) => outcome.blockers.map((one) => one.rule);

/** One entity of most kinds, all published. */
async function course() {
  const domain = await author.domain(undefined, { is_published: true });
  const trail = await author.trail(domain, undefined, { is_published: true });
  const concept = await author.concept(trail, undefined, { is_published: true });
  const [first, second] = [
    await author.spark(undefined, { is_published: true }),
    await author.spark(undefined, { is_published: true }),
  ];
  const places = [await author.place(concept, first, 0), await author.place(concept, second, 1)];
  const link = await author.link(first, second);
  const beacon = await author.beacon();
  const mark = await author.mark(first, beacon);
  const lesson = await author.lessonPackage(first);
  return { domain, trail, concept, first, second, places, link, beacon, mark, lesson };
}

describe('staging', () => {
  test('everything pending becomes a ready snapshot that holds what the tables hold', async () => {
    await course();
    const outcome = await staged(sql, workspace);
    expect(await snapshotContent(sql, outcome.snapshot_id)).toEqual(await workingStates(sql, workspace));
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
    await publish(sql, workspace);
    const count = () =>
      value<number>(sql, 'select count(*)::int from public.entity_versions where workspace_id = $1', [workspace]);
    const before = await count();
    await retitle(first, 'Another title');
    const outcome = await staged(sql, workspace);
    expect((await count()) - before).toBe(1);
    expect(outcome.change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
    expect((await verify(outcome.snapshot_id)).ok).toBe(true);
  });

  test('an edit that was taken back leaves nothing to stage', async () => {
    const { first } = await course();
    await publish(sql, workspace);
    const title = await value<string>(sql, 'select title from public.sparks where id = $1', [first]);
    await retitle(first, 'Another title');
    expect([...(await pending()).values()]).toEqual(['changed']);
    await retitle(first, title);
    expect(await pending()).toEqual(new Map());
    expect((await staged(sql, workspace)).change_counts).toEqual({});
  });

  test('the hash follows the content: the same content has the same hash, whatever the way to it', async () => {
    const { first } = await course();
    const one = await staged(sql, workspace);
    await retitle(first, 'Another title');
    const two = await staged(sql, workspace);
    await sql.query("update public.sparks set title = 'Spark ' || slug where id = $1", [first]);
    const three = await staged(sql, workspace);
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
      codeOf(sql.query(`select public.create_import_snapshot($1, ${text})`, [workspace, ...values]));
    expect(await create('p_parent_id => $2', [foreign.snapshot_id])).toBe('TW004');
    expect(await create('p_version_label => $2', ['x'.repeat(101)])).toBe('23514');
    expect(await create('$2', ['x'.repeat(201)])).toBe('23514');
    const draft = await value<string>(sql, "select public.create_import_snapshot($1, '  ', '  ')", [workspace]);
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
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
    const { snapshot_id } = await staged(sql, workspace);
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
    await publish(sql, workspace);
    const one = await course();
    const outcome = await staged(sql, workspace, { only: [one.places[0] as string] });
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
    await publish(sql, workspace);
    await retitle(first, 'First again');
    await retitle(second, 'Second again');
    const some = await staged(sql, workspace, { only: [first] });
    await promote(some.snapshot_id);
    expect(await pending()).toEqual(new Map([[`spark:${second}`, 'changed']]));
    const rest = await staged(sql, workspace);
    expect(rest.change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
    expect(await snapshotContent(sql, rest.snapshot_id)).toEqual(await workingStates(sql, workspace));
  });

  test('what a change set touched can be chosen as one', async () => {
    const { first, second } = await course();
    await publish(sql, workspace);
    await retitle(first, 'First again');
    await retitle(second, 'Second again');
    const change_set = await value<string>(
      sql,
      'select change_set_id from public.revisions where entity_id = $1 order by id desc limit 1',
      [second],
    );
    const outcome = await staged(sql, workspace, { change_set });
    const changed = differences(
      await snapshotContent(sql, (await snapshots())[0]?.id as string),
      await snapshotContent(sql, outcome.snapshot_id),
    );
    expect([...changed.keys()]).toEqual([`spark:${second}`]);
  });

  test('a removed thing takes along what referred to it, whether that was removed as well or moved elsewhere', async () => {
    const { domain, trail, concept } = await course();
    await publish(sql, workspace);
    const refuge = await author.trail(domain, undefined, { is_published: true });
    await sql.query('update public.concepts set trail_id = $2 where id = $1', [concept, refuge]);
    await sql.query("select public.trash($1, 'trail', $2)", [workspace, trail]);
    const outcome = await staged(sql, workspace, { only: [trail] });
    expect((await verify(outcome.snapshot_id)).problems).toEqual([]);
    expect(await pending(outcome.snapshot_id)).toEqual(new Map());
  });

  test('who takes over a slug brings whoever gave it up, so no slug stands twice', async () => {
    const { first } = await course();
    await sql.query("update public.sparks set slug = 'wanted' where id = $1", [first]);
    await publish(sql, workspace);
    await sql.query("update public.sparks set slug = 'given-up' where id = $1", [first]);
    const heir = await author.spark('wanted');
    const outcome = await staged(sql, workspace, { only: [heir] });
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
    await publish(sql, workspace);
    await sql.query('delete from public.spark_links where id = $1', [link]);
    const again = await author.link(first, second);
    const outcome = await staged(sql, workspace, { only: [again] });
    const held = [...(await snapshotContent(sql, outcome.snapshot_id)).keys()];
    expect([held.includes(`spark_link:${again}`), held.includes(`spark_link:${link}`)]).toEqual([true, false]);
  });
});

describe('what stands in the way', () => {
  test('a reference that leads nowhere: closed_set', async () => {
    await publish(sql, workspace);
    const [a, b] = [await author.spark(), await author.spark()];
    // Only damage gets here: the closure would have brought the sparks along.
    await sql.query('delete from public.dirty_entities where workspace_id = $1', [workspace]);
    const link = await author.link(a, b);
    const outcome = await stage(sql, workspace);
    expect(outcome.ok).toBe(false);
    expect(rules(outcome)).toEqual(['closed_set', 'closed_set']);
    expect(outcome.blockers[0]?.entity_id).toBe(link);
  });

  test('a package that cannot be served: package_valid, with the place inside of it', async () => {
    const spark = await author.spark('lesson');
    await author.lessonPackage(spark, { exercise_bank: [{ id: 'e1' }, { id: 'e1' }], quiz: ['e2'] });
    const outcome = await stage(sql, workspace);
    expect(rules(outcome)).toEqual(['package_valid', 'package_valid']);
    expect(outcome.blockers.map((one) => one.message).join()).toMatch(/exercise_bank\/1\/id.*quiz\/0/);
    expect(outcome.blockers.every((one) => one.slug === 'lesson' && one.entity_id === spark)).toBe(true);
    expect(await snapshots()).toEqual([]);
  });

  test('published AI drafts that nobody has approved: ai_draft_approved, unless the workspace allows them', async () => {
    for (const [review_status, is_published, blocked] of [
      ['pending', true, true],
      ['rejected', true, true],
      ['approved', true, false],
      ['pending', false, false],
    ] as const) {
      const spark = await author.spark(undefined, { is_published, ai_metadata: JSON.stringify({ review_status }) });
      const outcome = await stage(sql, workspace);
      expect(
        outcome.ok ? [] : rules(outcome),
        `${review_status}, ${is_published ? 'published' : 'not published'}`,
      ).toEqual(blocked ? ['ai_draft_approved'] : []);
      if (blocked) await sql.query('delete from public.sparks where id = $1', [spark]);
    }
    await sql.query('update public.workspaces set allows_pending_drafts = true where id = $1', [workspace]);
    await author.spark(undefined, { is_published: true, ai_metadata: '{"review_status": "pending"}' });
    expect((await stage(sql, workspace)).ok).toBe(true);
  });

  const shown = (table: string, id: string, to: boolean) =>
    sql.query(`update public.${table} set is_published = $2 where id = $1`, [id, to]);

  test('is told beforehand as staging would tell it, and nothing is staged by looking', async () => {
    const preview = () =>
      value<{ is_complete: boolean; rules: { rule: string; total: number; items: { entity_id: string }[] }[] }>(
        sql,
        'select public.preview_blockers($1)',
        [workspace],
      );
    const { domain } = await course();
    expect(await preview()).toEqual({ is_complete: true, rules: [] });
    await publish(sql, workspace);
    await shown('domains', domain, false);
    for (let at = 0; at < 7; at++) {
      await author.spark(undefined, { is_published: true, ai_metadata: '{"review_status": "rejected"}' });
    }
    const seen = await preview();
    const outcome = await stage(sql, workspace);
    const told = Object.groupBy(outcome.blockers, (one) => one.rule);
    expect(Object.fromEntries(seen.rules.map(({ rule, total }) => [rule, total]))).toEqual(
      Object.fromEntries(Object.entries(told).map(([rule, list]) => [rule, list?.length])),
    );
    expect(seen.rules.map(({ items }) => items.length)).toEqual([5, 1]);
    expect(await snapshots()).toHaveLength(1);
  });

  test('published things under unpublished ones: published_parent, from either side', async () => {
    const { domain, trail, concept, first, second } = await course();
    await publish(sql, workspace);
    await shown('domains', domain, false);
    expect((await stage(sql, workspace)).blockers).toMatchObject([
      { rule: 'published_parent', kind: 'trail', entity_id: trail },
    ]);
    await shown('domains', domain, true);
    await shown('trails', trail, false);
    expect((await stage(sql, workspace)).blockers).toMatchObject([
      { rule: 'published_parent', kind: 'concept', entity_id: concept },
    ]);
    await shown('trails', trail, true);
    await shown('concepts', concept, false);
    const both = await stage(sql, workspace);
    expect(both.blockers.map((one) => [one.rule, one.entity_id])).toEqual(
      expect.arrayContaining([
        ['published_parent', first],
        ['published_parent', second],
      ]),
    );
    // A second concept that is published is enough.
    const other = await author.concept(trail, undefined, { is_published: true });
    await author.place(other, first);
    await author.place(other, second);
    expect((await stage(sql, workspace)).ok).toBe(true);
  });

  test('what goes to the trash together with the parent is no published orphan', async () => {
    const { domain, trail } = await course();
    await publish(sql, workspace);
    await shown('domains', domain, false);
    await sql.query("select public.trash($1, 'trail', $2)", [workspace, trail]);
    expect((await stage(sql, workspace)).ok).toBe(true);
  });

  test('sparks and concepts that stand nowhere need no published parent', async () => {
    await author.spark(undefined, { is_published: true });
    await author.concept(null, undefined, { is_published: true });
    expect((await stage(sql, workspace)).ok).toBe(true);
  });

  test.each([['spark'], ['concept']] as const)(
    'new %s links that close a loop with removed ones that are kept: acyclic',
    async (level) => {
      const make = () => (level === 'spark' ? author.spark() : author.concept(null));
      const [a, b, c] = [await make(), await make(), await make()];
      const old = await author.link(a, b, level);
      await author.link(b, c, level);
      await publish(sql, workspace);
      await sql.query(`delete from public.${level}_links where id = $1`, [old]);
      const back = await author.link(c, a, level);
      const outcome = await stage(sql, workspace, { only: [back] });
      expect(outcome.blockers).toMatchObject([{ rule: 'acyclic', kind: `${level}_link` }]);
      const both = await staged(sql, workspace, { only: [back, old] });
      expect((await verify(both.snapshot_id)).ok).toBe(true);
    },
  );

  test('a refused snapshot leaves nothing behind: no snapshot, no version, the same things pending', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, {});
    const before = await pending();
    expect((await stage(sql, workspace)).ok).toBe(false);
    expect(await snapshots()).toEqual([]);
    expect(
      await value(sql, 'select count(*)::int from public.entity_versions where workspace_id = $1', [workspace]),
    ).toBe(0);
    expect(await pending()).toEqual(before);
  });
});

describe('verification finds damage', () => {
  const damage = (text: string) =>
    db.asOwner(async (mine) => {
      const { snapshot_id } = await staged(mine, workspace);
      await mine.query('alter table public.entity_versions disable trigger user');
      await mine.query('alter table public.snapshots disable trigger user');
      expect((await verify(snapshot_id, mine)).ok).toBe(true);
      await mine.query(text, text.includes('$1') ? [workspace] : []);
      return (await verify(snapshot_id, mine)).problems.map((one) => one.rule);
    });

  test.each([
    [
      'a changed body',
      `update public.entity_versions set body = body || '{"title": "Forged"}' where kind = 'spark' and workspace_id = $1`,
      ['state_hash'],
    ],
    [
      'a changed body whose hash was made to fit',
      `update public.entity_versions set body = body || '{"title": "Forged"}', hash = private.state_hash(kind, entity_id, body || '{"title": "Forged"}') where kind = 'spark' and workspace_id = $1`,
      ['content_hash'],
    ],
    [
      'a missing beacon',
      `delete from public.entity_versions where kind = 'beacon' and workspace_id = $1`,
      ['content_hash', 'closed_set', 'entity_counts'],
    ],
    [
      'links turned into a loop',
      `insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, ref_a, ref_b, hash, body) select workspace_id, kind, gen_random_uuid(), from_seq, ref_b, ref_a, hash, body from public.entity_versions where kind = 'spark_link' and workspace_id = $1`,
      ['content_hash', 'state_hash', 'entity_counts', 'acyclic'],
    ],
    [
      'a changed content hash',
      `update public.snapshots set content_hash = repeat('0', 32) where workspace_id = $1`,
      ['content_hash'],
    ],
    [
      'changed counts',
      `update public.snapshots set entity_counts = '{"spark": 7}' where workspace_id = $1`,
      ['entity_counts'],
    ],
  ])('%s', async (_, text, expected) => {
    await course();
    expect(await damage(text)).toEqual(expected);
  });
});

describe('promoting and rolling back', () => {
  test('ready becomes current, current becomes archived, and there is one pointer', async () => {
    const [one, two] = [await staged(sql, workspace), await staged(sql, workspace)];
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
    const one = await publish(sql, workspace);
    await retitle(first, 'Second title');
    const two = await publish(sql, workspace);
    await retitle(first, 'Third title');
    const three = await publish(sql, workspace);
    const working = await workingStates(sql, workspace);
    await rollback();
    expect(await status(two.snapshot_id)).toBe('current');
    await rollback(three.snapshot_id);
    expect(await status(three.snapshot_id)).toBe('current');
    await rollback(one.snapshot_id);
    expect([await status(one.snapshot_id), await status(three.snapshot_id)]).toEqual(['current', 'archived']);
    expect(await workingStates(sql, workspace)).toEqual(working);
    expect(await codeOf(rollback()), 'the first has no parent').toBe('TW004');
  });

  test('there is nothing to roll back to before the first promotion, nor to a ready, a draft or a foreign snapshot', async () => {
    expect(await codeOf(rollback())).toBe('TW002');
    await publish(sql, workspace);
    const ready = await staged(sql, workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
    const foreign = await publish(sql, await db.createWorkspace());
    expect(await codeOf(rollback(ready.snapshot_id))).toBe('TW002');
    expect(await codeOf(rollback(draft))).toBe('TW002');
    expect(await codeOf(rollback(foreign.snapshot_id))).toBe('TW004');
  });

  test('after a rollback, staging builds on the current snapshot and not on the newest', async () => {
    const { first, second } = await course();
    const good = await publish(sql, workspace);
    await retitle(first, 'A bad idea');
    const bad = await publish(sql, workspace);
    await rollback();
    await retitle(second, 'A good idea');
    const next = await staged(sql, workspace, { only: [second] });
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

  test('whoever listens is told which workspace moved', async () => {
    const listener = await db.connect();
    const heard: string[] = [];
    listener.on('notification', (message) => heard.push(message.payload ?? ''));
    await listener.query('listen snapshot_moved');
    await publish(sql, workspace);
    await listener.query('select 1');
    expect(heard).toContain(workspace);
  });
});

describe('cleaning up', () => {
  const cleanup = (keep: number) =>
    value<number>(sql, 'select public.cleanup_old_snapshots($1, $2)', [workspace, keep]);

  test('the most recently promoted are kept, and so are the current one, ready ones, drafts and pinned ones', async () => {
    const { first } = await course();
    const made: string[] = [];
    for (let at = 0; at < 6; at++) {
      await retitle(first, `Title ${at}`);
      made.push((await publish(sql, workspace)).snapshot_id);
    }
    await rollback(made[0] as string);
    await sql.query('select public.set_snapshot_pin($1, true)', [made[1]]);
    await retitle(first, 'Pending');
    const ready = await staged(sql, workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
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
      await publish(sql, workspace);
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
    const good = await publish(sql, workspace);
    await retitle(first, 'A bad idea');
    await publish(sql, workspace);
    await rollback();
    await cleanup(1);
    expect((await snapshots()).map((row) => row.id)).toEqual([good.snapshot_id]);
    await retitle(second, 'A good idea');
    const next = await staged(sql, workspace, { only: [second] });
    const changed = differences(
      await snapshotContent(sql, good.snapshot_id),
      await snapshotContent(sql, next.snapshot_id),
    );
    expect(changed).toEqual(new Map([[`spark:${second}`, 'changed']]));
    expect((await verify(next.snapshot_id)).ok).toBe(true);
    const all = await staged(sql, workspace);
    expect(await snapshotContent(sql, all.snapshot_id)).toEqual(await workingStates(sql, workspace));
  });

  test('a draft whose parent was cleaned up builds on what is current', async () => {
    const { first } = await course();
    await publish(sql, workspace);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
    await retitle(first, 'Newer');
    const current = await publish(sql, workspace);
    await cleanup(1);
    const { id } = await runImport(sql, workspace, [
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
    const one = await publish(sql, workspace);
    await retitle(first, 'Another title');
    const third = await author.spark('third');
    await sql.query("select public.trash($1, 'beacon', $2)", [workspace, beacon]);
    const two = await publish(sql, workspace);
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
    const [mine, theirs] = [await publish(sql, workspace), await publish(sql, await db.createWorkspace())];
    expect(
      await codeOf(sql.query('select public.diff_snapshots($1, $2)', [mine.snapshot_id, theirs.snapshot_id])),
    ).toBe('TW004');
    expect(await codeOf(sql.query('select public.pending_changes($1, $2)', [workspace, theirs.snapshot_id]))).toBe(
      'TW004',
    );
  });
});

describe('at the same time', () => {
  test('an edit that commits while a snapshot is being staged stays pending', async () => {
    const { first } = await course();
    await publish(sql, workspace);
    const [editor, stager] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set title = 'Saved late' where id = $1", [first]);
    // The stager neither waits for the edit nor sees it.
    const outcome = await staged(stager, workspace);
    expect(outcome.change_counts).toEqual({});
    await editor.query('commit');
    expect(await pending(outcome.snapshot_id)).toEqual(new Map([[`spark:${first}`, 'changed']]));
    expect((await staged(sql, workspace)).change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
  });

  test('an edit that begins and commits inside of a staging does not wait, and stays pending', async () => {
    const { first } = await course();
    const stager = await db.connect();
    await stager.query('begin');
    const outcome = await staged(stager, workspace);
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
    const staging = staged(stager, workspace);
    await untilWaiting('entity_versions');
    await retitle(first, 'Saved in the middle');
    await holder.query('commit');
    const outcome = await staging;
    expect(await pending(outcome.snapshot_id)).toEqual(new Map([[`spark:${first}`, 'changed']]));
    expect((await staged(sql, workspace)).change_counts).toEqual({ spark: { added: 0, changed: 1, removed: 0 } });
  });

  test('two stagings at once make two snapshots, each complete', async () => {
    const { first } = await course();
    const [one, two] = [await db.connect(), await db.connect()];
    await one.query('begin');
    const early = await staged(one, workspace);
    await retitle(first, 'Between the two');
    const late = staged(two, workspace);
    await one.query('commit');
    const second = await late;
    expect([early.seq, second.seq]).toEqual([1, 2]);
    expect(await snapshotContent(sql, second.snapshot_id)).toEqual(await workingStates(sql, workspace));
    expect([(await verify(early.snapshot_id)).ok, (await verify(second.snapshot_id)).ok]).toEqual([true, true]);
  });

  test.each([['read committed'], ['repeatable read'], ['serializable']])(
    'at %s two promotions at once leave one current',
    async (isolation) => {
      const [one, two] = [await staged(sql, workspace), await staged(sql, workspace)];
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
    const { snapshot_id: base } = await publish(sql, workspace);
    const [one, two] = [await staged(sql, workspace), await staged(sql, workspace)];
    const [first, second] = [await db.connect(), await db.connect()];
    const move = (client: typeof first, target: string) =>
      codeOf(client.query('select public.promote_snapshot($1, $2)', [target, base]));
    await first.query('begin');
    expect(await move(first, one.snapshot_id)).toBe(null);
    const late = move(second, two.snapshot_id);
    await first.query('commit');
    expect(await late).toBe('TW003');
    const back = (instead_of: string) =>
      codeOf(sql.query('select public.rollback_snapshot($1, $2, $3)', [workspace, base, instead_of]));
    expect(await back(base)).toBe('TW003');
    expect(await back(one.snapshot_id)).toBe(null);
  });

  test('two first promotions at once are two as well', async () => {
    const [one, two] = [await staged(sql, workspace), await staged(sql, workspace)];
    const nothing = '00000000-0000-0000-0000-000000000000';
    const first = (id: string) => codeOf(sql.query('select public.promote_snapshot($1, $2)', [id, nothing]));
    expect([await first(one.snapshot_id), await first(two.snapshot_id)]).toEqual([null, 'TW003']);
  });

  test('an import waits for a staging and then stays pending; a staging waits for an import and then has it', async () => {
    const item = (slug: string) => ({ kind: 'beacon', key: slug, fields: { slug, name: 'Imported' } });
    const ready = async (slug: string) => {
      const id = await startImport(sql, workspace, [item(slug)]);
      await plan(sql, id);
      return id;
    };
    const [one, two] = [await ready('one'), await ready('two')];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const before = await staged(first, workspace);
    const importing = apply(second, one);
    await first.query('commit');
    expect((await importing).ok).toBe(true);
    expect([...(await pending(before.snapshot_id)).values()]).toEqual(['added']);

    await first.query('begin');
    expect((await apply(first, two)).ok).toBe(true);
    const staging = staged(second, workspace);
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

test('whatever is edited, staged, promoted, rolled back and cleaned up, every snapshot is and stays what a full copy would be', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constantFrom('add', 'edit', 'rename', 'remove', 'link', 'place', 'replace', 'undo'),
        n: fc.nat(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constant('stage'), n: fc.nat(), share: fc.constantFrom(0, 1, 1, 2, 3) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constantFrom('promote', 'promote', 'rollback', 'cleanup', 'pin'), n: fc.nat() }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 45 }), async (steps) => {
      workspace = await db.createWorkspace();
      author = new Author(sql, workspace);
      const model = new Model();
      for (const one of steps) await model.step(one);
      await model.check();
    }),
    { numRuns: 20 },
  );
}, 120_000);

/** Keeps a full copy of the content for every snapshot, and the status of each, by the rules as they are told to people. */
class Model {
  readonly copies = new Map<string, Content>();
  readonly states = new Map<
    string,
    { status: string; seq: number; parent: string | null; promoted: number; pinned: boolean }
  >();
  #clock = 0;

  #current = () => [...this.states].find(([, state]) => state.status === 'current')?.[0] ?? null;
  #base(): string | null {
    const ready = [...this.states]
      .filter(([, state]) => state.status === 'ready')
      .sort(([, a], [, b]) => b.seq - a.seq);
    return this.#current() ?? ready[0]?.[0] ?? null;
  }

  async step(one: { act: string; n: number; share?: number }): Promise<void> {
    const pick = async (table: string) => {
      const rows = await list<{ id: string }>(
        sql,
        `select id from public.${table} where workspace_id = $1 order by ordinal`,
        [workspace],
      );
      return rows[one.n % Math.max(1, rows.length)]?.id;
    };
    const spark = await pick('sparks');
    switch (one.act) {
      case 'add':
        await (one.n % 3 === 0 ? author.concept(null, `c-${this.#clock++}`) : author.spark(`s-${this.#clock++}`));
        break;
      case 'edit':
        if (spark) await retitle(spark, `Title ${one.n % 5}`);
        break;
      case 'rename':
        // Few names, so that slugs are given up and taken over.
        if (spark)
          await codeOf(sql.query('update public.sparks set slug = $2 where id = $1', [spark, `name-${one.n % 4}`]));
        break;
      case 'remove':
        if (spark) await sql.query("select public.trash($1, 'spark', $2)", [workspace, spark]);
        break;
      case 'replace':
        if (spark) {
          const slug = await value<string>(sql, 'select slug from public.sparks where id = $1', [spark]);
          await sql.query("select public.trash($1, 'spark', $2)", [workspace, spark]);
          await author.spark(slug);
        }
        break;
      case 'link': {
        const other = await value<string>(
          sql,
          'select id from public.sparks where workspace_id = $1 order by ordinal desc limit 1',
          [workspace],
        );
        if (spark && other && spark !== other)
          await codeOf(one.n % 2 ? author.link(spark, other) : author.link(other, spark));
        break;
      }
      case 'place': {
        const concept = await pick('concepts');
        if (spark && concept) await codeOf(author.place(concept, spark));
        break;
      }
      case 'undo': {
        const last = await value<string>(
          sql,
          'select id from public.change_sets where workspace_id = $1 and undone_by is null order by created_at desc limit 1',
          [workspace],
        );
        if (last) await codeOf(sql.query('select public.undo_change_set($1)', [last]));
        break;
      }
      case 'stage':
        return this.#stage(one.share ?? 0, one.n);
      case 'promote':
        return this.#promote(one.n);
      case 'rollback':
        return this.#rollback(one.n);
      case 'pin': {
        const ids = [...this.states.keys()];
        const id = ids[one.n % Math.max(1, ids.length)];
        if (!id) return;
        const state = this.states.get(id);
        if (!state) return;
        state.pinned = !state.pinned;
        await sql.query('select public.set_snapshot_pin($1, $2)', [id, state.pinned]);
        break;
      }
      case 'cleanup':
        return this.#cleanup(1 + (one.n % 3));
    }
  }

  /** share 0: everything; otherwise every share-th of what is pending. */
  async #stage(share: number, n: number): Promise<void> {
    const base = this.#base();
    const before = this.copies.get(base ?? '') ?? new Map<string, string>();
    const working = await workingStates(sql, workspace);
    const open = differences(before, working);
    expect(await pending(), 'pending is what differs from the base').toEqual(open);
    const only =
      share === 0
        ? undefined
        : [...open.keys()].filter((_, at) => (at + n) % share === 0).map((key) => key.split(':')[1] as string);
    const outcome = await stage(sql, workspace, { only });
    if (!outcome.ok) {
      expect(only, 'only a selection can be refused').toBeDefined();
      return;
    }
    const made = await snapshotContent(sql, outcome.snapshot_id);
    if (!only) expect(made).toEqual(working);
    // Each entity is as in the base or as in the tables, what was chosen as in the tables, and slugs are unique.
    for (const key of new Set([...before.keys(), ...working.keys(), ...made.keys()])) {
      const isChosen = only?.includes(key.split(':')[1] as string);
      const allowed = isChosen ? [working.get(key)] : [working.get(key), before.get(key)];
      expect(allowed).toContain(made.get(key));
    }
    const slugs = [...made].flatMap(([key, body]) => {
      const { slug } = JSON.parse(body) as { slug?: string };
      return slug ? [`${key.split(':')[0]}:${slug}`] : [];
    });
    expect(new Set(slugs).size, 'no slug stands twice').toBe(slugs.length);
    const counts: Record<string, number> = {};
    for (const key of made.keys()) counts[key.split(':')[0] as string] = (counts[key.split(':')[0] as string] ?? 0) + 1;
    expect(Object.fromEntries(Object.entries(outcome.entity_counts).filter(([, total]) => total > 0))).toEqual(counts);
    this.copies.set(outcome.snapshot_id, made);
    this.states.set(outcome.snapshot_id, {
      status: 'ready',
      seq: outcome.seq,
      parent: base,
      promoted: 0,
      pinned: false,
    });
  }

  async #promote(n: number): Promise<void> {
    const able = [...this.states].filter(([, state]) => state.status === 'ready' || state.status === 'archived');
    const chosen = able[n % Math.max(1, able.length)];
    if (!chosen) return;
    await promote(chosen[0]);
    this.#point(chosen[0]);
  }

  async #rollback(n: number): Promise<void> {
    const current = this.#current();
    if (!current) return expect(await codeOf(rollback())).toBe('TW002');
    const archived = [...this.states].filter(([, state]) => state.status === 'archived').map(([id]) => id);
    const parent = this.states.get(current)?.parent ?? null;
    const target = n % 2 === 0 ? parent : (archived[n % Math.max(1, archived.length)] ?? null);
    const code = await codeOf(rollback(n % 2 === 0 ? null : target));
    const goal = target ?? parent;
    if (goal && this.states.get(goal)?.status === 'archived') {
      expect(code).toBeNull();
      this.#point(goal);
    } else {
      expect(code).toBe(goal && this.states.has(goal) ? 'TW002' : 'TW004');
    }
  }

  #point(id: string): void {
    for (const state of this.states.values()) if (state.status === 'current') state.status = 'archived';
    const state = this.states.get(id);
    if (state) Object.assign(state, { status: 'current', promoted: ++this.#clock });
  }

  async #cleanup(keep: number): Promise<void> {
    const published = [...this.states]
      .filter(([, state]) => state.promoted > 0)
      .sort(([, a], [, b]) => b.promoted - a.promoted);
    const gone = published.slice(keep).filter(([, state]) => state.status === 'archived' && !state.pinned);
    expect(await value(sql, 'select public.cleanup_old_snapshots($1, $2)', [workspace, keep])).toBe(gone.length);
    for (const [id] of gone) {
      this.states.delete(id);
      this.copies.delete(id);
      for (const state of this.states.values()) if (state.parent === id) state.parent = null;
    }
  }

  async check(): Promise<void> {
    const real = await snapshots();
    expect(new Map(real.map((row) => [row.id, row.status]))).toEqual(
      new Map([...this.states].map(([id, state]) => [id, state.status])),
    );
    const working = await workingStates(sql, workspace);
    for (const [id, copy] of this.copies) {
      expect(await snapshotContent(sql, id)).toEqual(copy);
      expect((await verify(id)).problems).toEqual([]);
      expect(await pending(id)).toEqual(differences(copy, working));
    }
    const ids = [...this.copies.keys()];
    for (const [at, a] of ids.entries()) {
      const b = ids[(at + 1) % ids.length] as string;
      const rows = await list<{ key: string; change: string }>(
        sql,
        "select kind || ':' || entity_id as key, change from public.diff_snapshots($1, $2)",
        [a, b],
      );
      expect(new Map(rows.map((row) => [row.key, row.change]))).toEqual(
        differences(this.copies.get(a) as Content, this.copies.get(b) as Content),
      );
    }
  }
}
