import { type GraphLink, indexGraph } from '#lib/core/graph/graph';
import { type LayoutGraph, layOut } from '#lib/core/graph/layout';
import { layOutKept } from '#lib/core/graph/layout-kept';
import { redundantLinks } from '#lib/core/graph/redundant';
import { type Kept, keep, readKept } from './kept.ts';

// Layouts are made in a thread of their own: thousands of cards take a tenth of a second, which no frame has to give.

export interface LayoutQuestion {
  number: number;
  /** Under this name places are kept from visit to visit; null lays out once and forgets. */
  name: string | null;
  graph: LayoutGraph;
  ids: string[];
  links: Pick<GraphLink, 'id' | 'source_id' | 'target_id' | 'link_type'>[];
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
  const { number, name, ids, links, homes, afresh } = data;
  const nodes = ids.map((id) => ({ id }));
  const implied = redundantLinks(indexGraph(nodes, links), links as GraphLink[]);
  // What is implied says nothing new about where things stand, and would only pull everything together.
  const graph = without(data.graph, new Set(implied));
  const kept = name && !afresh ? await readKept(name) : null;
  const { x, y } = kept ? layOutKept(graph, known(kept, ids, homes)) : layOut(graph);
  const answer: LayoutAnswer = { number, x, y, implied: implied.map((link) => (links[link] as GraphLink).id) };
  postMessage(answer);
  if (name) await keep(name, { ids, homes, x, y });
});

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
