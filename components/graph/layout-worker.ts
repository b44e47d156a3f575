import { LINK_TYPES, type LinkType } from '#lib/base/core/link-types.ts';
import { type GraphLink, indexGraph } from '#lib/graph/core/graph.ts';
import { type LayoutGraph, layOut } from '#lib/graph/core/layout.ts';
import { layOutKept } from '#lib/graph/core/layout-kept.ts';
import { redundantLinks } from '#lib/graph/core/redundant.ts';
import { type Kept, keep, readKept } from './kept.ts';

// Layouts are made in a thread of their own: thousands of cards take a tenth of a second, which no frame has to give.

export interface LayoutQuestion {
  number: number;
  /** Under this name places are kept from visit to visit; null lays out once and forgets. */
  name: string | null;
  graph: LayoutGraph;
  ids: string[];
  /** Of each link of the graph; bare, since thousands of objects take long to travel. */
  link_ids: string[];
  link_types: Uint8Array;
  /** The cluster of each node by its id: what has moved to another one is laid out as if it were new. */
  homes: string[];
  /** Forgets what was kept. */
  afresh: boolean;
}

export interface LayoutAnswer {
  number: number;
  x: Float64Array;
  y: Float64Array;
  /** Ids of the links that longer ways imply. */
  implied: string[];
}

addEventListener('message', async ({ data }: MessageEvent<LayoutQuestion>) => {
  const { number, name, ids, link_ids, homes, afresh } = data;
  const links = linksOf(data);
  const nodes = ids.map((id) => ({ id }));
  const implied = redundantLinks(indexGraph(nodes, links), links);
  // What is implied says nothing new about where things stand, and would only pull everything together.
  const graph = without(data.graph, new Set(implied));
  const kept = name && !afresh ? await readKept(name) : null;
  const { x, y } = kept ? layOutKept(graph, known(kept, ids, homes)) : layOut(graph);
  const answer: LayoutAnswer = { number, x, y, implied: implied.map((link) => link_ids[link] as string) };
  postMessage(answer);
  if (name) await keep(name, { ids, homes, x, y });
});

function linksOf({ graph, ids, link_ids, link_types }: LayoutQuestion): GraphLink[] {
  return link_ids.map((id, link) => ({
    id,
    source_id: ids[graph.source[link] as number] as string,
    target_id: ids[graph.target[link] as number] as string,
    link_type: LINK_TYPES[link_types[link] as number] as LinkType,
    weight: null,
    description: null,
    version: 1,
  }));
}

function without(graph: LayoutGraph, implied: ReadonlySet<number>): LayoutGraph {
  const stays = (_: number, link: number) => !implied.has(link);
  const { source, target, weight } = graph;
  return { ...graph, source: source.filter(stays), target: target.filter(stays), weight: weight.filter(stays) };
}

function known(kept: Kept, ids: readonly string[], homes: readonly string[]) {
  const at = new Map(kept.ids.map((id, index) => [id, index]));
  const x = new Float64Array(ids.length).fill(Number.NaN);
  const y = new Float64Array(ids.length).fill(Number.NaN);
  ids.forEach((id, node) => {
    const before = at.get(id);
    if (before === undefined || kept.homes[before] !== homes[node]) return;
    x[node] = kept.x[before] as number;
    y[node] = kept.y[before] as number;
  });
  return { x, y };
}
