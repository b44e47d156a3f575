import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { plainOfMarkdown } from '#lib/exercises/core/formats/text/write.ts';
import { ENOUGH_ANSWERS } from './figures.ts';
import { type Pair, thirds } from './statistics.ts';

/** Learners who answered alike: the score, the mean in the other exercises of the bank (null: there are none), what was chosen. */
export interface AlikeAnswers {
  score: number;
  rest: number | null;
  choice: readonly string[] | null;
  count: number;
}

/** Fewer than this choose an option that misleads nobody. */
const RARE = 0.05;

/** So many of the best third have to be there before it is said what draws them. */
const ENOUGH_IN_THIRD = 10;

export interface ChosenOption {
  id: string;
  label: string;
  text: string;
  is_right: boolean;
  count: number;
  /** Of all who answered, from 0 to 1; of several choices the shares are more than 1 together. */
  share: number;
  /** The share among the third that did best in the other exercises, and the one that did worst; null where there are no thirds. */
  best: number | null;
  weakest: number | null;
  /** Wrong, and chosen by hardly anybody. */
  is_rare: boolean;
  /** Wrong, and what most of the best third chose: more than chose what is right, and more than of the weakest third. */
  draws_best: boolean;
}

export interface Chosen {
  options: ChosenOption[];
  /** How many chose nothing. */
  none: number;
  /** How many learners there are in all. */
  total: number;
}

/** What learners chose, in the order of the options; null where there is nothing to choose among. */
export function chosenOptions(exercise: Exercise, answers: readonly AlikeAnswers[]): Chosen | null {
  const options = choosable(exercise);
  if (!options) return null;
  const given = answers.filter(({ choice }) => choice !== null);
  const all = totalOf(given);
  const cut = thirds(pairsOf(given));
  const inThird = (is: (rest: number) => boolean) => given.filter(({ rest }) => rest !== null && is(rest));
  const best = cut && inThird((rest) => rest >= cut.best);
  const weakest = cut && inThird((rest) => rest <= cut.weakest);
  const shareOf = (of: readonly AlikeAnswers[] | null, id: string) =>
    of && share(totalOf(choosing(of, id)), totalOf(of));
  const counted = options.map((option) => {
    const count = totalOf(choosing(given, option.id));
    return {
      ...option,
      count,
      share: share(count, all),
      best: shareOf(best, option.id),
      weakest: shareOf(weakest, option.id),
    };
  });
  const right = Math.max(0, ...counted.flatMap((one) => (one.is_right ? (one.best ?? 0) : [])));
  const isEnough = all >= ENOUGH_ANSWERS;
  const isTold = isEnough && totalOf(best ?? []) >= ENOUGH_IN_THIRD;
  const most = Math.max(right, ...counted.map(({ best }) => best ?? 0));
  return {
    options: counted.map((one) => ({
      ...one,
      is_rare: isEnough && !one.is_right && one.share < RARE,
      draws_best: isTold && most > right && one.best === most && most > (one.weakest ?? 1),
    })),
    none: totalOf(given.filter(({ choice }) => choice?.length === 0)),
    total: all,
  };
}

/** Those who can be compared: with a mean in other exercises. */
export const pairsOf = (answers: readonly AlikeAnswers[]): Pair[] =>
  answers.flatMap(({ score, rest, count }) => (rest === null ? [] : [{ score, rest, count }]));

export const totalOf = (answers: readonly AlikeAnswers[]) => answers.reduce((sum, { count }) => sum + count, 0);
const choosing = (answers: readonly AlikeAnswers[], id: string) =>
  answers.filter(({ choice }) => choice?.includes(id) ?? false);
const share = (count: number, total: number) => (total === 0 ? 0 : count / total);

type Choosable = Pick<ChosenOption, 'id' | 'label' | 'text' | 'is_right'>;

function choosable(exercise: Exercise): Choosable[] | null {
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options.map(({ id, label, text }) => {
        return { id, label, text: plainOfMarkdown(text), is_right: id === exercise.answer_key.option_id };
      });
    case 'multi_select':
      return exercise.options.map(({ id, label, text }) => {
        return { id, label, text: plainOfMarkdown(text), is_right: exercise.answer_key.option_ids.includes(id) };
      });
    case 'true_false':
      return [true, false].map((answer) => {
        return { id: String(answer), label: '', text: answer ? 'True' : 'False', is_right: exercise.answer === answer };
      });
    default:
      return null;
  }
}
