import type { GraphIndex } from './graph.ts';
import { withoutLoops } from './loops.ts';
import { topologicalOrder } from './order.ts';

/** So many links are looked at for one source before it is left to the second pass. */
const PATIENCE = 2_000;
/** A source that leads to more than so many is no matter for the trees. */
const MOST_BESIDE = 64;
/** Sources that the second pass takes together: four words of 32 bits for each node. */
const WORDS = 4;
const BLOCK = WORDS * 32;

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
  const pairs = groupBySource(dag.ids.length, sources);
  findByTree(dag, order, level, pairs, targets, found);
  const put = searchEach(dag, level, pairs, targets, found, patience);
  if (put.length > 0) carryTogether(dag, order, put, pairs, targets, found);
  return found;
}

interface Pairs {
  start: Int32Array;
  pair: Int32Array;
}

function groupBySource(nodes: number, sources: Int32Array): Pairs {
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

/**
 * Some ways can be seen without a search. Each node hangs below the latest that it needs; that makes trees, and numbered in
 * preorder the nodes below another one are a run of numbers. What hangs below something that the source leads to is reached
 * (Agrawal, Borgida and Jagadish, "Efficient management of transitive relationships", 1989). In a long chain with short cuts
 * that is every short cut.
 */
function findByTree(
  { ids, out_start, out, in_start, in: before }: GraphIndex,
  order: Int32Array,
  level: Int32Array,
  { start, pair }: Pairs,
  targets: Int32Array,
  found: Uint8Array,
) {
  const parent = new Int32Array(ids.length).fill(-1);
  const size = new Int32Array(ids.length).fill(1);
  for (const node of order)
    for (let link = in_start[node] as number; link < (in_start[node + 1] as number); link++) {
      const above = parent[node] as number;
      const source = before[link] as number;
      if (above === -1 || (level[source] as number) > (level[above] as number)) parent[node] = source;
    }
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as number;
    const above = parent[node] as number;
    if (above !== -1) size[above] = (size[above] as number) + (size[node] as number);
  }
  const first = new Int32Array(ids.length);
  const free = new Int32Array(ids.length);
  let roots = 0;
  for (const node of order) {
    const above = parent[node] as number;
    first[node] = above === -1 ? roots : (free[above] as number);
    if (above === -1) roots += size[node] as number;
    else free[above] = (free[above] as number) + (size[node] as number);
    free[node] = (first[node] as number) + 1;
  }
  for (const source of order) {
    const end = out_start[source + 1] as number;
    // Of a hub every target would be held against every other: the search is quicker.
    if (end - (out_start[source] as number) > MOST_BESIDE) continue;
    for (let at = start[source] as number; at < (start[source + 1] as number); at++) {
      const target = targets[pair[at] as number] as number;
      const number = first[target] as number;
      for (let place = out_start[source] as number; place < end; place++) {
        const next = out[place] as number;
        if (next === target || number < (first[next] as number)) continue;
        if (number >= (first[next] as number) + (size[next] as number)) continue;
        found[pair[at] as number] = 1;
        break;
      }
    }
  }
}

