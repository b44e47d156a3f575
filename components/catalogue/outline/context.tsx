'use client';

import { useParams, usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { type Undoing, useUndoing } from '#components/history/undoing.ts';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { type Outline, type OutlineNode, type OutlineTree, rowsOfSlug } from '#lib/catalogue/core/outline.ts';
import { type AskedFilter, askedFilter } from '#lib/catalogue/core/outline-filter.ts';
import { filterOf, type OutlineParams, readParams, writeParams } from './address.tsx';
import { SelectionProvider } from './selection.tsx';
import { type BulkEdits, useBulkEdits } from './use-bulk-edits.ts';
import { type OutlineLoading, useOutlineData } from './use-outline-data.ts';
import { type OutlineEdits, useOutlineEdits } from './use-outline-edits.ts';

export interface OutlineContextValue {
  workspace: string;
  /** What the tree shows: what is loaded, or what the filter leaves. */
  tree: OutlineTree;
  /** What is loaded, whatever is filtered. */
  base: OutlineTree;
  /** The row of the entity whose page is open. */
  current: OutlineNode | null;
  params: OutlineParams;
  setParams: (change: Partial<OutlineParams>) => void;
  edits: OutlineEdits;
  bulk: BulkEdits;
  undoing: Undoing;
  /** What the filter leaves; null shows everything. */
  filtered: Outline['found'] | null;
  /** The answer to the filter is on its way. */
  isFinding: boolean;
  /** The filter as the database is asked with it; null when nothing is filtered. */
  filter: AskedFilter | null;
  loading: OutlineLoading;
  /** Opens a dialog about some rows. */
  ask: (what: Question, nodes: readonly OutlineNode[]) => void;
}

/** What a dialog is asked for. */
export type Question = 'move' | 'trash' | 'merge' | 'split' | 'beacons' | 'fix';

const OutlineContext = createContext<OutlineContextValue | null>(null);

export function useOutlineContext(): OutlineContextValue {
  const value = useContext(OutlineContext);
  if (!value) throw new Error('useOutlineContext needs an OutlineProvider around it');
  return value;
}

export interface OutlineProviderProps {
  workspace: string;
  ask: OutlineContextValue['ask'];
  children: ReactNode;
}

export function OutlineProvider({ workspace, ask, children }: OutlineProviderProps) {
  const search = useSearchParams();
  const pathname = usePathname();
  const params = useMemo(() => readParams(search), [search]);
  const filter = useMemo(() => askedFilter(filterOf(params)), [params]);
  const { tree, base, found, isFinding, loading } = useOutlineData(workspace, filter);
  const undoing = useUndoing(workspace);
  const bulk = useBulkEdits(workspace, undoing);
  const edits = useOutlineEdits(workspace, base, undoing, bulk);
  const current = useCurrent(base, loading, params.in);

  const value = useMemo(
    () => ({
      workspace,
      tree,
      base,
      current,
      params,
      // The filter changes what is shown of the same page: no request, no new entry of the history.
      setParams: (change: Partial<OutlineParams>) =>
        window.history.replaceState(null, '', pathname + writeParams({ ...params, ...change }, search)),
      edits,
      bulk,
      undoing,
      filter,
      filtered: found,
      isFinding,
      loading,
      ask,
    }),
    [
      workspace,
      tree,
      base,
      current,
      params,
      pathname,
      search,
      edits,
      bulk,
      undoing,
      filter,
      found,
      isFinding,
      loading,
      ask,
    ],
  );
  return (
    <OutlineContext.Provider value={value}>
      <SelectionProvider tree={tree}>{children}</SelectionProvider>
    </OutlineContext.Provider>
  );
}

/** The row of the address. The way to it is read where it is not loaded, and so is what is inside of it. */
function useCurrent(base: OutlineTree, loading: OutlineLoading, place: string | null): OutlineNode | null {
  const { kind, slug } = useParams<{ kind?: NamedKind; slug?: string }>();
  const rows = useMemo(() => rowsOfSlug(base, kind, slug), [base, kind, slug]);
  const meant = rows.find((row) => row.parent?.slug === place);
  const current = meant ?? rows[0] ?? null;
  const asked = useRef('');
  const isThere = place ? meant !== undefined : current !== null;
  useEffect(() => {
    const address = `${kind}/${slug}/${place}`;
    // Once an address: what is not there is not there the second time. What was there and went is looked for again.
    if (isThere) asked.current = '';
    if (!kind || !slug || isThere || asked.current === address) return;
    asked.current = address;
    void loading.reveal({ kind, slug, in: place });
  }, [kind, slug, place, isThere, loading]);
  const isEmpty = current !== null && !current.is_loaded;
  const key = current?.key;
  useEffect(() => {
    if (isEmpty && key) void loading.open([key]);
  }, [isEmpty, key, loading]);
  return current;
}
