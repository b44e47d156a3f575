import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import type { Trial } from '#lib/studio/embedded/trial.ts';
import { connectTo, fillWorkspace } from '../filled-workspace.ts';
import { type Bundle, generateBundle, randomNumbers } from '../generate.ts';
import { processesOf } from '../processes.ts';
import { type Bench, figure, type Row } from '../report.ts';
import { type AttackedStudio, withStudio } from './attacked-studio.ts';
import { ask, bring, promote, read, type Surroundings, type Written, write } from './killed-work.ts';

const SEED = Number(process.env.TRAILWRIGHT_ATTACK_SEED ?? 1);
const SLUG = 'killed';
const WRITERS = 4;
/** Lessons that imports bring; the first ones belong to the writers. */
const BROUGHT = { from: 50, to: 150 };
/** How long a studio may take until all it was asked for has come to an end. */
const SETTLED_MS = 150_000;

/** How often each is killed; the supervisor gives a process up that ends more than seven times without a quiet minute. */
const KILLS: Readonly<Record<string, number>> = {
  'web-process': 4,
  'worker-process': 4,
  'gateway-process': 4,
  postgres: 3,
  'a connection': 3,
  content: 8,
};

/** Kills what a studio is made of, one at a time at moments that a seed chose, while lessons are saved, imported, read and published. */
const attack: Bench = {
  name: 'kills',
  about: `SIGKILL to every process of a studio at work, ${Object.values(KILLS).reduce((sum, one) => sum + one)} times (seed ${SEED})`,
  run: (say) => withStudio((studio) => killed(studio, say)),
};
export default attack;

async function killed(studio: AttackedStudio, say: (line: string) => void): Promise<Row[]> {
  const { trial, web } = studio;
  const bundle = generateBundle({ sparks: 200, links: 300 });
  let owner = await connectTo(trial);
  const workspace_id = await fillWorkspace(owner, SLUG, bundle);
  await owner.query('update public.workspaces set content_is_open = true where id = $1', [workspace_id]);
  const ids = await owner.query(
    `select id from public.sparks where workspace_id = $1 and slug = any ($2) order by slug`,
    [workspace_id, Array.from({ length: WRITERS }, (_, nth) => `spark-${nth}`)],
  );
  // Its connection would be cut by the first kill of the database.
  await owner.end();

  let isOver = false;
  let cli: ChildProcess | null = null;
  const db = tokenClient(studio.api, studio.key, await studio.token('admin'));
  const around: Surroundings = { db, workspace_id, isOver: () => isOver };
  const work = Promise.all([
    Promise.all(ids.rows.map(({ id }) => write(around, id))),
    promote(around),
    ask(around),
    read(around, [`${web}/api/v1/${SLUG}/sparks/spark-0`, `${web}/api/v1/${SLUG}/sparks/spark-60`]),
    bring(around, { bundle: broughtOf(bundle), dataDir: trial.dataDir, slug: SLUG }, (child) => {
      cli = child;
    }),
  ]);
  const kills = await killAll(trial, () => cli, say);
  isOver = true;
  const [written, promotions, tasks, reads, imports] = await work;
  say('settling');
  const settled = await untilHealthy(web);
  owner = await connectTo(trial);
  try {
    const how = `${kills} kills; ${written.reduce((sum, { saves }) => sum + saves.length, 0)} saves, ${promotions} promotions, ${tasks.length} tasks, ${imports} imports acknowledged, ${reads.reads} reads`;
    const none = (what: string, count: number, unit: string): Row => ({
      what,
      figure: figure([count], unit),
      target: { text: 'none', is_met: count === 0 },
      how,
    });
    return [
      none('acknowledged saves that are lost', await lostSaves(owner, written), 'saves'),
      none('imports of which a part is there', await halves(owner, workspace_id), 'imports'),
      none('imports whose log does not end', await openImports(owner, workspace_id), 'imports'),
      none('reads of two states of one snapshot', reads.mixed, 'reads'),
      none('snapshots that are not what they say', await brokenSnapshots(owner, workspace_id), 'snapshots'),
      none('tasks and jobs that do not end', await stuck(owner, tasks), 'tasks'),
      {
        what: 'until the studio says that it is well',
        figure: figure([settled], 's'),
        target: { text: '<= 30 s', is_met: settled <= 30 },
        how: `after the last kill, by /api/health; ${how}`,
      },
    ];
  } finally {
    await owner.end();
  }
}

/** A bundle of some lessons alone, into the workspace that has the rest. */
function broughtOf(bundle: Bundle): Bundle {
  const lists = Object.entries(bundle).map(([name, value]) => [name, Array.isArray(value) ? [] : value]);
  const sparks = (bundle.sparks as unknown[]).slice(BROUGHT.from, BROUGHT.to);
  return { ...Object.fromEntries(lists), sparks } as Bundle;
}

