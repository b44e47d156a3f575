import type { Exercise, Scoring } from '../../exercise.ts';
import { mark } from '../../marking.ts';
import type { ExerciseResponse } from '../../response.ts';
import type { Conversion } from '../text/text.ts';
import type { QtiItem } from './item.ts';
import { scoreOf } from './processing.ts';
import { NotKnown, type Responses } from './values.ts';

/** What an item asks, and how its answers are said here. */
export interface Asked {
  exercise: Exercise;
  /** An answer to the item as an answer to the exercise. */
  given: (responses: Responses) => ExerciseResponse;
  /** Answers by which both ways of marking are compared. */
  tries: readonly Responses[];
}

const SCORINGS: readonly Scoring[] = ['all_or_nothing', 'partial'];
// Thirds are written with a few digits: 33.33 of 100.
const isClose = (one: number, other: number) => Math.abs(one - other) < 5e-4;

/**
 * Finds how an exercise is marked by trying: the rules of the item and those of the exercise mark the same answers. Where no way of
 * marking agrees on all of them, that is a loss, whatever the rules look like.
 */
export function settleMarking(item: QtiItem, asked: Asked, conversion: Conversion) {
  const { exercise, tries } = asked;
  if (exercise.exercise_type === 'open_response') return settleByHand(item, asked, conversion);
  if (item.marking === 'none') return conversion.lose('no_marking', 'scoring');
  const wanted = pointsOf(item, tries);
  if (!Array.isArray(wanted)) {
    const sentence = `The question is marked by “${wanted.by}”, which is not known here.`;
    return conversion.lose('unknown_marking', 'scoring', { sentence });
  }
  const most = Math.max(...wanted);
  if (most <= 0)
    return conversion.lose('no_marking', 'scoring', { sentence: 'No answer that was tried earns a point.' });
  for (const scoring of 'scoring' in exercise ? SCORINGS : [undefined]) {
    if (scoring !== undefined && 'scoring' in exercise) exercise.scoring = scoring;
    const ours = tries.map((one) => mark(exercise, asked.given(one), 'en').score);
    const agree = (factor: number) => wanted.every((points, at) => isClose(points, (ours[at] ?? 0) * factor));
    if (agree(1)) return undefined;
    if (agree(most))
      return conversion.lose('points_of_question', 'points', {
        sentence: `The question counts ${shortNumber(most)} points.`,
      });
  }
  return noteDifference(asked, wanted, most, conversion);
}

/** The points of the item for each try, or by what it is marked that is not known here. */
function pointsOf(item: QtiItem, tries: readonly Responses[]): number[] | { by: string } {
  if (item.marking === 'unknown') return { by: item.root.name === 'assessmentItem' ? 'a template of its own' : '' };
  try {
    return tries.map((one) => scoreOf(item, one));
  } catch (error) {
    if (error instanceof NotKnown) return { by: error.message };
    throw error;
  }
}

const shortNumber = (value: number) => String(Number(value.toFixed(3)));

/** Part of the points for part of an answer is nearer to what the item does, where it does that. */
function noteDifference(asked: Asked, wanted: readonly number[], most: number, conversion: Conversion) {
  const { exercise, tries } = asked;
  const hasParts = wanted.some((points) => points > 1e-6 && points < most - 1e-6);
  if ('scoring' in exercise) exercise.scoring = hasParts ? 'partial' : 'all_or_nothing';
  const found = tries.flatMap((one, at) => {
    const [there, here] = [wanted[at] ?? 0, mark(exercise, asked.given(one), 'en').score];
    return isClose(there, here * most) ? [] : [{ one, there, here }];
  })[0];
  if (!found) return;
  const answer = Object.values(found.one).flat().join(', ').slice(0, 80);
  const points = `earns ${shortNumber(found.there)} of ${shortNumber(most)} points there and ${shortNumber(found.here)} of 1 here`;
  conversion.lose('marked_otherwise', 'scoring', {
    sentence: answer === '' ? `No answer ${points}.` : `The answer “${answer}” ${points}.`,
  });
}

/** Long answers are marked by people; whether the item would mark them by itself shows at the right answer. */
function settleByHand(item: QtiItem, { tries }: Asked, conversion: Conversion) {
  const points = item.marking === 'rules' ? pointsOf(item, tries) : [];
  if (Array.isArray(points) && points.some((one) => one > 0)) conversion.lose('marked_by_hand', 'model_answer');
}
