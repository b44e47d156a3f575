/** A link between numbered things that are arranged; weight says how much it wants to be short and to lead to the right. */
export interface Tie {
  from: number;
  to: number;
  weight: number;
}

/** What stands in which column, with bends where a link passes columns between its ends. */
export interface Layers {
  /** Numbers of things from top to bottom, column by column. From `count` on they are bends. */
  columns: number[][];
  /** Of each thing and bend, those it is tied to on the left and on the right. */
  before: number[][];
  after: number[][];
  /** Of each tie that leads forward, its ends with the bends between them. */
  ways: number[][];
}

/** Links of very deep graphs would bend so often that drawing their bends takes longer than the graph is worth. */
const MOST_BENDS = 12_000;
const ROUNDS = 10;

/**
 * A place for each thing such that most of the weight leads forward. Sinks and sources go to the ends, and where only loops
 * are left, what gives more than it takes goes first: Eades, Lin and Smyth, "A fast and effective heuristic for the feedback
 * arc set problem" (1993). Without loops everything leads forward. Equal things keep their order.
 */
export function orderForward(count: number, ties: readonly Tie[]): Int32Array {
  const out: number[][] = Array.from({ length: count }, () => []);
  const into: number[][] = Array.from({ length: count }, () => []);
  const gives = new Float64Array(count);
  const outs = new Int32Array(count);
  const ins = new Int32Array(count);
  ties.forEach(({ from, to, weight }, tie) => {
    if (from === to) return;
    out[from]?.push(tie);
    into[to]?.push(tie);
    outs[from] = (outs[from] as number) + 1;
    ins[to] = (ins[to] as number) + 1;
    gives[from] = (gives[from] as number) + weight;
    gives[to] = (gives[to] as number) - weight;
  });
  const place = new Int32Array(count).fill(-1);
  const sources: number[] = [];
  const sinks: number[] = [];
  let head = 0;
  let tail = count - 1;
  const take = (node: number, at: number) => {
    place[node] = at;
    for (const tie of out[node] ?? []) {
      const { to, weight } = ties[tie] as Tie;
      gives[to] = (gives[to] as number) + weight;
      const left = (ins[to] as number) - 1;
      ins[to] = left;
      if (left === 0 && place[to] === -1) sources.push(to);
    }
    for (const tie of into[node] ?? []) {
      const { from, weight } = ties[tie] as Tie;
      gives[from] = (gives[from] as number) - weight;
      const left = (outs[from] as number) - 1;
      outs[from] = left;
      if (left === 0 && place[from] === -1) sinks.push(from);
    }
  };
  for (let node = 0; node < count; node++) if (ins[node] === 0) sources.push(node);
  for (let node = count - 1; node >= 0; node--) if (outs[node] === 0) sinks.push(node);
  let source = 0;
  let sink = 0;
  while (head <= tail) {
    if (source < sources.length) {
      const node = sources[source++] as number;
      if (place[node] === -1) take(node, head++);
    } else if (sink < sinks.length) {
      const node = sinks[sink++] as number;
      if (place[node] === -1) take(node, tail--);
    } else {
      let best = -1;
      for (let node = 0; node < count; node++)
        if (place[node] === -1 && (best < 0 || (gives[node] as number) > (gives[best] as number))) best = node;
      take(best, head++);
    }
  }
  return place;
}

/** The column of each thing: as far left as what leads to it allows, then as near as possible to what follows. */
function rank(count: number, ties: readonly Tie[], place: Int32Array): Int32Array {
  const inOrder = Array.from({ length: count }, (_, node) => node).sort(
    (a, b) => (place[a] as number) - (place[b] as number),
  );
  const out: Tie[][] = Array.from({ length: count }, () => []);
  const pull = new Float64Array(count);
  for (const tie of ties) {
    out[tie.from]?.push(tie);
    pull[tie.from] = (pull[tie.from] as number) + tie.weight;
    pull[tie.to] = (pull[tie.to] as number) - tie.weight;
  }
  const column = new Int32Array(count);
  for (const node of inOrder)
    for (const { to } of out[node] ?? []) column[to] = Math.max(column[to] as number, (column[node] as number) + 1);
  for (const node of inOrder.reverse()) {
    const next = out[node] ?? [];
    if (next.length === 0 || (pull[node] as number) <= 0) continue;
    let nearest = Number.POSITIVE_INFINITY;
    for (const { to } of next) nearest = Math.min(nearest, (column[to] as number) - 1);
    column[node] = Math.max(column[node] as number, nearest);
  }
  return column;
}

