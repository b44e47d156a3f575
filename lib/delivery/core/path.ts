import type { Graph, Path } from './contract.ts';

/**
 * What to learn to reach a target. Needed is what leads to it by `prerequisite` links, looked for backwards from the
 * target and never through what is known: what only the known needs is left out. `deepens` and `recommended` make a
 * thing better understood but not impossible without, so what they name is listed apart; `related` says nothing about
 * order. null when the target is not in the graph. O(nodes + links), and log n a step for the order.
 */
export function findPath(graph: Graph, to: string, known: readonly string[]): Path | null {
  const place = new Map(graph.nodes.map((node, at) => [node.slug, at]));
  const target = place.get(to);
  if (target === undefined) return null;
  const isKnown = new Set(known.flatMap((slug) => place.get(slug) ?? []));

  const before = new Map<number, { at: number; link_type: string }[]>();
  for (const link of graph.links) {
    const source = place.get(link.source);
    const end = place.get(link.target);
    if (source === undefined || end === undefined) continue;
    const list = before.get(end);
    if (list) list.push({ at: source, link_type: link.link_type });
    else before.set(end, [{ at: source, link_type: link.link_type }]);
  }

  const needed = new Set<number>();
  const open = isKnown.has(target) ? [] : [target];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (needed.has(at)) continue;
    needed.add(at);
    for (const { at: source, link_type } of before.get(at) ?? []) {
      if (link_type === 'prerequisite' && !isKnown.has(source)) open.push(source);
    }
  }

  const step = (at: number) => {
    const { slug, title, estimated_mins, trail_slug } = graph.nodes[at] as Graph['nodes'][number];
    return { slug, title, estimated_mins, trail_slug };
  };
  const order = orderOfLearning(needed, before);
  const steps = order.map(step);
  const helpful = new Map<number, Path['recommended'][number]>();
  for (const at of order) {
    for (const { at: source, link_type } of before.get(at) ?? []) {
      if (link_type !== 'recommended' && link_type !== 'deepens') continue;
      if (needed.has(source) || isKnown.has(source) || helpful.has(source)) continue;
      helpful.set(source, { ...step(source), link_type, before: step(at).slug });
    }
  }
  return {
    level: graph.level,
    to,
    steps,
    total_mins: steps.reduce((sum, { estimated_mins }) => sum + estimated_mins, 0),
    recommended: [...helpful.values()],
    unknown: known.filter((slug) => !place.has(slug)),
  };
}

/**
 * Kahn's pass over the needed nodes. Links of every type count for the order (together they have no loops); where they
 * leave a choice, the trails decide: the earliest place first. The target comes last by itself: all else leads to it.
 */
function orderOfLearning(needed: ReadonlySet<number>, before: ReadonlyMap<number, { at: number }[]>): number[] {
  const waiting = new Map<number, number>();
  const after = new Map<number, number[]>();
  const free = new Heap();
  for (const at of needed) {
    const sources = (before.get(at) ?? []).filter((link) => needed.has(link.at));
    waiting.set(at, sources.length);
    if (sources.length === 0) free.push(at);
    for (const { at: source } of sources) after.set(source, [...(after.get(source) ?? []), at]);
  }
  const order: number[] = [];
  for (let at = free.pop(); at !== undefined; at = free.pop()) {
    order.push(at);
    for (const next of after.get(at) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  return order;
}

/** The smallest number first. */
class Heap {
  #items: number[] = [];

  push(item: number): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] as number) <= item) break;
      items[at] = items[parent] as number;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] as number) < (items[child] as number)) child++;
      if ((items[child] as number) >= last) break;
      items[at] = items[child] as number;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
