import type pg from 'pg';
import { HOSTILE_LESSONS, HOSTILE_QUERIES } from './attack/hostile-texts.ts';
import { startBenchDatabase } from './database-server.ts';
import { generateBundle, loadBundle, randomNumbers, SIZES, type Size } from './generate.ts';
import { type Bench, type Figure, figure, type Row, timed } from './report.ts';

/** TRAILWRIGHT_BENCH_SIZE=M makes a quick run of it. */
const SIZE = (process.env.TRAILWRIGHT_BENCH_SIZE ?? 'L') as Size;
const ROUNDS = 60;

/** Words of lessons that are no part of the vocabulary of the generator: without them every lesson holds every word. */
const RARE = ['walrus', 'quokka', 'axolotl', 'narwhal', 'pangolin', 'okapi', 'tapir', 'lemur'];

const bench: Bench = {
  name: 'search',
  about: `search in the working content of ${SIZES[SIZE].sparks} sparks`,
  run: async (say) => {
    const database = await startBenchDatabase();
    try {
      const client = await database.connect();
      const workspace = await database.createWorkspace(client, 'bench');
      const bundle = generateBundle(SIZE);
      const random = randomNumbers(7);
      for (const spark of bundle.sparks as { content_md: string }[]) {
        if (random() < 0.02) spark.content_md += `\nA ${RARE[Math.floor(random() * RARE.length)]} was here.\n`;
      }
      await loadBundle(client, workspace, bundle);
      say('taking the words');
      const lines = await one(client, 'select count(*) from private.search_queue');
      const taken = await timed(async () => {
        while ((await one(client, 'select private.take_words(2000)')) > 0);
      });
      await client.query('vacuum analyze private.search_entries');
      say('searching');
      const ask = (query: () => string) => measure(client, 'select public.search_content($1, $2)', workspace, query);
      const anyOf = (list: readonly string[]) => () => list[Math.floor(random() * list.length)] as string;
      say('searching for the worst in the worst lessons');
      const hostile = await database.createWorkspace(client, 'hostile');
      await writeHostile(client, hostile);
      let nth = 0;
      const worst = await measure(
        client,
        'select public.search_content($1, $2)',
        hostile,
        () => HOSTILE_QUERIES[nth++ % HOSTILE_QUERIES.length] as string,
      );
      const number = () => Math.floor(random() * SIZES[SIZE].sparks);
      const scanned = await measure(
        client,
        "select count(*) from public.sparks where workspace_id = $1 and (title ilike '%' || $2 || '%' or content_md ilike '%' || $2 || '%')",
        workspace,
        anyOf(RARE),
      );
      const reference = { what: 'ilike over titles and lessons, no order, no excerpt', figure: scanned };
      const row = (what: string, took: Figure): Row => ({
        what,
        figure: took,
        reference,
        target: { text: 'median <= 100 ms', is_met: took.median <= 100 },
        how: `${ROUNDS} times through public.search_content: rank, place and excerpt of the first 20`,
      });
      return [
        {
          what: 'taking the words of all',
          figure: figure([(taken * 1000) / lines], 'us each'),
          how: `${lines} entities in steps of 2,000, as the worker does after an import; saving only leaves a line in a queue`,
        },
        row('a word of some lessons', await ask(anyOf(RARE))),
        row('a title', await ask(() => `Spark ${number()}`)),
        row('the beginning of a word', await ask(() => anyOf(RARE)().slice(0, 4))),
        row('a slip of the finger', await ask(() => `Cocnept ${number()}`)),
        row('a word that is in every lesson', await ask(() => 'tables')),
        {
          what: 'a hostile search',
          figure: worst,
          reference: { what: 'a word of some lessons', figure: await ask(anyOf(RARE)) },
          target: { text: 'any <= 500 ms', is_met: worst.most <= 500 },
          how: `${HOSTILE_QUERIES.length} queries in turn, in 48 lessons of 99 KB that cost a parser or an index the most`,
        },
      ];
    } finally {
      await database.stop();
    }
  },
};
export default bench;

async function one(client: pg.ClientBase, text: string): Promise<number> {
  const { rows } = await client.query({ text, rowMode: 'array' });
  return Number(rows[0]?.[0]);
}

async function measure(client: pg.ClientBase, text: string, workspace: string, query: () => string): Promise<Figure> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const asked = query();
    took.push(await timed(() => client.query(text, [workspace, asked])));
  }
  return figure(took);
}

async function writeHostile(client: pg.ClientBase, workspace: string): Promise<void> {
  for (let copy = 0; copy < 4; copy++)
    for (const [name, text] of Object.entries(HOSTILE_LESSONS))
      await client.query(
        "insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, $2, $3, $4, 5, 'beginner')",
        [workspace, `${name.replaceAll(' ', '-')}-${copy}`, `${name} loop`, text],
      );
  while ((await one(client, 'select private.take_words(50)')) > 0);
}
