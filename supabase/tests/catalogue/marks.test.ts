import { beforeEach, describe, expect, test } from 'vitest';
import { acting, items } from '../support/acting.ts';
import { codeOf, insert, type Sql, stage, value } from '../support/authoring.ts';

// A text keeps the mark of a draft whatever is done with it, so that staging keeps it from readers.

const { db, sql, author, here, act } = acting();

const PARAGRAPH =
  'A join brings rows of two tables together where a condition holds, and what has no partner on the other side is left out of the answer.';
const TEXT = `# Joins\n\n${PARAGRAPH}\n\nA last line.\n`;

type Mark = { review_status?: string; generated_by?: string; source_materials?: string[] } | null;
const draft = (review_status: string | undefined, more: Mark = { generated_by: 'm' }): string =>
  JSON.stringify({ ...more, ...(review_status && { review_status }) });
const markOf = (id: string, on: Sql = sql) =>
  value<Mark>(on, 'select ai_metadata from public.sparks where id = $1', [id]);
const statusOf = async (id: string, on: Sql = sql) => (await markOf(id, on))?.review_status ?? null;

let ed: string;
beforeEach(async () => {
  ed = await db.createPerson();
  await db.addMember(here.workspace, ed, 'editor');
});
const asEditor = <T>(fn: (mine: Sql) => Promise<T>) => db.commitAsPerson(ed, fn);

/** What staging would say of the lessons as they are. */
async function blocked(): Promise<string[]> {
  const outcome = await stage(sql, here.workspace);
  return outcome.ok ? [] : outcome.blockers.map(({ rule, slug }) => `${rule} ${slug}`).sort();
}

describe.each(['pending', 'rejected'])('a draft that is %s', (status) => {
  test('is one in both parts when it is cut in two', async () => {
    const spark = await author.spark('draft', { content_md: TEXT, ai_metadata: draft(status), is_published: true });
    const { id } = await act<{ id: string }>('split_spark', spark, 1, '# Joins', PARAGRAPH, 'More joins', 'more', 3, 2);
    expect([await markOf(spark), await markOf(id)]).toEqual([JSON.parse(draft(status)), JSON.parse(draft(status))]);
    expect(await blocked()).toEqual(['ai_draft_approved draft', 'ai_draft_approved more']);
  });

  test('is one when it is copied', async () => {
    const spark = await author.spark('draft', { content_md: TEXT, ai_metadata: draft(status) });
    const { ids } = await act<{ ids: string[] }>('duplicate', items('spark', spark));
    expect(await statusOf(ids[0] ?? '')).toBe(status);
  });

  test('makes one of what it is merged into, unless nothing of it is taken over', async () => {
    const merged = async (content_md: string | null) => {
      const into = await author.spark(undefined, { content_md: 'Mine.' });
      const from = await author.spark(undefined, { content_md: TEXT, ai_metadata: draft(status) });
      await act('merge_entities', 'spark', into, from, JSON.stringify(content_md === null ? {} : { content_md }));
      return statusOf(into);
    };
    expect(await merged(`Mine.\n\n${TEXT}`)).toBe(status);
    expect(await merged(TEXT)).toBe(status);
    expect(await merged('Mine.')).toBe(null);
    expect(await merged(null)).toBe(null);
  });

  test('makes a draft that waits of the lesson into which somebody pastes it', async () => {
    await author.spark('draft', { content_md: TEXT, ai_metadata: draft(status, { generated_by: 'm' }) });
    const spark = await author.spark('mine', { content_md: 'Mine.', is_published: true });
    const pasted = `Mine.\n\n**${PARAGRAPH.replace(' rows', '\nrows').toUpperCase()}**\n`;
    await asEditor((mine) => mine.query('update public.sparks set content_md = $2 where id = $1', [spark, pasted]));
    expect(await markOf(spark)).toEqual({ generated_by: 'm', review_status: 'pending' });
    expect(await blocked()).toContain('ai_draft_approved mine');
    const other = await asEditor((mine) =>
      insert(mine, 'sparks', {
        workspace_id: here.workspace,
        slug: 'new',
        title: 'New',
        content_md: TEXT,
        estimated_mins: 3,
        difficulty: 'beginner',
      }),
    );
    expect(await statusOf(other)).toBe('pending');
  });
});

test.each<[a: string | null, b: string | null, both: string | null]>([
  [null, null, null],
  [null, 'approved', 'approved'],
  [null, 'pending', 'pending'],
  [null, 'rejected', 'rejected'],
  ['approved', 'approved', 'approved'],
  ['approved', 'pending', 'pending'],
  ['approved', 'rejected', 'rejected'],
  ['pending', 'pending', 'pending'],
  ['pending', 'rejected', 'rejected'],
  ['rejected', 'rejected', 'rejected'],
])('a text of one that is %s and one that is %s is %s', async (a, b, both) => {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    const spark = (status: string | null | undefined, source: string) =>
      author.spark(undefined, {
        content_md: source,
        ai_metadata: status ? draft(status, { generated_by: source, source_materials: [source, 'both'] }) : null,
      });
    const [into, from] = [await spark(one, 'one'), await spark(other, 'other')];
    // Whoever merges has not decided about anything: an editor may.
    await asEditor((mine) =>
      mine.query("select public.merge_entities($1, 'spark', $2, $3, $4)", [
        here.workspace,
        into,
        from,
        '{"content_md": "one and other"}',
      ]),
    );
    expect(await statusOf(into)).toBe(both);
    if (one && other)
      expect(await markOf(into)).toMatchObject({ generated_by: 'one', source_materials: ['one', 'both', 'other'] });
  }
});

