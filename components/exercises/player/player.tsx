'use client';

// In this order: the frame says last what is otherwise where there is little room.
import './base.css';
import './content.css';
import './asking.css';
import './verdict.css';
import './frame.css';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { directionOf } from '#lib/exercises/core/content-language.ts';
import type { ExerciseResponse } from '#lib/exercises/core/response.ts';
import { useKeys } from './keys.ts';
import { numberIn, PlayerContext } from './player-context.ts';
import { type Given, Question } from './question.tsx';
import { isMissed, Result } from './result.tsx';
import { type Outcome, type PlayerItem, useRounds } from './rounds.ts';
import { Sign } from './sign.tsx';
import type { PlayerWords } from './words.ts';
import { wordsFor } from './words-for.ts';

/** One answer that was marked. */
export interface Answered {
  exercise_id: string;
  /** Of the exercise's content: answers to another version are answers to another question. */
  version: number;
  response: ExerciseResponse;
  score: number;
  /** 0 where the answer is not marked. */
  max: number;
  /** Counts from 1. */
  attempt: number;
  /** From being shown to being checked. */
  ms: number;
}

/** All questions of a round were answered or skipped. */
export interface Finished {
  score: number;
  max: number;
  answered: number;
  skipped: number;
  ms: number;
}

export interface PlayerProps {
  title: string;
  items: readonly PlayerItem[];
  version: number;
  /** Of the content; empty where it is not known. */
  language: string;
  /** Authors see misconceptions and what is wrong with an exercise that cannot be shown. */
  isPreview?: boolean;
  /** Where keys are heard: the whole page, or the player alone among others on a page. */
  hearsPage?: boolean;
  /** The question at this place is shown now; it and those after it should be there. */
  onShow?: (at: number) => void;
  onReload?: (at: number) => void;
  onAnswer?: (answered: Answered) => void;
  onFinish?: (finished: Finished) => void;
  /** What an author may do with an exercise that cannot be shown. */
  mend?: (item: PlayerItem) => ReactNode;
}

const wholePage = () => document;

/** Asks questions one after the other, marks the answers and says why. The same for the preview, for other pages and in SCORM packages. */
export function Player(props: PlayerProps) {
  const { title, items, version, language, isPreview = false, hearsPage = false, mend } = props;
  const { words, lang } = wordsFor(language);
  const speaking = useMemo(() => ({ words, language, number: numberIn(language) }), [words, language]);
  const root = useRef<HTMLDivElement>(null);
  const [itself] = useState(() => () => root.current);
  const keysOf = hearsPage ? wholePage : itself;
  const [rounds, step] = useRounds(items.length);
  const { order, at, attempt, outcomes } = rounds;
  const place = order[at] ?? -1;
  const item = items[place];
  const rendered = item?.rendered ?? null;
  const isLast = at === order.length - 1;
  const shownAt = useRef(0);
  const startedAt = useRef(0);
  const answered = useRef(new Map<number, ExerciseResponse>());

  const { onShow, onAnswer, onFinish, onReload } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, or the same anew, starts the clock.
  useEffect(() => {
    if (place >= 0) onShow?.(place);
    shownAt.current = performance.now();
    if (at === 0) startedAt.current = shownAt.current;
  }, [place, attempt, rendered !== null]);

  const report = (exercise_id: string, { response, marking: { score, max } }: Given): Outcome => {
    const ms = Math.round(performance.now() - shownAt.current);
    onAnswer?.({ exercise_id, version, response, score, max, attempt, ms });
    return { is: 'answered', score, max };
  };
  const leave = (outcome?: Outcome) => {
    if (outcome) step({ do: 'answer', outcome });
    step({ do: 'next' });
    if (isLast) onFinish?.(finishedOf({ ...outcomes, ...(outcome && { [place]: outcome }) }, startedAt.current));
  };
  const restart = (which: 'all' | 'missed') => {
    const all = items.map((_one, number) => number);
    const missed = all.filter((number) => outcomes[number] && isMissed(outcomes[number]));
    step({ do: 'start', order: which === 'all' ? all : missed, forgets: which === 'all' });
  };

  return (
    <PlayerContext.Provider value={speaking}>
      <div ref={root} className="tw-player" lang={lang} dir={directionOf(language)}>
        <Progress title={title} at={at} of={order.length} words={words} language={language} />
        {at >= order.length ? (
          <Result
            lines={items.map((one, number) => ({ item: one, outcome: outcomes[number] ?? { is: 'broken' } }))}
            onAgain={restart}
          />
        ) : !rendered ? (
          <Waiting isLost={item?.isLost ?? false} words={words} onReload={() => onReload?.(place)} />
        ) : rendered.problem || !rendered.exercise ? (
          <Broken
            words={words}
            isLast={isLast}
            keysOf={keysOf}
            onNext={() => leave({ is: 'broken' })}
            mend={isPreview && item ? mend?.(item) : null}
          >
            {isPreview && rendered.problem && (
              <p lang="en" dir="ltr">
                {rendered.problem.message} {words.cannotShowHelp}
              </p>
            )}
          </Broken>
        ) : (
          <Question
            key={`${place} ${attempt}`}
            rendered={{ ...rendered, exercise: rendered.exercise }}
            attempt={attempt}
            isLast={isLast}
            isPreview={isPreview}
            takesFocus={rounds.hasMoved}
            keysOf={keysOf}
            onAnswered={(given) => step({ do: 'answer', outcome: report(rendered.id, given) })}
            onNext={(own) => leave(own && report(rendered.id, own))}
            onSkip={(max) => leave({ is: 'skipped', score: 0, max })}
            before={answered.current.get(place)}
            onAgain={(before) => {
              answered.current.set(place, before);
              step({ do: 'again' });
            }}
          />
        )}
      </div>
    </PlayerContext.Provider>
  );
}

