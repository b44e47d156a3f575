import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  Author,
  attempt,
  codeOf,
  contentTables,
  fresh,
  list,
  refusal,
  runImport,
  type Sql,
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

interface Revision {
  operation: string;
  version: number;
  entity_id: string;
  change_set_id: string;
  label: string | null;
  slug: string | null;
  author: string | null;
  body: Record<string, unknown>;
}
const revisions = (entity: string) =>
  list<Revision>(
    sql,
    'select operation::text, version, entity_id, change_set_id, label, slug, author, body from public.revisions where entity_id = $1 order by id',
    [entity],
  );
const retitle = (id: string, title: string) =>
  sql.query('update public.sparks set title = $2 where id = $1', [id, title]);
const lastChange = () =>
  value<string>(sql, 'select change_set_id from public.revisions where workspace_id = $1 order by id desc limit 1', [
    workspace,
  ]);
const undo = (change_set: string) => value<string>(sql, 'select public.undo_change_set($1)', [change_set]);
const trash = (kind: string, id: string, with_sparks = false) =>
  value<string>(sql, 'select public.trash($1, $2, $3, $4)', [workspace, kind, id, with_sparks]);
const content = () => workingContent(sql, workspace);
const spark = (id: string) => list<Record<string, unknown>>(sql, 'select * from public.sparks where id = $1', [id]);

