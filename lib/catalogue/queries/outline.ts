import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { patchQuery } from '#lib/base/queries/stale.ts';
import type { Outline, OutlineSums } from '../core/outline.ts';
import type { AskedFilter } from '../core/outline-filter.ts';
import { asksOf, type BranchAsk, FOUND, MOST_ROWS, mergeBranches, pickBranches } from '../core/outline-part.ts';
import { unpackOutline } from '../core/packed-outline.ts';
import type { BulkItem } from '../data/bulk-edits.ts';
import type { OutlinePlace } from '../data/outline.ts';
import type {
  beaconCountsRead,
  outlineBranchesRead,
  outlineChoicesRead,
  outlineFoundRead,
  outlineRead,
  outlineSumsRead,
  pendingRead,
  placesRead,
} from '../reads/outline.ts';
import { withEditsUnderWay } from './outline-editing.ts';

type Filter = AskedFilter;
const SUMS_A_REQUEST = 2000;

/** The whole outline. Only for what draws all of it: ten thousand sparks are 1 MB. */
export const wholeOutlineQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.wholeOutline(workspace),
    queryFn: async ({ client, signal }) =>
      withEditsUnderWay(
        client,
        workspace,
        unpackOutline(await unwrap(fetchRead<typeof outlineRead>(workspace, 'outline', {}, signal))),
      ),
  });

const readBranches = (
  workspace: string,
  branches: BranchAsk[] | null,
  at: OutlinePlace | null,
  signal: AbortSignal | undefined,
) => unwrap(postRead<typeof outlineBranchesRead>(workspace, 'outline-branches', { branches, at }, signal));

/** The branches of the outline that are loaded, as one part of it. */
export const branchesQuery = (workspace: string) => {
  const queryKey = keys.outlineBranches(workspace);
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<Outline> => {
      const before = client.getQueryData<Outline>(queryKey);
      const read = await readBranches(workspace, before ? asksOf(before) : null, null, signal);
      // What was loaded meanwhile is at least as new.
      const now = client.getQueryData<Outline>(queryKey);
      const since = Object.entries(now?.branches ?? {}).flatMap(([key, branch]) =>
        branch === before?.branches?.[key] ? [] : [key],
      );
      const part = now && since.length > 0 ? mergeBranches(read, pickBranches(now, since)) : read;
      return withEditsUnderWay(client, workspace, { ...part, groups: read.groups });
    },
  });
};

/** Reads branches, or the way to an entity, into the part that is loaded. */
export async function loadBranches(
  queries: QueryClient,
  workspace: string,
  branches: BranchAsk[],
  at: OutlinePlace | null = null,
): Promise<void> {
  const queryKey = keys.outlineBranches(workspace);
  const readAt = () => queries.getQueryState(queryKey)?.dataUpdatedAt;
  for (let tries = 0; tries < 3; tries++) {
    const began = readAt();
    const read = await readBranches(workspace, branches, at, undefined);
    // The part was read anew in between, after an edit perhaps: what came here may be from before it.
    if (readAt() !== began) continue;
    patchQuery<Outline>(queries, queryKey, (now) => withEditsUnderWay(queries, workspace, mergeBranches(now, read)));
    return;
  }
}

const readFound = (workspace: string, filter: Filter, limit: number, signal: AbortSignal | undefined) =>
  unwrap(fetchRead<typeof outlineFoundRead>(workspace, 'outline-found', { filter, limit }, signal));

/** What a filter leaves of the outline, as far as it was asked for. */
export const foundQuery = (workspace: string, filter: Filter) => {
  const queryKey = keys.outlineFound(workspace, filter);
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const shown = client.getQueryData<Outline>(queryKey)?.found?.shown ?? 0;
      return withEditsUnderWay(client, workspace, await readFound(workspace, filter, Math.max(FOUND, shown), signal));
    },
  });
};

/** Reads more of what a filter leaves. */
export async function loadFound(queries: QueryClient, workspace: string, filter: Filter, limit: number): Promise<void> {
  const read = await readFound(workspace, filter, Math.min(limit, MOST_ROWS), undefined);
  patchQuery<Outline>(queries, keys.outlineFound(workspace, filter), () => withEditsUnderWay(queries, workspace, read));
}

/** How many entities each choice of a filter would leave. */
export const choicesQuery = (workspace: string, filter: Filter) =>
  queryOptions({
    queryKey: keys.outlineChoices(workspace, filter),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof outlineChoicesRead>(workspace, 'outline-choices', { filter }, signal)),
  });

/** Everything of a part that has sums: the keys of its domains, trails and concepts. */
export const summedKeys = ({ domains, trails, concepts, groups }: Outline): string[] => [
  ...domains.map(({ id }) => `d-${id}`),
  ...trails.map(({ id }) => `t-${id}`),
  ...concepts.map(({ id }) => `c-${id}`),
  ...(groups?.standalone ? ['g-standalone'] : []),
];

async function readSums(workspace: string, rows: readonly string[], signal: AbortSignal | undefined) {
  const sums: OutlineSums = {};
  for (let at = 0; at < rows.length; at += SUMS_A_REQUEST) {
    const input = { keys: rows.slice(at, at + SUMS_A_REQUEST), whole: false };
    Object.assign(
      sums,
      (await unwrap(postRead<typeof outlineSumsRead>(workspace, 'outline-sums', input, signal))).nodes,
    );
  }
  return sums;
}

/** What is below the rows that are loaded. They are shown without, until it is known. */
export const sumsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.outlineSums(workspace),
    queryFn: async ({ client, signal }) => {
      const part = client.getQueryData<Outline>(keys.outlineBranches(workspace));
      return readSums(workspace, part ? summedKeys(part) : [], signal);
    },
  });

/** Reads what is below more rows. */
export async function loadSums(queries: QueryClient, workspace: string, rows: readonly string[]): Promise<void> {
  const read = await readSums(workspace, rows, undefined);
  patchQuery<OutlineSums>(queries, keys.outlineSums(workspace), (now) => ({ ...now, ...read }));
}

/** How much there is in all of the workspace. */
export const totalsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.outlineTotals(workspace),
    queryFn: async ({ signal }) =>
      (await unwrap(postRead<typeof outlineSumsRead>(workspace, 'outline-sums', { keys: [], whole: true }, signal)))
        .whole,
  });

/** Domains, trails or concepts that something can be moved to, by words. */
export const placesQuery = (workspace: string, kind: NamedKind, text: string) =>
  queryOptions({
    queryKey: keys.places(workspace, kind, text),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof placesRead>(workspace, 'places', { kind, text }, signal)),
  });

/** Beacons by their names, each with how many of some sparks bear it. */
export const beaconCountsQuery = (workspace: string, spark_ids: readonly string[], text: string) =>
  queryOptions({
    queryKey: keys.beaconCounts(workspace, spark_ids, text),
    queryFn: ({ signal }) =>
      unwrap(
        postRead<typeof beaconCountsRead>(
          workspace,
          'beacon-counts',
          { spark_ids: spark_ids as string[], text },
          signal,
        ),
      ),
  });

/** What differs from the current snapshot of some entities and of what belongs to them. */
export const pendingQuery = (workspace: string, items: readonly BulkItem[]) =>
  queryOptions({
    queryKey: keys.pending(workspace, items),
    queryFn: ({ signal }) =>
      unwrap(postRead<typeof pendingRead>(workspace, 'pending', { items: items as BulkItem[] }, signal)),
  });
