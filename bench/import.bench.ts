import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { bundleJsonSchema } from '#lib/bundles/core/bundle.ts';
import { bufferSource, checkBundle } from '#lib/bundles/services/reader.ts';
import { installEnvironment, readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { type Bundle, generateBundle } from './generate.ts';
import { type Bench, figure, type Row, timed } from './report.ts';

// The import of a new L bundle by the command line, its repetition with 100 changed sparks, and validation; against COPY of
// the same rows into tables of the same shape (keys and foreign keys, no triggers), a request per row, and ajv.

const runFile = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '..');
const NODE = path.join(ROOT, 'node_modules/.bin/node');
const SAMPLE = 300;

interface Run {
  ms: number;
  peak_mb: number;
}

/** Runs the pipeline tool as its users do; wall time with the start of Node, peak memory as the system counts it. */
async function content(args: string[]): Promise<Run> {
  const script = `
    import { resourceUsage } from 'node:process';
    process.on('exit', () => process.stderr.write('PEAK ' + resourceUsage().maxRSS + '\\n'));
    process.argv = [process.argv[0], ...${JSON.stringify(args)}];
    await import(${JSON.stringify(path.join(ROOT, 'bin/content.ts'))});`;
  let peak = 0;
  const ms = await timed(async () => {
    const { stderr } = await runFile(NODE, ['--input-type=module', '-e', script], { cwd: ROOT, maxBuffer: 2 ** 28 });
    peak = Number(/PEAK (\d+)/.exec(stderr)?.[1]);
  });
  return { ms, peak_mb: peak / 1024 };
}

/**
 * COPY of the rows that an import of this bundle brings, text and all, into tables of the same shape without triggers: keys,
 * foreign keys and the indexes that reading needs.
 */
async function copyRows(db: pg.Client, bundle: Bundle): Promise<number> {
  await db.query(`
    create schema if not exists reference;
    drop table if exists reference.links, reference.places, reference.sparks, reference.concepts;
    create table reference.concepts (id uuid primary key, workspace_id uuid not null, slug text not null, body text, unique (workspace_id, id), unique (workspace_id, slug));
    create table reference.sparks (id uuid primary key, workspace_id uuid not null, slug text not null, title text, summary text, content_md text,
      mins int, difficulty text, published boolean, unique (workspace_id, id), unique (workspace_id, slug));
    create table reference.places (id uuid primary key, workspace_id uuid, concept_id uuid, spark_id uuid, place int, unique (concept_id, spark_id),
      foreign key (workspace_id, concept_id) references reference.concepts (workspace_id, id), foreign key (workspace_id, spark_id) references reference.sparks (workspace_id, id));
    create table reference.links (id uuid primary key, workspace_id uuid, source_id uuid, target_id uuid, link_type text, weight float8, unique (source_id, target_id),
      foreign key (workspace_id, source_id) references reference.sparks (workspace_id, id), foreign key (workspace_id, target_id) references reference.sparks (workspace_id, id));
    create index on reference.places (spark_id); create index on reference.links (target_id)`);
  const workspace = '00000000-0000-4000-8000-000000000000';
  const ids = new Map<string, string>();
  const idOf = (kind: string, slug: unknown) => {
    const known = ids.get(`${kind}:${slug}`);
    if (known) return known;
    const made = randomUUID();
    ids.set(`${kind}:${slug}`, made);
    return made;
  };
  const field = (value: unknown) =>
    value === undefined || value === null
      ? '\\N'
      : String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  const items = (list: string) => (bundle[list] ?? []) as Record<string, unknown>[];
  const rows: [table: string, rows: unknown[][]][] = [
    ['concepts', items('concepts').map((one) => [idOf('concept', one.slug), workspace, one.slug, one.title])],
    [
      'sparks',
      items('sparks').map((one) => [
        idOf('spark', one.slug),
        workspace,
        one.slug,
        one.title,
        one.summary,
        one.content_md,
        one.estimated_mins,
        one.difficulty,
        one.is_published,
      ]),
    ],
    [
      'places',
      items('concept_sparks').map((one) => [
        randomUUID(),
        workspace,
        idOf('concept', one.concept_slug),
        idOf('spark', one.spark_slug),
        one.order_index ?? 0,
      ]),
    ],
    [
      'links',
      items('spark_links').map((one) => [
        randomUUID(),
        workspace,
        idOf('spark', one.source_slug),
        idOf('spark', one.target_slug),
        one.link_type,
        one.weight,
      ]),
    ],
  ];
  const texts = rows.map(([table, list]) => [table, list.map((row) => row.map(field).join('\t')).join('\n')] as const);
  return timed(async () => {
    await db.query('begin');
    for (const [table, text] of texts)
      await pipeline(Readable.from([text, '\n']), db.query(from(`copy reference.${table} from stdin`)));
    await db.query('commit');
  });
}

/** Sparks through the Data API, a request each: a sample, scaled up to all entities of the bundle. Milliseconds. */
async function rowByRow(trial: Trial, secret: string, workspace: string, bundle: Bundle): Promise<number> {
  const url = `http://127.0.0.1:${trial.env.STUDIO_API_PORT}/rest/v1/sparks`;
  const headers = { apikey: secret, 'content-type': 'application/json' };
  const sparks = (bundle.sparks as Record<string, unknown>[]).slice(0, SAMPLE);
  const ms = await timed(async () => {
    for (const { title, slug, summary, content_md, estimated_mins, difficulty } of sparks) {
      const body = JSON.stringify({
        title,
        slug,
        summary,
        content_md,
        estimated_mins,
        difficulty,
        workspace_id: workspace,
      });
      const answer = await fetch(url, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`A row was refused: ${await answer.text()}`);
    }
  });
  const total = Object.values(bundle).reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return (ms * total) / SAMPLE;
}

