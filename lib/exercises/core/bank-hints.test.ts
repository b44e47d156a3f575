import { describe, expect, test } from 'vitest';
import { bankHints, chiSquareTail } from './bank-hints.ts';
import type { Exercise, McqExercise } from './exercise.ts';

const WORDS = ['river', 'comet', 'glass', 'tower', 'seven', 'paint', 'horse', 'cloud', 'brick', 'lemon'];

/** A choice whose stem is like no other; its right option stands at a place, as long as is said. */
function choice(at: number, right: number, lengths: number[] = [5, 5, 5, 5]): McqExercise {
  const options = lengths.map((length, place) => ({
    id: `${at}-${place}`,
    label: 'ABCD'[place] ?? '',
    text: String.fromCharCode(97 + ((at + place) % 26)).repeat(length),
    rationale_wrong: null,
  }));
  const stem = [at, at * 7 + 1, at * 3 + 2, Math.floor(at / 10) + 5]
    .map((one) => WORDS[one % 10] + String(one))
    .join(' ');
  return {
    id: `e${at}`,
    exercise_type: 'mcq',
    stem,
    options,
    answer_key: { label: '', option_id: `${at}-${right}`, rationale_right: '' },
  };
}
const codes = (bank: Exercise[], objectives: string[] = []) => bankHints(bank, objectives).map(({ code }) => code);

describe('hints on a bank', () => {
  test('the right answer stands at B more often than chance', () => {
    const bank = Array.from({ length: 40 }, (_, at) => choice(at, at % 10 < 7 ? 1 : at % 4));
    expect(bankHints(bank, [])).toMatchObject([{ code: 'right_place', label: 'B', of: 40 }]);
  });

  test('the right answer stands everywhere', () => {
    expect(codes(Array.from({ length: 40 }, (_, at) => choice(at, at % 4)))).toEqual([]);
  });

  test('too few exercises to tell', () => {
    expect(codes(Array.from({ length: 9 }, (_, at) => choice(at, 1)))).toEqual([]);
  });

  test('the longest option is right more often than chance', () => {
    const bank = Array.from({ length: 20 }, (_, at) =>
      choice(
        at,
        at % 4,
        [0, 1, 2, 3].map((place) => (place === at % 4 && at < 15 ? 9 : 5)),
      ),
    );
    // 15 of 20 where 5 are expected with a variance of 3.75.
    expect(bankHints(bank, [])).toMatchObject([{ code: 'longest_is_right', count: 15, of: 20, expected: 5 }]);
  });

  test('an option that is as long as the right one is no hint on it', () => {
    expect(codes(Array.from({ length: 20 }, (_, at) => choice(at, at % 4, [9, 9, 9, 9])))).toEqual([]);
  });

  test('objectives with exercises of remembering alone', () => {
    const bank = [
      { ...choice(0, 0), aligned_learning_objective: 'lo_1', cognitive_level: 'Recall' },
      { ...choice(1, 1), aligned_learning_objective: 'lo_2', cognitive_level: 'Recall' },
      { ...choice(2, 2), aligned_learning_objective: 'lo_2', cognitive_level: 'Transfer' },
    ];
    expect(bankHints(bank, ['lo_1', 'lo_2', 'lo_3'])).toEqual([{ code: 'recall_only', objectives: ['lo_1'] }]);
  });

  test('near-duplicates', () => {
    const twin = { ...choice(0, 0), id: 'twin' };
    expect(bankHints([choice(0, 0), choice(1, 1), twin], [])).toMatchObject([
      { code: 'near_duplicates', pairs: [{ one: 'e0', other: 'twin', similarity: 1 }] },
    ]);
  });

  test('an exercise whose right answer is not among its options counts nowhere', () => {
    expect(codes([choice(0, 7), choice(1, 7)])).toEqual([]);
  });
});

// From tables of the distribution.
test.each([
  [3.841, 1, 0.05],
  [6.635, 1, 0.01],
  [5.991, 2, 0.05],
  [11.345, 3, 0.01],
  [9.488, 4, 0.05],
  [15.086, 5, 0.01],
  [0, 3, 1],
])('chi-square above %d with %i degrees of freedom', (statistic, freedom, p) => {
  expect(chiSquareTail(statistic, freedom)).toBeCloseTo(p, 4);
});
