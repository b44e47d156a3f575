import { type ReactNode, type RefObject, useContext } from 'react';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { acceptedAnswers, type Marking } from '#lib/exercises/core/marking.ts';
import type { ExerciseResponse } from '#lib/exercises/core/response.ts';
import { rightLetter } from './choices.tsx';
import { PlayerContext, type Speaking } from './player-context.ts';
import { Rich } from './rich.tsx';
import { Sign, type SignName } from './sign.tsx';

interface VerdictProps {
  exercise: Exercise;
  html: Readonly<Record<string, string>>;
  response: ExerciseResponse;
  marking: Marking;
  /** Authors see what a wrong answer is counted as. */
  isPreview: boolean;
  focusRef: RefObject<HTMLElement | null>;
}

/** What came of an answer: the verdict with its points, what the sum is made of, the reason of what was chosen, and why the right one is right. */
export function Verdict({ exercise, html, response, marking, isPreview, focusRef }: VerdictProps) {
  const speaking = useContext(PlayerContext);
  const { words, number } = speaking;
  const is = marking.is_right ? 'right' : marking.score > 0 ? 'partly' : 'wrong';
  const title = { right: words.right, partly: words.partly, wrong: words.notQuite }[is];
  const misconceptions = marking.reasons.flatMap(({ misconception_ids }) => misconception_ids);
  const sum = is === 'right' ? null : sumOf(exercise, marking, speaking);
  const right = is === 'right' ? null : rightAnswer(exercise, response, marking, speaking);
  // Reasons of several choices stand below each of them.
  const reasons = exercise.exercise_type === 'multi_select' ? [] : marking.reasons;
  return (
    <Panel
      focusRef={focusRef}
      is={is}
      sign={`${is}Round`}
      title={`${title} · ${words.points(number(marking.score), number(marking.max))}`}
    >
      {sum && <p>{sum}</p>}
      {reasons.map(({ pointer }) => (
        <Rich key={pointer} html={html[pointer]} />
      ))}
      {isPreview && misconceptions.length > 0 && (
        <p className="tw-authors" lang="en" dir="ltr">
          <Sign name="thought" /> {words.misconception(misconceptions.map((one) => `“${one}”`).join(', '))}
        </p>
      )}
      {reasons.some(({ pointer }) => html[pointer]) && (right || whyHtml(exercise, html)) && <hr />}
      {right && (
        <p>
          <b>{words.rightAnswer}</b> <bdi>{right}</bdi>
        </p>
      )}
      <Why exercise={exercise} html={html} isRight={is === 'right'} />
    </Panel>
  );
}

interface PanelProps {
  is: 'right' | 'partly' | 'wrong' | 'ask' | 'own';
  sign: SignName;
  title: string;
  children: ReactNode;
  focusRef: RefObject<HTMLElement | null>;
}

/** Where the focus goes after an answer was checked. */
export const Panel = ({ is, sign, title, children, focusRef }: PanelProps) => (
  <section ref={focusRef} className="tw-verdict" data-is={is} role="status" tabIndex={-1}>
    <h2>
      <Sign name={sign} size={18} /> {title}
    </h2>
    {children}
  </section>
);

function whyPointer(exercise: Exercise): string {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return '/answer_key/rationale_right';
    case 'true_false':
      return '/rationale_right';
    default:
      return '/explanation_correct';
  }
}

const whyHtml = (exercise: Exercise, html: Readonly<Record<string, string>>) => html[whyPointer(exercise)];

function Why({
  exercise,
  html,
  isRight,
}: {
  exercise: Exercise;
  html: Readonly<Record<string, string>>;
  isRight: boolean;
}) {
  const { words } = useContext(PlayerContext);
  const why = whyHtml(exercise, html);
  if (!why) return null;
  const label =
    exercise.exercise_type === 'mcq'
      ? rightLetter(exercise)
      : exercise.exercise_type === 'true_false'
        ? exercise.answer
          ? words.isTrue
          : words.isFalse
        : '';
  return (
    <div className="tw-because">
      {!isRight && label && <b>{words.whyRight(label)} </b>}
      <Rich html={why} />
    </div>
  );
}

function sumOf(exercise: Exercise, { right, wrong, of }: Marking, { words }: Speaking): string | null {
  switch (exercise.exercise_type) {
    case 'multi_select':
      return exercise.scoring === 'partial' ? words.sumOfChoices(right, wrong, of) : null;
    case 'cloze':
    case 'matching':
      return words.sumOfPlaces(right, of);
    case 'ordering':
      return exercise.scoring === 'partial' ? words.sumOfNeighbours(right, of) : words.sumOfPlaces(right, of);
    default:
      return null;
  }
}

/** The right answer in words, of those that were typed; or why a number was not taken. */
function rightAnswer(
  exercise: Exercise,
  response: ExerciseResponse,
  marking: Marking,
  speaking: Speaking,
): string | null {
  const { words, number } = speaking;
  if (exercise.exercise_type === 'short_answer') return acceptedAnswers(exercise)[0] ?? null;
  if (exercise.exercise_type !== 'numeric') return null;
  const { value, tolerance, unit } = exercise;
  const width = tolerance.mode === 'relative' ? `${number(tolerance.value * 100, 6)} %` : number(tolerance.value, 12);
  const right = `${number(value, 12)}${tolerance.value > 0 ? ` ± ${width}` : ''}${unit ? ` ${unit}` : ''}`;
  const typed = response.exercise_type === 'numeric' ? response.text.trim() : '';
  switch (marking.refused) {
    case 'not_a_number':
      return `${right}. ${words.notNumber(typed)}`;
    case 'unit_missing':
      return `${right}. ${words.unitMissing(unit)}`;
    case 'unit_wrong':
      return `${right}. ${words.unitWrong(unit)}`;
    default:
      return right;
  }
}
