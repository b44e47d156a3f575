import type { NodePosition } from './packed.ts';

/** Where nodes stand once some were put somewhere; `reset` forgets all others. */
export function putPositions(
  before: readonly NodePosition[],
  { set, reset }: { set: readonly NodePosition[]; reset: boolean },
): NodePosition[] {
  const positions = new Map((reset ? [] : before).map((position) => [position[0], position]));
  for (const position of set) positions.set(position[0], position);
  return [...positions.values()];
}

/** The same without a move from `before` to `after` that was refused. What was put somewhere else meanwhile stays there. */
export function withoutMove(
  now: readonly NodePosition[],
  before: readonly NodePosition[],
  after: readonly NodePosition[],
): NodePosition[] {
  const [was, given, stands] = [before, after, now].map(
    (list) => new Map(list.map((position) => [position[0], position])),
  );
  const same = (one: NodePosition | undefined, other: NodePosition | undefined) =>
    one === other || (one !== undefined && other !== undefined && one[1] === other[1] && one[2] === other[2]);
  const back = new Map(stands);
  for (const id of new Set([...(was?.keys() ?? []), ...(given?.keys() ?? [])])) {
    const [old, mine] = [was?.get(id), given?.get(id)];
    if (same(old, mine) || !same(stands?.get(id), mine)) continue;
    if (old) back.set(id, old);
    else back.delete(id);
  }
  return [...back.values()];
}
