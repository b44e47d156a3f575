import { describe, expect, test } from 'vitest';
import { Author, codeOf, fresh, list, value } from '../support/authoring.ts';
import { revising } from '../support/revising.ts';

const { db, sql, author, here, revisions, lastChange, undo, trash, content, spark } = revising();

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
        here.workspace,
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

  test('what has been measured of a trail goes to the trash with it, comes back with it, and goes with the purge', async () => {
    const one = await course();
    await sql.query(
      "insert into public.trail_performance (workspace_id, trail_id, measured_on, views) values ($1, $2, '2026-01-01', 7)",
      [here.workspace, one.trail],
    );
    const views = () =>
      value(sql, 'select sum(views)::int from public.trail_performance where trail_id = $1', [one.trail]);
    const set = await trash('trail', one.trail);
    expect(await views()).toBeNull();
    await undo(set);
    expect(await views()).toBe(7);
    const again = await trash('trail', one.trail);
    await sql.query('select public.purge_trash($1)', [again]);
    expect(await codeOf(undo(again))).toBe('TW004');
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
    await first.query("select public.trash($1, 'spark', $2)", [here.workspace, a]);
    const late = codeOf(new Author(second, here.workspace).link(a, b));
    await first.query('commit');
    expect(await late).toBe('23503');

    await first.query('begin');
    const link = await new Author(first, here.workspace).link(b, c);
    const trashing = value<string>(second, "select public.trash($1, 'spark', $2)", [here.workspace, b]);
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
      [here.workspace],
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