async function validation(file: string, bundle: Bundle): Promise<Row[]> {
  const bytes = await readFile(file);
  const check = () => checkBundle(bufferSource('bundle', bytes), { resolve: 'inside' });
  const own: number[] = [];
  for (let round = 0; round < 5; round++) own.push(await timed(check));
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(bundleJsonSchema());
  const ajv: number[] = [];
  for (let round = 0; round < 5; round++) ajv.push(await timed(async () => validate(JSON.parse(bytes.toString()))));

  const planted = structuredClone(bundle) as unknown as { sparks: { title: string }[] };
  for (let at = 0; at < 1000; at++) (planted.sparks[at * 10] as { title: string }).title = 'x';
  const found = await checkBundle(bufferSource('planted', Buffer.from(JSON.stringify(planted))), { resolve: 'inside' });
  const places = new Set(found.report.problems.filter(({ severity }) => severity === 'error').map(({ path: at }) => at))
    .size;
  const took = figure(own);
  return [
    {
      what: 'validate L',
      figure: took,
      reference: { what: 'JSON.parse, then ajv on the JSON Schema (no references, no loops)', figure: figure(ajv) },
      target: { text: '<= 1 s', is_met: took.median <= 1000 },
      how: 'in this process, five times: reading the stream, repeated keys, UTF-8, schema, references, loops',
    },
    {
      what: 'planted errors reported with their place',
      figure: figure([places], 'of 1000'),
      target: { text: 'all 1,000', is_met: places === 1000 },
      how: 'titles of every tenth spark cut to one character',
    },
  ];
}

const bench: Bench = {
  name: 'import',
  about: 'a bundle of 10,000 sparks and 30,000 links by the command line, into an empty workspace of a running studio',
  run: async (say) => {
    const trial = await Trial.create();
    try {
      await trial.startAndWait(['--empty']);
      const install = await readInstall(trial.dataDir);
      if (!install) throw new Error('The studio of this benchmark has no install.json');
      const db = new pg.Client(installEnvironment(trial.dataDir, install).DATABASE_URL);
      db.on('error', () => undefined);
      await db.connect();
      const { rows } = await db.query(
        `insert into public.workspaces (slug, name) values ('rows', 'Rows') returning id`,
      );
      const bundle = generateBundle('L');
      const first_file = path.join(trial.folder, 'first.json');
      const second_file = path.join(trial.folder, 'second.json');
      await writeFile(first_file, JSON.stringify(bundle));
      const changed = structuredClone(bundle) as unknown as { sparks: { summary: string }[] };
      for (let at = 0; at < 100; at++)
        (changed.sparks[at * 97] as { summary: string }).summary = `Changed, number ${at}`;
      await writeFile(second_file, JSON.stringify(changed));
      const file_mb = (await stat(first_file)).size / 2 ** 20;

      say('first import');
      const first = await content(['import', first_file, '--json', '--data-dir', trial.dataDir]);
      say('second import');
      const second = await content(['import', second_file, '--json', '--data-dir', trial.dataDir]);
      const idle = await content(['--help']);
      say('references');
      const copies: number[] = [];
      for (let round = 0; round < 3; round++) copies.push(await copyRows(db, bundle));
      const copied = figure(copies);
      const single = await rowByRow(trial, install.secret_key, rows[0].id, bundle);
      const validated = await validation(first_file, bundle);
      await db.end();
      return [
        {
          what: 'import a new L bundle',
          figure: figure([first.ms]),
          reference: { what: 'COPY of the same rows', figure: copied },
          target: {
            text: `<= 10 s and <= 3x COPY (${(first.ms / copied.median).toFixed(1)}x)`,
            is_met: first.ms <= 10_000 && first.ms <= 3 * copied.median,
          },
          how: 'from the start of the command to its end: check, sending, plan, a revision for each row, dirty set, order of the graph, imported states, all through the API; bounded by the database, which writes each row five times (scratch, row, revision, dirty set, state)',
        },
        {
          what: 'the same against single requests',
          figure: figure([first.ms]),
          reference: { what: `a request per row (${SAMPLE} measured, scaled up)`, figure: figure([single]) },
          how: 'sparks through the Data API with the secret key, one after the other',
        },
        {
          what: 'peak memory of the command',
          figure: figure([first.peak_mb], 'MB'),
          reference: { what: 'the file', figure: figure([file_mb], 'MB') },
          target: { text: '<= 4x the file', is_met: first.peak_mb <= 4 * file_mb },
          how: `resident set as the system counts it; Node with these modules and no work at all takes ${idle.peak_mb.toFixed(0)} MB`,
        },
        {
          what: 'import again, 100 sparks changed',
          figure: figure([second.ms]),
          reference: { what: 'the first import', figure: figure([first.ms]) },
          target: {
            text: `<= 15 % (${((100 * second.ms) / first.ms).toFixed(0)} %)`,
            is_met: second.ms <= 0.15 * first.ms,
          },
          how: 'blocks of items that came before are only named, about 1,600 items travel; bounded by reading and checking the whole file',
        },
        ...validated,
      ];
    } finally {
      await trial.interrupt();
      await trial.destroy();
    }
  },
};
export default bench;
