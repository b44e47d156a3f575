import { useContext, useEffect, useId, useRef, useState } from 'react';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { type Marking, mark } from '#lib/exercises/core/marking.ts';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';
import { type ExerciseResponse, emptyResponse, isAnswered } from '#lib/exercises/core/response.ts';
import { Asking } from './asking.tsx';
import { Footer } from './footer.tsx';
import { afterKey } from './given.ts';
import { Key } from './key.tsx';
import { useKeys } from './keys.ts';
import { OwnMarks } from './open-answer.tsx';
import { PlayerContext } from './player-context.ts';
import { Rich } from './rich.tsx';
import { Panel, Verdict } from './verdict.tsx';

export interface Given {
  response: ExerciseResponse;
  marking: Marking;
}

export interface QuestionProps {
  rendered: RenderedExercise & { exercise: Exercise };
  /** Counts from 1. */
  attempt: number;
  isLast: boolean;
  isPreview: boolean;
  /** A question that somebody came to takes the focus; the first of a page leaves it where it is. */
  takesFocus: boolean;
  keysOf: () => EventTarget | null;
  onAnswered: (given: Given) => void;
  /** With the answer where the learner marked it: that is not known before. */
  onNext: (own?: Given) => void;
  /** With what could have been earned. */
  onSkip: (max: number) => void;
  /** With what was answered: a text is gone on with, not written anew. */
  onAgain: (before: ExerciseResponse) => void;
  /** What was answered before, where this is another attempt. */
  before: ExerciseResponse | undefined;
}

function startOf(exercise: Exercise, seed: string, before: ExerciseResponse | undefined): ExerciseResponse {
  const empty = emptyResponse(exercise, seed);
  return empty.exercise_type === 'open_response' && before?.exercise_type === 'open_response'
    ? { ...empty, text: before.text }
    : empty;
}

/** One question from being asked to its verdict. */
export function Question(props: QuestionProps) {
  const { rendered, attempt, isPreview, takesFocus, keysOf, before, onAnswered, onNext, onSkip } = props;
  const { exercise, html } = rendered;
  const speaking = useContext(PlayerContext);
  const { words, language, number } = speaking;
  const stemId = useId();
  const seed = `${exercise.id} ${attempt}`;
  const [response, setResponse] = useState(() => startOf(exercise, seed, before));
  const [marking, setMarking] = useState<Marking | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const verdict = useRef<HTMLElement>(null);

  // An open answer with a rubric is done once the learner has marked it.
  const isOwn = exercise.exercise_type === 'open_response';
  const isAsked = Boolean(marking?.ask);
  const isChecked = marking !== null && !isAsked;
  const lacksMarks =
    isChecked && response.exercise_type === 'open_response' && response.levels.some((level) => level === null);
  const canGoOn = isChecked ? !lacksMarks : !isAsked && isAnswered(response);

  useEffect(() => {
    if (!takesFocus) return;
    // After fields that stand within a rendered text have found their places.
    queueMicrotask(() => {
      const field = root.current?.querySelector<HTMLElement>('[data-first]');
      (field ?? root.current?.querySelector<HTMLElement>('.tw-stem'))?.focus();
    });
  }, [takesFocus]);
  const phase = isChecked ? 'checked' : isAsked ? 'asked' : 'answering';
  // The verdict is told by being focused, and Enter goes on from there.
  useEffect(() => {
    if (phase !== 'answering') verdict.current?.focus();
  }, [phase]);

  const settle = (given: ExerciseResponse) => {
    const made = mark(exercise, given, language);
    setResponse(given);
    setMarking(made);
    if (!made.ask && !isOwn) onAnswered({ response: given, marking: made });
  };
  const change = (given: ExerciseResponse) => {
    setResponse(given);
    // Typing on answers the question which number was meant.
    if (isAsked) setMarking(null);
    if (isChecked && isOwn) setMarking(mark(exercise, given, language));
  };
  const choose = (reading: 0 | 1) => response.exercise_type === 'numeric' && settle({ ...response, reading });
  const goOn = () => {
    if (!canGoOn) return;
    if (marking === null) return settle(response);
    onNext(isOwn ? { response, marking } : undefined);
  };
  const again = () => props.onAgain(response);
  const skip = () => onSkip(mark(exercise, emptyResponse(exercise, seed), language).max);
  const take = (key: string): boolean => {
    if (isAsked && (key === '1' || key === '2')) {
      choose(key === '1' ? 0 : 1);
      return true;
    }
    const next = marking === null ? afterKey(exercise, response, key, seed) : null;
    if (next) change(next);
    else if (key === 'Enter') goOn();
    else if (key === 's' && !isChecked) skip();
    else if (key === 'r' && isChecked) again();
    else return false;
    return true;
  };
  useKeys(keysOf, take);

  return (
    <>
      <div className="tw-question" ref={root}>
        <div id={stemId} className="tw-stem" tabIndex={-1}>
          <Rich html={html['/stem']} />
        </div>
        <Asking
          exercise={exercise}
          html={html}
          response={response}
          marking={isAsked ? null : marking}
          seed={seed}
          labelledBy={stemId}
          onChange={change}
        />
        {marking?.ask && response.exercise_type === 'numeric' && (
          <Panel focusRef={verdict} is="ask" sign="ask" title={words.ask}>
            <p>{words.askWhy(response.text.trim())}</p>
            <div className="tw-row">
              {marking.ask.map((reading, at) => (
                <button key={reading} type="button" className="tw-button" onClick={() => choose(at === 0 ? 0 : 1)}>
                  {at === 0 ? words.wholeReading(reading) : words.decimalReading(reading)} <Key name={at + 1} />
                </button>
              ))}
            </div>
          </Panel>
        )}
        {isChecked && exercise.exercise_type === 'open_response' && response.exercise_type === 'open_response' && (
          <Panel focusRef={verdict} is="own" sign="marks" title={words.markYours}>
            <OwnMarks
              exercise={exercise}
              html={html}
              response={response}
              seed={seed}
              labelledBy={stemId}
              onChange={change}
            />
          </Panel>
        )}
        {isChecked && !isOwn && (
          <Verdict
            focusRef={verdict}
            exercise={exercise}
            html={html}
            response={response}
            marking={marking}
            isPreview={isPreview}
          />
        )}
      </div>
      <Footer
        isChecked={isChecked}
        canGoOn={canGoOn}
        isLast={props.isLast}
        onSkip={skip}
        onAgain={again}
        onGoOn={goOn}
        note={
          isOwn && isChecked && marking.of > 0 ? words.ownPoints(number(marking.right), number(marking.of)) : undefined
        }
      />
    </>
  );
}
