import type { GraphIndex } from './graph.ts';

/** Which piece each node belongs to when it does not matter which way a link leads: a number from 0, in the order of nodes. */
export function pieces({ ids, out_start, out, in_start, in: sources }: GraphIndex): {
  piece: Int32Array;
  count: number;
} {
  const piece = new Int32Array(ids.length).fill(-1);
  const stack: number[] = [];
  let count = 0;
  for (let first = 0; first < ids.length; first++) {
    if (piece[first] !== -1) continue;
    piece[first] = count;
    stack.push(first);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (let place = out_start[node] as number; place < (out_start[node + 1] as number); place++) {
        const next = out[place] as number;
        if (piece[next] !== -1) continue;
        piece[next] = count;
        stack.push(next);
      }
      for (let place = in_start[node] as number; place < (in_start[node + 1] as number); place++) {
        const next = sources[place] as number;
        if (piece[next] !== -1) continue;
        piece[next] = count;
        stack.push(next);
      }
    }
    count++;
  }
  return { piece, count };
}
