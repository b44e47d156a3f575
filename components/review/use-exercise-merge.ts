'use client';

import { useMemo, useState } from 'react';
import { z } from 'zod';
import type { Raw } from '#lib/exercises/core/raw.ts';
import { chooseFields, type ExerciseChoice, type MergePlace, mergeOf, nowOf } from '#lib/review/core/exercise-merge.ts';
import type { DecidedPart } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { keep, readKept } from '../generation/start/kept.ts';
import type { Me } from './use-desk.ts';

const keptChoices = z.object({ chosen: z.record(z.string(), z.enum(['lesson', 'draft'])) });
const NONE: readonly never[] = [];

/** A place is known by what stands there: if the lesson moves again, what was chosen elsewhere still holds. */
const keyOf = (nth: number, place: MergePlace): string => `${nth} ${JSON.stringify(place)}`;

export type ExerciseMerge = ReturnType<typeof useExerciseMerge>;

/** What is chosen where lesson and draft both changed the same field of an exercise. Kept on the device: an approval may be refused. */
export function useExerciseMerge(
  item: Pick<ShownItem, 'id' | 'body' | 'exercises_now'>,
  me: Pick<Me, 'user_id'>,
  onGo: (nth: number) => void,
) {
  const { body, exercises_now } = item;
  const key = `review-merge.${me.user_id}.${item.id}`;
  const [chosen, setChosen] = useState<Record<string, ExerciseChoice>>(() => readKept(key, keptChoices)?.chosen ?? {});
  const [at, setAt] = useState(0);
  const parts = body.kind === 'exercises' || body.kind === 'quiz' ? body.exercises : NONE;
  const merges = useMemo(() => parts.map((part) => mergeOf(part, exercises_now)), [parts, exercises_now]);
  const places = merges.flatMap((merge, nth) => merge?.places.map((place) => ({ nth, place })) ?? []);
  const choicesOf = (nth: number): (ExerciseChoice | null)[] =>
    merges[nth]?.places.map((place) => chosen[keyOf(nth, place)] ?? null) ?? [];
  const open = places.filter(({ nth, place }) => chosen[keyOf(nth, place)] === undefined);
  const go = (place: number) => {
    const found = places[place];
    if (!found) return;
    setAt(place);
    onGo(found.nth);
  };
  return {
    places,
    /** The place that is looked at, from 0. */
    at,
    go,
    open,
    choicesOf,
    mergeOf: (nth: number) => merges[nth] ?? null,
    /** What of a part is not settled yet. */
    leftIn: (nth: number) => open.filter((one) => one.nth === nth).length,
    /** Goes to the next place that is not settled. */
    goToOpen: () => {
      const next = open.find((one) => places.indexOf(one) > at) ?? open[0];
      if (next) go(places.indexOf(next));
    },
    choose: (place: number, choice: ExerciseChoice) => {
      const found = places[place];
      if (!found) return;
      const now = { ...chosen, [keyOf(found.nth, found.place)]: choice };
      setChosen(now);
      keep(key, { chosen: now });
      const next = open.find((one) => one !== found && places.indexOf(one) > place);
      if (next && next.nth === found.nth) setAt(places.indexOf(next));
      else setAt(place);
    },
    /** The exercise as an approval would write it; null for one that would go. */
    written: (nth: number): Raw | null => {
      const [part, merge] = [parts[nth], merges[nth]];
      return merge ? chooseFields(merge, choicesOf(nth)) : part && part.do !== 'remove' ? part.exercise : null;
    },
    /** What an approval says of a part beside that it is approved: how it was merged, and which exercise was seen. */
    seen: (nth: number): Pick<DecidedPart, 'exercise' | 'exercise_hash'> => {
      const [part, merge] = [parts[nth], merges[nth]];
      const now = part && nowOf(part, exercises_now);
      if (!now?.hash || now.is_as_drafted) return {};
      return { ...(merge && { exercise: chooseFields(merge, choicesOf(nth)) }), exercise_hash: now.hash };
    },
    /** Whether the exercise that a part is about is in the lesson no more. */
    isGone: (nth: number) => {
      const part = parts[nth];
      return part !== undefined && nowOf(part, exercises_now)?.hash === null;
    },
  };
}
