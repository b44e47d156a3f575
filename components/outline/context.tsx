'use client';

import { useQuery } from '@tanstack/react-query';
import { useParams, usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { NamedKind } from '#lib/core/content-kinds';
import { buildTree, type OutlineNode, type OutlineTree } from '#lib/core/outline';
import { changedQuery, outlineQuery } from '#lib/queries/catalogue';
import { type OutlineParams, readParams, writeParams } from './address';
import { text } from './text.ts';
import { type OutlineActs, useOutlineActs } from './use-acts.ts';

const EMPTY = { domains: [], trails: [], concepts: [], places: [], sparks: [], beacons: [] };

export interface OutlineContextValue {
  workspace: string;
  tree: OutlineTree;
  /** The row of the entity whose page is open. */
  current: OutlineNode | null;
  params: OutlineParams;
  setParams: (change: Partial<OutlineParams>) => void;
  acts: OutlineActs;
  /** Opens the dialogs. */
  askMove: (node: OutlineNode) => void;
  askTrash: (node: OutlineNode) => void;
}

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
  return useMemo(() => buildTree(outline, changed, text.groups), [outline, changed]);
}

export interface OutlineProviderProps {
  workspace: string;
  askMove: (node: OutlineNode) => void;
  askTrash: (node: OutlineNode) => void;
  children: ReactNode;
}

export function OutlineProvider({ workspace, askMove, askTrash, children }: OutlineProviderProps) {
  const tree = useOutlineTree(workspace);
  const acts = useOutlineActs(workspace, tree);
  const search = useSearchParams();
  const pathname = usePathname();
  const route = useParams<{ kind?: NamedKind; slug?: string }>();
  const params = useMemo(() => readParams(search), [search]);

  const current = useMemo(() => {
    const rows = tree.slugs.get(`${route.kind}/${route.slug}`) ?? [];
    return rows.find((row) => row.parent?.slug === params.in) ?? rows[0] ?? null;
  }, [tree, route.kind, route.slug, params.in]);

  const value = useMemo(
    () => ({
      workspace,
      tree,
      current,
      params,
      // The filter changes what is shown of the same page: no request, no new entry of the history.
      setParams: (change: Partial<OutlineParams>) =>
        window.history.replaceState(null, '', pathname + writeParams({ ...params, ...change })),
      acts,
      askMove,
      askTrash,
    }),
    [workspace, tree, current, params, pathname, acts, askMove, askTrash],
  );
  return <OutlineContext.Provider value={value}>{children}</OutlineContext.Provider>;
}
