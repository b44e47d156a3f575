import type { Edge } from './links.ts';

export interface LinkCase {
  /** Reads as "... is accepted" or "... is refused". */
  name: string;
  edges: Edge[];
  has_loop: boolean;
}

const name = (at: number) => `n${at}`;

function chain(length: number): Edge[] {
  return Array.from({ length }, (_, at): Edge => [name(at), name(at + 1)]);
}

/** a -> (b, c) -> d -> (e, f) -> g ...: two ways at every step, 2^steps in all. */
function diamonds(steps: number): Edge[] {
  return Array.from({ length: steps }, (_, at): Edge[] => [
    [`d${at}`, `l${at}`],
    [`d${at}`, `r${at}`],
    [`l${at}`, `d${at + 1}`],
    [`r${at}`, `d${at + 1}`],
  ]).flat();
}

/** Every node linked to every later one. */
function complete(size: number, direction: 'up' | 'down' = 'up'): Edge[] {
  const edges: Edge[] = [];
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) edges.push(direction === 'up' ? [name(a), name(b)] : [name(b), name(a)]);
  }
  return edges;
}

/** The same links in another order of arrival, always the same for the same input. */
function shuffled(edges: Edge[]): Edge[] {
  const result = [...edges];
  let seed = 7;
  for (let at = result.length - 1; at > 0; at--) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = seed % (at + 1);
    [result[at], result[other]] = [result[other] as Edge, result[at] as Edge];
  }
  return result;
}

/** Graphs with and without loops. `findLoops` and the trigger of the database have to agree on every one. */
export const LINK_CASES: LinkCase[] = [
  { name: 'no link at all', edges: [], has_loop: false },
  { name: 'one link', edges: [['a', 'b']], has_loop: false },
  {
    name: 'a link and its reverse',
    edges: [
      ['a', 'b'],
      ['b', 'a'],
    ],
    has_loop: true,
  },
  {
    name: 'a triangle',
    edges: [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ],
    has_loop: true,
  },
  {
    name: 'a triangle with a short cut',
    edges: [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ],
    has_loop: false,
  },
  { name: 'a diamond', edges: diamonds(1), has_loop: false },
  { name: 'a diamond closed from its end to its beginning', edges: [...diamonds(1), ['d1', 'd0']], has_loop: true },
  { name: 'ten diamonds in a row, a thousand ways', edges: diamonds(10), has_loop: false },
  { name: 'forty diamonds in a row, a million million ways', edges: diamonds(40), has_loop: false },
  { name: 'forty diamonds closed', edges: [...diamonds(40), ['d40', 'd0']], has_loop: true },
  { name: 'a chain of 60', edges: chain(60), has_loop: false },
  { name: 'a chain of 60 arriving backwards', edges: chain(60).reverse(), has_loop: false },
  { name: 'a chain of 60 in any order', edges: shuffled(chain(60)), has_loop: false },
  { name: 'a chain of 60 in any order, closed', edges: shuffled([...chain(60), ['n60', 'n0']]), has_loop: true },
  { name: 'a chain of 400', edges: chain(400), has_loop: false },
  { name: 'a ring of 400', edges: [...chain(399), ['n399', 'n0']], has_loop: true },
  { name: 'a ring of 400 in any order', edges: shuffled([...chain(399), ['n399', 'n0']]), has_loop: true },
  {
    name: 'two pieces without a way between them',
    edges: [
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'e'],
    ],
    has_loop: false,
  },
  {
    name: 'two pieces, the second a loop',
    edges: [
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'e'],
      ['e', 'c'],
    ],
    has_loop: true,
  },
  {
    name: 'two loops that share a node',
    edges: [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'c'],
      ['c', 'a'],
    ],
    has_loop: true,
  },
  {
    name: 'a loop with a tail into it',
    edges: [
      ['t', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ],
    has_loop: true,
  },
  {
    name: 'a loop with a tail out of it',
    edges: [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 't'],
      ['t', 'u'],
    ],
    has_loop: true,
  },
  {
    name: 'two chains joined in the middle, against their order of arrival',
    edges: [
      ['c', 'd'],
      ['a', 'b'],
      ['d', 'a'],
    ],
    has_loop: false,
  },
  {
    name: 'two chains joined twice, once each way',
    edges: [
      ['a', 'b'],
      ['c', 'd'],
      ['b', 'c'],
      ['d', 'a'],
    ],
    has_loop: true,
  },
  { name: 'twelve nodes, each before all later ones', edges: shuffled(complete(12)), has_loop: false },
  {
    name: 'twelve nodes, each before all later ones, and one back',
    edges: [...shuffled(complete(12)), ['n11', 'n0']],
    has_loop: true,
  },
  { name: 'eleven nodes arriving against the order of their names', edges: complete(11, 'down'), has_loop: false },
  { name: 'a star out', edges: Array.from({ length: 30 }, (_, at): Edge => ['hub', name(at)]), has_loop: false },
  { name: 'a star in', edges: Array.from({ length: 30 }, (_, at): Edge => [name(at), 'hub']), has_loop: false },
  {
    name: 'a star out and one link back',
    edges: [...Array.from({ length: 30 }, (_, at): Edge => ['hub', name(at)]), ['n29', 'hub']],
    has_loop: true,
  },
];
