import { correlation } from './statistics.ts';

// Figures counted once more from single answers, as plainly as can be, for tests of what the database counts.

export interface Scored {
  learner: string;
  exercise: string;
  score: number;
}

export interface Counts {
  answers: number;
  share: number;
  paired: number;
  discrimination: number | null;
}

/** Of each exercise of a bank how many answered, their mean, and the correlation with the mean in the other exercises. */
export function countPlainly(answers: readonly Scored[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const exercise of new Set(answers.map((one) => one.exercise))) {
    const own = answers.filter((one) => one.exercise === exercise);
    const pairs = own.flatMap(({ learner, score }) => {
      const others = answers.filter((one) => one.learner === learner && one.exercise !== exercise);
      return others.length === 0 ? [] : [{ score, rest: mean(others.map((one) => one.score)), count: 1 }];
    });
    counts.set(exercise, {
      answers: own.length,
      share: mean(own.map(({ score }) => score)),
      paired: pairs.length,
      discrimination: correlation(pairs),
    });
  }
  return counts;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** A random number from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Answers of learners to exercises of different difficulty; a negative slope is a wrong key, and some skip some. */
export function simulated(learners: number, slopes: readonly number[], seed: number, skips = 0.1): Scored[] {
  const random = seeded(seed);
  return Array.from({ length: learners }, (_, nth) => {
    const ability = (random() + random() + random() - 1.5) * 2;
    return slopes.flatMap((slope, at) => {
      if (random() < skips) return [];
      const chance = 1 / (1 + Math.exp(-slope * (ability - (at / slopes.length - 0.5) * 2)));
      return { learner: `learner ${nth}`, exercise: `ex_${at}`, score: random() < chance ? 1 : 0 };
    });
  }).flat();
}
