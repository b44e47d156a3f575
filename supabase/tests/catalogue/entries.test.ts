import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acting, items } from '../support/acting.ts';
import { codeOf, fresh, list, type Sql, value } from '../support/authoring.ts';

// What the outline counts by is kept beside the content by triggers: it always says what counting the content would say.

const { db, sql, author, here, act, undo } = acting();

/** The entries as they would be counted now, from the tables alone. */
const COUNTED = `
  select n.kind, n.id, n.ordinal, lower(n.title) as title, not n.is_published as is_draft, n.difficulty, q.validation_status as check_status, n.review, n.mins,
    (select count(*)::integer from public.concept_sparks p where n.kind = 'spark' and p.spark_id = n.id) as places, n.updated_by
  from (
    select 'domain' as kind, id, workspace_id, ordinal, name as title, is_published, null as difficulty, null as review, 0 as mins, updated_by from public.domains
    union all select 'trail', id, workspace_id, ordinal, title, is_published, difficulty_level::text, null, 0, updated_by from public.trails
    union all select 'concept', id, workspace_id, ordinal, title, is_published, null, null, 0, updated_by from public.concepts
    union all select 'spark', id, workspace_id, ordinal, title, is_published, difficulty::text, ai_metadata ->> 'review_status', estimated_mins, updated_by from public.sparks
    union all select 'beacon', id, workspace_id, ordinal, name, null, null, null, 0, updated_by from public.beacons
  ) n left join public.lesson_profiles q on q.spark_id = n.id
  where n.workspace_id = $1 order by n.kind, n.id`;
const KEPT = `
  select kind::text, id, ordinal, title, is_draft, difficulty::text, check_status, review, mins, places, updated_by
  from private.outline_entries where workspace_id = $1 order by kind::text, id`;

async function expectRight() {
  const kept = await list(sql, KEPT, [here.workspace]);
  expect(kept).toEqual(await list(sql, COUNTED, [here.workspace]));
  return kept;
}

const placesOf = (spark: string) =>
  value<number>(sql, 'select places from private.outline_entries where workspace_id = $1 and id = $2', [
    here.workspace,
    spark,
  ]);

const TABLES = ['domains', 'trails', 'concepts', 'sparks', 'beacons'] as const;
const SETTERS = {
  title: (table: string, at: number) =>
    `${['domains', 'beacons'].includes(table) ? 'name' : 'title'} = 'Named ${at} ÄÖ'`,
  published: (table: string) => (table === 'beacons' ? 'description = null' : 'is_published = not is_published'),
  difficulty: (table: string) =>
    table === 'sparks'
      ? "difficulty = 'expert'"
      : table === 'trails'
        ? "difficulty_level = 'expert'"
        : 'description = null',
  review: (table: string, at: number) =>
    table === 'sparks'
      ? `ai_metadata = '{"review_status": "${['pending', 'rejected'][at % 2]}"}', estimated_mins = ${(at % 60) + 1}`
      : 'description = null',
  // A save of what is no part of any count.
  nothing: (table: string) => (table === 'sparks' ? "content_md = content_md || 'x'" : "description = 'Words.'"),
} as const;

/** One act of a person or of a machine, on whatever is there. */
const acts = {
  add: async (at: number) => {
    const domain = await author.domain();
    const concept = await author.concept(await author.trail(domain));
    await author.place(concept, await author.spark(undefined, { estimated_mins: (at % 60) + 1 }));
    await author.beacon();
  },
  place: async (at: number) => {
    const [concepts, sparks] = await Promise.all([rows('concepts'), rows('sparks')]);
    const [concept, spark] = [concepts[at % concepts.length], sparks[(at * 7) % sparks.length]];
    if (!concept || !spark) return;
    await codeOf(author.place(concept, spark));
  },
  unplace: (at: number) => remove('concept_sparks', at),
  move: async (at: number) => {
    const concepts = await rows('concepts');
    await codeOf(
      sql.query(
        `update public.concept_sparks set concept_id = $2, order_index = $3
         where id = (select id from public.concept_sparks where workspace_id = $1 order by ordinal limit 1)`,
        [here.workspace, concepts[at % Math.max(concepts.length, 1)] ?? null, at],
      ),
    );
  },
  edit: (at: number) => {
    const table = TABLES[at % TABLES.length] as string;
    const setters = Object.values(SETTERS);
    const set = setters[(at >> 3) % setters.length] as (table: string, at: number) => string;
    return sql.query(`update public.${table} set ${set(table, at)} where workspace_id = $1`, [here.workspace]);
  },
  check: async (at: number) => {
    const sparks = await rows('sparks');
    const spark = sparks[at % Math.max(sparks.length, 1)];
    if (!spark) return;
    await sql.query(
      `insert into public.lesson_profiles (workspace_id, spark_id, validation_status) values ($1, $2, $3)
       on conflict (spark_id, workspace_id) do update set validation_status = excluded.validation_status`,
      [here.workspace, spark, ['passed', 'warning', 'failed', null][at % 4]],
    );
  },
  uncheck: (at: number) => remove('lesson_profiles', at),
  duplicate: async (at: number) => {
    const concepts = await rows('concepts');
    const concept = concepts[at % Math.max(concepts.length, 1)];
    if (concept) await act('duplicate', items('concept', concept));
  },
  trash: async (at: number) => {
    const domains = await rows('domains');
    const domain = domains[at % Math.max(domains.length, 1)];
    if (domain) await act<string>('trash', 'domain', domain, at % 2 === 0);
  },
  undo: async () => {
    const last = await value<string | null>(
      sql,
      'select id from public.change_sets where workspace_id = $1 order by ordinal desc limit 1',
      [here.workspace],
    );
    await codeOf(undo(last));
  },
};

