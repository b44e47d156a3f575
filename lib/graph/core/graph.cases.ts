import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import type { GraphLink, GraphNode } from './graph.ts';
import type { Edge } from './links.ts';

export interface GraphCase {
  name: string;
  edges: Edge[];
  /** How many links the shortest way from one to another has; null where there is none. */
  ways: { from: string; to: string; links: number | null }[];
  /** Where no link from a node may lead, itself included. */
  closed: Record<string, string[]>;
}

const chain = (length: number): Edge[] => Array.from({ length }, (_, at): Edge => [`n${at}`, `n${at + 1}`]);

/** What core and the database have to agree on about ways and about links that would close a loop. */
export const GRAPH_CASES: GraphCase[] = [
  {
    name: 'one link',
    edges: [['a', 'b']],
    ways: [
      { from: 'a', to: 'b', links: 1 },
      { from: 'b', to: 'a', links: null },
    ],
    closed: { a: ['a'], b: ['a', 'b'] },
  },
  {
    name: 'a triangle with a short cut',
    edges: [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ],
    ways: [
      { from: 'a', to: 'c', links: 1 },
      { from: 'c', to: 'a', links: null },
    ],
    closed: { a: ['a'], b: ['a', 'b'], c: ['a', 'b', 'c'] },
  },
  {
    name: 'a long way and a short one',
    edges: [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'z'],
      ['a', 'y'],
      ['y', 'z'],
    ],
    ways: [
      { from: 'a', to: 'z', links: 2 },
      { from: 'b', to: 'z', links: 3 },
      { from: 'y', to: 'd', links: null },
    ],
    closed: { y: ['a', 'y'], z: ['a', 'b', 'c', 'd', 'y', 'z'] },
  },
  {
    name: 'two diamonds in a row',
    edges: [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
      ['d', 'e'],
      ['d', 'f'],
      ['e', 'g'],
      ['f', 'g'],
    ],
    ways: [{ from: 'a', to: 'g', links: 4 }],
    closed: { d: ['a', 'b', 'c', 'd'], b: ['a', 'b'] },
  },
  {
    name: 'two pieces',
    edges: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    ways: [
      { from: 'a', to: 'd', links: null },
      { from: 'c', to: 'd', links: 1 },
    ],
    closed: { b: ['a', 'b'], c: ['c'], d: ['c', 'd'] },
  },
  {
    name: 'a chain of 120',
    edges: chain(120),
    ways: [
      { from: 'n0', to: 'n120', links: 120 },
      { from: 'n60', to: 'n0', links: null },
    ],
    closed: { n2: ['n0', 'n1', 'n2'] },
  },
];

/** A node for tests; the rest as one would expect. */
export function caseNode(id: string, rest: Partial<GraphNode> = {}): GraphNode {
  const base = {
    id,
    slug: id,
    title: id,
    is_published: true,
    difficulty: 'beginner',
    mins: 5,
    clusters: [],
    trails: [],
  };
  return { ...base, ...rest };
}

export function caseLink([source_id, target_id]: Edge, rest: Partial<GraphLink> = {}): GraphLink {
  const base = {
    id: `${source_id}>${target_id}`,
    link_type: 'prerequisite',
    weight: 0.9,
    description: null,
    version: 1,
  };
  return { ...(base as GraphLink), source_id, target_id, ...rest };
}

/** The types in turn, so that a test meets all of them. */
export const typeInTurn = (at: number) => LINK_TYPES[at % LINK_TYPES.length] as GraphLink['link_type'];
