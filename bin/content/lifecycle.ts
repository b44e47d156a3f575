import { z } from 'zod';
import { importStats } from '#lib/bundles/data/imports.ts';
import { stagedJson, verificationJson } from '#lib/snapshots/core/outcomes.ts';
import { listSnapshots, rollbackSnapshot, type Snapshot } from '#lib/snapshots/data/snapshots.ts';
import type { Selector } from '#lib/snapshots/services/selection.ts';
import {
  beginVerifying,
  cleanUpSnapshots,
  compare,
  findSnapshot,
  promoteSnapshot,
  stageSelected,
  summarise,
} from '#lib/snapshots/services/snapshots.ts';
import { outcomeOf } from '#lib/tasks/services.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { blocked, done, EXIT, failed, type Outcome, table } from './report.ts';
import { waiting } from './waiting.ts';

const shown = (snapshot: Snapshot) => ({
  id: snapshot.id,
  seq: snapshot.seq,
  version_label: snapshot.version_label,
  status: snapshot.status,
  created_at: snapshot.created_at,
  promoted_at: snapshot.promoted_at,
  entity_counts: snapshot.entity_counts,
});

export async function snapshots(options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const list = await listSnapshots(connected.data.db, connected.data.workspace.id);
  if (!list.ok) return failed(list.problem);
  const rows = list.data.map((one) => [
    one.id,
    one.status,
    one.version_label,
    one.created_at.slice(0, 19).replace('T', ' '),
  ]);
  return done(
    { snapshots: list.data.map(shown) },
    rows.length > 0 ? table(['id', 'status', 'label', 'made (UTC)'], rows) : 'No snapshots yet.',
  );
}

export async function stageCommand(options: ConnectOptions & { label?: string; only?: Selector[] }): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const begun = await stageSelected(db, {
    workspace_id: workspace.id,
    version_label: options.label,
    only: options.only,
  });
  const staged = await outcomeOf(db, workspace.id, begun, stagedJson, waiting());
  if (!staged.ok) return failed(staged.problem);
  if (!staged.data.ok) return blocked(staged.data.blockers, 'Mend it, then stage again.');
  const { ok: _, ...result } = staged.data;
  return done(result, `Staged snapshot ${result.snapshot_id}. Promote it with: content promote ${result.snapshot_id}`);
}

export async function promote(which: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const promoted = await promoteSnapshot(connected.data.db, connected.data.workspace.id, which);
  if (!promoted.ok) return failed(promoted.problem);
  return done({ snapshot: shown(promoted.data) }, `${promoted.data.version_label} is current.`);
}

export async function rollback(which: string | undefined, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const target = which === undefined ? null : await findSnapshot(db, workspace.id, which);
  if (target && !target.ok) return failed(target.problem);
  const rolled = await rollbackSnapshot(db, workspace.id, target?.data.id);
  if (!rolled.ok) return failed(rolled.problem);
  return done({ snapshot: shown(rolled.data) }, `Rolled back: ${rolled.data.version_label} is current.`);
}

export async function verify(which: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const begun = await beginVerifying(db, workspace.id, which);
  const verified = await outcomeOf(db, workspace.id, begun, verificationJson, waiting());
  if (!verified.ok) return failed(verified.problem);
  const { ok, problems, ...facts } = verified.data;
  if (ok) return done(facts, `Snapshot ${which} is whole (${facts.content_hash}).`);
  const hint = 'Roll back to another snapshot and stage again.';
  return {
    code: EXIT.refused,
    json: {
      ok: false,
      ...facts,
      problems: problems.map(({ rule, message }) => ({ code: rule, path: '', kind: null, slug: null, message, hint })),
    },
    text: `Snapshot ${which} is damaged:\n${problems.map((one) => `    ${one.message}`).join('\n')}`,
  };
}

export async function diff(before: string, after: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const compared = await compare(connected.data.db, connected.data.workspace.id, before, after);
  if (!compared.ok) return failed(compared.problem);
  const changes = compared.data;
  const rows = changes.slice(0, 200).map((one) => [one.change, one.kind, one.slug ?? one.entity_id]);
  const more = changes.length > 200 ? `\n... and ${changes.length - 200} more` : '';
  return done(
    { summary: summarise(changes), changes },
    changes.length > 0 ? `${table(['change', 'kind', 'slug'], rows)}${more}` : 'No difference.',
  );
}

export async function cleanup(options: ConnectOptions & { keep: number }): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const begun = await cleanUpSnapshots(db, workspace.id, options.keep);
  const removed = await outcomeOf(db, workspace.id, begun, z.number(), waiting());
  if (!removed.ok) return failed(removed.problem);
  return done({ removed: removed.data }, `Removed ${removed.data} snapshots.`);
}

export async function stats(options: ConnectOptions & { days: number }): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const counted = await importStats(connected.data.db, connected.data.workspace.id, options.days);
  if (!counted.ok) return failed(counted.problem);
  const rows = (['imports', 'snapshots'] as const).flatMap((what) =>
    Object.entries(counted.data[what]).map(([name, value]) => [`${what} ${name.replaceAll('_', ' ')}`, value ?? 0]),
  );
  return done({ ...counted.data }, table([`last ${options.days} days`, ''], rows));
}
