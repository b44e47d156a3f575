import { indexNumbers } from '../graph.ts';
import { inColumns, orderForward, type Tie } from '../layout-layers.ts';
import { topologicalOrder } from '../order.ts';
import { otherWays } from '../other-ways.ts';
import type { Bundle } from './bundles.ts';

/** Cards in steps: what is learned first stands in the first one. */
export interface MapSteps {
  /** Numbers of cards, step by step, each step from start to end. */
  steps: number[][];
  /** The same with numbers from the count of cards on for the bends of links that pass a step. */
  rows: number[][];
  /** Cards that no bundle leads to or from, in the order of the outline. */
  unlinked: number[];
  /** Numbers of the bundles that are drawn. */
  drawn: number[];
  /** For each of those, its cards with the bends between them. */
  ways: number[][];
  /** Numbers of the bundles that longer ways say already. */
  implied: number[];
  /** Numbers of the bundles that lead against the steps, since the cards lead around in a circle. */
  against: number[];
}

/**
 * Puts cards into steps. Where bundles lead around in a circle, those that speak least clearly are left out of the order; of the
 * others only those stay that no longer way implies (Aho, Garey and Ullman 1972), and a card stands one step below the lowest
 * that leads to it.
 */
export function stepsOf(count: number, bundles: readonly Bundle[]): MapSteps {
  const place = orderForward(count, bundles.map(tieOf));
  const forward: number[] = [];
  const against: number[] = [];
  bundles.forEach(({ from, to }, number) => {
    if ((place[from] as number) < (place[to] as number)) forward.push(number);
    else against.push(number);
  });
  const sources = Int32Array.from(forward, (number) => (bundles[number] as Bundle).from);
  const targets = Int32Array.from(forward, (number) => (bundles[number] as Bundle).to);
  const ids = Array.from({ length: count }, (_, card) => String(card));
  const index = indexNumbers(ids, new Map(), sources, targets);
  const isImplied = otherWays(index, sources, targets);
  const drawn = forward.filter((_number, at) => isImplied[at] === 0);
  const implied = forward.filter((_number, at) => isImplied[at] === 1);
  const { level } = topologicalOrder(index);

  const isLinked = new Uint8Array(count);
  for (const { from, to } of bundles) isLinked[from] = isLinked[to] = 1;
  const linked = ids.flatMap((_id, card) => (isLinked[card] ? [card] : []));
  const unlinked = ids.flatMap((_id, card) => (isLinked[card] ? [] : [card]));
  const { rows, ways } = untangled(linked, bundles, drawn, level, count);
  const steps = rows.map((row) => row.filter((card) => card < count));
  return { steps, rows, unlinked, drawn, ways, implied, against };
}

/** What is decided by the outline alone gives way to what the links say. */
const tieOf = ({ from, to, count, back, is_mixed }: Bundle): Tie => ({ from, to, weight: is_mixed ? 1 : count - back });

/** The linked cards in rows where few links cross, and the way of each drawn bundle through these rows. */
function untangled(
  linked: readonly number[],
  bundles: readonly Bundle[],
  drawn: readonly number[],
  level: Int32Array,
  count: number,
): Pick<MapSteps, 'rows' | 'ways'> {
  // Cards that are linked with nothing would be sorted among the others: they take no part.
  const own = new Map(linked.map((card, at) => [card, at]));
  const ties = drawn.map((number): Tie => {
    const { from, to } = bundles[number] as Bundle;
    return { from: own.get(from) as number, to: own.get(to) as number, weight: 1 };
  });
  const column = Int32Array.from(linked, (card) => level[card] as number);
  const { columns, ways } = inColumns(linked.length, ties, column);
  const outer = (node: number) => linked[node] ?? node - linked.length + count;
  return { rows: columns.map((row) => row.map(outer)), ways: ways.map((way) => way.map(outer)) };
}
