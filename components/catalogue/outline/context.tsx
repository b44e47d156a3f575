'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams, usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Undoing, useUndoing } from '#components/history/undoing.ts';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { buildTree, type OutlineNode, type OutlineTree, rowsOfSlug } from '#lib/catalogue/core/outline.ts';
import { filterTree, type OutlineFilter } from '#lib/catalogue/core/outline-filter.ts';
import { beaconSparksQuery, changedQuery, outlineQuery } from '#lib/catalogue/queries/entities.ts';
import { type OutlineParams, readParams, writeParams } from './address.tsx';
import { SelectionProvider } from './selection.tsx';
import { outlineText } from './text.ts';
import { type BulkEdits, useBulkEdits } from './use-bulk-edits.ts';
import { type OutlineEdits, useOutlineEdits } from './use-outline-edits.ts';

const EMPTY = { domains: [], trails: [], concepts: [], places: [], sparks: [], beacons: [] };

export interface OutlineContextValue {
  workspace: string;
  tree: OutlineTree;
  /** The row of the entity whose page is open. */
  current: OutlineNode | null;
  params: OutlineParams;
  setParams: (change: Partial<OutlineParams>) => void;
  edits: OutlineEdits;
  bulk: BulkEdits;
  undoing: Undoing;
  /** What the filter leaves; null shows everything. */
  filtered: ReturnType<typeof filterTree>;
  filter: OutlineFilter;
  /** Opens a dialog about some rows. */
  ask: (what: Question, nodes: readonly OutlineNode[]) => void;
}

/** What a dialog is asked for. */
export type Question = 'move' | 'trash' | 'merge' | 'split' | 'beacons';

const OutlineContext = createContext<OutlineContextValue | null>(null);

export function useOutlineContext(): OutlineContextValue {
  const value = useContext(OutlineContext);
  if (!value) throw new Error('useOutlineContext needs an OutlineProvider around it');
  return value;
}

/** The rows of the outline with what differs from the current snapshot. */
export function useOutlineTree(workspace: string): OutlineTree {
  const outline = useQuery(outlineQuery(workspace)).data ?? EMPTY;
  const changed = useQuery(changedQuery(workspace)).data;
  return useMemo(() => buildTree(outline, changed, outlineText.groups), [outline, changed]);
}

export interface OutlineProviderProps {
  workspace: string;
  ask: OutlineContextValue['ask'];
  children: ReactNode;
}

export function OutlineProvider({ workspace, ask, children }: OutlineProviderProps) {
  const tree = useOutlineTree(workspace);
  const undoing = useUndoing(workspace);
  const bulk = useBulkEdits(workspace, tree, undoing);
  const edits = useOutlineEdits(workspace, tree, undoing, bulk);
  const search = useSearchParams();
  const pathname = usePathname();
  const route = useParams<{ kind?: NamedKind; slug?: string }>();
  const params = useMemo(() => readParams(search), [search]);

  const current = useMemo(() => {
    const rows = rowsOfSlug(tree, route.kind, route.slug);
    return rows.find((row) => row.parent?.slug === params.in) ?? rows[0] ?? null;
  }, [tree, route.kind, route.slug, params.in]);

  const beacon = params.beacon ? rowsOfSlug(tree, 'beacon', params.beacon)[0] : undefined;
  const { data: marked } = useQuery({
    ...beaconSparksQuery(workspace, beacon?.id ?? ''),
    enabled: beacon !== undefined,
  });
  const filter = useMemo(
    (): OutlineFilter => ({
      text: params.q,
      state: params.state,
      difficulty: params.difficulty,
      quality: params.quality,
      marked: params.beacon === null ? null : new Set(beacon ? marked : []),
      mine: params.mine,
      loose: params.loose,
    }),
    [params, beacon, marked],
  );
  const filtered = useMemo(() => filterTree(tree, filter), [tree, filter]);

  const value = useMemo(
    () => ({
      workspace,
      tree,
      current,
      params,
      // The filter changes what is shown of the same page: no request, no new entry of the history.
      setParams: (change: Partial<OutlineParams>) =>
        window.history.replaceState(null, '', pathname + writeParams({ ...params, ...change }, search)),
      edits,
      bulk,
      undoing,
      filter,
      filtered,
      ask,
    }),
    [workspace, tree, current, params, pathname, search, edits, bulk, undoing, filter, filtered, ask],
  );
  return (
    <OutlineContext.Provider value={value}>
      <SelectionProvider tree={tree}>{children}</SelectionProvider>
    </OutlineContext.Provider>
  );
}
