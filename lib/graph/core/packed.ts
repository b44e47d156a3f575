import type { LinkType } from '#lib/base/core/link-types.ts';
import type { GraphLink } from './graph.ts';

/** Where somebody put a node by hand. */
export type NodePosition = [node_id: string, x: number, y: number];

/** A graph as it travels: the ends of links are places in `ends`, which halves it. */
export interface PackedGraph {
  version: number;
  ends: string[];
  links: [
    id: string,
    source: number,
    target: number,
    link_type: LinkType,
    weight: number | null,
    description: string | null,
    version: number,
  ][];
  positions: NodePosition[];
}

export interface Graph {
  /** Moves with every change of a link or a position. */
  version: number;
  links: GraphLink[];
  positions: NodePosition[];
}

export function unpackGraph({ version, ends, links, positions }: PackedGraph): Graph {
  return {
    version,
    links: links.map(([id, source, target, link_type, weight, description, link_version]) => ({
      id,
      source_id: ends[source] as string,
      target_id: ends[target] as string,
      link_type,
      weight,
      description,
      version: link_version,
    })),
    positions,
  };
}
