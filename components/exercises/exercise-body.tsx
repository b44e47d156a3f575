'use client';

import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { ExerciseOption, RenderedExercise } from '#lib/exercises/core/rendered.ts';
import { exercisesText } from './text.ts';

const words = exercisesText;

const Rich = ({ html }: { html: string }) => <LessonView html={html} className="lesson-compact" />;

/** What an exercise offers and what is right, by its type; reasons are folded away until someone asks. */
export function ExerciseBody({ exercise }: { exercise: RenderedExercise }) {
  const { type, options, cloze, pairs, distractors, items, rubric, answer, accepted, wrong } = exercise;
  return (
    <>
      {options && <Options options={options} />}
      {type === 'true_false' && (
        <Options
          // While nobody has decided, neither is marked.
          isMarked={answer !== undefined}
          options={(['true', 'false'] as const).map((id) => ({
            label: '',
            html: id === 'true' ? words.isTrue : words.isFalse,
            is_right: answer === id,
            why: null,
          }))}
        />
      )}
      {exercise.scoring && (
        <p className="text-sm text-muted">{exercise.scoring === 'partial' ? words.partial : words.allOrNothing}</p>
      )}
      {cloze && <Cloze parts={cloze} />}
      {pairs && <Pairs pairs={pairs} />}
      {distractors && distractors.length > 0 && <Distractors distractors={distractors} />}
      {items && <Order items={items} />}
      {rubric && rubric.length > 0 && <Rubric rubric={rubric} />}
      {answer !== undefined && (type === 'short_answer' || type === 'numeric') && (
        <p className="flex items-center gap-2">
          <Mark right />
          <span className="sr-only">{words.answer}</span>
          {type === 'numeric' ? <span className="tabular-nums">{answer}</span> : <Rich html={answer} />}
        </p>
      )}
      {accepted && accepted.length > 0 && (
        <p className="text-sm text-muted">
          {words.accepted}: <span className="text-ink">{accepted.join(', ')}</span>
        </p>
      )}
      {type === 'open_response' && answer && (
        <Fold label={words.model}>
          <Rich html={answer} />
        </Fold>
      )}
      {wrong && wrong.length > 0 && (
        <Fold label={words.commonErrors}>
          <ul className="flex flex-col gap-2">
            {wrong.map((one) => (
              <li key={one.answer} className="flex items-baseline gap-2">
                <span className="shrink-0 font-medium">{one.answer}</span>
                {one.why && <Rich html={one.why} />}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {exercise.why_right && (
        <Fold label={words.whyRight}>
          <Rich html={exercise.why_right} />
        </Fold>
      )}
      {exercise.why_wrong && (
        <Fold label={words.whyWrong}>
          <Rich html={exercise.why_wrong} />
        </Fold>
      )}
      {exercise.source && (
        <pre className="overflow-auto rounded-lg bg-sunken p-3 text-xs whitespace-pre-wrap">{exercise.source}</pre>
      )}
    </>
  );
}

type Part<Name extends keyof RenderedExercise> = { [Each in Name]: NonNullable<RenderedExercise[Each]> };

function Pairs({ pairs }: Part<'pairs'>) {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] border-t text-base">
      {pairs.map((pair) => (
        <div key={pair.left} className="col-span-2 grid grid-cols-subgrid border-b py-1.5">
          <dt className="pe-4">
            <Rich html={pair.left} />
          </dt>
          <dd>
            <Rich html={pair.right} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Distractors({ distractors }: Part<'distractors'>) {
  return (
    <Labelled label={words.distractors}>
      <ul className="flex flex-wrap gap-x-4">
        {distractors.map((html) => (
          <li key={html}>
            <Rich html={html} />
          </li>
        ))}
      </ul>
    </Labelled>
  );
}

function Order({ items }: Part<'items'>) {
  return (
    <Labelled label={words.order}>
      <ol className="flex flex-col">
        {items.map((html, at) => (
          <li key={html} className="flex items-baseline gap-3">
            <span className="w-4 shrink-0 text-end text-sm text-muted tabular-nums">{at + 1}</span>
            <Rich html={html} />
          </li>
        ))}
      </ol>
    </Labelled>
  );
}

function Mark({ right }: { right: boolean }) {
  return right ? (
    <Check role="img" aria-label={words.right} className="size-4 shrink-0 text-published" strokeWidth={2.5} />
  ) : (
    <X role="img" aria-label={words.wrong} className="size-4 shrink-0 text-faint" />
  );
}

function Options({ options, isMarked = true }: { options: ExerciseOption[]; isMarked?: boolean }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {options.map((option) => (
        <li
          key={option.label + option.html}
          className={cx('rounded-lg px-3 py-1', option.is_right && 'bg-published-soft')}
        >
          {option.why ? (
            <details className="group/fold">
              <summary className="flex cursor-pointer list-none items-center gap-2.5 rounded-sm">
                <OptionLine option={option} isMarked={isMarked} />
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
              <OptionLine option={option} isMarked={isMarked} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function OptionLine({ option, isMarked }: { option: ExerciseOption; isMarked: boolean }) {
  return (
    <>
      {isMarked && <Mark right={option.is_right} />}
      {option.label && <span className="w-4 shrink-0 text-sm font-medium text-muted">{option.label}</span>}
      <span className="min-w-0 flex-1">
        <Rich html={option.html} />
      </span>
    </>
  );
}

function Cloze({ parts }: { parts: NonNullable<RenderedExercise['cloze']> }) {
  return (
    <p dir="auto" className="text-title rounded-lg bg-sunken px-3 py-2.5 leading-7 whitespace-pre-wrap">
      {parts.map((part, at) =>
        'text' in part ? (
          part.text
        ) : (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order.
            key={at}
            title={part.blank.join(', ')}
            className="mx-0.5 rounded-sm border-b-2 border-accent bg-accent-soft px-1.5 py-0.5 font-medium text-accent-text"
          >
            <span className="sr-only">{words.blank} </span>
            {part.blank[0] ?? '…'}
          </span>
        ),
      )}
    </p>
  );
}

function Rubric({ rubric }: { rubric: NonNullable<RenderedExercise['rubric']> }) {
  return (
    <Labelled label={words.rubric}>
      <ul className="flex flex-col gap-3">
        {rubric.map(({ criterion, levels }) => (
          <li key={criterion} className="flex flex-col gap-1">
            <span className="font-medium">{criterion}</span>
            <ul className="flex flex-col gap-0.5 text-sm text-muted">
              {levels.map((level) => (
                <li key={level.label} className="flex gap-2">
                  <span className="w-8 shrink-0 text-end tabular-nums">{words.points(level.points)}</span>
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