/** The first pass. Gives the sources that took too long. */
function searchEach(
  { ids, out_start, out }: GraphIndex,
  level: Int32Array,
  { start, pair }: Pairs,
  targets: Int32Array,
  found: Uint8Array,
  patience: number,
): number[] {
  const put: number[] = [];
  // Marks of one search are told from those of another by its number, so nothing is ever wiped.
  const seen = new Int32Array(ids.length).fill(-1);
  const wanted = new Int32Array(ids.length).fill(-1);
  const reached = new Int32Array(ids.length).fill(-1);
  const stack: number[] = [];
  for (let source = 0; source < ids.length; source++) {
    const from = start[source] as number;
    const to = start[source + 1] as number;
    if (from === to) continue;
    let missing = 0;
    let deepest = -1;
    for (let at = from; at < to; at++) {
      if (found[pair[at] as number]) continue;
      const target = targets[pair[at] as number] as number;
      if (wanted[target] !== source) missing++;
      wanted[target] = source;
      if ((level[target] as number) > deepest) deepest = level[target] as number;
    }
    let steps = 0;
    stack.length = 0;
    for (let place = out_start[source] as number; place < (out_start[source + 1] as number); place++) {
      const next = out[place] as number;
      if (seen[next] === source || (level[next] as number) >= deepest) continue;
      seen[next] = source;
      stack.push(next);
    }
    while (missing > 0 && stack.length > 0 && steps <= patience) {
      const node = stack.pop() as number;
      for (let place = out_start[node] as number; place < (out_start[node + 1] as number); place++) {
        const next = out[place] as number;
        steps++;
        if (wanted[next] === source && reached[next] !== source) {
          reached[next] = source;
          missing--;
        }
        if (seen[next] === source || (level[next] as number) >= deepest) continue;
        seen[next] = source;
        stack.push(next);
      }
    }
    if (missing > 0 && stack.length > 0) put.push(source);
    else
      for (let at = from; at < to; at++)
        if (reached[targets[pair[at] as number] as number] === source) found[pair[at] as number] = 1;
  }
  return put;
}

/** The second pass. Nodes are named by their place in the order here, so that a block walks through memory from left to right. */
function carryTogether(
  { ids, in_start, in: before }: GraphIndex,
  order: Int32Array,
  put: number[],
  { start, pair }: Pairs,
  targets: Int32Array,
  found: Uint8Array,
) {
  const place = new Int32Array(ids.length);
  order.forEach((node, at) => {
    place[node] = at;
  });
  const sources = Int32Array.from(put, (node) => place[node] as number).sort();
  const inStart = new Int32Array(ids.length + 1);
  const inPlace = new Int32Array(before.length);
  let arriving = 0;
  order.forEach((node, at) => {
    for (let link = in_start[node] as number; link < (in_start[node + 1] as number); link++)
      inPlace[arriving++] = place[before[link] as number] as number;
    inStart[at + 1] = arriving;
  });
  /** Of the block: which sources lead to a place, by one link or more. */
  const led = new Int32Array(ids.length * WORDS);
  /** Which source of the block stands at a place, -1 for none. */
  const slot = new Int32Array(ids.length).fill(-1);

  for (let begin = 0; begin < sources.length; begin += BLOCK) {
    const block = sources.subarray(begin, begin + BLOCK);
    const first = block[0] as number;
    const asked = new Map<number, { slot: number; pair: number }[]>();
    let last = first;
    block.forEach((source, number) => {
      slot[source] = number;
      const node = order[source] as number;
      for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
        const target = place[targets[pair[at] as number] as number] as number;
        const question = { slot: number, pair: pair[at] as number };
        const questions = asked.get(target);
        if (questions) questions.push(question);
        else asked.set(target, [question]);
        if (target > last) last = target;
      }
    });
    for (let at = first; at <= last; at++) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      const end = inStart[at + 1] as number;
      for (let link = inStart[at] as number; link < end; link++) {
        const from = inPlace[link] as number;
        if (from < first) continue;
        a |= led[from * WORDS] as number;
        b |= led[from * WORDS + 1] as number;
        c |= led[from * WORDS + 2] as number;
        d |= led[from * WORDS + 3] as number;
      }
      // So far only what came through another node, which is the question.
      for (const question of asked.get(at) ?? []) {
        const word = [a, b, c, d][question.slot >> 5] as number;
        found[question.pair] = (word >>> (question.slot & 31)) & 1;
      }
      led[at * WORDS] = a;
      led[at * WORDS + 1] = b;
      led[at * WORDS + 2] = c;
      led[at * WORDS + 3] = d;
      for (let link = inStart[at] as number; link < end; link++) {
        const number = slot[inPlace[link] as number] as number;
        if (number !== -1) (led[at * WORDS + (number >> 5)] as number) |= 1 << (number & 31);
      }
    }
    for (const source of block) slot[source] = -1;
  }
}
