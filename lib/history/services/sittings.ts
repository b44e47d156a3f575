import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { SITTINGS_A_PAGE } from '../core/history.ts';
import { sittingsOf, wholeSittings } from '../core/sittings.ts';
import { type Summary, summaryOf } from '../core/summary.ts';
import { type ReadersVersion, readReadersVersion } from '../data/named-versions.ts';
import { getBodies, type HistoryChangeSet, type HistoryOf, readHistory } from '../data/versions.ts';
import { withoutStamps } from './versions.ts';

/** Change sets that are asked for at once. Whoever writes for an hour saves some hundred times. */
const READ_AT_ONCE = 100;
/** After as many reads, some thousand saves, a sitting is told as far as it was read, and goes on as another one on the next page. */
const MOST_READS = 11;

/** One person's saves of one thing without a long pause, or another act, which is alone. */
export interface Sitting {
  /** The newest first. */
  saves: HistoryChangeSet[];
  /** What they changed together; null where more than one thing was touched, or it came or went. */
  summary: Summary | null;
}

export interface HistoryPage {
  sittings: Sitting[];
  /** Where the next page begins; null at the end. */
  next: number | null;
  /** Which version readers have; on the first page alone. */
  readers: ReadersVersion | null;
}

/** A page of the history of something, in sittings that are whole. */
export async function readSittings(
  db: Db,
  workspace_id: string,
  of: HistoryOf,
  before: number | undefined,
): Promise<Result<HistoryPage>> {
  const [read, readers] = await Promise.all([
    readWhole(db, workspace_id, of, before),
    before === undefined ? readReadersVersion(db, workspace_id, of.kind, of.id) : ok(null),
  ]);
  if (!read.ok) return read;
  if (!readers.ok) return readers;
  const sittings = sittingsOf(read.data.saves);
  const told = await summaries(db, workspace_id, sittings);
  if (!told.ok) return told;
  return ok({
    sittings: sittings.map((saves, at) => ({ saves, summary: told.data[at] ?? null })),
    next: read.data.isEnd ? null : (read.data.saves.at(-1)?.last ?? null),
    readers: readers.data,
  });
}

/** Reads on until what there is ends with a whole sitting. */
async function readWhole(
  db: Db,
  workspace_id: string,
  of: HistoryOf,
  before: number | undefined,
): Promise<Result<{ saves: HistoryChangeSet[]; isEnd: boolean }>> {
  const saves: HistoryChangeSet[] = [];
  for (let reads = 0; reads < MOST_READS; reads++) {
    const limit = reads === 0 ? 2 * SITTINGS_A_PAGE : READ_AT_ONCE;
    const more = await readHistory(db, workspace_id, of, saves.at(-1)?.last ?? before, limit);
    if (!more.ok) return more;
    saves.push(...more.data);
    if (more.data.length < limit) return ok({ saves, isEnd: true });
    const whole = saves.slice(0, wholeSittings(saves, false));
    if (sittingsOf(whole).length >= SITTINGS_A_PAGE) return ok({ saves: whole, isEnd: false });
  }
  const whole = wholeSittings(saves, false);
  return ok({ saves: whole > 0 ? saves.slice(0, whole) : saves, isEnd: false });
}

/** What each sitting changed, from the version before it to its last one. */
async function summaries(
  db: Db,
  workspace_id: string,
  sittings: HistoryChangeSet[][],
): Promise<Result<(Summary | null)[]>> {
  const ends = sittings.map((saves) => {
    const [last, first] = [saves[0]?.versions[0], saves.at(-1)?.versions[0]];
    const isTold = saves[0]?.total === 1 && last?.operation === 'update' && first?.before != null;
    return isTold ? { kind: last.kind, before: first.before as number, after: last.id } : null;
  });
  const bodies = await getBodies(
    db,
    workspace_id,
    ends.flatMap((end) => (end ? [end.before, end.after] : [])),
  );
  if (!bodies.ok) return bodies;
  return ok(
    ends.map((end) => {
      const [before, after] = [end && bodies.data.get(end.before), end && bodies.data.get(end.after)];
      return end && before && after ? summaryOf(end.kind, withoutStamps(before), withoutStamps(after)) : null;
    }),
  );
}
