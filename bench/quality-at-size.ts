import type pg from 'pg';
import { type BenchDatabase, startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle, SIZES, type Size } from './generate.ts';
import { figure, type Row } from './report.ts';

// What the outline asks about findings in a large workspace, beside what it asks for its rows.

/** TRAILWRIGHT_BENCH_SIZE=M makes a quick run of it. */
const SIZE = (process.env.TRAILWRIGHT_BENCH_SIZE ?? 'XL') as Size;
const ROUNDS = 9;
const MOST_MS = 100;
/** As many rows are on the screen at once. */
const ON_SCREEN = 40;

/** Five findings a spark, as many as lessons of real courses have. */
const FOUND = ['no_goal', 'no_position', 'no_summary', 'level_skipped', 'undefined_term'];

export async function qualityAtSize(say: (line: string) => void): Promise<Row[]> {
  const database = await startBenchDatabase();
  try {
    const { client, id } = await filled(database, say);
    const rows: Row[] = [];
    const ids = (sql: string) =>
      client.query<{ id: string }>(sql, [id]).then((found) => found.rows.map((row) => row.id));
    const trails = await ids(`select id from public.trails where workspace_id = $1 order by slug limit ${ON_SCREEN}`);
    const sparks = await ids(
      `select id from public.sparks where workspace_id = $1 order by ordinal limit ${ON_SCREEN}`,
    );
    const outline = await timed(
      client,
      `select id, title from public.sparks where workspace_id = $1 order by ordinal limit ${ON_SCREEN}`,
      [id],
    );
    const add = async (what: string, sql: string, values: unknown[]) => {
      const read = figure(await timed(client, sql, values));
      rows.push({
        what,
        figure: read,
        reference: { what: 'the same number of rows by their titles', figure: figure(outline) },
        target: { text: `<= ${MOST_MS} ms`, is_met: read.median <= MOST_MS },
        how: `${ROUNDS} times in a workspace of ${SIZES[SIZE].sparks} sparks with ${FOUND.length} findings each, in the database`,
      });
    };
    const all = async (when: string) => {
      const counts = 'select public.read_quality_counts($1, $2)';
      await add(`marks of ${trails.length} trails, ${when}`, counts, [id, trails]);
      await add(`marks of ${sparks.length} sparks, ${when}`, counts, [id, sparks]);
      await add(`the findings of a trail, ${when}`, 'select public.read_quality_below($1, $2)', [id, trails[0]]);
    };
    say('ask, no gate on');
    await all('no gate on');
    await client.query("select public.set_quality_gate($1, 'no_summary', true)", [id]);
    say('ask, a gate on');
    await all('a gate on that holds every lesson');
    return rows;
  } finally {
    await database.stop();
  }
}

async function filled({ connect, createWorkspace }: BenchDatabase, say: (line: string) => void) {
  const client = await connect();
  await client.query('set statement_timeout = 0');
  const id = await createWorkspace(client, 'bench');
  say(`load ${SIZES[SIZE].sparks} sparks`);
  await loadBundle(client, id, generateBundle(SIZE));
  await client.query('delete from private.quality_queue');
  await client.query(
    `insert into private.quality_findings (workspace_id, spark_id, text_hash, findings, open_count, held_codes, held_counts, held_open, looked_at)
     select s.workspace_id, s.id, '', f.found, cardinality($2::text[]), $2, array_fill(1, array[cardinality($2::text[])]), array_fill(1, array[cardinality($2::text[])]), now() from public.sparks s
     cross join (select jsonb_agg(jsonb_build_object('code', c, 'subject', 'what it is about')) as found from unnest($2::text[]) c) f
     where s.workspace_id = $1 order by s.ordinal`,
    [id, FOUND],
  );
  await client.query('vacuum analyze');
  return { client, id };
}

async function timed(client: pg.ClientBase, sql: string, values: unknown[]): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    await client.query(sql, values);
    // The first one plans, and fills caches.
    if (round > 0) took.push(performance.now() - begun);
  }
  return took;
}
