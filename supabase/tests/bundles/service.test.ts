import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { setImportStatus } from '#lib/bundles/data/imports.ts';
import { exportBundle } from '#lib/bundles/services/exports.ts';
import { applyImport, planImport, readImport, readImports, readPlan } from '#lib/bundles/services/imports.ts';
import { bufferSource } from '#lib/bundles/services/reader.ts';
import { undoChangeSet } from '#lib/history/data/trash.ts';
import { testDatabase } from '../support/harness.ts';

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');
const COURSES = [
  'git-novice',
  'iot-for-beginners',
  'hf-llm-course',
  'exercism-elixir',
  'exercism-javascript',
  'stress-metamath-ql',
];
const NOW = new Date('2026-01-01T00:00:00Z');
const db = testDatabase();

/** A person's client on a fresh workspace of which they are admin. */
async function freshWorkspace(): Promise<{ client: Db; workspace_id: string; user_id: string }> {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'admin');
  return { client: client as unknown as Db, workspace_id, user_id: id };
}

async function importWhole(client: Db, workspace_id: string, bytes: Uint8Array) {
  const plan = await planImport(client, { workspace_id, source: bufferSource('bundle.json', bytes) });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problem));
  expect(plan.data.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  const applied = await applyImport(client, plan.data.import_id);
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem));
  return { plan: plan.data, applied: applied.data };
}

test.each([
  ['NUL', '\\u0000'],
  ['half of a pair', '\\ud800'],
])('a refusal that quotes %s is written down all the same', async (_, bad) => {
  const { client, workspace_id } = await freshWorkspace();
  const spark = `{"slug":"a${bad}","title":"${bad}x","content_md":"${bad}","difficulty":"${bad}","estimated_mins":5,"${bad}":1}`;
  const source = bufferSource(
    'bundle.json',
    new TextEncoder().encode(`{"schema_version":"1.0.0","version_label":"${bad}v","sparks":[${spark}]}`),
  );
  const plan = await planImport(client, { workspace_id, source });
  expect(plan).toMatchObject({ ok: true, data: { can_apply: false } });
  const { data } = await client
    .from('import_logs')
    .select('status, error_message, error_details')
    .eq('workspace_id', workspace_id);
  expect(data).toMatchObject([
    { status: 'failed', error_message: expect.stringMatching(/^The bundle cannot be imported/) },
  ]);
  expect(JSON.stringify(data)).toContain('bad_text');
});

describe('real courses', () => {
  test.each(COURSES.map((name) => [name]))(
    '%s comes back deep-equal, a second import changes nothing, and undo empties the workspace',
    async (name) => {
      const file = path.join(CONTENT, name, 'bundle.json');
      if (!existsSync(file)) {
        console.warn(`skipped: ${file} is not here`);
        return;
      }
      const bytes = await readFile(file);
      const { client, workspace_id } = await freshWorkspace();
      // What the database knows of its tables is from before, as on every install that imports its first large course.
      await db.owner.query('analyze');
      const first = await importWhole(client, workspace_id, bytes);
      expect(first.plan.totals.update + first.plan.totals.unchanged + first.plan.totals.conflict).toBe(0);

      const exported = await exportBundle(client, { workspace_id, now: NOW });
      expect(exported.ok && exported.data).toEqual(JSON.parse(bytes.toString()));

      const second = await importWhole(client, workspace_id, bytes);
      expect(second.applied).toMatchObject({ problems: [], changed: 0, change_set_id: null });

      // As a worker does it for the large ones.
      expect(await undoChangeSet(client, String(first.applied.change_set_id))).toMatchObject({ ok: true });
      const empty = await exportBundle(client, { workspace_id, now: NOW });
      expect(empty.ok && empty.data.sparks).toEqual([]);
      expect(empty.ok && empty.data.spark_links).toEqual([]);
    },
  );
});