/** Things in columns from left to right, each column ordered so that few links cross (barycentres, Sugiyama 1981). */
export function layer(count: number, ties: readonly Tie[]): Layers {
  const place = orderForward(count, ties);
  const forward = ties.filter(({ from, to }) => (place[from] as number) < (place[to] as number));
  return inColumns(count, forward, rank(count, forward, place));
}

/** Things whose columns are known, with bends between them, each column ordered so that few links cross; ties lead to later columns. */
export function inColumns(count: number, ties: readonly Tie[], column: Int32Array): Layers {
  const span = ({ from, to }: Tie) => (column[to] as number) - (column[from] as number);
  const bends = ties.reduce((sum, tie) => sum + span(tie) - 1, 0);
  const isBent = bends <= MOST_BENDS;

  const total = count + (isBent ? bends : 0);
  const columns: number[][] = [];
  const before: number[][] = Array.from({ length: total }, () => []);
  const after: number[][] = Array.from({ length: total }, () => []);
  const stand = (node: number, at: number) => {
    while (columns.length <= at) columns.push([]);
    columns[at]?.push(node);
  };
  for (let node = 0; node < count; node++) stand(node, column[node] as number);
  let next = count;
  const ways = ties.map((tie) => {
    const way = [tie.from];
    let last = tie.from;
    if (isBent) {
      for (let at = (column[tie.from] as number) + 1; at < (column[tie.to] as number); at++) {
        after[last]?.push(next);
        before[next]?.push(last);
        stand(next, at);
        way.push(next);
        last = next++;
      }
    }
    after[last]?.push(tie.to);
    before[tie.to]?.push(last);
    return [...way, tie.to];
  });
  untangle(columns, before, after, total);
  return { columns, before, after, ways };
}

/** Sorts each column by where its neighbours stand, forth and back; the order with the fewest crossings stays. */
function untangle(columns: number[][], before: number[][], after: number[][], total: number) {
  const at = new Float64Array(total);
  const number = (column: number[]) => {
    for (const [index, node] of column.entries()) at[node] = index / Math.max(1, column.length - 1);
  };
  columns.forEach(number);
  const wish = new Float64Array(total);
  const sortBy = (column: number[], beside: number[][]) => {
    for (const node of column) {
      const others = beside[node] ?? [];
      let sum = 0;
      for (const other of others) sum += at[other] as number;
      wish[node] = others.length > 0 ? sum / others.length : (at[node] as number);
    }
    column.sort((a, b) => (wish[a] as number) - (wish[b] as number));
    number(column);
  };
  const isCounted = total <= 4000;
  let least = isCounted ? crossings(columns, after, total) : 0;
  let best = columns.map((column) => [...column]);
  for (let round = 0; round < ROUNDS && (!isCounted || least > 0); round++) {
    if (round % 2 === 0) for (const column of columns) sortBy(column, before);
    else for (const column of columns.toReversed()) sortBy(column, after);
    const now = isCounted ? crossings(columns, after, total) : 0;
    if (isCounted && now >= least) continue;
    least = now;
    best = columns.map((column) => [...column]);
  }
  best.forEach((column, index) => {
    columns[index] = column;
  });
}

/** How many pairs of links between neighbouring columns cross; counted with a tree of sums (Barth, Mutzel, Jünger 2004). */
function crossings(columns: number[][], after: number[][], total: number): number {
  const at = new Int32Array(total);
  let sum = 0;
  for (let index = 0; index + 1 < columns.length; index++) {
    const right = columns[index + 1] as number[];
    for (const [place, node] of right.entries()) at[node] = place;
    const here = new Set(right);
    const tree = new Int32Array(right.length + 1);
    let placed = 0;
    for (const node of columns[index] as number[]) {
      const ends = (after[node] ?? []).filter((other) => here.has(other)).map((other) => at[other] as number);
      ends.sort((a, b) => a - b);
      for (const end of ends) {
        let below = 0;
        for (let spot = end + 1; spot > 0; spot -= spot & -spot) below += tree[spot] as number;
        sum += placed - below;
      }
      for (const end of ends) {
        placed++;
        for (let spot = end + 1; spot <= right.length; spot += spot & -spot) tree[spot] = (tree[spot] as number) + 1;
      }
    }
  }
  return sum;
}
