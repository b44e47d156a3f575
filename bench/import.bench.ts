import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import { bundleJsonSchema } from '#lib/core/bundle';
import { demoEmail } from '#lib/core/demo-people';
import { installEnvironment, readInstall } from '#lib/embedded/install';
import { Trial } from '#lib/embedded/trial';
import { bufferSource, checkBundle } from '#lib/services/bundle-reader';
import { generateBundle, SIZES } from './generate.ts';
import { type Figure, type Report, timed } from './report.ts';

// The import of a new L bundle by the command line, its repetition with 100 changed sparks, and validation; against COPY of
// the same rows into tables of the same shape (keys and foreign keys, no triggers), a request per row, and ajv.

const run_file = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '..');
const NODE = path.join(ROOT, 'node_modules/.bin/node');
const SAMPLE = 300;

interface Run {
  seconds: number;
  peak_mb: number;
}

/** Runs the pipeline tool as its users do; wall time with the start of Node, peak memory as the system counts it. */
async function content(args: string[]): Promise<Run> {
  const script = `
    import { resourceUsage } from 'node:process';
    process.on('exit', () => process.stderr.write('PEAK ' + resourceUsage().maxRSS + '\\n'));
    process.argv = [process.argv[0], 'content', ...${JSON.stringify(args)}];
    await import(${JSON.stringify(path.join(ROOT, 'bin/content.ts'))});`;
  const { ms, value } = await timed(() =>
    run_file(NODE, ['--input-type=module', '-e', script], { cwd: ROOT, maxBuffer: 2 ** 28 }),
  );
  const peak = Number(/PEAK (\d+)/.exec(value.stderr)?.[1]);
  return { seconds: ms / 1000, peak_mb: peak / 1024 };
}

async function copyReference(db: pg.Client, bundle: Record<string, unknown>): Promise<number> {
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
  const id = (kind: number, at: number) => `00000000-0000-4000-800${kind}-${String(at).padStart(12, '0')}`;
  const sparks = bundle.sparks as {
    slug: string;
    title: string;
    summary: string;
    content_md: string;
    estimated_mins: number;
    difficulty: string;
  }[];
  const number = (slug: string) => Number(slug.split('-')[1]);
  const rows: Record<string, (string | number)[][]> = {
    concepts: (bundle.concepts as { slug: string; title: string }[]).map((one, at) => [
      id(1, at),
      workspace,
      one.slug,
      one.title,
    ]),
    sparks: sparks.map((one, at) => [
      id(2, at),
      workspace,
      one.slug,
      one.title,
      one.summary,
      one.content_md.replaceAll('\n', '\\n'),
      one.estimated_mins,
      one.difficulty,
      't',
    ]),
    places: (bundle.concept_sparks as { concept_slug: string; spark_slug: string; order_index: number }[]).map(
      (one, at) => [
        id(3, at),
        workspace,
        id(1, number(one.concept_slug)),
        id(2, number(one.spark_slug)),
        one.order_index,
      ],
    ),
    links: (bundle.spark_links as { source_slug: string; target_slug: string; weight: number }[]).map((one, at) => [
      id(4, at),
      workspace,
      id(2, number(one.source_slug)),
      id(2, number(one.target_slug)),
      'prerequisite',
      one.weight,
    ]),
  };
  const { from } = await import('pg-copy-streams');
  const { pipeline } = await import('node:stream/promises');
  const { Readable } = await import('node:stream');
  const texts = Object.entries(rows).map(
    ([table, list]) => [table, list.map((row) => row.join('\t')).join('\n')] as const,
  );
  const { ms } = await timed(async () => {
    await db.query('begin');
    for (const [table, text] of texts)
      await pipeline(Readable.from([text, '\n']), db.query(from(`copy reference.${table} from stdin`)));
    await db.query('commit');
  });
  return ms / 1000;
}

/** Inserts a sample of sparks through the Data API, a request each, and scales it up to all rows of the bundle. */
async function rowByRow(
  trial: Trial,
  secret: string,
  workspace: string,
  bundle: Record<string, unknown>,
): Promise<number> {
  const url = `http://127.0.0.1:${trial.env.STUDIO_API_PORT}/rest/v1/sparks`;
  const headers = { apikey: secret, 'content-type': 'application/json' };
  const { ms } = await timed(async () => {
    for (const spark of (bundle.sparks as { slug: string }[]).slice(0, SAMPLE)) {
      const body = JSON.stringify({ ...spark, slug: `row-${spark.slug}`, workspace_id: workspace });
      const answer = await fetch(url, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`A row was refused: ${await answer.text()}`);
    }
  });
  const total = Object.values(bundle).reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return ((ms / 1000) * total) / SAMPLE;
}

