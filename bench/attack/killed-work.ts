import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '#lib/base/data/clients/token.ts';
import { getEntityHeadById, updateEntity } from '#lib/catalogue/data/entities.ts';
import { currentSnapshot, promoteSnapshot, stageSnapshot } from '#lib/snapshots/data/snapshots.ts';
import type { Bundle } from '../generate.ts';

// What people and programs do to a studio whose processes are killed meanwhile. Whatever fails is tried again after a moment.

const AGAIN_MS = 150;
const ROOT = path.resolve(import.meta.dirname, '../..');

/** Ends everything that goes on below. */
export interface Surroundings {
  db: Db;
  workspace_id: string;
  isOver: () => boolean;
}

async function untilOver({ isOver }: Surroundings, work: () => Promise<unknown>): Promise<void> {
  while (!isOver()) {
    await work().catch(() => undefined);
    await pause(AGAIN_MS);
  }
}

export interface Written {
  id: string;
  /** The last text that was acknowledged, and the last that was tried, which may have come in without a word. */
  acknowledged: string;
  tried: string;
  saves: string[];
}

/** Saves one lesson again and again, each time another text over the version it last saw. */
export async function write(around: Surroundings, id: string): Promise<Written> {
  const written: Written = { id, acknowledged: '', tried: '', saves: [] };
  const target = { workspace_id: around.workspace_id, kind: 'spark' as const, id };
  let nth = 0;
  await untilOver(around, async () => {
    const head = await getEntityHeadById(around.db, around.workspace_id, 'spark', id);
    if (!head.ok) return;
    written.tried = `State ${++nth} of ${id}`;
    const saved = await updateEntity(
      around.db,
      { ...target, version: head.data.version },
      { content_md: written.tried },
    );
    if (!saved.ok) return;
    written.acknowledged = written.tried;
    written.saves.push(written.tried);
  });
  return written;
}

/** Stages and promotes whatever has changed. Gives how often that was acknowledged. */
export async function promote(around: Surroundings): Promise<number> {
  let promoted = 0;
  await untilOver(around, async () => {
    const staged = await stageSnapshot(around.db, { workspace_id: around.workspace_id });
    if (!staged.ok || !staged.data.ok) return;
    if ((await promoteSnapshot(around.db, staged.data.snapshot_id)).ok) promoted++;
  });
  return promoted;
}

/** Asks for tasks. Gives the ids of those that were accepted. */
export async function ask(around: Surroundings): Promise<string[]> {
  const accepted: string[] = [];
  await untilOver(around, async () => {
    const current = await currentSnapshot(around.db, around.workspace_id);
    if (!current.ok || !current.data) return;
    const { data } = await around.db.rpc('start_task', {
      p_workspace: around.workspace_id,
      p_kind: 'snapshot.verify',
      p_subject: current.data.id,
      p_input: {},
      p_inline_up_to: 0,
    });
    if (typeof data === 'string') accepted.push(data);
  });
  return accepted;
}

export interface Read {
  reads: number;
  /** Reads of a snapshot that differ from the first one of the same snapshot. */
  mixed: number;
}

/** Reads lessons of the current snapshot over the web server. */
export async function read(around: Surroundings, addresses: string[]): Promise<Read> {
  const seen = new Map<string, string>();
  const read: Read = { reads: 0, mixed: 0 };
  await untilOver(around, async () => {
    for (const address of addresses) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      const body = await answer.text();
      if (answer.status !== 200) continue;
      read.reads++;
      const key = `${answer.headers.get('x-snapshot-id')} ${address}`;
      if ((seen.get(key) ?? body) !== body) read.mixed++;
      seen.set(key, body);
    }
  });
  return read;
}

/** Imports the same lessons under ever new titles with the command line, which `tell` hears of to kill it. */
export async function bring(
  around: Surroundings,
  { bundle, dataDir, slug }: { bundle: Bundle; dataDir: string; slug: string },
  tell: (child: ChildProcess | null) => void,
): Promise<number> {
  const file = path.join(path.dirname(dataDir), 'brought.json');
  let nth = 0;
  let done = 0;
  await untilOver(around, async () => {
    nth++;
    const sparks = (bundle.sparks as { slug: string }[]).map((spark) => ({ ...spark, title: `Import ${nth}` }));
    await writeFile(file, JSON.stringify({ ...bundle, sparks, version_label: `import-${nth}` }));
    const args = ['--workspace', slug, '--data-dir', dataDir, 'import', '--conflicts', 'theirs', file];
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/content.ts'), ...args], { stdio: 'ignore' });
    tell(child);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    tell(null);
    if (code === 0) done++;
  });
  return done;
}
