'use client';

import { useShortcuts } from '#components/shell/shortcuts.tsx';
import type { MergeChoice } from '#lib/lessons/core/text-merge.ts';
import type { ExerciseChoice } from '#lib/review/core/exercise-merge.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { reviewText } from './text.ts';
import type { Desk } from './use-desk.ts';
import type { Draft } from './use-draft.ts';

const words = reviewText.keys;
const CHOICES: Record<string, MergeChoice> = { 1: 'mine', 2: 'theirs', 3: 'both' };

interface DraftKeys {
  desk: Desk;
  draft: Draft;
  item: ShownItem;
  /** Asks for another version, where that can be. */
  askAgain: (() => void) | undefined;
  /** Says that it cannot be approved yet; left out where nothing holds it. */
  tooEarly: (() => void) | undefined;
  /** Goes a section of the text on or back. */
  sections: (by: 1 | -1) => void;
}

/** The keys of a proposal: each does what a button does, and none of them anything in a text field. */
export function useDraftKeys({ desk, draft, item, askAgain, tooEarly, sections }: DraftKeys): void {
  const canDecide = draft.why === null;
  const isReading = draft.mode === 'read';
  const open = draft.exerciseMerge.open.length;
  const [next, previous] =
    draft.mustChoose || open > 0 ? [words.nextPlace, words.previousPlace] : [words.next, words.previous];
  useShortcuts(words.label, [
    { keys: 'A', label: words.approve, run: canDecide && isReading ? (tooEarly ?? draft.approve) : undefined },
    { keys: 'Shift+A', label: words.approveRest, run: canDecide ? (tooEarly ?? draft.approveRest) : undefined },
    { keys: 'E', label: words.edit, run: canDecide && draft.canEdit ? () => draft.setMode('edit') : undefined },
    { keys: 'R', label: words.reject, run: draft.whyNotReject === null ? () => draft.setMode('reject') : undefined },
    { keys: 'S', label: words.skip, run: desk.skip },
    { keys: 'G', label: words.regenerate, run: askAgain },
    { keys: 'V', label: words.view, run: () => draft.setView(draft.view === 'source' ? 'rendered' : 'source') },
    { keys: 'U', label: words.unfold, run: item.difference ? draft.unfold : undefined },
    { keys: 'N', label: next, run: () => (open > 0 ? draft.exerciseMerge.goToOpen() : draft.step(1)) },
    { keys: 'P', label: previous, run: () => draft.step(-1) },
    ...between({ desk, draft, item, sections }),
    ...choosingFields(draft, isReading),
    ...(draft.mustChoose
      ? Object.entries(CHOICES).map(([keys, choice]) => ({
          keys,
          label: `${words.choosePlace}: ${reviewText.mergeChoices[choice]}`,
          run: isReading ? () => draft.choose(draft.at, choice) : undefined,
        }))
      : draft.exerciseMerge.places.length > 0
        ? []
        : item.findings.map((_, nth) => ({
            keys: String(nth + 1),
            label: nth === 0 ? reviewText.findingKeys : '',
            run: isReading ? () => desk.goToFinding(nth) : undefined,
          }))),
  ]);
}

const FIELD_CHOICES: Record<string, ExerciseChoice> = { 1: 'lesson', 2: 'draft' };

/** Of a stale exercise: a number takes a field from the lesson or from the draft. */
function choosingFields({ exerciseMerge: merge }: Draft, isReading: boolean) {
  if (merge.places.length === 0) return [];
  return Object.entries(FIELD_CHOICES).map(([keys, choice]) => ({
    keys,
    label: `${words.choosePlace}: ${reviewText.mergeChoices[choice === 'lesson' ? 'mine' : 'theirs']}`,
    run: isReading ? () => merge.choose(merge.at, choice) : undefined,
  }));
}

/** J and K go between parts, in a new lesson between sections, else between proposals. */
function between({ desk, draft, item, sections }: Omit<DraftKeys, 'askAgain' | 'tooEarly'>) {
  if (draft.inParts)
    return [
      { keys: 'J', label: words.nextPart, run: () => draft.step(1) },
      { keys: 'K', label: words.previousPart, run: () => draft.step(-1) },
    ];
  if (item.html !== null)
    return [
      { keys: 'J', label: words.nextSection, run: () => sections(1) },
      { keys: 'K', label: words.previousSection, run: () => sections(-1) },
    ];
  return [
    { keys: 'J', label: words.nextItem, run: () => desk.move(1) },
    { keys: 'K', label: words.previousItem, run: () => desk.move(-1) },
  ];
}
