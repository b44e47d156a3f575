import { diffWordsWithSpace } from 'diff';
import { Check, Flag, X } from 'lucide-react';
import { shown } from '#components/exercises/form/shown-field.ts';
import { Word } from '#components/history/difference/words.tsx';
import { cx } from '#components/ui/cx.tsx';
import { joinedWords } from '#lib/base/core/joined-changes.ts';
import type { Raw } from '#lib/exercises/core/raw.ts';
import { differenceOf, type OptionChange } from '#lib/review/core/exercise-change.ts';
import { fieldName, reviewText } from './text.ts';

const words = reviewText.exercisePart;

/** Two texts word by word, in one line of reading. */
export function WordChange({ before, after }: { before: string; after: string }) {
  if (before === after) return after;
  return joinedWords(diffWordsWithSpace(before, after)).map(({ value, added, removed }, nth) => (
    <Word
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one comparison never move.
      key={nth}
      piece={{ text: value, change: added ? 'added' : removed ? 'removed' : 'same' }}
    />
  ));
}

/** What would change in an exercise: its question, its options with the old and the new key, and all else by name. */
export function ExerciseDifferenceView({ before, after }: { before: Raw; after: Raw }) {
  const difference = differenceOf(before, after);
  if (!difference) return <p className="text-sm text-muted">{words.unreadable}</p>;
  const { stem, options, key, fields } = difference;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p dir="auto" className="font-medium break-words whitespace-pre-wrap">
        <WordChange before={stem.before} after={stem.after} />
      </p>
      {options.length > 0 && (
        <ul className="flex flex-col gap-1">
          {options.map((option) => (
            <Option key={option.id} option={option} />
          ))}
        </ul>
      )}
      {fields.map(({ field, before: was, after: is }) => (
        <div key={field} className="flex flex-col">
          <span className="text-muted">{fieldName(field)}</span>
          <span dir="auto" className="break-words whitespace-pre-wrap">
            <WordChange before={shown(was)} after={shown(is)} />
          </span>
        </div>
      ))}
      {key && (
        <p dir="auto" className="flex items-start gap-2 rounded-lg bg-draft-soft px-3 py-2">
          <Flag aria-hidden className="mt-0.5 size-4 shrink-0 text-draft" />
          <span className="min-w-0 break-words">{words.keyChanged(key.before, key.after)}</span>
        </p>
      )}
    </div>
  );
}

/** An option: what it says otherwise, and whether it was or is the right answer, in words. */
function Option({ option }: { option: OptionChange }) {
  const { label, before, after, was_right, is_right } = option;
  const [gone, isNew] = [after === null, before === null];
  return (
    <li
      className={cx(
        'flex gap-3 rounded-md px-3 py-1.5',
        is_right ? 'bg-published-soft' : was_right ? 'bg-sunken' : undefined,
      )}
    >
      <span className="text-muted tabular-nums">{label}</span>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span dir="auto" className="break-words whitespace-pre-wrap">
            <WordChange before={before?.text ?? ''} after={after?.text ?? ''} />
          </span>
          <Mark was={was_right} is={is_right} isNew={isNew} isGone={gone} />
        </span>
        <span dir="auto" className="block break-words text-muted">
          <WordChange before={before?.reason ?? ''} after={after?.reason ?? ''} />
        </span>
      </span>
    </li>
  );
}

function Mark({ was, is, isNew, isGone }: { was: boolean; is: boolean; isNew: boolean; isGone: boolean }) {
  if (is)
    return (
      <span className="flex items-center gap-1 font-medium text-published">
        <Check aria-hidden className="size-3.5" />
        {was ? words.isAnswer : words.isAnswerNow}
      </span>
    );
  if (was)
    return (
      <span className="flex items-center gap-1 font-medium text-blocked">
        <X aria-hidden className="size-3.5" />
        {words.wasAnswer}
      </span>
    );
  return isNew || isGone ? <span className="text-muted">{isNew ? words.newOption : words.goneOption}</span> : null;
}