describe('the demo course', () => {
  const DEMO = path.resolve(import.meta.dirname, '../../demo/bundle.json');
  type Course = { sparks: Record<string, unknown>[]; spark_links: unknown[] } & Record<string, unknown>;
  const course = async () => JSON.parse(await readFile(DEMO, 'utf8')) as Course;
  const source = (bundle: unknown) => bufferSource('bundle.json', Buffer.from(JSON.stringify(bundle)));
  const logLines = (workspace_id: string) =>
    db.owner
      .query<{ status: string; error_message: string | null }>(
        'select status, error_message from public.import_logs where workspace_id = $1 order by started_at',
        [workspace_id],
      )
      .then(({ rows }) => rows);

  /** Counts what an import really sends: items travel in add_import_items, known blocks do not. */
  async function sentItems(client: Db, run: () => Promise<unknown>): Promise<number> {
    const rpc = client.rpc.bind(client) as (name: string, args: { p_items?: unknown[] }) => unknown;
    let items = 0;
    Object.assign(client, {
      rpc: (name: string, args: { p_items?: unknown[] }) => {
        items += args.p_items?.length ?? 0;
        return rpc(name, args);
      },
    });
    await run();
    Object.assign(client, { rpc });
    return items;
  }

  test('imported again with an item more at the front and one changed, sends little else and comes back deep-equal', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const first = await course();
    const everything = await sentItems(client, () =>
      importWhole(client, workspace_id, Buffer.from(JSON.stringify(first))),
    );
    const next = structuredClone(first);
    const [model] = next.sparks;
    next.sparks.unshift({ ...model, slug: 'quite-new', title: 'Quite new' });
    Object.assign(next.sparks.at(-1) as object, { summary: 'Changed' });
    let done: Awaited<ReturnType<typeof importWhole>> | undefined;
    const few = await sentItems(client, async () => {
      done = await importWhole(client, workspace_id, Buffer.from(JSON.stringify(next)));
    });
    expect(few).toBeLessThan(everything / 3);
    expect(done?.plan.totals).toMatchObject({ create: 1, update: 1, conflict: 0 });
    const exported = await exportBundle(client, { workspace_id, import_id: done?.plan.import_id, now: NOW });
    expect(exported.ok && exported.data).toEqual(next);
  });

  test('written another way is no change, and is given back as it was written last', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const first = await course();
    for (const spark of first.sparks) spark.is_published = false;
    await importWhole(client, workspace_id, Buffer.from(JSON.stringify(first)));
    const next = structuredClone(first);
    for (const spark of next.sparks) delete spark.is_published;
    const again = await importWhole(client, workspace_id, Buffer.from(JSON.stringify(next)));
    expect(again.applied).toMatchObject({ problems: [], changed: 0 });
    const exported = await exportBundle(client, { workspace_id, import_id: again.plan.import_id, now: NOW });
    expect(exported.ok && exported.data).toEqual(next);
  });

  test('a dry run leaves no line in the log, of a good bundle or of a broken one', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const good = await course();
    const plan = await planImport(client, { workspace_id, source: source(good), dry_run: true });
    expect(plan).toMatchObject({ ok: true, data: { can_apply: true } });
    const broken = { ...good, sparks: [{ slug: 'x' }] };
    expect(await planImport(client, { workspace_id, source: source(broken), dry_run: true })).toMatchObject({
      ok: true,
      data: { can_apply: false },
    });
    expect(await logLines(workspace_id)).toEqual([]);
  });

  test('ten thousand warnings hide no loop: it is named, nothing can be applied, and the log says that it failed', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const few = await course();
    const named = (slug: string) => ({ ...few.sparks[0], slug, title: `Spark ${slug}` });
    const fronts = Array.from({ length: 101 }, (_, n) => `front-${n}`);
    const backs = Array.from({ length: 100 }, (_, n) => `back-${n}`);
    const link = (source_slug: string, target_slug: string, weight: number) =>
      ({ source_slug, target_slug, link_type: 'prerequisite', weight }) as const;
    const unusual = fronts.flatMap((from) => backs.map((to) => link(from, to, 0.1)));
    const sparks = [...fronts, ...backs, 'hen', 'egg'].map(named);
    const spark_links = [...unusual, link('hen', 'egg', 1), link('egg', 'hen', 1)];
    const looped = { ...few, sparks, spark_links, concept_sparks: [], spark_beacons: [], objectives: [], packages: [] };
    for (const dry_run of [true, false]) {
      const plan = await planImport(client, { workspace_id, source: source(looped), dry_run });
      if (!plan.ok) throw new Error(plan.problem.message);
      expect(plan.data.problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'loop' }]);
      expect(plan.data.warnings).toEqual([{ code: 'unusual_weight', total: 10_100 }]);
      expect(plan.data.can_apply).toBe(false);
    }
    expect(await logLines(workspace_id)).toEqual([
      { status: 'failed', error_message: 'The bundle cannot be imported: one problem.' },
    ]);
  });

  test('a plan that is looked at again says what the bundle was warned of: all of it counted, examples in full', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const few = await course();
    const sparks = Array.from({ length: 51 }, (_, n) => ({ ...few.sparks[0], slug: `s-${n}`, title: `Spark ${n}` }));
    const spark_links = sparks
      .slice(1)
      .map(({ slug }) => ({ source_slug: 's-0', target_slug: slug, link_type: 'prerequisite', weight: 0.1 }));
    const odd = { ...few, sparks, spark_links, concept_sparks: [], spark_beacons: [], objectives: [], packages: [] };
    const plan = await planImport(client, { workspace_id, source: source(odd) });
    if (!plan.ok) throw new Error(plan.problem.message);
    const again = await readPlan(client, workspace_id, plan.data.import_id);
    if (!again.ok) throw new Error(again.problem.message);
    expect(again.data).toMatchObject({ can_apply: true, warnings: [{ code: 'unusual_weight', total: 50 }] });
    expect(again.data.problems).toEqual(plan.data.problems.slice(0, 20));
  });

  test('an import whose process was killed has ended for whoever looks next, with or without a worker', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const killed = await planImport(client, { workspace_id, source: source(await course()) });
    if (!killed.ok) throw new Error(killed.problem.message);
    const { import_id } = killed.data;
    // What a command line that is killed after saying this leaves behind.
    expect(await setImportStatus(client, import_id, 'importing')).toMatchObject({ ok: true });
    const status = async () => {
      const record = await readImport(client, workspace_id, import_id);
      return record.ok && record.data.status;
    };
    expect(await status()).toBe('importing');
    await db.owner.query(`update public.import_logs set touched_at = now() - interval '11 seconds' where id = $1`, [
      import_id,
    ]);
    expect(await readImports(client, workspace_id)).toMatchObject({
      ok: true,
      data: [{ id: import_id, status: 'failed', error_message: expect.stringContaining('Nothing was written') }],
    });
    expect(await status()).toBe('failed');
  });

  test('whoever goes away while it is read leaves nothing; a file that breaks off is said to have failed', async () => {
    const { client, workspace_id } = await freshWorkspace();
    const bytes = Buffer.from(JSON.stringify(await course()));
    const leaving = new AbortController();
    const slow = {
      name: 'slow',
      async *open() {
        yield bytes.subarray(0, bytes.length / 2);
        leaving.abort();
        yield bytes.subarray(bytes.length / 2);
      },
    };
    expect(await planImport(client, { workspace_id, source: slow, signal: leaving.signal })).toMatchObject({
      ok: false,
      problem: { code: 'wrong_state' },
    });
    expect(await logLines(workspace_id)).toEqual([]);
    const faulty = {
      name: 'faulty',
      async *open() {
        yield bytes.subarray(0, bytes.length / 2);
        throw new Error('input/output error');
      },
    };
    await expect(planImport(client, { workspace_id, source: faulty })).rejects.toThrow('input/output');
    expect(await logLines(workspace_id)).toMatchObject([
      { status: 'failed', error_message: 'The file could not be read to its end.' },
    ]);
  });

  test('what is to be left out must be in it', async () => {
    const { client, workspace_id } = await freshWorkspace();
    await importWhole(client, workspace_id, Buffer.from(JSON.stringify(await course())));
    const skip = ['spark:no-such-spark'];
    expect(await planImport(client, { workspace_id, source: source(await course()), skip })).toMatchObject({
      ok: false,
      problem: { code: 'invalid_input', message: expect.stringContaining('spark:no-such-spark') },
    });
    const [known] = (await course()).sparks;
    const left = await planImport(client, {
      workspace_id,
      source: source(await course()),
      skip: [`spark:${known?.slug}`],
    });
    expect(left).toMatchObject({ ok: true, data: { totals: { skipped: 1, create: 0, update: 0 } } });
  });
});