async function validation(file: string, bundle: Record<string, unknown>): Promise<Figure[]> {
  const bytes = await readFile(file);
  const check = () => checkBundle(bufferSource('bundle', bytes), { resolve: 'inside' });
  await check();
  const own = await timed(check);
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(bundleJsonSchema());
  const ajv = await timed(async () => validate(JSON.parse(bytes.toString())));

  const planted = structuredClone(bundle) as { sparks: { title: string }[] };
  for (let at = 0; at < 1000; at++) (planted.sparks[at * 10] as { title: string }).title = 'x';
  const found = await checkBundle(bufferSource('planted', Buffer.from(JSON.stringify(planted))), { resolve: 'inside' });
  const places = new Set(found.report.problems.map((problem) => problem.path)).size;
  return [
    {
      what: 'validate L: read, schema, references, loops',
      value: own.ms / 1000,
      unit: 's',
      reference: { what: 'JSON.parse and ajv on the JSON Schema', value: ajv.ms / 1000 },
      target: '<= 1 s',
      met: own.ms <= 1000,
    },
    {
      what: '1,000 planted errors reported, with position',
      value: places,
      unit: 'found',
      target: '= 1,000',
      met: places === 1000,
    },
  ];
}

export async function run(): Promise<Report> {
  const trial = await Trial.create();
  try {
    await trial.startAndWait(['--empty']);
    const install = await readInstall(trial.dataDir);
    if (!install) throw new Error('The studio of this benchmark has no install.json');
    const db = new pg.Client(installEnvironment(trial.dataDir, install).DATABASE_URL);
    await db.connect();
    const { rows } = await db.query(
      `with w as (insert into public.workspaces (slug, name) values ('rows', 'Rows') returning id),
        m as (insert into public.memberships select w.id, p.user_id, 'admin' from w, public.profiles p where p.email = $1)
       select id from w`,
      [demoEmail('admin')],
    );
    const [sparks, links] = SIZES.L;
    const bundle = generateBundle(sparks, links);
    const first_file = path.join(trial.folder, 'first.json');
    const second_file = path.join(trial.folder, 'second.json');
    await writeFile(first_file, JSON.stringify(bundle));
    await writeFile(second_file, JSON.stringify(generateBundle(sparks, links, { changed: 100 })));
    const file_mb = (await stat(first_file)).size / 2 ** 20;

    const first = await content(['import', first_file, '--json', '--data-dir', trial.dataDir]);
    const second = await content(['import', second_file, '--json', '--data-dir', trial.dataDir]);
    const idle = await content(['--help']).catch(() => ({ peak_mb: 0, seconds: 0 }));
    const copied = await copyReference(db, bundle);
    const single = await rowByRow(trial, install.secret_key, rows[0].id, bundle);
    const figures = await validation(first_file, bundle);
    await db.end();
    return {
      name: 'import',
      figures: [
        {
          what: 'import a new L bundle by the command line',
          value: first.seconds,
          unit: 's',
          reference: { what: 'COPY of the same rows', value: copied },
          target: '<= 10 s and <= 3x COPY',
          met: first.seconds <= 10 && first.seconds <= 3 * copied,
          note: 'Beyond COPY: two readings of the file, the check, the plan, a revision per row, the order of the graph, and the API in between.',
        },
        {
          what: 'the same against a request per row',
          value: first.seconds,
          unit: 's',
          reference: { what: `a request per row (${SAMPLE} measured, scaled)`, value: single },
          met: first.seconds < single,
          target: 'less',
        },
        {
          what: 'peak memory of that import',
          value: first.peak_mb,
          unit: 'MB',
          reference: { what: 'the file', value: file_mb },
          target: '<= 4x the file',
          met: first.peak_mb <= 4 * file_mb,
          note: `Node alone with these modules: ${idle.peak_mb.toFixed(0)} MB.`,
        },
        {
          what: 'import again with 100 changed sparks',
          value: second.seconds,
          unit: 's',
          reference: { what: 'first import', value: first.seconds },
          target: '<= 15 % of the first',
          met: second.seconds <= 0.15 * first.seconds,
        },
        ...figures,
      ],
    };
  } finally {
    await trial.interrupt();
    await trial.destroy();
  }
}
