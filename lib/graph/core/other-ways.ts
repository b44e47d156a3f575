import type { GraphIndex } from './graph.ts';
import { withoutLoops } from './loops.ts';
import { topologicalOrder } from './order.ts';
import type { Asked } from './other-ways-asked.ts';
import { carryTogether } from './other-ways-carry.ts';
import { searchEach } from './other-ways-search.ts';
import { findByTree } from './other-ways-trees.ts';

/** So many links are looked at for one source before it is left to the second pass. */
const PATIENCE = 2_000;

/**
 * For each pair, 1 where a way of two links or more leads from its source to its target (so a link between them, drawn or
 * not, says nothing new). Ways along loops do not count.
 *
 * What trees show is found first, without a search. Then two passes, both exact: a search from each source, which goes only
 * where a target can still come, to nodes of a lower level than the deepest target. Curricula link to what comes soon, so this
 * is nearly always a short search; where it is not, the source is put aside. Those are then carried along the order together,
 * 128 at a time, each as one bit of every node it reaches, between the first source and the last target of the block. That
 * bounds the whole at O(sources / 128 * (nodes + links)) whatever the graph is like; for all pairs at once nothing is known to
 * be much better.
 */
export function otherWays(
  index: GraphIndex,
  sources: Int32Array,
  targets: Int32Array,
  patience = PATIENCE,
): Uint8Array {
  const dag = withoutLoops(index);
  const { order, level } = topologicalOrder(dag);
  const found = new Uint8Array(sources.length);
  const asked: Asked = { ...groupBySource(dag.ids.length, sources), targets, found };
  findByTree(dag, order, level, asked);
  const put = searchEach(dag, level, asked, patience);
  if (put.length > 0) carryTogether(dag, order, put, asked);
  return found;
}

function groupBySource(nodes: number, sources: Int32Array): Pick<Asked, 'start' | 'pair'> {
  const start = new Int32Array(nodes + 1);
  for (const source of sources) (start[source + 1] as number)++;
  for (let node = 0; node < nodes; node++) (start[node + 1] as number) += start[node] as number;
  const next = start.slice(0, nodes);
  const pair = new Int32Array(sources.length);
  sources.forEach((source, number) => {
    pair[(next[source] as number)++] = number;
  });
  return { start, pair };
}
