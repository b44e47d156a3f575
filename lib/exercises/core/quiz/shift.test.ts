import { expect, test } from 'vitest';
import { shiftOf } from './shift.ts';

const question = (place: number, level: string | null) => {
  return { spark_id: 's', place, level, difficulty: null, objective: null };
};
const quiz = [question(0, 'Recall'), question(1, 'Recall'), question(2, null), question(3, 'Transfer')];

test('what falls and what rises when some of the quiz get another level', () => {
  expect(
    shiftOf(quiz, [question(0, 'Recall'), question(1, 'Recall'), question(9, 'Recall')], 'level', 'Transfer'),
  ).toEqual([
    { name: 'Recall', from: 0.5, to: 0 },
    { name: 'Transfer', from: 0.25, to: 0.75 },
  ]);
  expect(shiftOf(quiz, [question(2, null)], 'level', 'Recall')[0]).toEqual({ name: null, from: 0.25, to: 0 });
});

test('nothing where none of them is in the quiz, or has it already', () => {
  expect(shiftOf(quiz, [question(9, 'Recall')], 'level', 'Transfer')).toEqual([]);
  expect(shiftOf(quiz, [question(0, 'Recall')], 'level', 'Recall')).toEqual([]);
  expect(shiftOf([], [question(0, 'Recall')], 'level', 'Transfer')).toEqual([]);
});
