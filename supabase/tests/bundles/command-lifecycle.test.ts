import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { content, contentStudio, makePipe } from '../support/content-command.ts';

// The pipeline tool against a studio, as one person who is admin of two workspaces. What only a process shows (pipes, signals) runs in one.

const { db, env, here, tool, done } = contentStudio('lifecycle');

let written = 0;

beforeAll(async () => {
  const other = await db.createWorkspace('other');
  await db.addMember(other, here.person, 'admin');
});

async function refusal(...args: string[]) {
  const { code, json } = await tool(...args);
  return { exit: code, code: json?.problems?.[0]?.code, message: json?.problems?.[0]?.message ?? '' };
}

interface Course {
  label?: string;
  title?: string;
  sparks?: string[];
  links?: [string, string][];
}

/** Writes a small course and gives the file. */
function course({ label = 'v1', title = 'Spark', sparks = ['a', 'b'], links = [['a', 'b']] }: Course = {}): string {
  const file = path.join(here.folder, `${here.slug}-${++written}.json`);
  const bundle = {
    schema_version: '1.0.0',
    version_label: label,
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
    domains: [{ slug: 'd', name: 'Domain' }],
    trails: [{ slug: 't', domain_slug: 'd', title: 'Trail', difficulty_level: 'beginner' }],
    concepts: [{ slug: 'c', trail_slug: 't', title: 'Concept' }],
    sparks: sparks.map((one) => ({
      slug: one,
      title: `${title} ${one}`,
      content_md: `# ${one}`,
      estimated_mins: 5,
      difficulty: 'beginner',
    })),
    concept_sparks: sparks.map((spark_slug, order_index) => ({ concept_slug: 'c', spark_slug, order_index })),
    spark_links: links.map(([source_slug, target_slug]) => ({ source_slug, target_slug, link_type: 'prerequisite' })),
    objectives: [{ concept_slug: 'c', id: 'o#1', title: 'Objective' }],
  };
  writeFileSync(file, JSON.stringify(bundle));
  return file;
}

const idOf = (table: string, name: string) =>
  value<string>(db.owner, `select id from public.${table} where workspace_id = $1 and slug = $2`, [
    here.workspace,
    name,
  ]);
const removeSpark = async (id: string) => {
  for (const [table, column] of [
    ['concept_sparks', 'spark_id'],
    ['spark_links', 'target_id'],
    ['sparks', 'id'],
  ])
    await db.owner.query(`delete from public.${table} where ${column} = $1`, [id]);
};
const statuses = async (of = here.workspace) =>
  (
    await list<{ status: string }>(db.owner, 'select status::text from public.snapshots where workspace_id = $1', [of])
  ).map((one) => one.status);
const logLines = () =>
  value<number>(db.owner, 'select count(*)::int from public.import_logs where workspace_id = $1', [here.workspace]);

describe('who may not', () => {
  const asked = async (change: Record<string, string>, workspace_slug = here.slug) => {
    for (const [name, setting] of Object.entries({ ...env, ...change })) vi.stubEnv(name, setting);
    const { code, json } = await tool('snapshots', '--workspace', workspace_slug);
    return `${code} ${json.problems?.[0]?.code}`;
  };

  test('is refused, and told apart from a studio that does not answer', async () => {
    await db.createWorkspace('foreign');
    expect(await asked({ CONTENT_ACCESS_TOKEN: '' })).toBe('1 unauthenticated');
    expect(await asked({ NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'nonsense' })).toBe('1 unauthenticated');
    expect(await asked({ NEXT_PUBLIC_SUPABASE_URL: 'http://127.0.0.1:9' })).toBe('3 unavailable');
    expect(await asked({}, 'foreign')).toBe('1 not_found');
  });
});

