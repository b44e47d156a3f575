import { useEffect, useRef } from 'react';
import { shown, shownOptions } from '#components/exercises/form/shown-field.ts';
import { cx } from '#components/ui/cx.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { Raw } from '#lib/exercises/core/raw.ts';
import type { ExerciseChoice, MergePlace } from '#lib/review/core/exercise-merge.ts';
import { fieldName, reviewText } from './text.ts';
import type { ExerciseMerge } from './use-exercise-merge.ts';

const words = reviewText.exercisePart;
const SIDES = ['lesson', 'draft'] as const;

interface ExercisePlacesProps {
  merge: ExerciseMerge;
  /** Of the part. */
  nth: number;
  /** Who changed the lesson since. */
  by: string | null;
}

/** Where lesson and draft both changed the same field of an exercise: as it was, as each has it, and the choice. */
export function ExercisePlaces({ merge, nth, by }: ExercisePlacesProps) {
  const choices = merge.choicesOf(nth);
  const first = merge.places.findIndex((one) => one.nth === nth);
  const places = merge.mergeOf(nth)?.places ?? [];
  return places.map((place, at) => (
    <Place
      key={place.name}
      place={place}
      choice={choices[at] ?? null}
      isHere={merge.at === first + at}
      by={by}
      onChoose={(choice) => merge.choose(first + at, choice)}
    />
  ));
}

interface PlaceProps {
  place: MergePlace;
  choice: ExerciseChoice | null;
  isHere: boolean;
  by: string | null;
  onChoose: (choice: ExerciseChoice) => void;
}

function Place({ place, choice, isHere, by, onChoose }: PlaceProps) {
  const here = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isHere) here.current?.scrollIntoView({ block: 'nearest' });
  }, [isHere]);
  const title = words.bothChanged(place.fields);
  const names: Record<ExerciseChoice, string> = { lesson: words.inLesson(by), draft: reviewText.mergeChoices.theirs };
  return (
    <section
      ref={here}
      aria-label={title}
      aria-current={isHere ? 'true' : undefined}
      className={cx(
        'flex flex-col gap-2 rounded-lg border border-s-3 bg-surface px-3 py-2.5 text-sm',
        edge(isHere, choice),
      )}
    >
      <h3 className="font-medium text-stale">{title}</h3>
      <div className="flex flex-col text-muted">
        <span>{reviewText.mergeBefore}</span>
        <Fields place={place} side={place.base} />
      </div>
      {SIDES.map((side) => (
        <div key={side} className={cx('flex flex-col rounded-md px-2 py-1', choice === side && 'bg-accent-soft')}>
          <span className="flex items-center gap-2 text-muted">
            {isHere && <Kbd keys={side === 'lesson' ? '1' : '2'} />}
            {names[side]}
          </span>
          <Fields place={place} side={place[side]} />
        </div>
      ))}
      <Segmented<ExerciseChoice | 'none'>
        label={title}
        size="sm"
        value={choice ?? 'none'}
        onChange={(next) => next !== 'none' && onChoose(next)}
        items={SIDES.map((id) => ({ id, label: reviewText.mergeChoices[id === 'lesson' ? 'mine' : 'theirs'] }))}
        className="self-start"
      />
    </section>
  );
}

const edge = (isHere: boolean, choice: ExerciseChoice | null): string =>
  isHere ? 'border-s-accent' : choice ? 'border-s-line' : 'border-s-stale';

/** The fields of a place as one side has them; options with what is right among them. */
function Fields({ place, side }: { place: MergePlace; side: Raw }) {
  const text = place.fields.includes('options')
    ? shownOptions(side.options, side.answer_key)
    : place.fields.map((field) => shown(side[field])).join('\n');
  return (
    <span dir="auto" className="break-words whitespace-pre-wrap">
      {text}
    </span>
  );
}

/** What is left to settle, by name, and the way there. */
export function placesLeft(open: ExerciseMerge['open']): string | null {
  const [first] = open;
  if (!first) return null;
  return open.length === 1
    ? words.oneLeft(fieldName(first.place.name), first.nth + 1)
    : words.placesLeft(open.length, fieldName(first.place.name), first.nth + 1);
}
