import { type FoundColumn, LEFT_REASONS, type LeftAnswer, type LeftReason, type ResultFormat } from './answers.ts';

/** Answers of a file that are not taken, by why. */
export interface LeftGroup {
  reason: LeftReason;
  total: number;
  /** What they said most often, with how often. */
  said: { text: string; total: number }[];
  /** Where the first of them stand. */
  lines: number[];
}

/** What an import of answers does, or has done: total = fresh + here + left. */
export interface ResultPlan {
  format: ResultFormat;
  encoding: string;
  separator: string | null;
  columns: FoundColumn[];
  total: number;
  /** New ones, and those that are here already or twice in the file. */
  fresh: number;
  here: number;
  left: number;
  reasons: LeftGroup[];
  /** The first ten thousand of them one by one, in the order of the file. */
  left_answers: LeftAnswer[];
  exercises: number;
  learners: number;
}

const MOST_SAID = 20;
const MOST_LINES = 5;
const MOST_LEFT = 10_000;

/** Why answers are left, the most frequent reason first. */
export function leftGroups(left: readonly LeftAnswer[]): LeftGroup[] {
  const groups = [...Map.groupBy(left, ({ reason }) => reason)].map(([reason, answers]) => {
    const said = [...Map.groupBy(answers, (one) => one.said)].map(([text, same]) => ({ text, total: same.length }));
    return {
      reason,
      total: answers.length,
      said: said.sort((one, other) => other.total - one.total).slice(0, MOST_SAID),
      lines: answers.slice(0, MOST_LINES).map(({ line }) => line),
    };
  });
  return groups.sort((one, other) => other.total - one.total);
}

/** The first of them in the order of the file. */
export const firstLeft = (left: readonly LeftAnswer[]): LeftAnswer[] =>
  [...left].sort((one, other) => one.line - other.line).slice(0, MOST_LEFT);

/** A group in a sentence: `22 name an exercise that does not exist here (iot-q99-1)`. */
export function leftSentence({ reason, total, said }: LeftGroup): string {
  const names = said.slice(0, 3).flatMap(({ text }) => (text === '' ? [] : [text.slice(0, 40)]));
  const more = said.length > names.length ? ' …' : '';
  return `${total.toLocaleString('en')} ${LEFT_REASONS[reason]}${names.length > 0 ? ` (${names.join(', ')}${more})` : ''}`;
}
