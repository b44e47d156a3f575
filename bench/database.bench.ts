import pg from 'pg';
import { type BenchDatabase, startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle, randomNumbers, SIZES, type Size, sparkSlug } from './generate.ts';
import { type Bench, type Figure, figure, type Row, timed } from './report.ts';

/** TRAILWRIGHT_BENCH_SIZE=L and TRAILWRIGHT_BENCH_SECONDS=5 make a quick run of it. */
const BIG = (process.env.TRAILWRIGHT_BENCH_SIZE ?? 'XL') as Size;
const SECONDS = Number(process.env.TRAILWRIGHT_BENCH_SECONDS ?? 30);
const WRITERS = 50;

const IN_DATABASE =
  "the server's clock_timestamp before and after the statement, its triggers included, its commit not";

interface Catalogue {
  size: Size;
  workspace: string;
  /** Spark ids in the order of the course. */
  sparks: string[];
}

const bench: Bench = {
  name: 'database',
  about: `links, snapshots and their guard on ${BIG} (${SIZES[BIG].sparks} sparks, ${SIZES[BIG].links} links)`,
  run: async (say) => {
    const database = await startBenchDatabase();
    try {
      const client = await database.connect();
      await createClocks(client);
      const rows: Row[] = [];
      const load = async (size: Size) => {
        const bundle = generateBundle(size);
        const workspace = await database.createWorkspace(client, `bench-${size.toLowerCase()}`);
        const ms = await timed(() => loadBundle(client, workspace, bundle));
        say(`loaded ${size} in ${(ms / 1000).toFixed(1)} s`);
        rows.push({
          what: `load ${size}`,
          figure: figure([ms / 1000], 's'),
          how: 'this process, insert-select a kind with every trigger and constraint on, one transaction, analyze',
        });
        return describeCatalogue(client, size, workspace);
      };
      const middling = await load('M');
      const big = BIG === 'M' ? middling : await load(BIG);

      say('links');
      rows.push(...(await measureLinks(client, big)));
      say('snapshots');
      rows.push(...(await measureSnapshots(client, big, middling)));
      say(`${WRITERS} writers, twice ${SECONDS} s`);
      rows.push(await measureWriters(database, client, big));
      return rows;
    } finally {
      await database.stop();
    }
  },
};
export default bench;