describe('import', () => {
  test('--skip takes one name, may be given again, and may stand before the file', async () => {
    const { plan } = await done(
      'import',
      '--dry-run',
      '--skip',
      'spark_link:a>b',
      '--skip',
      'objective:c#o#1',
      course(),
    );
    expect(plan).toMatchObject({ skipped: 2 });
  });

  test('a dry run leaves nothing in the log, also of a bundle whose references lead nowhere', async () => {
    await done('import', '--dry-run', course());
    expect(await refusal('import', '--dry-run', course({ links: [['a', 'gone']] }))).toMatchObject({
      exit: 1,
      code: 'unresolved_reference',
    });
    expect(await logLines()).toBe(0);
  });

  test('out of a pipe', async () => {
    const shell = ['bash', '-c', 'exec "$0" bin/content.ts import --json --workspace "$1" <(cat "$2")'];
    const { code, json } = await content(['node_modules/.bin/node', here.slug, course()], { env, command: shell });
    expect({ code, json }).toMatchObject({ code: 0, json: { ok: true } });
    expect((await tool('import', course())).json).toMatchObject({ plan: { create: 0, unchanged: 9 } });
  });
});

describe('stage --only', () => {
  const staged = async (...names: string[]) => {
    const result = await done('stage', '--only', ...names);
    return result.change_counts as Record<string, { added: number; changed: number; removed: number }>;
  };

  test('names links, places and objectives as bundles do; what they refer to comes along', async () => {
    await done('import', course());
    expect(Object.keys(await staged('spark_link:a>b')).sort()).toEqual(['spark', 'spark_link']);
    expect(Object.keys(await staged('concept_spark:c>b', 'objective:c#o#1')).sort()).toEqual([
      'concept',
      'concept_spark',
      'domain',
      'objective',
      'trail',
    ]);
  });

  test('names a link that was removed, with its sparks or without', async () => {
    await done(
      'import',
      course({
        sparks: ['a', 'b', 'c'],
        links: [
          ['a', 'b'],
          ['a', 'c'],
        ],
      }),
    );
    await done('promote', String((await done('stage')).snapshot_id));
    await db.owner.query('delete from public.spark_links where workspace_id = $1 and target_id = $2', [
      here.workspace,
      await idOf('sparks', 'b'),
    ]);
    await removeSpark(await idOf('sparks', 'c'));
    expect(await staged('spark_link:a>b')).toEqual({ spark_link: { added: 0, changed: 0, removed: 1 } });
    expect(await staged('spark_link:a>c')).toMatchObject({ spark_link: { removed: 1 } });
  });

  test('tells all names that fit nothing', async () => {
    await done('import', course());
    expect(await refusal('stage', '--only', 'spark:a', 'spark_link:b>a', 'spark:nope', 'objective:c#2')).toEqual({
      exit: 1,
      code: 'not_found',
      message: 'Nothing is pending for spark_link:b>a, spark:nope, objective:c#2.',
    });
    expect(await statuses()).toEqual([]);
  });

  test('a slug that passed on names two changes, which their ids tell apart', async () => {
    await done('import', course({ links: [] }));
    await done('promote', String((await done('stage')).snapshot_id));
    const old = await idOf('sparks', 'a');
    await removeSpark(old);
    await done('import', course({ sparks: ['a'], links: [], title: 'New' }));
    const made = await idOf('sparks', 'a');
    const refused = await refusal('stage', '--only', 'spark:a');
    expect(refused).toMatchObject({ exit: 1, code: 'invalid_input' });
    expect(refused.message).toContain(`removed: spark:${old}`);
    expect(refused.message).toContain(`added: spark:${made}`);
    expect(await staged(`spark:${old}`)).toMatchObject({ spark: { removed: 1 } });
  });
});

