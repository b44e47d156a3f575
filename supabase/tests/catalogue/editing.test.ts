import { beforeEach, describe, expect, test } from 'vitest';
import { Author, codeOf, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

let workspace: string;
let author: Author;
let sql: Sql;
let ed: string;
let rae: string;
beforeEach(async () => {
  workspace = await db.createWorkspace();
  sql = db.owner;
  author = new Author(sql, workspace);
  [ed, rae] = [await db.createPerson(), await db.createPerson()];
  await db.addMember(workspace, ed, 'editor');
  await db.addMember(workspace, rae, 'reviewer');
});

interface Presence {
  newest: { version: number; is_gone: boolean } | null;
  people: { user_id: string; is_editing: boolean }[];
}

describe('presence', () => {
  const look = (person: string, spark: string, is_editing = false) =>
    db.commitAsPerson(person, (mine) =>
      value<Presence>(mine, "select public.be_present($1, 'spark', $2, $3)", [workspace, spark, is_editing]),
    );

  test('shows the others, what they do, and the newest version; leaving is seen at once, silence after 45 seconds', async () => {
    const spark = await author.spark();
    expect(await look(ed, spark)).toMatchObject({ newest: { version: 1, is_gone: false }, people: [] });
    expect((await look(rae, spark, true)).people).toEqual([{ user_id: ed, is_editing: false }]);
    expect((await look(ed, spark)).people).toEqual([{ user_id: rae, is_editing: true }]);
    await db.commitAsPerson(rae, (mine) => mine.query('select public.leave($1, $2)', [workspace, spark]));
    expect((await look(ed, spark)).people).toEqual([]);
    await look(rae, spark);
    await sql.query("update private.presence set seen_at = now() - interval '46 seconds' where user_id = $1", [rae]);
    expect((await look(ed, spark)).people).toEqual([]);
  });

  test('says that it has been saved or trashed since, and forgets who is no member any more', async () => {
    const spark = await author.spark();
    await look(rae, spark);
    await sql.query("update public.sparks set title = 'Newer' where id = $1", [spark]);
    expect((await look(ed, spark)).newest).toMatchObject({ version: 2, is_gone: false });
    await sql.query('delete from public.memberships where user_id = $1', [rae]);
    expect((await look(ed, spark)).people).toEqual([]);
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, spark]);
    expect((await look(ed, spark)).newest).toMatchObject({ is_gone: true });
  });

  test('is nobody else’s business', async () => {
    const spark = await author.spark();
    const stranger = await db.createPerson();
    await db.asPerson(stranger, async (mine) => {
      expect(await codeOf(mine.query("select public.be_present($1, 'spark', $2)", [workspace, spark]))).toBe('42501');
    });
  });
});

