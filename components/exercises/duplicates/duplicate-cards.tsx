import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { AlikeExercise, DuplicatePair } from '#lib/exercises/services/near-duplicates.ts';
import { exercisesText } from '../text.ts';
import { duplicatesText } from './text.ts';

const words = duplicatesText;

interface DuplicateCardsProps {
  workspace: string;
  pair: DuplicatePair;
  isPending: boolean;
  onKeep: (side: 'one' | 'other') => void;
  onDistinct: () => void;
}

/** Two exercises beside each other, with what differs in words. The one with fewer hints is offered first. */
export function DuplicateCards({ workspace, pair, isPending, onKeep, onDistinct }: DuplicateCardsProps) {
  const { one, other, similarity, difference } = pair;
  const better = one.hints === other.hints ? null : one.hints < other.hints ? 'one' : 'other';
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold tabular-nums">{words.percent(similarity)}</span>
        <span dir="auto" className="min-w-0 flex-1 text-sm text-muted">
          {words.difference(difference)}
        </span>
        <Button size="sm" variant="quiet" isDisabled={isPending} onPress={onDistinct}>
          {words.distinct} <KeyHint keys="N" />
        </Button>
      </header>
      <div className="grid gap-3 md:grid-cols-2">
        {(['one', 'other'] as const).map((side, at) => (
          <Card key={side} workspace={workspace} exercise={pair[side]} isBetter={better === side}>
            <Button
              size="sm"
              variant={better === side ? 'primary' : 'secondary'}
              isDisabled={isPending}
              onPress={() => onKeep(side)}
            >
              {words.keep} <KeyHint keys={String(at + 1)} inverted={better === side} />
            </Button>
            {better === side && <span className="text-sm text-accent-text">{words.better}</span>}
          </Card>
        ))}
      </div>
    </>
  );
}

interface CardProps {
  workspace: string;
  exercise: AlikeExercise;
  isBetter: boolean;
  children: ReactNode;
}

function Card({ workspace, exercise: { exercise, ...one }, isBetter, children }: CardProps) {
  const answers = answersOf(exercise);
  return (
    <article
      className={cx('flex flex-col gap-2 rounded-lg border bg-surface px-4 py-3', isBetter && 'border-accent-line')}
    >
      <h2 dir="auto" className="font-serif text-lg text-pretty wrap-anywhere">
        {exercise.stem || exercisesText.untitled}
      </h2>
      {answers.length > 0 && (
        <p className="text-sm text-muted">
          {answers.map(({ text, isRight }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers in the order in which they are shown.
            <span key={at}>
              {at > 0 && ' · '}
              <bdi className={isRight ? 'font-semibold text-ink' : undefined}>{text}</bdi>
              {isRight && <span className="sr-only"> ({words.isRight})</span>}
            </span>
          ))}
        </p>
      )}
      <dl className="grid grid-cols-[4rem_1fr] gap-x-3 gap-y-1 text-sm">
        <dt className="text-muted">{words.spark}</dt>
        <dd className="min-w-0 truncate">
          <Link
            variant="plain"
            href={inWorkspace(workspace).spark(one.spark_slug, { tab: 'exercises', exercise: one.exercise_id })}
          >
            <span dir="auto">{one.spark_title}</span>
          </Link>
        </dd>
        <dt className="text-muted">{words.used}</dt>
        <dd>{one.in_quiz ? words.inQuiz : words.notInQuiz}</dd>
      </dl>
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-1">{children}</div>
    </article>
  );
}

/** What can be answered, in one line, with what is right. */
function answersOf(exercise: Exercise): { text: string; isRight: boolean }[] {
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options.map(({ id, text }) => ({ text, isRight: id === exercise.answer_key.option_id }));
    case 'multi_select':
      return exercise.options.map(({ id, text }) => ({ text, isRight: exercise.answer_key.option_ids.includes(id) }));
    case 'true_false':
      return [true, false].map((is) => ({
        text: is ? exercisesText.isTrue : exercisesText.isFalse,
        isRight: exercise.answer === is,
      }));
    case 'short_answer':
      return [exercise.canonical_answer, ...exercise.acceptable_answers].map((text) => ({ text, isRight: true }));
    case 'numeric':
      return [{ text: `${exercise.value} ${exercise.unit}`.trim(), isRight: true }];
    case 'cloze':
      return exercise.blanks.map(({ accepted }) => ({ text: accepted[0] ?? '', isRight: true }));
    case 'matching':
      return exercise.pairs.map(({ left, right }) => ({ text: `${left} → ${right}`, isRight: true }));
    case 'ordering':
      return exercise.items.map(({ text }) => ({ text, isRight: true }));
    case 'open_response':
      return [];
  }
}