describe('pasting', () => {
  test('leaves alone what is approved, what is short, and what stood there before', async () => {
    const there = await author.spark('there', { content_md: PARAGRAPH });
    await author.spark('approved', {
      content_md: TEXT.replace('A join', 'An approved join'),
      ai_metadata: draft('approved'),
    });
    await author.spark('pending', { content_md: `Short.\n\n${PARAGRAPH}`, ai_metadata: draft('pending') });
    const save = (id: string, text: string) =>
      asEditor((mine) => mine.query('update public.sparks set content_md = $2 where id = $1', [id, text]));
    await save(there, `${PARAGRAPH}\n\nMore of mine.`);
    expect(await markOf(there)).toBe(null);
    const mine = await author.spark('mine', { content_md: '' });
    await save(mine, `Short.\n\n${PARAGRAPH.replace('A join', 'An approved join')}`);
    expect(await markOf(mine)).toBe(null);
  });

  test('of the text of another workspace tells nothing of it', async () => {
    await author.spark('draft', { content_md: TEXT, ai_metadata: draft('rejected') });
    const elsewhere = await db.createWorkspace();
    await db.addMember(elsewhere, ed, 'editor');
    const spark = await asEditor((mine) =>
      insert(mine, 'sparks', {
        workspace_id: elsewhere,
        slug: 'new',
        title: 'New',
        content_md: TEXT,
        estimated_mins: 3,
        difficulty: 'beginner',
      }),
    );
    expect(await markOf(spark)).toBe(null);
  });

  test('is known as long as the draft is one', async () => {
    const source = await author.spark('draft', { content_md: TEXT, ai_metadata: draft('pending') });
    const blocks = () =>
      value<number>(sql, 'select count(*)::integer from private.draft_blocks where spark_id = $1', [source]);
    expect(await blocks()).toBe(1);
    await sql.query('update public.sparks set ai_metadata = $2 where id = $1', [source, draft('approved')]);
    expect(await blocks()).toBe(0);
    await sql.query('update public.sparks set ai_metadata = $2 where id = $1', [source, draft('rejected')]);
    expect(await blocks()).toBe(1);
    await sql.query("update public.sparks set content_md = 'Short.' where id = $1", [source]);
    expect(await blocks()).toBe(0);
  });
});

describe('restoring', () => {
  const restore = async (spark: string, version: number) => {
    const revision = await value<string>(
      sql,
      'select r.id from public.revisions r where r.entity_id = $1 and r.version = $2',
      [spark, version],
    );
    await asEditor((mine) => mine.query('select public.restore_revision($1, $2)', [here.workspace, revision]));
    return [await value(sql, 'select content_md from public.sparks where id = $1', [spark]), await statusOf(spark)];
  };
  const say = (spark: string, content_md: string, status: string | null) =>
    sql.query('update public.sparks set content_md = $2, ai_metadata = $3 where id = $1', [
      spark,
      content_md,
      status && draft(status),
    ]);

  test('brings a text back with the decision that it had last, by whoever may edit', async () => {
    const spark = await author.spark(undefined, { content_md: 'By people.' });
    await say(spark, 'Bad draft.', 'pending'); // 2
    await say(spark, 'Bad draft.', 'rejected'); // 3
    await say(spark, 'Good draft.', 'pending'); // 4
    await say(spark, 'Good draft.', 'approved'); // 5
    await say(spark, 'Newest draft.', 'pending'); // 6
    // The text of version 2 was rejected later.
    expect(await restore(spark, 2)).toEqual(['Bad draft.', 'rejected']);
    expect(await restore(spark, 4)).toEqual(['Good draft.', 'approved']);
    expect(await restore(spark, 6)).toEqual(['Newest draft.', 'pending']);
    expect(await restore(spark, 1)).toEqual(['By people.', null]);
  });

  test('is no way to decide: the decision of a text is that of its newest version', async () => {
    const spark = await author.spark(undefined, { content_md: 'Draft.', ai_metadata: draft('approved') });
    await say(spark, 'Draft.', 'rejected');
    expect(await restore(spark, 1)).toEqual(['Draft.', 'rejected']);
    await sql.query('select public.trash($1, $2, $3)', [here.workspace, 'spark', spark]);
    expect(await restore(spark, 1)).toEqual(['Draft.', 'rejected']);
  });
});

test('nobody below a reviewer makes less of a mark, by whatever function', async () => {
  // As a function of the studio would, with the rights of its owner.
  await sql.query(`
    create function public.try_mark(spark uuid, mark jsonb) returns void language sql security definer
    as 'update public.sparks set ai_metadata = mark where id = spark';
    grant execute on function public.try_mark to authenticated`);
  const spark = await author.spark(undefined, { content_md: 'Draft.', ai_metadata: draft('rejected') });
  const set = (mark: string | null) =>
    codeOf(asEditor((mine) => mine.query('select public.try_mark($1, $2)', [spark, mark])));
  expect(await set(draft('approved'))).toBe('42501');
  expect(await set(null)).toBe('42501');
  expect(await set(draft(undefined))).toBe('42501');
  expect(await set(draft('pending'))).toBe(null);
});