function finishedOf(outcomes: Readonly<Record<number, Outcome>>, startedAt: number): Finished {
  const all = Object.values(outcomes);
  const sum = (what: 'score' | 'max') => all.reduce((total, one) => total + (one.is === 'broken' ? 0 : one[what]), 0);
  return {
    score: sum('score'),
    max: sum('max'),
    answered: all.filter(({ is }) => is === 'answered').length,
    skipped: all.filter(({ is }) => is === 'skipped').length,
    ms: Math.round(performance.now() - startedAt),
  };
}

interface ProgressProps {
  title: string;
  at: number;
  of: number;
  words: PlayerWords;
  language: string;
}

function Progress({ title, at, of, words, language }: ProgressProps) {
  const now = Math.min(at + 1, of);
  return (
    <header className="tw-head">
      <div>
        <b lang={language || undefined} dir="auto">
          {title}
        </b>
        <span>{words.question(now, of)}</span>
      </div>
      <div
        className="tw-progress"
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={Math.min(at, of)}
      >
        {of <= 40 ? (
          Array.from({ length: of }, (_one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one for each question, in order.
            <i key={place} data-is={place < at ? 'done' : place === at ? 'now' : undefined} />
          ))
        ) : (
          <i data-is="done" style={{ flex: `0 0 ${(Math.min(at, of) / of) * 100}%` }} />
        )}
      </div>
    </header>
  );
}

function Waiting({ isLost, words, onReload }: { isLost: boolean; words: PlayerWords; onReload: () => void }) {
  return (
    <div className="tw-question tw-waiting" role="status" aria-busy={!isLost}>
      {isLost ? (
        <>
          <p>{words.failed}</p>
          <button type="button" className="tw-button tw-primary" onClick={onReload}>
            {words.reload}
          </button>
        </>
      ) : (
        <>
          <p className="tw-hidden">{words.loading}</p>
          <i />
          <i />
          <i />
        </>
      )}
    </div>
  );
}

interface BrokenProps {
  words: PlayerWords;
  isLast: boolean;
  keysOf: () => EventTarget | null;
  onNext: () => void;
  mend: ReactNode;
  children: ReactNode;
}

function Broken({ words, isLast, keysOf, onNext, mend, children }: BrokenProps) {
  useKeys(keysOf, (key) => {
    if (key !== 'Enter' && key !== 's') return false;
    onNext();
    return true;
  });
  return (
    <div className="tw-question tw-broken">
      <Sign name="problem" size={20} />
      <div>
        <h2>{words.cannotShow}</h2>
        {children}
        <div className="tw-row">
          {mend}
          <button type="button" className="tw-button" onClick={onNext}>
            {isLast ? words.finish : words.next}
          </button>
        </div>
      </div>
    </div>
  );
}