/** Functions that time a statement where it runs. They live in this connection only. */
async function createClocks(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create function pg_temp.clock(since timestamptz) returns double precision language sql volatile
      as $$ select extract(epoch from clock_timestamp() - since) * 1000 $$;
    create function pg_temp.timed(statement text) returns double precision language plpgsql as $$
      declare since timestamptz := clock_timestamp();
      begin execute statement; return pg_temp.clock(since); end $$;
    create function pg_temp.timed_link(workspace uuid, source uuid, target uuid) returns double precision language plpgsql as $$
      declare since timestamptz := clock_timestamp();
      begin
        insert into public.spark_links (workspace_id, source_id, target_id, link_type) values (workspace, source, target, 'related');
        return pg_temp.clock(since);
      end $$;
    create function pg_temp.timed_reach(source uuid, target uuid) returns double precision language plpgsql as $$
      declare since timestamptz := clock_timestamp(); closes boolean;
      begin
        with recursive reach as (
          select target as node union select l.target_id from reach join public.spark_links l on l.source_id = reach.node
        ) select exists (select from reach where node = source) into closes;
        return pg_temp.clock(since);
      end $$;`);
}

async function describeCatalogue(client: pg.ClientBase, size: Size, workspace: string): Promise<Catalogue> {
  const { rows } = await client.query('select id, slug from public.sparks where workspace_id = $1', [workspace]);
  const ids = new Map(rows.map((row) => [row.slug, row.id]));
  return { size, workspace, sparks: Array.from({ length: rows.length }, (_, at) => ids.get(sparkSlug(at)) as string) };
}

async function one(client: pg.ClientBase, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await client.query({ text, values, rowMode: 'array' });
  return Number(rows[0]?.[0]);
}

/** Pairs in the order of the course, so none closes a loop; at most `reach` apart. */
function pairs(sparks: string[], count: number, reach: number, seed: number): [string, string][] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const from = Math.floor(random() * (sparks.length - 1));
    const to = from + 1 + Math.floor(random() * Math.min(reach, sparks.length - 1 - from));
    return [sparks[from] as string, sparks[to] as string];
  });
}

async function measureLinks(client: pg.ClientBase, { size, workspace, sparks }: Catalogue): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, reach, seed] of [
    ['random', sparks.length, 11],
    ['near', 50, 12],
  ] as const) {
    const inserted: number[] = [];
    for (const [source, target] of pairs(sparks, 3_000, reach, seed)) {
      inserted.push(
        await one(client, 'select pg_temp.timed_link($1, $2, $3)', [workspace, source, target]).catch(
          (error: unknown) => {
            // The pair may be there already; anything else is a defect.
            if (error instanceof pg.DatabaseError && error.code === '23505') return Number.NaN;
            throw error;
          },
        ),
      );
    }
    const reached: number[] = [];
    for (const [source, target] of pairs(sparks, 60, reach, seed + 100)) {
      reached.push(await one(client, 'select pg_temp.timed_reach($1, $2)', [source, target]));
    }
    const measured = figure(inserted.filter((ms) => !Number.isNaN(ms)));
    rows.push({
      what: `insert a link, ${name} acyclic pair, ${size}`,
      figure: measured,
      reference: { what: 'recursive union over the reach, the look alone', figure: figure(reached) },
      target: { text: 'median <= 1 ms, p99 <= 50 ms', is_met: measured.median <= 1 && measured.p99 <= 50 },
      how: `${IN_DATABASE}; each in a transaction of its own`,
    });
  }
  const refused = await refusals(client, workspace, sparks);
  rows.push({
    what: `refuse a link that closes a loop, ${size}`,
    figure: refused,
    how: "this process's clock around the request; pairs up to 50 apart, against the order of the course",
  });
  return rows;
}

async function refusals(client: pg.ClientBase, workspace: string, sparks: string[]): Promise<Figure> {
  const samples: number[] = [];
  for (const [source, target] of pairs(sparks, 200, 50, 13)) {
    let code = '';
    const ms = await timed(() =>
      client
        .query('select pg_temp.timed_link($1, $2, $3)', [workspace, target, source])
        .catch((error: pg.DatabaseError) => {
          code = error.code ?? '';
        }),
    );
    if (code === 'TW001') samples.push(ms);
    else await client.query('delete from public.spark_links where source_id = $1 and target_id = $2', [target, source]);
  }
  return figure(samples);
}

async function measureSnapshots(client: pg.ClientBase, big: Catalogue, middling: Catalogue): Promise<Row[]> {
  const rows: Row[] = [];
  const stagings = new Map<Size, Figure>();
  const made = new Map<Size, string[]>();
  for (const catalogue of [middling, big]) {
    const first = await timed(() => client.query('select public.stage_snapshot($1)', [catalogue.workspace]));
    rows.push({ what: `first stage of ${catalogue.size}`, figure: figure([first]), how: "this process's clock" });
    // As autovacuum would a minute after an import of that size.
    await client.query('vacuum analyze');
    const samples: number[] = [];
    const ids: string[] = [];
    for (let turn = 0; turn < 30; turn++) {
      await edit(client, catalogue, turn);
      samples.push(
        await one(client, 'select pg_temp.timed($1)', [`select public.stage_snapshot('${catalogue.workspace}')`]),
      );
      const { rows: newest } = await client.query(
        'select id from public.snapshots where workspace_id = $1 order by seq desc limit 1',
        [catalogue.workspace],
      );
      ids.push(newest[0].id);
      await client.query('select public.promote_snapshot($1)', [newest[0].id]);
    }
    stagings.set(catalogue.size, figure(samples));
    made.set(catalogue.size, ids);
  }
  const copying = figure([
    await one(client, 'select pg_temp.timed($1)', [
      `create temporary table copied as select kind, entity_id, slug, ref_a, ref_b, hash, body || '{}' as body
       from public.entity_versions where workspace_id = '${big.workspace}' and to_seq = 2147483647`,
    ]),
  ]);
  const [staged, stagedM] = [stagings.get(big.size) as Figure, stagings.get(middling.size) as Figure];
  rows.push({
    what: `stage 100 changes, ${big.size}`,
    figure: staged,
    reference: { what: 'copying the whole catalogue', figure: copying },
    target: { text: 'median <= 50 ms', is_met: staged.median <= 50 },
    how: IN_DATABASE,
  });
  rows.push({
    what: `stage 100 changes, ${middling.size}`,
    figure: stagedM,
    reference: { what: `the same on ${big.size}`, figure: staged },
    target: {
      text: 'the two within 50 % of each other',
      is_met: staged.median <= stagedM.median * 1.5 && stagedM.median <= staged.median * 1.5,
    },
    how: IN_DATABASE,
  });

  const ids = made.get(big.size) as string[];
  const promoted: number[] = [];
  const rolled: number[] = [];
  for (let turn = 0; turn < 100; turn++) {
    rolled.push(await one(client, 'select pg_temp.timed($1)', [`select public.rollback_snapshot('${big.workspace}')`]));
    promoted.push(await one(client, 'select pg_temp.timed($1)', [`select public.promote_snapshot('${ids.at(-1)}')`]));
  }
  for (const [what, samples] of [
    ['promote', promoted],
    ['roll back', rolled],
  ] as const) {
    const measured = figure(samples);
    rows.push({
      what: `${what}, ${big.size}`,
      figure: measured,
      reference: { what: 'copying the whole catalogue', figure: copying },
      target: { text: 'median <= 5 ms', is_met: measured.median <= 5 },
      how: IN_DATABASE,
    });
  }

  const diffs: number[] = [];
  for (let at = 1; at < ids.length; at++) {
    diffs.push(
      await one(client, 'select pg_temp.timed($1)', [
        `select count(*) from public.diff_snapshots('${ids[at - 1]}', '${ids[at]}')`,
      ]),
    );
  }
  const measured = figure(diffs);
  rows.push({
    what: `diff of two snapshots 100 changes apart, ${big.size}`,
    figure: measured,
    reference: {
      what: 'comparing all rows',
      figure: figure([await compareAll(client, ids), await compareAll(client, ids), await compareAll(client, ids)]),
    },
    target: { text: 'median <= 50 ms', is_met: measured.median <= 50 },
    how: IN_DATABASE,
  });
  const verified = await timed(() => client.query('select public.verify_snapshot($1)', [ids.at(-1)]));
  rows.push({
    what: `verify a snapshot, ${big.size}`,
    figure: figure([verified]),
    how: "this process's clock; reads everything",
  });
  return rows;
}

/** 100 sparks all over the catalogue get another title. */
async function edit(client: pg.ClientBase, { workspace, sparks }: Catalogue, turn: number): Promise<void> {
  const random = randomNumbers(1_000 + turn);
  const chosen = new Set<string>();
  while (chosen.size < 100) chosen.add(sparks[Math.floor(random() * sparks.length)] as string);
  await client.query('update public.sparks set title = $3 where workspace_id = $1 and id = any ($2)', [
    workspace,
    [...chosen],
    `Turn ${turn}`,
  ]);
}

async function compareAll(client: pg.ClientBase, ids: string[]): Promise<number> {
  const at = (id: string | undefined) =>
    `select v.kind, v.entity_id, v.hash from public.snapshots s join public.entity_versions v
       on v.workspace_id = s.workspace_id and v.from_seq <= s.seq and v.to_seq > s.seq where s.id = '${id}'`;
  return one(client, 'select pg_temp.timed($1)', [
    `select count(*) from (${at(ids.at(-2))}) a full join (${at(ids.at(-1))}) b using (kind, entity_id) where a.hash is distinct from b.hash`,
  ]);
}

/** Many people drawing links at once: every tenth against the order of the course, so that the guard has to refuse. */
async function measureWriters(
  database: BenchDatabase,
  client: pg.ClientBase,
  { workspace, sparks }: Catalogue,
): Promise<Row> {
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => database.connect()));
  const run = async (seconds: number) => {
    const codes: Record<string, number> = {};
    const until = performance.now() + seconds * 1000;
    await Promise.all(
      clients.map(async (writer, at) => {
        const random = randomNumbers(at + Math.round(seconds * 100));
        while (performance.now() < until) {
          const a = Math.floor(random() * (sparks.length - 1));
          const b = a + 1 + Math.floor(random() * (sparks.length - 1 - a));
          const [source, target] = random() < 0.1 ? [b, a] : [a, b];
          const code = await writer
            .query(
              "insert into public.spark_links (workspace_id, source_id, target_id, link_type) values ($1, $2, $3, 'related')",
              [workspace, sparks[source], sparks[target]],
            )
            .then(
              () => 'committed',
              (error: pg.DatabaseError) => error.code ?? 'lost',
            );
          codes[code] = (codes[code] ?? 0) + 1;
        }
      }),
    );
    return codes;
  };
  await run(2);
  const guarded = await run(SECONDS);
  const looped = await one(
    client,
    `select o.looped from (select array_agg(source_id) as s, array_agg(target_id) as t from public.spark_links where workspace_id = $1) l
     cross join lateral private.topological_order(l.s, l.t) o`,
    [workspace],
  );
  await client.query('alter table public.spark_links disable trigger unloop');
  const free = await run(SECONDS);
  await Promise.all(clients.map((writer) => writer.end()));
  const rate = (codes: Record<string, number>) => figure([(codes.committed ?? 0) / SECONDS], 'commits/s');
  const odd = Object.keys(guarded).filter((code) => !['committed', 'TW001', '23505'].includes(code));
  const measured = rate(guarded);
  return {
    what: `${WRITERS} writers of random links for ${SECONDS} s, ${looped} nodes in loops, ${guarded.TW001 ?? 0} refused, ${odd.length > 0 ? odd.join() : 'no'} other errors`,
    figure: measured,
    reference: { what: 'the same without the guard', figure: rate(free) },
    target: {
      text: 'no loop, no deadlock, >= 400 commits/s',
      is_met: looped === 0 && odd.length === 0 && measured.median >= 400,
    },
    how: "this process's clock; every link a transaction of its own, durable",
  };
}
