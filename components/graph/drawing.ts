import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { SceneFrame } from '#lib/graph/core/scene.ts';
import type { GraphHighlight, GraphSelection } from './context.tsx';

/** Where the canvas is looked at from, in pixels of the screen: React Flow's transform and the size of the window. */
export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

export interface DrawState {
  /** Numbers of nodes. */
  selected: ReadonlySet<number>;
  hovered: number | null;
  /** Number of the chosen link. */
  link: number | null;
  highlight: { nodes: ReadonlySet<number>; links: ReadonlySet<number> } | null;
  /** While a link is drawn: the nodes that it cannot lead to. */
  impossible: ReadonlySet<number> | null;
}

export interface DrawWords {
  /** Names of the cluster and of the group for what stands nowhere. */
  nowhere: string;
  nowhereGroup: string;
  count: (frame: SceneFrame) => string;
}

/** From here on cards are elements of the page, and the canvas draws all but them. */
export const CARDS_FROM = 0.75;
/** From here on a title can be read. */
export const TITLES_FROM = 0.34;
export const DIMMED = 0.28;

export interface Lit {
  selection: GraphSelection;
  highlight: GraphHighlight | null;
  hovered: { node: number | null; link: number | null };
  /** Ids of the nodes that the link being drawn cannot lead to. */
  impossible: Iterable<string> | null;
}

/** What is lit, by the numbers that the drawing knows; ids that are not in this graph are left out. */
export function drawStateOf(graph: ClusteredGraph, { selection, highlight, hovered, impossible }: Lit): DrawState {
  const { index, links } = graph;
  const numbers = (ids: Iterable<string>) => new Set([...ids].flatMap((id) => index.at.get(id) ?? []));
  const chosen = selection.link === null ? -1 : links.findIndex(({ id }) => id === selection.link);
  return {
    selected: numbers(selection.nodes),
    hovered: hovered.node,
    link: chosen >= 0 ? chosen : hovered.link,
    highlight: highlight && {
      nodes: numbers(highlight.nodes),
      links: new Set([...links.keys()].filter((link) => highlight.links.has(links[link]?.id ?? ''))),
    },
    impossible: impossible && numbers(impossible),
  };
}
