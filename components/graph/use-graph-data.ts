import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { beaconSparksQuery } from '#lib/catalogue/queries/entities.ts';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { clusterGraph } from '#lib/graph/core/clusters.ts';
import { filterGraph, type Shown } from '#lib/graph/core/filter.ts';
import { indexGraph } from '#lib/graph/core/graph.ts';
import { graphNodes } from '#lib/graph/core/nodes.ts';
import { graphQuery } from '#lib/graph/queries/links.ts';
import type { GraphParams } from './address.ts';

/** The graph of a level as the address wants it: its nodes and links, how they are gathered, and what of them is shown. */
export function useGraphData(workspace: string, params: GraphParams) {
  const { level, by } = params;
  const outline = useQuery(wholeOutlineQuery(workspace));
  const graph = useQuery(graphQuery(workspace, level));
  // What follows from thousands of links is worked out between frames, not in one that is held up.
  const read = useMemo(() => graph.data && { level, data: graph.data }, [level, graph.data]);
  const deferred = useDeferredValue(read);
  // Never those of one level with the nodes of the other.
  const links = deferred?.level === level ? deferred.data : undefined;

  const whole = useMemo(() => {
    if (!outline.data || !links) return null;
    const nodes = graphNodes(outline.data, level);
    return { nodes, links: links.links, index: indexGraph(nodes, links.links) };
  }, [outline.data, links, level]);
  const gathered = useMemo(
    () => (whole && outline.data ? clusterGraph(whole, by, outline.data) : null),
    [whole, by, outline.data],
  );

  const beacon = outline.data?.beacons.find(({ slug }) => slug === params.beacon);
  const marked = useQuery({ ...beaconSparksQuery(workspace, beacon?.id ?? ''), enabled: beacon !== undefined });
  const trail = outline.data?.trails.find(({ slug }) => slug === params.trail)?.id ?? null;
  const { least, most, difficulty, focus, hops } = params;
  const typeKey = params.types.join();
  const filtered = useMemo(() => {
    if (!gathered) return null;
    const near = focus === null ? undefined : gathered.nodes.find(({ slug }) => slug === focus);
    return filterGraph(gathered, {
      trail,
      types: LINK_TYPES.filter((type) => typeKey.split(',').includes(type)),
      least,
      most,
      difficulty: level === 'spark' ? difficulty : null,
      marked: beacon && level === 'spark' && marked.data ? new Set(marked.data) : null,
      focus: focus === null ? null : { id: near?.id ?? '', hops },
    });
  }, [gathered, trail, typeKey, least, most, difficulty, focus, hops, level, beacon, marked.data]);

  // Around one node there are few: they are laid out for themselves, without the room of all the others between them.
  const near = useMemo(() => {
    if (!gathered || !filtered || !outline.data || focus === null) return null;
    const nodes = gathered.nodes.filter((_, node) => filtered.nodes[node]);
    const links = gathered.links.filter((_, link) => filtered.links[link]);
    const clustered = clusterGraph({ nodes, links, index: indexGraph(nodes, links) }, 'none', outline.data);
    const shown: Shown = {
      nodes: new Uint8Array(nodes.length).fill(1),
      links: new Uint8Array(links.length).fill(1),
      node_count: nodes.length,
      link_count: links.length,
    };
    return { clustered, shown };
  }, [gathered, filtered, outline.data, focus]);

  return {
    outline: outline.data,
    graph: links,
    /** Everything, whatever of it is shown. */
    whole,
    /** What is drawn. */
    clustered: near?.clustered ?? gathered,
    shown: near?.shown ?? filtered,
    error: outline.error ?? graph.error,
    retry: () => {
      void outline.refetch();
      void graph.refetch();
    },
  };
}

export type GraphData = ReturnType<typeof useGraphData>;

/** The same once everything is there. */
export type DrawnGraph = { [Name in 'clustered' | 'shown' | 'graph' | 'outline']: NonNullable<GraphData[Name]> };
