import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { LINK_TYPES, type LinkType } from '#lib/base/core/link-types.ts';
import { CLUSTERINGS, type Clustering, usualClustering } from '#lib/graph/core/clusters.ts';
import { GRAPH_LEVELS, type GraphLevel } from '#lib/graph/core/graph.ts';

export const GRAPH_VIEWS = ['map', 'canvas', 'list', 'table'] as const;
export type GraphView = (typeof GRAPH_VIEWS)[number];
export const MOST_HOPS = 5;

/** What the address of the graph holds. Nodes, trails and beacons go by their slugs. */
export interface GraphParams {
  level: GraphLevel;
  view: GraphView;
  by: Clustering;
  trail: string | null;
  types: LinkType[];
  least: number;
  most: number;
  difficulty: string | null;
  beacon: string | null;
  focus: string | null;
  hops: number;
  /** The node that is chosen; on the map, the place that is open. */
  at: string | null;
  /** On the map, the card that is lit. */
  on: string | null;
  /** The tab of the side panel. */
  panel: string | null;
}

const oneOf = <Name extends string>(names: readonly Name[], name: string | null): Name | null =>
  names.find((each) => each === name) ?? null;

const within = (value: string | null, least: number, most: number, usual: number) => {
  const number = value === null || value === '' ? Number.NaN : Number(value);
  return number >= least && number <= most ? number : usual;
};

/** Addresses from before there was a map name no view; what they do name is of the canvas. */
const OF_THE_CANVAS = ['level', 'by', 'trail', 'types', 'from', 'to', 'difficulty', 'beacon', 'focus', 'panel'];

export function readGraph(params: { get: (name: string) => string | null }): GraphParams {
  const level = oneOf(GRAPH_LEVELS, params.get('level')) ?? 'spark';
  const by = oneOf(CLUSTERINGS, params.get('by')) ?? usualClustering(level);
  const types = (params.get('types') ?? '').split(',').flatMap((name) => oneOf(LINK_TYPES, name) ?? []);
  const least = within(params.get('from'), 0, 1, 0);
  return {
    level,
    view: oneOf(GRAPH_VIEWS, params.get('view')) ?? (OF_THE_CANVAS.some((name) => params.get(name)) ? 'canvas' : 'map'),
    by: level === 'concept' && by === 'concept' ? 'trail' : by,
    trail: params.get('trail'),
    types: types.length === LINK_TYPES.length ? [] : types,
    least,
    most: within(params.get('to'), least, 1, 1),
    difficulty: oneOf(DIFFICULTIES, params.get('difficulty')),
    beacon: params.get('beacon'),
    focus: params.get('focus'),
    hops: Math.round(within(params.get('hops'), 1, MOST_HOPS, 2)),
    at: params.get('at'),
    on: params.get('on'),
    panel: params.get('panel'),
  };
}

/** Takes every filter off. */
export const NO_FILTERS = {
  trail: null,
  types: null,
  from: null,
  to: null,
  difficulty: null,
  beacon: null,
  focus: null,
  hops: null,
} as const;

/** What the other views put into the address and the map knows nothing of. */
export const NOT_OF_THE_MAP = { ...NO_FILTERS, level: null, by: null, panel: null } as const;
