import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { ExercisePart } from '#lib/generation/core/proposal.ts';
import type { Decision, ExerciseNow } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { deskOf, item, me, openDraft } from './desk.cases.tsx';
import { DraftPane } from './draft-pane.tsx';
import { reviewText } from './text.ts';

// Exercises that would change or go, on the desk.

const words = reviewText;
const option = (id: string, text: string) => ({ id, label: id.toUpperCase(), text, rationale_wrong: null });
const before = {
  id: 'one',
  exercise_type: 'mcq',
  stem: 'What does a levain eat?',
  options: [option('a', 'Salt'), option('b', 'Flour')],
  answer_key: { label: 'A', option_id: 'a', rationale_right: '' },
  difficulty: 'easy',
};
const second = { id: 'two', exercise_type: 'true_false', stem: 'It eats sand.', answer: false };
const key = { label: 'B', option_id: 'b', rationale_right: '' };
const change = (fields: object): ExercisePart => ({
  do: 'change',
  exercise_id: 'one',
  before,
  exercise: { ...before, ...fields },
});
const remove: ExercisePart = { do: 'remove', exercise_id: 'two', before: second, why: 'Nobody would say so.' };
const add: ExercisePart = {
  do: 'add',
  exercise: { ...second, id: 'draft-1', stem: 'It eats flour.' },
  needs_distractors: false,
};
const asDrafted = (exercise_id: string): ExerciseNow => ({
  exercise_id,
  is_as_drafted: true,
  hash: `of ${exercise_id}`,
  exercise: exercise_id === 'one' ? before : second,
  by_name: null,
});
const shown = (nth: number, exercises: ExercisePart[], more: Partial<ShownItem> = {}): ShownItem =>
  item(nth, {
    kind: 'exercises',
    in_group: 'exercises',
    html: null,
    body: { kind: 'exercises', spark: null, exercises },
    exercises_now: [asDrafted('one'), asDrafted('two')],
    ...more,
  });
const lesson = {
  id: me.user_id,
  slug: 'a',
  title: 'A',
  summary: null,
  estimated_mins: 5,
  difficulty: 'beginner' as const,
  content_md: 'Now.',
  version: 3,
  base_hash: 'text',
};
const moved = (hash: string, fields: object): Partial<ShownItem> => ({
  status: 'stale',
  in_group: 'stale',
  stale_because: 'changed',
  lesson,
  exercises_now: [
    { ...asDrafted('one'), is_as_drafted: false, hash, exercise: { ...before, ...fields }, by_name: 'Mira' },
    asDrafted('two'),
  ],
});

test('old and new key are named, what goes says why, and Shift+A leaves a changed key to be looked at', async () => {
  const { screen, decide } = await openDraft(shown(40, [change({ answer_key: key }), remove, add]));
  await expect.element(screen.getByText(words.exercisePart.keyChanged('A. Salt', 'B. Flour'))).toBeVisible();
  await expect.element(screen.getByText(words.exercisePart.because('Nobody would say so.'))).toBeVisible();
  await expect.element(screen.getByText(words.exercisePart.counts(1, 1, 1), { exact: false })).toBeVisible();
  await userEvent.keyboard('{Shift>}A{/Shift}');
  expect(decide).not.toHaveBeenCalled();
  await userEvent.keyboard('a');
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    parts: [0, 1, 2].map((nth) => ({ nth, is_approved: true })),
  });
});

/** A stale draft of one exercise, which somebody changes once more. */
function Moving({ decide }: { decide: (decision: Decision) => void }) {
  const [isLater, setLater] = useState(false);
  const exercises = [change({ stem: 'What does it eat?', difficulty: 'hard' }), remove];
  const fields = { stem: 'What feeds a levain?', ...(isLater && { answer_key: key }) };
  return (
    <>
      <button type="button" onClick={() => setLater(true)}>
        Move
      </button>
      <DraftPane
        workspace={WORKSPACE}
        desk={deskOf(decide)}
        item={shown(41, exercises, moved(isLater ? 'later' : 'seen', fields))}
        me={me}
      />
    </>
  );
}

test('a stale one is settled field by field, sent as it was merged, and asked again when it moves meanwhile', async () => {
  const decide = vi.fn<(decision: Decision) => void>();
  const screen = await show(<Moving decide={decide} />);
  const part = words.exercisePart;
  await expect.element(screen.getByText(part.changedSince('Mira'))).toBeVisible();
  await expect.element(screen.getByText(part.oneLeft('Question', 1))).toBeVisible();
  await expect.element(screen.getByRole('button', { name: words.approve.exercises })).toBeDisabled();
  await userEvent.keyboard('1');
  await userEvent.keyboard('a');
  // Approved for what stood there; then somebody changes the key, and this part is looked at again with the choice as it was.
  await screen.getByRole('button', { name: 'Move' }).click();
  await userEvent.keyboard('a');
  expect(decide).not.toHaveBeenCalled();
  await expect.element(screen.getByText(part.oneLeft('Question', 1))).not.toBeInTheDocument();
  await userEvent.keyboard('a');
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    base_hash: 'text',
    parts: [
      {
        nth: 0,
        is_approved: true,
        exercise: { ...before, stem: 'What feeds a levain?', difficulty: 'hard', answer_key: key },
        exercise_hash: 'later',
      },
      { nth: 1, is_approved: true },
    ],
  });
});

test('one that is in the lesson no more can only be rejected', async () => {
  const gone = { ...asDrafted('one'), is_as_drafted: false, hash: null, exercise: null, by_name: 'Mira' };
  const { screen, decide } = await openDraft(
    shown(42, [change({ stem: 'New?' })], { ...moved('', {}), exercises_now: [gone] }),
  );
  await expect.element(screen.getByText(words.exercisePart.goneSince('Mira'))).toBeVisible();
  await userEvent.keyboard('a');
  await expect.element(screen.getByRole('heading', { name: words.rejectTitle })).toBeVisible();
  expect(decide).not.toHaveBeenCalled();
});

test('V plays the exercise at hand as it would be written', async () => {
  answer('rendered-draft', ({ exercise }: { exercise: { stem: string } }) =>
    done({
      place: 0,
      id: 'one',
      type: 'true_false',
      exercise: { ...second, rationale_right: '', rationale_wrong: '' },
      html: { '/stem': `<p>${exercise.stem}</p>` },
      problem: null,
    }),
  );
  const { screen } = await openDraft(shown(43, [change({ stem: 'Played?' }), remove]));
  await userEvent.keyboard('v');
  await expect.element(screen.getByRole('region', { name: words.exercisePart.played })).toBeVisible();
  await expect.element(screen.getByText('Played?')).toBeVisible();
  expect(inputsOf('rendered-draft')).toContainEqual({ exercise: { ...before, stem: 'Played?' } });
});