describe('a snapshot', () => {
  const published = async (label: string, more: Course = {}) => {
    const { snapshot_id } = await done('import', '--promote', course({ label, ...more }));
    return String(snapshot_id);
  };

  test('is named by id, label or current', async () => {
    const first = await published('v1');
    const second = await published('v2', { title: 'Better' });
    const verified = await Promise.all([first, 'v1', second, 'current'].map((which) => done('verify', which)));
    expect(verified.map((one) => one.snapshot_id)).toEqual([first, first, second, second]);
    expect(await done('diff', 'v1', 'current')).toMatchObject({ summary: { total: 2 } });
    expect(await done('promote', 'v1')).toMatchObject({ snapshot: { id: first, status: 'current' } });
    expect(await done('rollback', 'v2')).toMatchObject({ snapshot: { id: second, status: 'current' } });
    expect(await done('export', '--snapshot', 'v1')).toMatchObject({
      sparks: [{ title: 'Spark a' }, { title: 'Spark b' }],
    });
  });

  test('is compared with working content in both directions', async () => {
    await published('v1');
    await done('import', course({ label: 'v2', sparks: ['a', 'b', 'x'] }));
    await db.owner.query("update public.sparks set title = 'Other' where workspace_id = $1 and slug = 'a'", [
      here.workspace,
    ]);
    const there = await done('diff', 'v1', 'working');
    const back = await done('diff', 'working', 'v1');
    expect(there.summary).toMatchObject({
      kinds: [
        { kind: 'spark', added: 1, changed: 1, removed: 0 },
        { kind: 'concept_spark', added: 1 },
      ],
    });
    expect(back.summary).toMatchObject({
      kinds: [
        { kind: 'spark', added: 0, changed: 1, removed: 1 },
        { kind: 'concept_spark', removed: 1 },
      ],
    });
    const [one] = back.changes as { before: { title: string }; after: { title: string } }[];
    expect(one).toMatchObject({ before: { title: 'Other' }, after: { title: 'Spark a' } });
    expect(await done('diff', 'working', 'working')).toMatchObject({ summary: { total: 0 } });
  });

  test('that is not there is named in the refusal, with what is accepted', async () => {
    await published('v1');
    const sentence = 'There is no snapshot nope in this workspace. Give an id, a version label, or current.';
    const calls = [
      ['verify', 'nope'],
      ['promote', 'nope'],
      ['rollback', 'nope'],
      ['diff', 'nope', 'working'],
      ['diff', 'working', 'nope'],
      ['export', '--snapshot', 'nope'],
    ];
    const refused = await Promise.all(calls.map((args) => refusal(...args)));
    expect(refused).toEqual(calls.map(() => ({ exit: 1, code: 'not_found', message: sentence })));
  });

  test('whose label stands twice is asked for by id', async () => {
    const first = await published('v1');
    const second = await published('v1', { title: 'Better' });
    const refused = await refusal('promote', 'v1');
    expect(refused).toMatchObject({ exit: 1, code: 'invalid_input' });
    expect(refused.message).toContain(`${first} (archived)`);
    expect(refused.message).toContain(`${second} (current)`);
  });

  test('of another workspace is not there, whoever asks', async () => {
    const mine = await published('v1');
    await done('import', course({ label: 'v2', title: 'Better' }));
    const ready = String((await done('stage')).snapshot_id);
    const calls = [
      ['promote', ready],
      ['verify', mine],
      ['diff', mine, ready],
      ['rollback', mine],
      ['export', '--snapshot', mine],
    ];
    const refused = await Promise.all(calls.map((args) => refusal(...args, '--workspace', 'other')));
    expect(refused).toMatchObject(calls.map(() => ({ exit: 1, code: 'not_found' })));
    expect((await statuses()).sort()).toEqual(['current', 'ready']);
  });
});

