import { expect, test } from 'vitest';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { ReadQuestion } from '#lib/exercises/core/formats/report.ts';
import { movePictures, questionRow } from './question-rows.ts';

const address = (key: string, name: string) => `/assets/${key.repeat(32)}/${name}`;
const [drawing, clean, torn] = [address('a', 'plan.svg'), address('b', 'plan.svg'), address('c', 'torn.png')];

const question = (stem: string): ReadQuestion => ({
  exercise: {
    id: 'q',
    exercise_type: 'true_false',
    stem,
    answer: true,
    rationale_right: `See ![the plan](${drawing} "A plan")`,
    rationale_wrong: '',
  },
  source: { line: 1, text: stem, category: 'Soil' },
  losses: [],
});

test('a drawing that was cleaned is named by its new address, and what is no picture leaves its description', () => {
  const moves = new Map([
    [drawing, { to: clean }],
    [torn, { why: 'torn.png is empty.' }],
  ]);
  const moved = movePictures(question(`What is ![a [torn\\] one](${torn})?`), moves);
  expect(moved.exercise).toMatchObject({
    stem: 'What is a [torn\\] one?',
    rationale_right: `See ![the plan](${clean} "A plan")`,
  });
  expect(moved.losses).toMatchObject([{ code: 'picture_missing', pointer: '/stem', sentence: 'torn.png is empty.' }]);
  expect(questionRow(moved, 7)).toMatchObject({
    nth: 7,
    fate: 'changed',
    category: 'Soil',
    codes: ['picture_missing'],
  });
});

test('a question without an exercise, and one that names none of the pictures, stay as they are', () => {
  const refused: ReadQuestion = { ...question('a'), exercise: null };
  expect(movePictures(refused, new Map([[drawing, { to: clean }]]))).toBe(refused);
  const kept = question('Plain words.');
  const moved = movePictures(kept, new Map([[torn, { why: 'gone' }]]));
  expect(moved.exercise).toEqual(kept.exercise satisfies Exercise | null);
  expect(moved.losses).toEqual([]);
});
