import type { Rates } from '../estimate.ts';

/** What a course may cost, guessed from what such calls usually are. Tokens; the books count what they really were. */
const TEMPLATE = 1_500;
const REPORT = 1_300;
const CURRICULUM_A_LESSON = 110;
const LESSON = 1_100;
const REPORTS = 4;
/** A word of English is a token and a third. */
const A_WORD = 4 / 3;
const USUAL_LESSONS = 14;

const costOf = ({ input_micros, output_micros }: Rates, input: number, output: number): number =>
  Math.ceil((input * input_micros + output * output_micros) / 1_000_000);

/** Four reports and a curriculum. `words`: of brief and sources together. */
export function researchCost(price: Rates, words: number, lessons = USUAL_LESSONS): number {
  const read = TEMPLATE + words * A_WORD;
  const reports = costOf(price, read * REPORTS, REPORT * REPORTS);
  return reports + costOf(price, read + REPORT * REPORTS, CURRICULUM_A_LESSON * lessons);
}

/** So many lessons. */
export const lessonsCost = (price: Rates, words: number, lessons: number): number =>
  costOf(price, (TEMPLATE + words * A_WORD) * lessons, LESSON * lessons);