describe('an older version', () => {
  const revision = (id: string, version: number) =>
    value<string>(sql, 'select id from public.revisions where workspace_id = $1 and entity_id = $2 and version = $3', [
      workspace,
      id,
      version,
    ]);
  const restore = async (id: string, version: number, known: number | null = null, by: Sql = sql) =>
    value<string | null>(by, 'select public.restore_revision($1, $2, $3)', [
      workspace,
      await revision(id, version),
      known,
    ]);
  const field = (name: string, id: string, table = 'sparks') =>
    value(sql, `select ${name} from public.${table} where id = $1`, [id]);

  test('becomes the newest again, as a new one that can be undone', async () => {
    const spark = await author.spark(undefined, { title: 'First', content_md: 'one' });
    await sql.query("update public.sparks set title = 'Second', content_md = 'two', slug = 'second' where id = $1", [
      spark,
    ]);
    const made = await restore(spark, 1, 2);
    expect([await field('title', spark), await field('content_md', spark), await field('version', spark)]).toEqual([
      'First',
      'one',
      3,
    ]);
    expect(await value(sql, 'select action::text from public.change_sets where id = $1', [made])).toBe('restore');
    await sql.query('select public.undo_change_set($1)', [made]);
    expect(await field('title', spark)).toBe('Second');
  });

  test('says what it said, and stands where it stands', async () => {
    const domain = await author.domain();
    const [t1, t2] = [await author.trail(domain), await author.trail(domain)];
    const concept = await author.concept(t1, undefined, { title: 'Old', order_index: 4 });
    await sql.query("update public.concepts set title = 'New', trail_id = $2, order_index = 0 where id = $1", [
      concept,
      t2,
    ]);
    await restore(concept, 1);
    expect([
      await field('title', concept, 'concepts'),
      await field('trail_id', concept, 'concepts'),
      await field('order_index', concept, 'concepts'),
    ]).toEqual(['Old', t2, 0]);
  });

  test('does not take back a decision of a reviewer, unless a reviewer does it', async () => {
    const draft = (review_status: string) => JSON.stringify({ generated_by: 'm', review_status });
    const spark = await author.spark(undefined, { title: 'First', ai_metadata: draft('approved') });
    await sql.query("update public.sparks set title = 'Second', ai_metadata = $2 where id = $1", [
      spark,
      draft('rejected'),
    ]);
    const status = () => field("ai_metadata ->> 'review_status'", spark);
    await db.commitAsPerson(ed, (mine) => restore(spark, 1, null, mine));
    expect([await field('title', spark), await status()]).toEqual(['First', 'rejected']);
    await sql.query("update public.sparks set title = 'Third' where id = $1", [spark]);
    await db.commitAsPerson(rae, (mine) => restore(spark, 1, null, mine));
    expect(await status()).toBe('approved');
  });

  test('comes back from the trash', async () => {
    const spark = await author.spark(undefined, { title: 'First' });
    await sql.query("update public.sparks set title = 'Second' where id = $1", [spark]);
    await sql.query("select public.trash($1, 'spark', $2)", [workspace, spark]);
    await restore(spark, 1);
    expect([await field('title', spark), await field('version', spark)]).toEqual(['First', 4]);
  });

  test('is refused on what has been saved since, under a name that is taken, and in another workspace', async () => {
    const spark = await author.spark('first');
    await sql.query("update public.sparks set slug = 'second' where id = $1", [spark]);
    expect(await codeOf(restore(spark, 1, 1))).toBe('TW003');
    await author.spark('first');
    expect(await codeOf(restore(spark, 1))).toBe('23505');
    const elsewhere = await db.createWorkspace();
    expect(
      await codeOf(sql.query('select public.restore_revision($1, $2)', [elsewhere, await revision(spark, 1)])),
    ).toBe('TW004');
  });

  test('does not come back to a place that is gone', async () => {
    const trail = await author.trail(await author.domain());
    const concept = await author.concept(trail);
    const { rows } = await sql.query("select public.trash($1, 'trail', $2)", [workspace, trail]);
    expect(rows).toHaveLength(1);
    expect(await codeOf(restore(concept, 1))).toBe('TW005');
    expect(await value(sql, 'select count(*)::int from public.concepts where id = $1', [concept])).toBe(0);
  });

  test('that says what the newest says is no change', async () => {
    const spark = await author.spark();
    expect(await restore(spark, 1)).toBe(null);
    expect(await field('version', spark)).toBe(1);
  });
});

