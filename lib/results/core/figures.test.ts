import { describe, expect, test } from 'vitest';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import { type AlikeAnswers, chosenOptions } from './choices.ts';
import { figuresOf, worstFirst } from './figures.ts';

const counted = (answers: number, share: number, discrimination: number | null = 0.4, paired = answers) =>
  figuresOf({ answers, share, paired, discrimination });

describe('flags', () => {
  test.each([
    ['29 answers say nothing', 29, 0.1, 0.4, []],
    ['30 do', 30, 0.1, 0.4, ['too_hard']],
    ['on the edge is useful', 200, 0.3, 0.4, []],
    ['and on the other one', 200, 0.9, 0.4, []],
    ['too easy', 200, 0.91, 0.4, ['too_easy']],
    ['99 learners tell nothing of the key', 99, 0.5, -0.5, []],
    ['100 do', 100, 0.5, -0.01, ['wrong_key']],
    ['weak', 100, 0.5, 0.19, ['weak']],
    ['none at all is weak and no wrong key', 100, 0.5, 0, ['weak']],
    ['not weak', 100, 0.5, 0.2, []],
    ['several, worst first', 214, 0.28, -0.09, ['wrong_key', 'too_hard']],
    ['nothing to compare with', 500, 0.5, null, []],
  ] as const)('%s', (_, answers, share, discrimination, flags) => {
    expect(counted(answers, share, discrimination).flags).toEqual(flags);
  });

  test('the correlation of too few learners is not shown', () => {
    expect(counted(214, 0.5, 0.3, 99).discrimination).toBeNull();
    expect(counted(214, 0.5, 0.3, 100).discrimination).toBe(0.3);
  });
});

describe('the suggested difficulty', () => {
  test.each([
    [0.28, 214, 'hard'],
    [0.58, 212, 'medium'],
    [0.88, 214, 'easy'],
    [0.71, 213, null],
    [0.4, 1000, null],
    [0.95, 20, null],
  ] as const)('%d right of %d: %s', (share, answers, suggested) => {
    expect(counted(answers, share).suggested).toBe(suggested);
  });
});

test('worst first: wrong keys, then hard, easy and weak ones, then the others, then those with too few answers', () => {
  const rows = [
    ['few', counted(19, 0.05)],
    ['good', counted(214, 0.6)],
    ['weak', counted(214, 0.5, 0.1)],
    ['hard', counted(214, 0.2)],
    ['easier', counted(214, 0.97)],
    ['easy', counted(214, 0.95)],
    ['wrong', counted(214, 0.28, -0.09)],
    ['edge', counted(214, 0.88)],
  ] as const;
  const sorted = worstFirst(rows.map(([id, figures]) => ({ id, figures })));
  expect(sorted.map(({ id }) => id)).toEqual(['wrong', 'hard', 'easier', 'easy', 'weak', 'edge', 'good', 'few']);
});

describe('what learners chose', () => {
  const mcq = readExercise({
    id: 'a',
    exercise_type: 'mcq',
    stem: 'Which formula?',
    options: ['One', 'Two', 'Three'].map((text, at) => ({ id: `o${at}`, label: 'ABC'[at], text })),
    answer_key: { option_id: 'o1' },
  });
  const alike = (choice: string[] | null, rest: number | null, count: number): AlikeAnswers => ({
    score: choice?.[0] === 'o1' ? 1 : 0,
    rest,
    choice,
    count,
  });
  const chosen = (answers: AlikeAnswers[]) => {
    if (!mcq) throw new Error('no exercise');
    return chosenOptions(mcq, answers);
  };

  test('shares, thirds, and which option draws the best', () => {
    const found = chosen([
      alike(['o1'], 0.2, 20),
      alike(['o2'], 0.2, 10),
      alike(['o1'], 0.5, 20),
      alike(['o2'], 0.5, 10),
      alike(['o2'], 0.9, 24),
      alike(['o1'], 0.9, 6),
      alike(['o0'], null, 3),
      alike([], 0.5, 1),
    ]);
    expect(found).toMatchObject({ none: 1, total: 94 });
    expect(
      found?.options.map(({ id, count, best, weakest, is_rare, draws_best }) => [
        id,
        count,
        best,
        weakest,
        is_rare,
        draws_best,
      ]),
    ).toEqual([
      ['o0', 3, 0, 0, true, false],
      ['o1', 46, 0.2, 20 / 30, false, false],
      ['o2', 44, 0.8, 10 / 30, false, true],
    ]);
  });

  test('few answers are called neither rare nor misleading', () => {
    const found = chosen([alike(['o1'], 0.1, 10), alike(['o2'], 0.9, 10)]);
    expect(found?.options.some(({ is_rare, draws_best }) => is_rare || draws_best)).toBe(false);
  });

  test('learners who answered nothing else are in no third', () => {
    expect(chosen([alike(['o1'], null, 50)])?.options[1]).toMatchObject({ best: null, weakest: null, share: 1 });
  });

  test('where nothing is chosen there is nothing to show', () => {
    const number = readExercise({ id: 'n', exercise_type: 'numeric', stem: 'How many?', value: 3 });
    expect(number && chosenOptions(number, [alike(null, 0.5, 40)])).toBeNull();
  });

  test('answers of which only the points are known are not counted as choosing nothing', () => {
    expect(chosen([alike(null, 0.5, 10), alike(['o1'], 0.5, 5)])).toMatchObject({ none: 0, total: 5 });
  });
});