const rows = async (table: string) =>
  (
    await list<{ id: string }>(sql, `select id from public.${table} where workspace_id = $1 order by ordinal`, [
      here.workspace,
    ])
  ).map(({ id }) => id);

async function remove(table: string, at: number) {
  const there = await rows(table);
  await sql.query(`delete from public.${table} where id = $1`, [there[at % Math.max(there.length, 1)] ?? null]);
}

describe('entries of the outline', () => {
  test('say what counting would say, whatever was done', { timeout: 60_000 }, async () => {
    const act = fc.tuple(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), fc.nat(1000));
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 15 }), async (steps) => {
        here.workspace = author.workspace_id = await db.createWorkspace();
        await acts.add(1);
        for (const [name, at] of steps) await acts[name](at);
        await expectRight();
      }),
      { numRuns: 25 },
    );
  });

  test('a spark whose row comes after its place and its profile, as an undo may bring it, counts both', async () => {
    const concept = await author.concept(null);
    const spark = crypto.randomUUID();
    const client = await db.connect();
    await client.query('begin; set constraints all deferred');
    await client.query('insert into public.concept_sparks (workspace_id, concept_id, spark_id) values ($1, $2, $3)', [
      here.workspace,
      concept,
      spark,
    ]);
    await client.query(
      "insert into public.lesson_profiles (workspace_id, spark_id, validation_status) values ($1, $2, 'failed')",
      [here.workspace, spark],
    );
    await client.query(
      "insert into public.sparks (id, workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, $2, $3, 'Late', 'x', 5, 'beginner')",
      [spark, here.workspace, fresh('late')],
    );
    await client.query('commit');
    expect(await expectRight()).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: spark, places: 1, check_status: 'failed' })]),
    );
  });

  test('a save that changes nothing of them writes nothing, so nobody waits for it', async () => {
    const spark = await author.spark();
    const writtenBy = () =>
      value<string>(sql, 'select xmin::text || xmax::text from private.outline_entries where id = $1', [spark]);
    const before = await writtenBy();
    await sql.query("update public.sparks set content_md = 'Another text.', summary = 'Short.' where id = $1", [spark]);
    expect(await writtenBy()).toBe(before);
    await sql.query("update public.sparks set title = 'Another' where id = $1", [spark]);
    expect(await writtenBy()).not.toBe(before);
  });

  test('go with their workspace', async () => {
    await acts.add(1);
    await sql.query('delete from public.workspaces where id = $1', [here.workspace]);
    expect(await list(sql, KEPT, [here.workspace])).toEqual([]);
  });
});

describe('two at the same time', () => {
  const place = (on: Sql, concept: string, spark: string) =>
    on.query('insert into public.concept_sparks (workspace_id, concept_id, spark_id) values ($1, $2, $3)', [
      here.workspace,
      concept,
      spark,
    ]);

  /** Runs two statements in transactions that overlap: the second begins before the first is committed. */
  async function overlapping(first: (on: Sql) => Promise<unknown>, second: (on: Sql) => Promise<unknown>, level = '') {
    const [one, two] = [await db.connect(), await db.connect()];
    await one.query('begin');
    await two.query(`begin ${level}`);
    // A snapshot of before the first, where the level keeps one.
    await two.query('select 1 from public.concepts limit 1');
    await first(one);
    const waiting = second(two).then(
      () => two.query('commit'),
      async (error) => {
        await two.query('rollback');
        throw error;
      },
    );
    const outcome = codeOf(waiting);
    await one.query('commit');
    return outcome;
  }

  test('place one spark: both places are counted', async () => {
    const [a, b, spark] = [await author.concept(null), await author.concept(null), await author.spark()];
    expect(
      await overlapping(
        (on) => place(on, a, spark),
        (on) => place(on, b, spark),
      ),
    ).toBeNull();
    expect(await placesOf(spark)).toBe(2);
  });

  test('take away one of its two places each: it stands nowhere', async () => {
    const [a, b, spark] = [await author.concept(null), await author.concept(null), await author.spark()];
    const [in_a, in_b] = [await author.place(a, spark), await author.place(b, spark)];
    const take = (id: string) => (on: Sql) => on.query('delete from public.concept_sparks where id = $1', [id]);
    expect(await overlapping(take(in_a), take(in_b))).toBeNull();
    expect(await placesOf(spark)).toBe(0);
    expect((await act<{ groups: { loose: number } }>('read_outline_branches', null)).groups.loose).toBe(1);
  });

  test('at a level that keeps its snapshot the later one is refused, and the number is right', async () => {
    const [a, b, spark] = [await author.concept(null), await author.concept(null), await author.spark()];
    const place_in = (concept: string) => (on: Sql) => place(on, concept, spark);
    expect(await overlapping(place_in(a), place_in(b), 'isolation level repeatable read')).toBe('40001');
    expect(await placesOf(spark)).toBe(1);
  });

  test('place two sparks in one concept: neither waits', async () => {
    const [concept, one, two] = [await author.concept(null), await author.spark(), await author.spark()];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await place(first, concept, one);
    // Ends although the first has not.
    await second.query("set lock_timeout = '2s'");
    await place(second, concept, two);
    await first.query('commit');
    expect([await placesOf(one), await placesOf(two)]).toEqual([1, 1]);
  });
});