describe('history', () => {
  interface Line {
    id: number;
    kind: string;
    entity_id: string;
    label: string;
    operation: string;
    version: number;
    fields: string[];
    newest: { version: number; is_gone: boolean };
  }
  interface Act {
    change_set_id: string;
    action: string;
    title: string | null;
    last: number;
    total: number;
    versions: Line[];
  }
  const read = (kind: string, id: string, options: { below?: boolean; before?: number; limit?: number } = {}) =>
    value<Act[]>(sql, 'select public.read_history($1, $2, $3, $4, $5, $6)', [
      workspace,
      kind,
      id,
      options.below ?? true,
      options.before ?? null,
      options.limit ?? 50,
    ]);
  const said = (acts: Act[]) =>
    acts.flatMap(({ versions }) => versions.map(({ kind, operation }) => `${kind} ${operation}`));

  test('of a trail is that of all below it, newest first, in pages', async () => {
    const trail = await author.trail(await author.domain());
    const concept = await author.concept(trail);
    const spark = await author.spark('inside');
    await author.spark('outside');
    await author.place(concept, spark);
    await sql.query("update public.sparks set title = 'Again', content_md = 'new' where id = $1", [spark]);
    const all = await read('trail', trail);
    expect(said(all)).toEqual([
      'spark update',
      'concept_spark create',
      'spark create',
      'concept create',
      'trail create',
    ]);
    expect(all[0]?.versions[0]).toMatchObject({
      label: 'Again',
      version: 2,
      fields: ['content_md', 'title'],
      newest: { version: 2, is_gone: false },
    });
    const first = await read('trail', trail, { limit: 3 });
    expect([...first, ...(await read('trail', trail, { limit: 3, before: first.at(-1)?.last }))]).toEqual(all);
    expect(said(await read('trail', trail, { below: false }))).toEqual(['trail create']);
  });

  test('of a concept keeps what was removed from it, until that stands elsewhere', async () => {
    const [here, there] = [await author.concept(await author.trail(await author.domain())), await author.concept(null)];
    const [one, two] = [await author.spark('one'), await author.spark('two')];
    await author.place(here, one);
    const place = await author.place(here, two);
    const trashed = await value<string>(sql, "select public.trash($1, 'spark', $2)", [workspace, one]);
    const [newest] = await read('concept', here);
    expect(newest).toMatchObject({ action: 'trash', change_set_id: trashed, total: 2 });
    expect(newest?.versions.map(({ kind, operation }) => `${kind} ${operation}`)).toEqual([
      'spark delete',
      'concept_spark delete',
    ]);
    expect(newest?.versions[0]?.newest.is_gone).toBe(true);
    expect(said(await read('concept', here))).toContain('spark create');

    await sql.query('delete from public.concept_sparks where id = $1', [place]);
    await author.place(there, two);
    const moved = (await read('concept', here)).flatMap(({ versions }) => versions);
    expect(moved.filter(({ entity_id }) => entity_id === two)).toEqual([]);
    expect(moved[0]).toMatchObject({ kind: 'concept_spark', operation: 'delete' });
  });

  test('an act over many is told by its first five, and the rest in pages', async () => {
    const trail = await author.trail(await author.domain());
    await sql.query(
      `insert into public.concepts (workspace_id, slug, title, trail_id, order_index)
       select $1, 'many-' || n, 'Concept ' || n, $2, n from generate_series(1, 8) n`,
      [workspace, trail],
    );
    const [act] = await read('trail', trail);
    expect([act?.total, act?.versions.length]).toEqual([8, 5]);
    const rest = await value<Line[]>(sql, "select public.read_versions($1, 'trail', $2, $3, true, 5)", [
      workspace,
      trail,
      act?.change_set_id,
    ]);
    expect([...(act?.versions ?? []), ...rest].map(({ label }) => label)).toEqual(
      Array.from({ length: 8 }, (_, at) => `Concept ${at + 1}`),
    );
  });

  test('an act that made a thing and moved it has made it, and its fields are compared with what was before the act', async () => {
    const trail = await author.trail(await author.domain(), 't');
    const items = JSON.stringify([{ kind: 'trail', id: trail }]);
    const made = await value<{ ids: string[] }>(sql, 'select public.duplicate($1, $2)', [workspace, items]);
    const [act] = await read('trail', made.ids[0] ?? '');
    expect(act?.versions).toMatchObject([{ kind: 'trail', operation: 'create', fields: [], version: 2 }]);
    await sql.query("update public.trails set title = 'Renamed' where id = $1", [made.ids[0]]);
    expect((await read('trail', made.ids[0] ?? ''))[0]?.versions).toMatchObject([
      { operation: 'update', fields: ['title'] },
    ]);
  });

  test('is told to members alone', async () => {
    const trail = await author.trail(await author.domain());
    const stranger = await db.createPerson();
    await db.asPerson(stranger, async (mine) => {
      expect(await codeOf(mine.query("select public.read_history($1, 'trail', $2)", [workspace, trail]))).toBe('42501');
    });
  });
});
