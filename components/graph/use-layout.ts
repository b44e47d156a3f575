import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { type ClusteredGraph, layoutGraph, linksThere } from '#lib/graph/core/clusters.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import type { Positions } from '#lib/graph/core/layout.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { keep } from './kept.ts';
import type { LayoutAnswer, LayoutQuestion } from './layout-worker.ts';

/** Where the nodes of a graph stand, by their ids, so that it outlives the graph it was made for. */
interface Placed {
  name: string;
  places: Map<string, { x: number; y: number; home: string }>;
}

export interface Layout {
  /** In the order of the nodes; NaN for what has no place yet. Null until there is one at all. */
  positions: Positions | null;
  /** Ids of the links that longer ways imply. */
  implied: ReadonlySet<string>;
  failed: boolean;
  /** Asks once more after it failed. */
  retry: () => void;
  /** Lays out anew, and gives what takes it back. */
  tidy: () => Promise<() => void>;
  /** Moves nodes, from this moment on and for the next visit. */
  move: (moves: readonly NodePosition[]) => void;
}

const homeOf = (graph: ClusteredGraph, node: number) => graph.clusters[graph.clusterOf[node] as number]?.id ?? '';

/**
 * Asks the worker for places when something has none, and keeps them. `name` says which places are meant, null for those of a
 * passing view, which `passing` tells apart. What was moved by hand stands where it was put.
 */
export function useLayout(
  graph: ClusteredGraph | null,
  name: string | null,
  byHand: readonly NodePosition[],
  passing = '',
): Layout {
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [implied, setImplied] = useState<ReadonlySet<string>>(new Set());
  // Which one could not be laid out: another graph is another try.
  const [failed, setFailed] = useState<ClusteredGraph | null>(null);
  const ask = useWorker();
  const key = name ?? `passing:${passing}`;

  const current = useLatest(key);

  const layOut = useCallback(
    async (of: ClusteredGraph, afresh: boolean) => {
      const ids = of.nodes.map(({ id }) => id);
      const homes = ids.map((_, node) => homeOf(of, node));
      const links = linksThere(of).map((link) => of.links[link] as GraphLink);
      const link_ids = links.map(({ id }) => id);
      const link_types = Uint8Array.from(links, ({ link_type }) => LINK_TYPES.indexOf(link_type));
      const {
        x,
        y,
        implied: found,
      } = await ask({ name, graph: layoutGraph(of), ids, link_ids, link_types, homes, afresh });
      // Meanwhile another graph may be looked at.
      if (current.current !== key) return;
      setImplied(new Set(found));
      const places = new Map(
        ids.map((id, node) => [id, { x: x[node] as number, y: y[node] as number, home: homes[node] as string }]),
      );
      setPlaced({ name: key, places });
    },
    [ask, name, key],
  );

  // Asked at every change: what is known keeps its place, and what is implied depends on every link.
  useEffect(() => {
    if (!graph) return;
    let isLate = false;
    layOut(graph, false).catch(() => !isLate && setFailed(graph));
    return () => {
      isLate = true;
    };
  }, [graph, layOut]);

  const hand = useMemo(() => new Map(byHand.map(([id, x, y]) => [id, { x, y }])), [byHand]);
  const positions = useMemo(() => {
    if (!graph || placed?.name !== key) return null;
    const at = (id: string) => hand.get(id) ?? placed.places.get(id);
    return {
      x: Float64Array.from(graph.nodes, ({ id }) => at(id)?.x ?? Number.NaN),
      y: Float64Array.from(graph.nodes, ({ id }) => at(id)?.y ?? Number.NaN),
    };
  }, [graph, placed, hand, key]);

  const latest = useLatest({ graph, placed });
  const store = useCallback(
    (next: Placed) => {
      setPlaced(next);
      if (!name) return;
      const entries = [...next.places];
      void keep(name, {
        ids: entries.map(([id]) => id),
        homes: entries.map(([, { home }]) => home),
        x: Float64Array.from(entries, ([, { x }]) => x),
        y: Float64Array.from(entries, ([, { y }]) => y),
      });
    },
    [name],
  );
  const tidy = useCallback(async () => {
    const before = latest.current.placed;
    if (latest.current.graph) await layOut(latest.current.graph, true);
    return () => {
      if (before) store(before);
    };
  }, [layOut, store]);
  const move = useCallback(
    (moves: readonly NodePosition[]) => {
      const { placed: now } = latest.current;
      if (!now) return;
      const places = new Map(now.places);
      for (const [id, x, y] of moves) places.set(id, { home: places.get(id)?.home ?? '', x, y });
      store({ ...now, places });
    },
    [store],
  );
  const retry = () => {
    setFailed(null);
    if (graph) layOut(graph, false).catch(() => setFailed(graph));
  };
  return { positions, implied, failed: graph !== null && failed === graph, retry, tidy, move };
}

/** One worker as long as the page is there. */
function useWorker() {
  const worker = useRef<Worker | null>(null);
  const waiting = useRef(new Map<number, { resolve: (answer: LayoutAnswer) => void; reject: (why: Error) => void }>());
  const count = useRef(0);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return useCallback((question: Omit<LayoutQuestion, 'number'>) => {
    if (!worker.current) {
      worker.current = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module', name: 'layout' });
      worker.current.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
        waiting.current.get(data.number)?.resolve(data);
        waiting.current.delete(data.number);
      };
      worker.current.onerror = (event) => {
        for (const { reject } of waiting.current.values()) reject(new Error(event.message));
        waiting.current.clear();
        // What broke does not answer again.
        worker.current?.terminate();
        worker.current = null;
      };
    }
    const number = ++count.current;
    return new Promise<LayoutAnswer>((resolve, reject) => {
      waiting.current.set(number, { resolve, reject });
      worker.current?.postMessage({ ...question, number });
    });
  }, []);
}
