import { importStats } from '#lib/data/imports';
import {
  type Change,
  cleanUpSnapshots,
  diffSnapshots,
  listSnapshots,
  pendingChanges,
  promoteSnapshot,
  rollbackSnapshot,
  type Snapshot,
  verifySnapshot,
} from '#lib/data/snapshots';
import { findSnapshot, parseSelector, type Selector, stage, summarise } from '#lib/services/snapshots';
import { type ConnectOptions, connect } from './connect.ts';
import { done, EXIT, failed, type Outcome, table } from './report.ts';

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

export async function stageCommand(options: ConnectOptions & { label?: string; only?: string[] }): Promise<Outcome> {
  const only = options.only?.map(parseSelector);
  if (only?.includes(null)) {
    const message = '--only takes KIND:SLUG, for example spark:what-is-a-table.';
    return {
      code: EXIT.usage,
      json: { ok: false, problems: [{ code: 'usage', path: '', kind: null, slug: null, message, hint: '' }] },
      text: message,
    };
  }
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const staged = await stage(connected.data.db, {
    workspace_id: connected.data.workspace.id,
    version_label: options.label,
    only: only as Selector[] | undefined,
  });
  if (!staged.ok) return failed(staged.problem);
  if (!staged.data.ok) {
    const { blockers } = staged.data;
    return {
      code: EXIT.refused,
      json: {
        ok: false,
        problems: blockers.map((one) => ({
          code: one.rule,
          path: '',
          kind: one.kind,
          slug: one.slug,
          message: one.message,
          hint: 'Mend it, then stage again.',
        })),
      },
      text: `Nothing was staged:\n${blockers.map((one) => `    ${one.kind} ${one.slug ?? ''}: ${one.message}`).join('\n')}`,
    };
  }
  const { ok: _, ...result } = staged.data;
  return done(result, `Staged snapshot ${result.snapshot_id}. Promote it with: content promote ${result.snapshot_id}`);
}

export async function promote(id: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const promoted = await promoteSnapshot(connected.data.db, id);
  if (!promoted.ok) return failed(promoted.problem);
  return done({ snapshot: shown(promoted.data) }, `${promoted.data.version_label} is current.`);
}

export async function rollback(id: string | undefined, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const rolled = await rollbackSnapshot(connected.data.db, connected.data.workspace.id, id);
  if (!rolled.ok) return failed(rolled.problem);
  return done({ snapshot: shown(rolled.data) }, `Rolled back: ${rolled.data.version_label} is current.`);
}

export async function verify(which: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const snapshot = await findSnapshot(connected.data.db, connected.data.workspace.id, which);
  if (!snapshot.ok) return failed(snapshot.problem);
  const verified = await verifySnapshot(connected.data.db, snapshot.data.id);
  if (!verified.ok) return failed(verified.problem);
  const { ok, problems, ...facts } = verified.data;
  if (ok) return done(facts, `Snapshot ${snapshot.data.version_label} is whole (${facts.content_hash}).`);
  return {
    code: EXIT.refused,
    json: {
      ok: false,
      ...facts,
      problems: problems.map((one) => ({
        code: one.rule,
        path: '',
        kind: null,
        slug: null,
        message: one.message,
        hint: 'Roll back to another snapshot and stage again.',
      })),
    },
    text: `Snapshot ${snapshot.data.version_label} is damaged:\n${problems.map((one) => `    ${one.message}`).join('\n')}`,
  };
}

export async function diff(before: string, after: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const from = await findSnapshot(db, workspace.id, before);
  if (!from.ok) return failed(from.problem);
  let changes: Change[];
  if (after === 'working') {
    const pending = await pendingChanges(db, workspace.id, from.data.id);
    if (!pending.ok) return failed(pending.problem);
    changes = pending.data;
  } else {
    const to = await findSnapshot(db, workspace.id, after);
    if (!to.ok) return failed(to.problem);
    const compared = await diffSnapshots(db, from.data.id, to.data.id);
    if (!compared.ok) return failed(compared.problem);
    changes = compared.data;
  }
  const summary = summarise(changes);
  const rows = changes.slice(0, 200).map((one) => [one.change, one.kind, one.slug ?? one.entity_id]);
  const more = changes.length > 200 ? `\n... and ${changes.length - 200} more` : '';
  return done(
    { summary, changes },
    changes.length > 0 ? `${table(['change', 'kind', 'slug'], rows)}${more}` : 'No difference.',
  );
}

export async function cleanup(options: ConnectOptions & { keep: number }): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const removed = await cleanUpSnapshots(connected.data.db, connected.data.workspace.id, options.keep);
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
