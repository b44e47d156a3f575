import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { AlikeExercise, Duplicates } from '#lib/exercises/services/near-duplicates.ts';
import { DuplicatesPage } from './duplicates-page.tsx';

const HASH = '9dd4e461-268c-0034-f5c8-564e155c67a6';
const side = (exercise_id: string, more: Partial<AlikeExercise> = {}): AlikeExercise => ({
  spark_id: '00000000-0000-4000-8000-000000000001',
  spark_slug: 'intro',
  spark_title: 'Introduction',
  exercise_id,
  place: 0,
  hash: HASH,
  is_blocked: false,
  in_quiz: false,
  hints: 0,
  exercise: {
    id: exercise_id,
    exercise_type: 'true_false',
    stem: `IoT devices use ${exercise_id}`,
    answer: false,
    rationale_right: '',
    rationale_wrong: '',
  },
  ...more,
});
const FOUND: Duplicates = {
  pairs: [
    {
      similarity: 0.91,
      difference: { code: 'words', one: ['cameras'], other: ['detectors'] },
      one: side('cameras', { hints: 2 }),
      other: side('detectors', { in_quiz: true }),
    },
  ],
  total: 1,
  compared: 12,
};
const ref = (exercise_id: string) => ({ spark_id: side('').spark_id, exercise_id });

beforeEach(() => answer('near-duplicates', () => done(FOUND)));
const open = (search = '') =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <DuplicatesPage workspace={WORKSPACE} />
    </div>,
    { search },
  );

test('a pair says what differs, and keys keep one of it', async () => {
  answer('keepExerciseAction', () => done({ change_set_id: 'x', quizzes: 1 }));
  const page = await open();
  const pair = page.getByRole('listitem', { name: 'Pair 1 of 1' });
  await expect.element(pair.getByText('91 %')).toBeVisible();
  await expect.element(pair.getByText('same but for “cameras” and “detectors”')).toBeVisible();
  await expect.element(pair.getByText('fewer hints')).toBeVisible();
  (pair.element() as HTMLElement).focus();
  await userEvent.keyboard('2');
  await expect
    .poll(() => inputsOf('keepExerciseAction'))
    .toEqual([{ keep: { ...ref('detectors'), hash: HASH }, drop: { ...ref('cameras'), hash: HASH } }]);
  await expect.element(page.getByText('The other is deleted; 1 quiz now uses the kept one.')).toBeVisible();
});

test('that two are no duplicates is remembered, and can be forgotten again', async () => {
  answer('setDistinctAction', () => done(null));
  const page = await open();
  await userEvent.click(page.getByRole('button', { name: 'Not duplicates' }));
  await userEvent.click(page.getByRole('button', { name: 'Undo' }));
  await expect
    .poll(() => inputsOf('setDistinctAction'))
    .toEqual([true, false].map((are_distinct) => ({ one: ref('cameras'), other: ref('detectors'), are_distinct })));
});

test('somebody who changed one meanwhile is not overwritten', async () => {
  answer('keepExerciseAction', () => refused({ code: 'stale', message: 'It was changed since.' }));
  const page = await open();
  await userEvent.click(page.getByRole('button', { name: 'Keep this one' }).first());
  await expect.element(page.getByText('It was changed since.')).toBeVisible();
});

test('without pairs it says how many were compared', async () => {
  answer('near-duplicates', () => done({ pairs: [], total: 0, compared: 12 }));
  const page = await open();
  await expect.element(page.getByText('No two exercises ask nearly the same')).toBeVisible();
  await expect.element(page.getByText(/^12 were compared/)).toBeVisible();
});
