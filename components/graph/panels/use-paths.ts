import { useMemo } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import type { GraphNode } from '#lib/graph/core/graph.ts';
import { useGraph } from '../context.tsx';

export const PATH_VIEWS = ['goal', 'effect', 'order'] as const;

/** What the panel of paths keeps in the address; nodes and trails go by their slugs. */
export function usePaths() {
  const { nodes } = useGraph();
  const [search, write] = useUrlState();
  const bySlug = useMemo(() => new Map(nodes.map((node) => [node.slug, node])), [nodes]);
  const view = PATH_VIEWS.find((each) => each === search.get('paths')) ?? 'goal';
  const slugs = search.get('known') ?? '';
  const known = useMemo(
    () => slugs.split(',').flatMap((slug): GraphNode | GraphNode[] => bySlug.get(slug) ?? []),
    [slugs, bySlug],
  );
  const nodeAt = (name: string) => bySlug.get(search.get(name) ?? '') ?? null;
  return {
    view,
    goal: nodeAt('goal'),
    of: nodeAt('of'),
    known,
    isShortest: search.get('way') === 'shortest',
    withRecommended: search.get('recommended') === 'yes',
    trail: search.get('order'),
    write,
    setKnown: (next: readonly GraphNode[]) => write({ known: next.map(({ slug }) => slug).join(',') }),
  };
}

export type Paths = ReturnType<typeof usePaths>;