/** What undo said of an obstacle: TW005 and the entities in the way. */
async function obstacles(change_set: string): Promise<{ code: string; kinds: string[]; ids: string[] } | null> {
  try {
    await undo(change_set);
    return null;
  } catch (error) {
    const { code, detail } = refusal(error);
    const found = JSON.parse(detail ?? '[]') as { kind: string; entity_id: string }[];
    return { code, kinds: found.map((one) => one.kind), ids: found.map((one) => one.entity_id) };
  }
}

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
      [workspace],
    );
    await db.asOwner(async (mine) => {
      await mine.query("update public.sparks set title = 'Again' where workspace_id = $1", [workspace]);
      await new Author(mine, workspace).beacon();
      const sets = await list(
        mine,
        'select change_set_id, count(*)::int as many from public.revisions where workspace_id = $1 group by 1 order by min(id)',
        [workspace],
      );
      expect(sets.map((one) => (one as { many: number }).many)).toEqual([ids.length, ids.length + 1]);
    });
  });

  test('saving what is there already is no revision, no version and nothing to stage', async () => {
    const id = await author.spark('lesson', { title: 'Same' });
    const before = await spark(id);
    await sql.query('delete from public.dirty_entities where workspace_id = $1', [workspace]);
    await sql.query("update public.sparks set title = 'Same', slug = 'lesson', extras = '{}' where id = $1", [id]);
    expect(await spark(id)).toEqual(before);
    expect(await revisions(id)).toHaveLength(1);
    expect(
      await value(sql, 'select count(*)::int from public.dirty_entities where workspace_id = $1', [workspace]),
    ).toBe(0);
    expect(await value(sql, 'select count(*)::int from public.change_sets where workspace_id = $1', [workspace])).toBe(
      1,
    );
  });

  test('of many rows in one statement only those that change get a version', async () => {
    const [same, other] = [await author.spark('same', { title: 'Wanted' }), await author.spark('other')];
    await sql.query("update public.sparks set title = 'Wanted' where workspace_id = $1", [workspace]);
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
    await db.addMember(workspace, (await db.members()).admin, 'admin');
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
      [workspace, slug],
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
    await new Author(first, workspace).spark('wanted');
    const late = codeOf(new Author(second, workspace).spark('wanted'));
    await first.query('commit');
    expect(await late).toBe('23505');
    const both = await Promise.all(
      [first, second].map((client) => codeOf(new Author(client, workspace).spark('both'))),
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

describe('undo', () => {
  test('of an edit: the former state, as a new version, with its own change set', async () => {
    const id = await author.spark('lesson', { title: 'Before', summary: 'What it was' });
    await sql.query("update public.sparks set title = 'After', summary = null, slug = 'renamed' where id = $1", [id]);
    const edit = await lastChange();
    const undoing = await undo(edit);
    expect((await spark(id))[0]).toMatchObject({ title: 'Before', summary: 'What it was', slug: 'lesson', version: 3 });
    expect(await list(sql, 'select action::text, undoes from public.change_sets where id = $1', [undoing])).toEqual([
      { action: 'undo', undoes: edit },
    ]);
    expect(await value(sql, 'select undone_by from public.change_sets where id = $1', [edit])).toBe(undoing);
    expect(await codeOf(undo(edit))).toBe('TW002');
  });

  test('of a creation: it is gone; undone again, it is back with its id and a higher version', async () => {
    const id = await author.spark('lesson');
    const before = await content();
    const undoing = await undo(await lastChange());
    expect(await spark(id)).toEqual([]);
    await undo(undoing);
    expect(await content()).toEqual(before);
    expect((await spark(id))[0]).toMatchObject({ id, version: 3 });
  });

  test('edits are undone one after the other, backwards, however often somebody went there and back', async () => {
    const id = await author.spark('lesson', { title: 'Zero' });
    const edits: string[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      await retitle(id, title);
      edits.push(await lastChange());
    }
    const title = async () => (await spark(id))[0]?.title;
    const undone = await undo(edits[2] as string);
    expect(await title()).toBe('Two');
    await undo(undone);
    expect(await title()).toBe('Three');
    await undo(edits[2] as string);
    await undo(edits[1] as string);
    await undo(edits[0] as string);
    expect(await title()).toBe('Zero');
  });

  test('something newer stands in the way: TW005, with the list, and nothing is written', async () => {
    const [a, b, c] = [await author.spark('a'), await author.spark('b'), await author.spark('c')];
    await sql.query("update public.sparks set summary = 'Bulk' where workspace_id = $1", [workspace]);
    const bulk = await lastChange();
    await retitle(b, 'Newer');
    await sql.query('delete from public.sparks where id = $1', [c]);
    const before = await content();
    const found = await obstacles(bulk);
    expect(found?.code).toBe('TW005');
    expect(found?.ids.sort()).toEqual([b, c].sort());
    expect(await content()).toEqual(before);
    expect((await spark(a))[0]).toMatchObject({ summary: 'Bulk', version: 2 });
  });

  test('what something else has come to depend on is not taken away: 23503', async () => {
    const concept = await author.concept(null);
    const made = await lastChange();
    await author.place(concept, await author.spark());
    expect(await codeOf(undo(made))).toBe('23503');
  });

  test('a slug that somebody else has taken since is not taken back: 23505', async () => {
    const id = await author.spark('wanted');
    await sql.query("update public.sparks set slug = 'other' where id = $1", [id]);
    const rename = await lastChange();
    await author.spark('wanted');
    expect(await codeOf(undo(rename))).toBe('23505');
  });

  test('a link that would close a loop by now does not come back: TW001', async () => {
    const [a, b] = [await author.spark(), await author.spark()];
    const link = await author.link(a, b);
    await sql.query('delete from public.spark_links where id = $1', [link]);
    const removed = await lastChange();
    await author.link(b, a);
    expect(await codeOf(undo(removed))).toBe('TW001');
  });

  test('of a change set that swaps slugs, replaces and removes at once', async () => {
    const [a, b, d, e] = [
      await author.spark('a'),
      await author.spark('b'),
      await author.spark('d'),
      await author.spark('e'),
    ];
    await author.spark('c');
    const before = await content();
    const swap = await db.connect();
    await swap.query('begin');
    await swap.query("delete from public.sparks where slug = 'c' and workspace_id = $1", [workspace]);
    const rename = (id: string, slug: string) =>
      swap.query('update public.sparks set slug = $2 where id = $1', [id, slug]);
    await rename(d, 'aside');
    await rename(e, 'd');
    await rename(d, 'e');
    await rename(b, 'aside');
    await rename(a, 'b-now');
    await rename(b, 'a');
    await rename(a, 'c');
    await new Author(swap, workspace).spark('b');
    await swap.query('commit');
    const after = await content();
    const undoing = await undo(await lastChange());
    expect(await content()).toEqual(before);
    await undo(undoing);
    expect(await content()).toEqual(after);
  });

  test('of a move', async () => {
    const concept = await author.concept(null);
    const ids: string[] = [];
    for (let at = 0; at < 4; at++) ids.push(await author.place(concept, await author.spark(), at));
    const before = await content();
    const move = await value<string>(sql, "select public.place($1, 'concept_spark', $2, $3, 0)", [
      workspace,
      ids[3],
      concept,
    ]);
    expect(await content()).not.toEqual(before);
    await undo(move);
    expect(await content()).toEqual(before);
  });

  test('of an import, and the same import may then run again', async () => {
    await author.spark('there', { title: 'In the studio' });
    const before = await content();
    const items = [
      { kind: 'spark', key: 'there', fields: { slug: 'there', title: 'From the bundle' } },
      { kind: 'beacon', key: 'new', fields: { slug: 'new', name: 'Brand new' } },
    ];
    const { applied } = await runImport(sql, workspace, items);
    const after = await content();
    expect(applied).toMatchObject({ ok: true, changed: 2 });
    await undo(applied.change_set_id as string);
    expect(await content()).toEqual(before);
    const again = await runImport(sql, workspace, items);
    expect(again.applied.changed).toBe(2);
    expect(Object.values((await content()).sparks as object)[0]).toEqual(Object.values(after.sparks as object)[0]);
  });

  test('an edit that is being saved while the undo runs is not overwritten', async () => {
    const id = await author.spark('lesson', { title: 'Before' });
    await retitle(id, 'After');
    const edit = await lastChange();
    const [editor, undoer] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set summary = 'Just typed' where id = $1", [id]);
    const late = codeOf(undoer.query('select public.undo_change_set($1)', [edit]));
    await editor.query('commit');
    expect(await late).toBe('TW005');
    expect((await spark(id))[0]).toMatchObject({ title: 'After', summary: 'Just typed' });
  });

  test('two people who undo the same change set at once undo it once', async () => {
    const id = await author.spark('lesson', { title: 'Before' });
    await retitle(id, 'After');
    const edit = await lastChange();
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await first.query('select public.undo_change_set($1)', [edit]);
    const late = codeOf(second.query('select public.undo_change_set($1)', [edit]));
    await first.query('commit');
    expect(await late).toBe('TW002');
    expect(await revisions(id)).toHaveLength(3);
  });

  test('an approval is taken back, and brought back, by reviewers only', async () => {
    const { workspace: standard, admin } = await db.members();
    const id = await new Author(sql, standard).spark(undefined, { ai_metadata: '{"review_status": "pending"}' });
    const approve = await db.connect();
    await db.beginAs(approve, admin);
    await approve.query('reset role');
    const approval = await value<string>(approve, "select private.open_change_set($1, 'approval')", [standard]);
    await approve.query(`update public.sparks set ai_metadata = '{"review_status": "approved"}' where id = $1`, [id]);
    await approve.query('commit');
    const asRole = (role: 'editor' | 'reviewer', set: string) =>
      db.commitAsPerson(role, (mine) => value<string>(mine, 'select public.undo_change_set($1)', [set]));
    expect(await codeOf(asRole('editor', approval))).toBe('42501');
    const undone = await asRole('reviewer', approval);
    expect(await codeOf(asRole('editor', undone))).toBe('42501');
    await asRole('reviewer', undone);
    expect((await spark(id))[0]).toMatchObject({ ai_metadata: { review_status: 'approved' } });
  });
});

describe('the trash', () => {
  /** domain > trail > concept with two sparks, one of which stands elsewhere as well; links, beacons, profiles. */
  async function course() {
    const domain = await author.domain();
    const trail = await author.trail(domain);
    const concept = await author.concept(trail);
    const elsewhere = await author.concept(null);
    const [only, shared] = [await author.spark('only'), await author.spark('shared')];
    const places = [
      await author.place(concept, only),
      await author.place(concept, shared),
      await author.place(elsewhere, shared),
    ];
    const link = await author.link(only, shared);
    const concept_link = await author.link(concept, elsewhere, 'concept');
    const beacon = await author.beacon();
    const mark = await author.mark(only, beacon);
    const lesson = await author.lessonPackage(only);
    const persona = await author.add('personas', { slug: fresh('mind'), display_name: 'Voice' });
    const profile = await author.add('course_profiles', { trail_id: trail, persona_id: persona });
    const objective = await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'Can do' });
    return {
      domain,
      trail,
      concept,
      elsewhere,
      only,
      shared,
      places,
      link,
      concept_link,
      beacon,
      mark,
      lesson,
      persona,
      profile,
      objective,
    };
  }

  const preview = async (kind: string, id: string, with_sparks = false) =>
    (
      await list<{ entity_id: string }>(sql, 'select entity_id from public.preview_trash($1, $2, $3, $4)', [
        workspace,
        kind,
        id,
        with_sparks,
      ])
    )
      .map((row) => row.entity_id)
      .sort();
  const taken = async (set: string) =>
    (
      await list<{ entity_id: string }>(
        sql,
        "select entity_id from public.revisions where change_set_id = $1 and operation = 'delete'",
        [set],
      )
    )
      .map((row) => row.entity_id)
      .sort();

  test.each([
    ['domain', false],
    ['domain', true],
    ['trail', false],
    ['trail', true],
    ['concept', false],
    ['concept', true],
    ['only', false],
    ['shared', false],
    ['beacon', false],
    ['persona', false],
    ['link', false],
  ] as const)(
    'of %s (with sparks: %s) the preview names exactly what goes, and undo brings exactly that back',
    async (what, with_sparks) => {
      const one = await course();
      const kind = { only: 'spark', shared: 'spark', link: 'spark_link' }[what as string] ?? what;
      const before = await content();
      const told = await preview(kind, one[what], with_sparks);
      const set = await trash(kind, one[what], with_sparks);
      expect(await taken(set)).toEqual(told);
      expect(told).toContain(one[what]);
      await undo(set);
      expect(await content()).toEqual(before);
    },
  );

  test('what goes with a trail: its concepts, their places, links and objectives; sparks only when asked, and only those that stand nowhere else', async () => {
    const one = await course();
    const [place, shared, elsewhere] = one.places as [string, string, string];
    const without = [one.trail, one.concept, place, shared, one.concept_link, one.objective, one.profile].sort();
    expect(await preview('trail', one.trail)).toEqual(without);
    const withSparks = [...without, one.only, one.link, one.mark, one.lesson].sort();
    expect(await preview('trail', one.trail, true)).toEqual(withSparks);
    expect(withSparks).not.toContain(one.shared);
    expect(withSparks).not.toContain(elsewhere);
  });

  test('a course outlives its persona', async () => {
    const one = await course();
    await trash('persona', one.persona);
    expect(await value(sql, 'select persona_id from public.course_profiles where id = $1', [one.profile])).toBeNull();
  });

  test('what has been measured of a trail survives the trash and goes with the purge', async () => {
    const one = await course();
    await sql.query(
      "insert into public.trail_performance (workspace_id, trail_id, measured_on, views) values ($1, $2, '2026-01-01', 7)",
      [workspace, one.trail],
    );
    const views = () =>
      value(sql, 'select sum(views)::int from public.trail_performance where trail_id = $1', [one.trail]);
    const set = await trash('trail', one.trail);
    expect(await views()).toBe(7);
    await undo(set);
    const again = await trash('trail', one.trail);
    await sql.query('select public.purge_trash($1)', [again]);
    expect(await views()).toBeNull();
  });

  test('there is nothing to trash where nothing is, or where it is somebody else’s', async () => {
    const foreign = await new Author(sql, await db.createWorkspace()).spark();
    const gone = await author.spark();
    await sql.query('delete from public.sparks where id = $1', [gone]);
    for (const id of [foreign, gone]) {
      expect(await codeOf(trash('spark', id))).toBe('TW004');
      expect(await codeOf(preview('spark', id))).toBe('TW004');
    }
    expect(await spark(foreign)).toHaveLength(1);
  });

  test('a person deletes single things only when nothing depends on them', async () => {
    const one = await course();
    expect(await codeOf(sql.query('delete from public.sparks where id = $1', [one.only]))).toBe('23503');
    expect(await codeOf(sql.query('delete from public.spark_beacons where id = $1', [one.mark]))).toBeNull();
  });

  test('whoever links to a spark while it goes to the trash is refused, and the other way round the link goes too', async () => {
    const [a, b, c] = [await author.spark(), await author.spark(), await author.spark()];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await first.query("select public.trash($1, 'spark', $2)", [workspace, a]);
    const late = codeOf(new Author(second, workspace).link(a, b));
    await first.query('commit');
    expect(await late).toBe('23503');

    await first.query('begin');
    const link = await new Author(first, workspace).link(b, c);
    const trashing = value<string>(second, "select public.trash($1, 'spark', $2)", [workspace, b]);
    await first.query('commit');
    expect(await taken(await trashing)).toEqual([b, link].sort());
  });

  test('purging takes the history of what was trashed, and of nothing else', async () => {
    const one = await course();
    const set = await trash('spark', one.only);
    const gone = await taken(set);
    expect(await value(sql, 'select public.purge_trash($1)', [set])).toBe(gone.length);
    for (const id of gone) expect(await revisions(id)).toEqual([]);
    expect((await revisions(one.shared)).length).toBeGreaterThan(0);
    expect(await codeOf(undo(set))).toBe('TW004');
    const noted = await list(
      sql,
      "select detail from public.audit_log where workspace_id = $1 and action = 'trash.purged'",
      [workspace],
    );
    expect(noted).toEqual([{ detail: { entities: gone.length } }]);
  });

  test('only the trash is purged, and only what lies in it still', async () => {
    const id = await author.spark();
    expect(await codeOf(sql.query('select public.purge_trash($1)', [await lastChange()]))).toBe('TW002');
    const set = await trash('spark', id);
    await undo(set);
    expect(await codeOf(sql.query('select public.purge_trash($1)', [set]))).toBe('TW002');
    expect((await spark(id)).length).toBe(1);
  });
});

test('whatever was edited, moved, linked, imported and trashed, undone backwards it is as it was, at every step', async () => {
  const step = fc.record({
    act: fc.constantFrom(
      'add',
      'edit',
      'rename',
      'unlink',
      'link',
      'place',
      'move',
      'trash',
      'trash-concept',
      'import',
      'several',
      'undo',
      'publish',
    ),
    n: fc.nat(1000),
    m: fc.nat(1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      workspace = await db.createWorkspace();
      author = new Author(sql, workspace);
      const trail = await author.trail(await author.domain('d'), 't');
      const concepts = [await author.concept(trail, 'c0'), await author.concept(trail, 'c1')];
      for (let at = 0; at < 3; at++) await author.place(concepts[at % 2] as string, await author.spark(`s${at}`), at);
      const states: { set: string; before: Record<string, unknown> }[] = [];
      for (const [at, one] of steps.entries()) {
        const before = await content();
        const last = await lastChange();
        await codeOf(act(one, at));
        const set = await lastChange();
        if (set !== last) states.push({ set, before });
      }
      for (const { set, before } of states.reverse()) {
        await undo(set);
        expect(await content()).toEqual(before);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function act({ act: what, n, m }: { act: string; n: number; m: number }, at: number): Promise<unknown> {
  const pick = async (table: string, by = n) => {
    const rows = await list<{ id: string }>(
      sql,
      `select id from public.${table} where workspace_id = $1 order by ordinal, id`,
      [workspace],
    );
    return rows[by % Math.max(1, rows.length)]?.id as string;
  };
  switch (what) {
    case 'add':
      return author.spark(`new-${at}`);
    case 'edit':
      return retitle(await pick('sparks'), `Title ${m % 3}`);
    case 'rename':
      return sql.query('update public.sparks set slug = $2 where id = $1', [await pick('sparks'), `name-${m % 3}`]);
    case 'link':
      return author.link(await pick('sparks'), await pick('sparks', m));
    case 'unlink':
      return sql.query('delete from public.spark_links where id = $1', [await pick('spark_links')]);
    case 'place':
      return author.place(await pick('concepts'), await pick('sparks', m), m % 3);
    case 'move':
      return sql.query("select public.place($1, 'concept_spark', $2, $3, $4)", [
        workspace,
        await pick('concept_sparks'),
        await pick('concepts', m),
        m % 4,
      ]);
    case 'trash':
      return trash('spark', await pick('sparks'));
    case 'trash-concept':
      return trash('concept', await pick('concepts'), m % 2 === 0);
    case 'publish':
      return sql.query('update public.concepts set is_published = not is_published where workspace_id = $1', [
        workspace,
      ]);
    case 'import':
      return runImport(
        sql,
        workspace,
        [
          {
            kind: 'spark',
            key: `s${n % 4}`,
            fields: {
              slug: `s${n % 4}`,
              title: `Imported ${m % 3}`,
              content_md: 'text',
              estimated_mins: 5,
              difficulty: 'expert',
            },
          },
          { kind: 'concept', key: `c${n % 3}`, fields: { slug: `c${n % 3}`, title: 'Imported concept' } },
          {
            kind: 'concept_spark',
            key: `c${n % 3}>s${n % 4}`,
            a: `c${n % 3}`,
            b: `s${n % 4}`,
            fields: { order_index: m % 3 },
          },
        ],
        'theirs',
      );
    case 'undo':
      return undo(
        await value<string>(
          sql,
          'select id from public.change_sets where workspace_id = $1 and undone_by is null order by created_at desc offset $2 limit 1',
          [workspace, n % 3],
        ),
      );
    case 'several': {
      const client = await db.owner.connect();
      try {
        await client.query('begin');
        const mine = new Author(client, workspace);
        const spark = await mine.spark(`several-${at}`);
        await client.query('update public.sparks set slug = $2 where id = $1', [spark, `name-${m % 3}`]);
        await client.query('delete from public.spark_links where workspace_id = $1', [workspace]);
        await client.query("update public.sparks set title = 'Several' where workspace_id = $1", [workspace]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
      return;
    }
  }
}
