'use client';

import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { cx } from '#components/ui/cx.tsx';
import { clozeParts, type Exercise, type ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { acceptedAnswers } from '#lib/exercises/core/marking.ts';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';
import { exercisesText } from './text.ts';

const words = exercisesText;

type Html = RenderedExercise['html'];

const Rich = ({ html }: { html: string | undefined }) =>
  html ? <LessonView html={html} className="lesson-compact" /> : null;

/** What an exercise offers and what is right, by its type; reasons are folded away until someone asks. */
export function ExerciseBody({ rendered }: { rendered: RenderedExercise }) {
  const { exercise, html, source, problem } = rendered;
  return (
    <>
      {problem && (
        <p className="text-sm text-blocked">
          {problem.message} {words.notShown}
        </p>
      )}
      {exercise && <Parts exercise={exercise} html={html} />}
      {source !== undefined && (
        <pre className="overflow-auto rounded-lg bg-sunken p-3 text-xs whitespace-pre-wrap">{source}</pre>
      )}
    </>
  );
}

function Parts({ exercise, html }: { exercise: Exercise; html: Html }) {
  switch (exercise.exercise_type) {
    case 'mcq':
      return (
        <>
          <Options options={optionsOf(exercise.options, html, (id) => id === exercise.answer_key.option_id)} />
          <Folded label={words.whyRight} html={html['/answer_key/rationale_right']} />
        </>
      );
    case 'multi_select':
      return (
        <>
          <Options options={optionsOf(exercise.options, html, (id) => exercise.answer_key.option_ids.includes(id))} />
          <p className="text-sm text-muted">{exercise.scoring === 'partial' ? words.partial : words.allOrNothing}</p>
          <Folded label={words.whyRight} html={html['/answer_key/rationale_right']} />
        </>
      );
    case 'true_false':
      return <TrueFalse exercise={exercise} html={html} />;
    case 'short_answer':
      return <ShortAnswer exercise={exercise} html={html} />;
    case 'numeric':
      return (
        <>
          <Answer>
            <span className="tabular-nums">{numericAnswer(exercise)}</span>
          </Answer>
          <Folded label={words.whyRight} html={html['/explanation_correct']} />
        </>
      );
    case 'cloze':
      return (
        <>
          <Cloze exercise={exercise} />
          <Folded label={words.whyRight} html={html['/explanation_correct']} />
        </>
      );
    case 'matching':
      return <Matching exercise={exercise} html={html} />;
    case 'ordering':
      return (
        <>
          <Labelled label={words.order}>
            <ol className="flex flex-col">
              {exercise.items.map((item, at) => (
                <li key={item.id} className="flex items-baseline gap-3">
                  <span className="w-4 shrink-0 text-end text-sm text-muted tabular-nums">{at + 1}</span>
                  <Rich html={html[`/items/${at}/text`]} />
                </li>
              ))}
            </ol>
          </Labelled>
          <Folded label={words.whyRight} html={html['/explanation_correct']} />
        </>
      );
    case 'open_response':
      return (
        <>
          <Rubric exercise={exercise} />
          <Folded label={words.model} html={html['/model_answer']} />
        </>
      );
  }
}

interface OptionShown {
  label: string;
  html: string | undefined;
  text?: string;
  is_right: boolean | null;
  why?: string;
}

const optionsOf = (
  options: ExerciseOf<'mcq'>['options'],
  html: Html,
  isRight: (id: string) => boolean,
): OptionShown[] =>
  options.map(({ id, label }, at) => ({
    label,
    html: html[`/options/${at}/text`],
    is_right: isRight(id),
    why: html[`/options/${at}/rationale_wrong`],
  }));

function TrueFalse({ exercise, html }: { exercise: ExerciseOf<'true_false'>; html: Html }) {
  const { answer } = exercise;
  return (
    <>
      <Options
        options={[true, false].map((one) => ({
          label: '',
          html: undefined,
          text: one ? words.isTrue : words.isFalse,
          // Undecided, neither is right and neither is wrong.
          is_right: answer === null ? null : answer === one,
        }))}
      />
      <Folded label={words.whyRight} html={html['/rationale_right']} />
      <Folded label={words.whyWrong} html={html['/rationale_wrong']} />
    </>
  );
}

function ShortAnswer({ exercise, html }: { exercise: ExerciseOf<'short_answer'>; html: Html }) {
  const [, ...others] = acceptedAnswers(exercise);
  return (
    <>
      <Answer>
        {html['/canonical_answer'] ? <Rich html={html['/canonical_answer']} /> : acceptedAnswers(exercise)[0]}
      </Answer>
      {others.length > 0 && (
        <p className="text-sm text-muted">
          {words.accepted}: <span className="text-ink">{others.join(', ')}</span>
        </p>
      )}
      {exercise.wrong_answers.length > 0 && (
        <Fold label={words.commonErrors}>
          <ul className="flex flex-col gap-2">
            {exercise.wrong_answers.map((one, at) => (
              <li key={one.answer} className="flex items-baseline gap-2">
                <span className="shrink-0 font-medium">{one.answer}</span>
                <Rich html={html[`/wrong_answers/${at}/rationale`]} />
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <Folded label={words.whyRight} html={html['/explanation_correct']} />
    </>
  );
}

function Matching({ exercise, html }: { exercise: ExerciseOf<'matching'>; html: Html }) {
  return (
    <>
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] border-t text-base">
        {exercise.pairs.map(({ left }, at) => (
          <div key={left} className="col-span-2 grid grid-cols-subgrid border-b py-1.5">
            <dt className="pe-4">
              <Rich html={html[`/pairs/${at}/left`]} />
            </dt>
            <dd>
              <Rich html={html[`/pairs/${at}/right`]} />
            </dd>
          </div>
        ))}
      </dl>
      {exercise.distractors.length > 0 && (
        <Labelled label={words.distractors}>
          <ul className="flex flex-wrap gap-x-4">
            {exercise.distractors.map((text, at) => (
              <li key={text}>
                <Rich html={html[`/distractors/${at}`]} />
              </li>
            ))}
          </ul>
        </Labelled>
      )}
      <Folded label={words.whyRight} html={html['/explanation_correct']} />
    </>
  );
}

function numericAnswer({ value, tolerance, unit }: ExerciseOf<'numeric'>): string {
  const width = tolerance.mode === 'relative' ? `${tolerance.value * 100} %` : String(tolerance.value);
  return `${value}${tolerance.value > 0 ? ` ± ${width}` : ''}${unit ? ` ${unit}` : ''}`;
}

const Answer = ({ children }: { children: ReactNode }) => (
  <div className="flex items-center gap-2">
    <Mark right />
    <span className="sr-only">{words.answer}</span>
    {children}
  </div>
);

function Mark({ right }: { right: boolean }) {
  return right ? (
    <Check role="img" aria-label={words.right} className="size-4 shrink-0 text-published" strokeWidth={2.5} />
  ) : (
    <X role="img" aria-label={words.wrong} className="size-4 shrink-0 text-faint" />
  );
}

function Options({ options }: { options: OptionShown[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {options.map((option, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: options of one exercise, in order; two may look alike.
          key={at}
          className={cx('rounded-lg px-3 py-1', option.is_right && 'bg-published-soft')}
        >
          {option.why ? (
            <details className="group/fold">
              <summary className="flex cursor-pointer list-none items-center gap-2.5 rounded-sm">
                <OptionLine option={option} />
                <span className="shrink-0 text-sm text-muted underline decoration-line-strong underline-offset-3 group-open/fold:no-underline">
                  {words.why}
                </span>
              </summary>
              <div className="ps-6.5 pb-1 text-muted">
                <Rich html={option.why} />
              </div>
            </details>
          ) : (
            <div className="flex items-center gap-2.5">
              <OptionLine option={option} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function OptionLine({ option }: { option: OptionShown }) {
  return (
    <>
      {option.is_right !== null && <Mark right={option.is_right} />}
      {option.label && <span className="w-4 shrink-0 text-sm font-medium text-muted">{option.label}</span>}
      <span className="min-w-0 flex-1">{option.text ?? <Rich html={option.html} />}</span>
    </>
  );
}

function Cloze({ exercise }: { exercise: ExerciseOf<'cloze'> }) {
  return (
    <p dir="auto" className="text-title rounded-lg bg-sunken px-3 py-2.5 leading-7 whitespace-pre-wrap">
      {clozeParts(exercise.text).map((part, at) => {
        if ('text' in part) return part.text;
        const accepted = exercise.blanks.find(({ id }) => id === part.blank_id)?.accepted ?? [];
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order.
            key={at}
            title={accepted.join(', ')}
            className="mx-0.5 rounded-sm border-b-2 border-accent bg-accent-soft px-1.5 py-0.5 font-medium text-accent-text"
          >
            <span className="sr-only">{words.blank} </span>
            {accepted[0] ?? '…'}
          </span>
        );
      })}
    </p>
  );
}

function Rubric({ exercise: { rubric } }: { exercise: ExerciseOf<'open_response'> }) {
  if (rubric.length === 0) return null;
  return (
    <Labelled label={words.rubric}>
      <ul className="flex flex-col gap-3">
        {rubric.map(({ criterion, levels }) => (
          <li key={criterion} className="flex flex-col gap-1">
            <span className="font-medium">{criterion}</span>
            <ul className="flex flex-col gap-0.5 text-sm text-muted">
              {levels.map((level) => (
                <li key={level.label} className="flex gap-2">
                  <span className="w-8 shrink-0 text-end tabular-nums">{words.points(String(level.points))}</span>
                  <span>
                    <span className="text-ink">{level.label}</span> {level.description}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm text-muted">{label}</p>
      {children}
    </div>
  );
}

const Folded = ({ label, html }: { label: string; html: string | undefined }) =>
  html ? (
    <Fold label={label}>
      <Rich html={html} />
    </Fold>
  ) : null;

function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group/fold">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted select-none hover:text-ink">
        {label}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