/** Kills one after the other, in an order and at moments that come of the seed. Gives how many were hit. */
async function killAll(trial: Trial, cli: () => ChildProcess | null, say: (line: string) => void): Promise<number> {
  const random = randomNumbers(SEED);
  const order = Object.entries(KILLS)
    .flatMap(([name, times]) => Array.from({ length: times }, () => ({ name, at: random() })))
    .sort((one, other) => one.at - other.at);
  let hit = 0;
  for (const { name } of order) {
    await pause(500 + random() * 3_500);
    const pid = name === 'content' ? cli()?.pid : await pidOf(trial, name, random);
    if (!pid) continue;
    say(`kill ${name}`);
    try {
      process.kill(pid, 'SIGKILL');
      hit++;
    } catch {
      // It ended by itself this very moment.
    }
  }
  return hit;
}

async function pidOf(trial: Trial, name: string, random: () => number): Promise<number | undefined> {
  const wanted = name === 'a connection' ? /^postgres: \w+ postgres / : new RegExp(`^${name}$`);
  const found = (await processesOf(trial)).filter(({ what }) => wanted.test(what));
  return found[Math.floor(random() * found.length)]?.pid;
}

/** Seconds until the studio answers that all of it is well. */
async function untilHealthy(web: string): Promise<number> {
  const from = performance.now();
  for (;;) {
    const answer = await fetch(`${web}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    const { status } = ((await answer?.json().catch(() => null)) ?? {}) as { status?: string };
    const seconds = (performance.now() - from) / 1000;
    if (status === 'ok' || seconds * 1000 > SETTLED_MS) return seconds;
    await pause(100);
  }
}

/** What each writer was told is saved has to be in the history, and the last of it in the lesson, or what was tried after it. */
async function lostSaves(owner: pg.Client, written: Written[]): Promise<number> {
  let lost = 0;
  for (const { id, saves, acknowledged, tried } of written) {
    const { rows } = await owner.query<{ text: string }>(
      `select body ->> 'content_md' as text from public.revisions where kind = 'spark' and entity_id = $1`,
      [id],
    );
    const known = new Set(rows.map(({ text }) => text));
    lost += saves.filter((text) => !known.has(text)).length;
    const now = await owner.query<{ text: string }>('select content_md as text from public.sparks where id = $1', [id]);
    const text = now.rows[0]?.text;
    if (saves.length > 0 && text !== acknowledged && text !== tried) lost++;
  }
  return lost;
}

/** All lessons of an import carry its number: more than one number is a part of one. */
async function halves(owner: pg.Client, workspace_id: string): Promise<number> {
  const slugs = Array.from({ length: BROUGHT.to - BROUGHT.from }, (_, nth) => `spark-${BROUGHT.from + nth}`);
  const { rows } = await owner.query<{ many: number }>(
    'select count(distinct title)::int as many from public.sparks where workspace_id = $1 and slug = any ($2)',
    [workspace_id, slugs],
  );
  const { many } = rows[0] as { many: number };
  const { rows: begun } = await owner.query(
    `select 1 from public.sparks where workspace_id = $1 and slug = any ($2) and title like 'Import %' limit 1`,
    [workspace_id, slugs],
  );
  return begun.length > 0 ? many - 1 : 0;
}

/** As the worker finds them an hour later, when nobody can be at them any more. */
async function openImports(owner: pg.Client, workspace_id: string): Promise<number> {
  await owner.query(
    `update public.import_logs set touched_at = touched_at - interval '1 hour' where status in ('pending', 'validating', 'importing')`,
  );
  await owner.query('select private.fail_abandoned_imports()');
  const { rows } = await owner.query<{ open: number }>(
    `select count(*)::int as open from public.import_logs
     where workspace_id = $1 and status in ('pending', 'validating', 'importing')`,
    [workspace_id],
  );
  return rows[0]?.open ?? 0;
}

async function brokenSnapshots(owner: pg.Client, workspace_id: string): Promise<number> {
  const { rows } = await owner.query<{ broken: number }>(
    `select count(*)::int as broken from public.snapshots s
     where workspace_id = $1 and seq is not null and not (public.verify_snapshot(s.id) ->> 'ok')::boolean`,
    [workspace_id],
  );
  return rows[0]?.broken ?? 0;
}

/** Tasks that were accepted and have no outcome, or another than done, and jobs that nobody finishes, after all the time they get. */
async function stuck(owner: pg.Client, tasks: string[]): Promise<number> {
  const until = performance.now() + SETTLED_MS;
  for (;;) {
    const { rows } = await owner.query<{ stuck: number }>(
      `select (select count(*)::int from unnest($1::uuid[]) id left join public.tasks t using (id) where t.state is distinct from 'done')
            + (select count(*)::int from queue.job where state in ('active', 'retry')) as stuck`,
      [tasks],
    );
    const left = rows[0]?.stuck ?? 0;
    if (left === 0 || performance.now() > until) return left;
    await pause(1_000);
  }
}
