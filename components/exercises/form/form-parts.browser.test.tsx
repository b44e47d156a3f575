import { useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { MatchingFields } from './list-fields.tsx';
import { OpenResponseFields } from './rubric-fields.tsx';

const CHOICE: ExerciseOf<'mcq'> = {
  id: 'a',
  exercise_type: 'mcq',
  stem: 'Which?',
  options: [],
  answer_key: { label: 'B', option_id: 'o2', rationale_right: '' },
};
const option = (id: string, label: string, text: string) => ({ id, label, text, rationale_wrong: null });

function Matching() {
  const [exercise, setExercise] = useState<ExerciseOf<'matching'>>({
    id: 'a',
    exercise_type: 'matching',
    stem: '',
    pairs: ['one', 'two', 'three'].map((left) => ({ left, right: left })),
    distractors: [],
  });
  return <MatchingFields exercise={exercise} onChange={setExercise} />;
}

function Open() {
  const [exercise, setExercise] = useState<ExerciseOf<'open_response'>>({
    id: 'a',
    exercise_type: 'open_response',
    stem: '',
    rubric: [{ criterion: 'Clear', levels: [{ label: 'Good', points: 1, description: '' }] }],
    model_answer: '',
  });
  return <OpenResponseFields exercise={exercise} onChange={setExercise} />;
}

test('options that two people changed are shown with what is right among them on either side', async () => {
  const page = await show(
    <ConflictPanel
      exercise={CHOICE}
      conflicts={[
        {
          field: 'options',
          base: [],
          mine: [option('o1', 'A', 'Rye'), option('o2', 'B', 'Wheat')],
          theirs: [option('o2', 'A', 'Spelt')],
        },
      ]}
      onDecide={() => undefined}
    />,
  );
  await expect.element(page.getByText('A. Rye B. Wheat (right)')).toBeVisible();
  await expect.element(page.getByText('A. Spelt (right)')).toBeVisible();
});

test('whoever takes a pair out goes on at the one that takes its place', async () => {
  const page = await show(<Matching />);
  await userEvent.click(page.getByRole('button', { name: 'Remove pair 2' }));
  await expect.element(page.getByRole('textbox', { name: 'Left 2' })).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'Remove pair 2' }));
  await expect.element(page.getByRole('textbox', { name: 'Left 1' })).toHaveFocus();
});

test('whoever takes the last criterion out goes on where one is added', async () => {
  const page = await show(<Open />);
  await userEvent.click(page.getByRole('button', { name: 'Remove criterion 1' }));
  await expect.element(page.getByRole('button', { name: 'Add criterion' })).toHaveFocus();
});
