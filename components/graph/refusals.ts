import { ancestors, descendants } from '#lib/graph/core/reach.ts';
import type { GraphPlace } from './context.tsx';
import { graphText } from './text.ts';

/** Where a link from (or to) a node cannot lead, each with the reason. Asked of the whole graph, whatever of it is shown. */
export function refusals({ index, nodes }: Pick<GraphPlace, 'index' | 'nodes'>, id: string, isSource: boolean) {
  const why = new Map<string, string>([[id, graphText.cannotLink.self]]);
  const node = index.at.get(id);
  if (node === undefined) return why;
  const refuse = (others: Iterable<number>, say: (title: string) => string) => {
    for (const other of others) why.set(index.ids[other] as string, say(nodes[other]?.title ?? ''));
  };
  refuse(
    isSource ? ancestors(index, node) : descendants(index, node),
    isSource ? graphText.cannotLink.before : graphText.cannotLink.after,
  );
  const [start, ends] = isSource ? [index.out_start, index.out] : [index.in_start, index.in];
  refuse(ends.subarray(start[node], start[node + 1]), graphText.cannotLink.known);
  return why;
}
