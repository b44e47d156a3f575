import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { buildTree, type Outline, type OutlineNode, type OutlineTree, ROOTS } from '#lib/catalogue/core/outline.ts';
import type { AskedFilter } from '#lib/catalogue/core/outline-filter.ts';
import { askFor, type BranchAsk, FOUND, MOST_ROWS, WINDOW } from '#lib/catalogue/core/outline-part.ts';
import type { OutlinePlace } from '#lib/catalogue/data/outline.ts';
import {
  branchesQuery,
  foundQuery,
  loadBranches,
  loadFound,
  loadSums,
  summedKeys,
  sumsQuery,
} from '#lib/catalogue/queries/outline.ts';
import { outlineText } from './text.ts';

const EMPTY: Outline = { domains: [], trails: [], concepts: [], places: [], sparks: [], beacons: [] };
type Filter = AskedFilter;

/** What a row is read around by: a spark stands in a concept by its place. */
const idInBranch = (node: OutlineNode) => node.place_id ?? node.id;

/** The rows of the outline as far as they are loaded, or what a filter leaves of it, and how more of either is had. */
export function useOutlineData(workspace: string, filter: Filter | null) {
  const { data: part = EMPTY } = useQuery(branchesQuery(workspace));
  const { data: sums } = useQuery(sumsQuery(workspace));
  const found = useQuery({
    ...foundQuery(workspace, filter ?? {}),
    enabled: filter !== null,
    // Letter by letter the rows change, and do not come and go.
    placeholderData: (before) => before,
  });
  const left = filter ? found.data : undefined;
  const base = useMemo(() => buildTree(part, sums, outlineText.groups), [part, sums]);
  const filtered = useMemo(() => left && buildTree(left, sums, outlineText.groups), [left, sums]);
  useMissingSums(workspace, left ?? part, sums);
  const loading = useLoading(workspace, filter);

  return {
    /** What is loaded, whatever is filtered. */
    base,
    /** What the tree shows. */
    tree: filtered ?? base,
    found: left?.found ?? null,
    isFinding: filter !== null && found.isFetching && (!found.data || found.isPlaceholderData),
    loading,
  };
}

/** What is below rows that came after the sums were read. */
function useMissingSums(workspace: string, part: Outline, sums: object | undefined) {
  const queries = useQueryClient();
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!sums) return;
    const missing = summedKeys(part).filter((key) => !(key in sums) && !asked.current.has(key));
    if (missing.length === 0) return;
    for (const key of missing) asked.current.add(key);
    // Rows without sums say less and are no less right; the next reading has them.
    void loadSums(queries, workspace, missing)
      .catch(() => undefined)
      .finally(() => {
        for (const key of missing) asked.current.delete(key);
      });
  }, [queries, workspace, part, sums]);
}

/** Reads more of the outline. What is being read already is not asked for twice. */
function useLoading(workspace: string, filter: Filter | null) {
  const queries = useQueryClient();
  const underWay = useRef(new Map<string, Promise<boolean>>());
  const latest = useLatest({ filter });

  return useMemo(() => {
    const partNow = () => queries.getQueryData<Outline>(keys.outlineBranches(workspace)) ?? EMPTY;
    const told = (error: unknown) => {
      toast.problem(outlineText.notLoaded, { detail: problemOf(error).message, id: 'outline-not-loaded' });
      return false;
    };
    const succeeded = () => true;
    const read = async (rows: string[], asks: BranchAsk[], at?: OutlinePlace) => {
      const done = loadBranches(queries, workspace, asks, at).then(succeeded, told);
      for (const row of rows) underWay.current.set(row, done);
      const isRead = await done;
      for (const row of rows) underWay.current.delete(row);
      return isRead;
    };
    const windowOf = (key: string) => partNow().branches?.[key];
    return {
      /** The rows as they are loaded by now. */
      treeNow: (): OutlineTree => buildTree(partNow()),
      /** Reads what is in some rows, by their keys. */
      async open(rows: readonly string[]) {
        const waiting = rows.flatMap((row) => underWay.current.get(row) ?? []);
        const fresh = rows.filter((row) => !underWay.current.has(row) && !windowOf(row));
        if (fresh.length > 0)
          waiting.push(
            read(
              fresh,
              fresh.map((row) => askFor(row)),
            ),
          );
        await Promise.all(waiting);
      },
      /** Reads the way to an entity. */
      async reveal(at: OutlinePlace) {
        const row = `${at.kind}:${at.slug}:${at.in ?? ''}`;
        if (!underWay.current.has(row)) await read([row], [], at);
      },
      /** Twice as many rows of a branch. */
      more: async (key: string) => {
        const window = windowOf(key);
        const count = Math.min(MOST_ROWS, Math.max(WINDOW, window?.count ?? 0) * 2);
        await read([key], [askFor(key, { from: window?.from, count })]);
      },
      /** What stands before the first row that is loaded. */
      earlier: async (key: string, first: OutlineNode) => {
        const count = Math.min(MOST_ROWS, Math.max(WINDOW, windowOf(key)?.count ?? 0) * 2);
        await read([key], [askFor(key, { around: idInBranch(first), count })]);
      },
      /** All of some branches, as far as that goes. */
      whole: (rows: readonly string[]) =>
        read(
          [...rows],
          rows.map((row) => askFor(row, { count: MOST_ROWS })),
        ),
      /** More of what the filter leaves. */
      moreFound: async (shown: number, most = Math.max(FOUND, shown) * 2) => {
        const asked = latest.current.filter;
        return asked ? loadFound(queries, workspace, asked, most).then(succeeded, told) : false;
      },
    };
  }, [queries, workspace]);
}

export type OutlineLoading = ReturnType<typeof useLoading>;

/** The children of a row, or the domains, as far as they are loaded. */
export const childrenIn = (tree: OutlineTree, key: string) =>
  key === ROOTS ? tree.roots.filter(({ kind }) => kind === 'domain') : (tree.rows.get(key)?.children ?? []);
