import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useNumber } from '#components/ui/number.tsx';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import type { Positions } from '#lib/graph/core/layout.ts';
import { useGraph } from './context.tsx';
import { text } from './text.ts';

interface WalkProps {
  graph: ClusteredGraph;
  shown: Shown;
  positions: Positions;
  onOpen: () => void;
  flyTo: (ids: readonly string[]) => void;
  showAll: () => void;
}

/** Walking through the graph by keys: along its links, and among what stands beside. */
export function useWalk({ graph, shown, positions, onOpen, flyTo, showAll }: WalkProps) {
  const { selection, select } = useGraph();
  const { index } = graph;
  const write = useNumber();
  // Where the last step began: up and down go through what else it could have led to.
  const fork = useRef<{ node: number; side: 'in' | 'out' } | null>(null);
  const current = selection.nodes.length === 1 ? (index.at.get(selection.nodes[0] as string) ?? -1) : -1;

  const beside = (node: number, side: 'in' | 'out'): number[] => {
    const start = side === 'out' ? index.out_start : index.in_start;
    const ends = side === 'out' ? index.out : index.in;
    const links = side === 'out' ? index.out_links : index.in_links;
    const found: number[] = [];
    for (let at = start[node] as number; at < (start[node + 1] as number); at++)
      if (shown.links[links[at] as number]) found.push(ends[at] as number);
    return found.sort((a, b) => (positions.y[a] as number) - (positions.y[b] as number));
  };
  const go = (node: number | undefined) => {
    const id = node === undefined ? undefined : graph.nodes[node]?.id;
    if (!id) return;
    select({ nodes: [id], link: null });
    flyTo([id]);
  };
  const first = () => graph.nodes.findIndex((_, node) => shown.nodes[node] === 1);
  const step = (by: 1 | -1) => {
    const others = fork.current ? beside(fork.current.node, fork.current.side) : [];
    const at = others.indexOf(current);
    if (at >= 0 && others.length > 1) return go(others[at + by]);
    for (let node = current + by; node >= 0 && node < graph.nodes.length; node += by)
      if (shown.nodes[node]) return go(node);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const follow = (side: 'in' | 'out') => {
      const [next] = beside(current, side);
      if (next === undefined) return;
      fork.current = { node: current, side };
      go(next);
    };
    const isArrow = event.key.startsWith('Arrow');
    if (isArrow && current < 0) go(first());
    else if (event.key === 'ArrowRight') follow('out');
    else if (event.key === 'ArrowLeft') follow('in');
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Home') showAll();
    else if (event.key === 'Escape') select({ nodes: [], link: null });
    else return;
    event.preventDefault();
  };

  const said = useMemo(() => {
    const node = graph.nodes[current];
    if (!node) return '';
    const count = (start: Int32Array) => (start[current + 1] as number) - (start[current] as number);
    const state = node.is_published ? text.states.published : text.states.draft;
    return text.said(node.title, state, write(count(index.in_start)), write(count(index.out_start)));
  }, [graph, index, current, write]);
  return { onKeyDown, said };
}
