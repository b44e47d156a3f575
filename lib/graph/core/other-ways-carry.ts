import type { GraphIndex } from './graph.ts';
import type { Asked } from './other-ways-asked.ts';

/** Sources that are taken together: four words of 32 bits for each node. */
const WORDS = 4;
const BLOCK = WORDS * 32;

/** The second pass: sources are carried along the order together, each as one bit of every node that it reaches. */
export function carryTogether(dag: GraphIndex, order: Int32Array, put: number[], asked: Asked) {
  const line = lineUp(dag, order);
  const sources = Int32Array.from(put, (node) => line.place[node] as number).sort();
  const carrier = new Carrier(line, order, asked);
  for (let begin = 0; begin < sources.length; begin += BLOCK) carrier.carry(sources.subarray(begin, begin + BLOCK));
}

/** The graph with nodes named by their place in the order, so that a block walks through memory from left to right. */
interface Line {
  place: Int32Array;
  inStart: Int32Array;
  inPlace: Int32Array;
}

function lineUp({ ids, in_start, in: before }: GraphIndex, order: Int32Array): Line {
  const place = new Int32Array(ids.length);
  order.forEach((node, at) => {
    place[node] = at;
  });
  const inStart = new Int32Array(ids.length + 1);
  const inPlace = new Int32Array(before.length);
  let arriving = 0;
  order.forEach((node, at) => {
    for (let link = in_start[node] as number; link < (in_start[node + 1] as number); link++)
      inPlace[arriving++] = place[before[link] as number] as number;
    inStart[at + 1] = arriving;
  });
  return { place, inStart, inPlace };
}

/** Of one target: which source of the block asks for it, and for which pair. */
interface Question {
  slot: number;
  pair: number;
}

class Carrier {
  private readonly line: Line;
  private readonly order: Int32Array;
  private readonly asked: Asked;
  /** Of the block: which sources lead to a place, by one link or more. */
  private readonly led: Int32Array;
  /** Which source of the block stands at a place, -1 for none. */
  private readonly slot: Int32Array;

  constructor(line: Line, order: Int32Array, asked: Asked) {
    this.line = line;
    this.order = order;
    this.asked = asked;
    this.led = new Int32Array(order.length * WORDS);
    this.slot = new Int32Array(order.length).fill(-1);
  }

  /** Carries up to 128 sources, given by their places in ascending order, as far as their last target. */
  carry(block: Int32Array): void {
    const { questions, last } = this.questionsOf(block);
    const first = block[0] as number;
    for (let at = first; at <= last; at++) this.arrive(at, first, questions.get(at));
    for (const source of block) this.slot[source] = -1;
  }

  private questionsOf(block: Int32Array): { questions: Map<number, Question[]>; last: number } {
    const { start, pair, targets } = this.asked;
    const questions = new Map<number, Question[]>();
    let last = block[0] as number;
    block.forEach((source, slot) => {
      this.slot[source] = slot;
      const node = this.order[source] as number;
      for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
        const target = this.line.place[targets[pair[at] as number] as number] as number;
        const question = { slot, pair: pair[at] as number };
        const others = questions.get(target);
        if (others) others.push(question);
        else questions.set(target, [question]);
        if (target > last) last = target;
      }
    });
    return { questions, last };
  }

  /** What has been carried to the nodes before a place, and stands at them, is carried on to it. */
  private arrive(at: number, first: number, questions: Question[] = []): void {
    const { led, slot } = this;
    const { inStart, inPlace } = this.line;
    const [begin, end] = [inStart[at] as number, inStart[at + 1] as number];
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let link = begin; link < end; link++) {
      const from = inPlace[link] as number;
      if (from < first) continue;
      a |= led[from * WORDS] as number;
      b |= led[from * WORDS + 1] as number;
      c |= led[from * WORDS + 2] as number;
      d |= led[from * WORDS + 3] as number;
    }
    // So far only what came through another node, which is the question.
    for (const question of questions) {
      const word = [a, b, c, d][question.slot >> 5] as number;
      this.asked.found[question.pair] = (word >>> (question.slot & 31)) & 1;
    }
    led[at * WORDS] = a;
    led[at * WORDS + 1] = b;
    led[at * WORDS + 2] = c;
    led[at * WORDS + 3] = d;
    for (let link = begin; link < end; link++) {
      const number = slot[inPlace[link] as number] as number;
      if (number !== -1) (led[at * WORDS + (number >> 5)] as number) |= 1 << (number & 31);
    }
  }
}