describe('export --import', () => {
  const sparks = (bundle: Record<string, unknown>) => (bundle.sparks as { slug: string }[]).map((one) => one.slug);

  test('latest finds the newest that was applied, however many failed since', async () => {
    await done('import', course({ label: 'v1', sparks: ['a'], links: [] }));
    await done('import', course({ label: 'v2', sparks: ['b'], links: [] }));
    await db.owner.query(
      `insert into public.import_logs (workspace_id, version_label, status, started_at, completed_at)
       select $1, 'broken', 'failed', now() + n * interval '1 second', now() from generate_series(1, 60) n`,
      [here.workspace],
    );
    expect(sparks(await done('export', '--import', 'latest'))).toEqual(['b']);
    expect(sparks(await done('export', '--import', 'v1'))).toEqual(['a']);
  });

  test('working content keeps the header of its only import, however many failed since', async () => {
    await done('import', course({ label: 'the first' }));
    await db.owner.query(
      `insert into public.import_logs (workspace_id, version_label, status, started_at, completed_at)
       select $1, 'broken', 'failed', now() + n * interval '1 second', now() from generate_series(1, 60) n`,
      [here.workspace],
    );
    expect(await done('export')).toMatchObject({ version_label: 'the first' });
  });

  test('what is not there is named; so is what failed', async () => {
    expect(await refusal('export', '--import', 'latest')).toMatchObject({ exit: 1, code: 'not_found' });
    const { import_id } = await done('import', course());
    const sentence = 'There is no import nope in this workspace. Give an id, a version label, or latest.';
    expect(await refusal('export', '--import', 'nope')).toEqual({ exit: 1, code: 'not_found', message: sentence });
    expect(await refusal('export', '--import', String(import_id), '--workspace', 'other')).toMatchObject({
      exit: 1,
      code: 'not_found',
    });
    const failed = await value<string>(
      db.owner,
      "insert into public.import_logs (workspace_id, version_label, status, completed_at) values ($1, 'x', 'failed', now()) returning id",
      [here.workspace],
    );
    expect(await refusal('export', '--import', failed)).toMatchObject({ exit: 1, code: 'wrong_state' });
  });

  test('a file is replaced as a whole, a pipe is written to', async () => {
    await done('import', course());
    const out = path.join(here.folder, 'out.json');
    expect(await done('export', '--out', out)).toMatchObject({ ok: true, out });
    expect(sparks(JSON.parse(await readFile(out, 'utf8')))).toEqual(['a', 'b']);
    const pipe = path.join(here.folder, 'pipe');
    makePipe(pipe);
    const [read] = await Promise.all([readFile(pipe, 'utf8'), done('export', '--out', pipe)]);
    expect(sparks(JSON.parse(read))).toEqual(['a', 'b']);
  });
});

describe('export --only', () => {
  test('writes a part that imports by itself, and refuses what is not there', async () => {
    await done('import', course({ label: 'v1', sparks: ['a', 'b'] }));
    const part = await done('export', '--only', 'spark:b');
    expect((part.sparks as { slug: string }[]).map(({ slug }) => slug)).toEqual(['b']);
    expect(part.spark_links ?? []).toEqual([]);
    const file = path.join(here.folder, 'part.json');
    writeFileSync(file, JSON.stringify(part));
    expect(await done('import', file, '--dry-run', '--workspace', 'other')).toMatchObject({ plan: { create: 1 } });
    expect(await done('import', file, '--dry-run')).toMatchObject({ plan: { create: 0, unchanged: 1 } });
    expect(await refusal('export', '--only', 'spark:nope')).toMatchObject({ exit: 1, code: 'not_found' });
    expect(await refusal('export', '--only', 'spark_link:a>b')).toMatchObject({ exit: 2, code: 'usage' });
  });
});

test('an import that is stopped while it is read leaves nothing behind', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => `s${at}`);
  const ended = await content(['import', course({ sparks: many, links: [] }), '--workspace', here.slug, '--json'], {
    env,
    during: (child) => {
      child.stdin.end();
      child.stderr.on('data', (said: Buffer) => {
        if (said.includes('reading')) child.kill('SIGINT');
      });
    },
  });
  expect([ended.code, ended.json]).toMatchObject([1, { ok: false, problems: [{ code: 'wrong_state' }] }]);
  expect(
    await value(db.owner, 'select count(*)::int from public.import_logs where workspace_id = $1', [here.workspace]),
  ).toBe(0);
});
