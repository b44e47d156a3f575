import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleQuiz, type BankEntry } from './assemble.ts';
import { countsOf } from './counts.ts';
import { costOf } from './program.ts';
import type { QuizTargets } from './types.ts';

const entry = (id: string, more: Partial<BankEntry> = {}): BankEntry => ({
  id,
  difficulty: 'easy',
  cognitive_level: 'Recall',
  objective: 'lo_1',
  quality: 0.5,
  alike: null,
  is_pinned: false,
  is_blocked: false,
  is_used_before: false,
  ...more,
});
const targets = (more: Partial<QuizTargets> = {}): QuizTargets => ({
  length: 2,
  difficulty: {},
  cognitive_level: {},
  objectives: [],
  ...more,
});
const assemble = (bank: BankEntry[], aims: Partial<QuizTargets>, before: string[] = [], seed = 1) =>
  assembleQuiz(bank, targets(aims), { seed, before });

describe('a quiz from a bank', () => {
  test('meets the targets before it looks at quality', () => {
    const bank = [
      entry('a', { quality: 1 }),
      entry('b', { quality: 1 }),
      entry('c', { difficulty: 'hard', quality: 0 }),
    ];
    const { quiz, gaps, is_best } = assemble(bank, { difficulty: { easy: 1, hard: 1 } });
    expect(quiz).toContain('c');
    expect(gaps).toEqual([]);
    expect(is_best).toBe(true);
  });

  test('takes the better of two that are equal but for quality, and says so', () => {
    const { quiz, taken } = assemble([entry('a', { quality: 0.2 }), entry('b', { quality: 0.9 })], { length: 1 });
    expect(quiz).toEqual(['b']);
    expect(taken[0]?.reason).toEqual({ code: 'best_of_cell', of: 2 });
  });

  test('has one exercise for each objective, whatever that costs in deviations', () => {
    const bank = [entry('a'), entry('b'), entry('c', { objective: 'lo_2', difficulty: 'hard' })];
    const { quiz, taken, gaps } = assemble(bank, { objectives: ['lo_1', 'lo_2'], difficulty: { easy: 2 } });
    expect(quiz).toContain('c');
    expect(taken.find(({ exercise_id }) => exercise_id === 'c')?.reason).toEqual({
      code: 'covers',
      objective: 'lo_2',
      of: 1,
    });
    expect(gaps).toEqual([
      { code: 'difficulty', name: 'easy', wanted: 2, taken: 1, there: 2, blocked: 0, used_before: 0 },
    ]);
  });

  test('says of an objective that nothing covers why that is', () => {
    const bank = [entry('a'), entry('b', { objective: 'lo_2', is_blocked: true })];
    const { quiz, gaps } = assemble(bank, { length: 1, objectives: ['lo_1', 'lo_2'] });
    expect(quiz).toEqual(['a']);
    expect(gaps).toEqual([{ code: 'uncovered', objective: 'lo_2', blocked: 1, used_before: 0 }]);
  });

  test('takes what is pinned, also from another quiz and also two that are alike', () => {
    const bank = [
      entry('a', { is_pinned: true, is_used_before: true, alike: 's' }),
      entry('b', { is_pinned: true, alike: 's' }),
      entry('c', { alike: 's', quality: 1 }),
      entry('d', { quality: 0 }),
    ];
    const { quiz, taken } = assemble(bank, { length: 3 });
    expect(quiz).toEqual(['a', 'b', 'd']);
    expect(taken.filter(({ reason }) => reason.code === 'pinned')).toHaveLength(2);
  });

  test('takes one of near-duplicates, and says how short it stays', () => {
    const { quiz, gaps } = assemble([entry('a', { alike: 's' }), entry('b', { alike: 's' })], { length: 2 });
    expect(quiz).toHaveLength(1);
    expect(gaps).toEqual([{ code: 'too_short', wanted: 2, taken: 1, blocked: 0, used_before: 0 }]);
  });

  test('keeps the order of what stays and says why others went', () => {
    const bank = [
      entry('keeps'),
      entry('broken', { is_blocked: true }),
      entry('elsewhere', { is_used_before: true }),
      entry('new', { cognitive_level: 'Transfer' }),
      entry('first'),
    ];
    const { quiz, left_out, taken } = assemble(bank, { length: 3, cognitive_level: { Recall: 2, Transfer: 1 } }, [
      'first',
      'broken',
      'elsewhere',
      'keeps',
      'gone',
    ]);
    expect(quiz).toEqual(['first', 'keeps', 'new']);
    expect(left_out).toEqual([
      { exercise_id: 'broken', reason: 'blocked' },
      { exercise_id: 'elsewhere', reason: 'used_before' },
      { exercise_id: 'gone', reason: 'not_needed' },
    ]);
    expect(taken.map(({ is_new }) => is_new)).toEqual([false, false, true]);
  });

  test('what is there stays where others are only as good', () => {
    const bank = Array.from({ length: 20 }, (_, at) => entry(`e${at}`));
    for (const seed of [1, 2, 3])
      expect(assemble(bank, { length: 2 }, ['e7', 'e13'], seed).quiz).toEqual(['e7', 'e13']);
  });

  test('is empty for an empty bank', () => {
    expect(assemble([], { length: 3 })).toMatchObject({ quiz: [], is_best: true, gaps: [{ code: 'too_short' }] });
  });
});

const name = <T extends string>(...of: T[]) => fc.constantFrom(...of, null);
const banks = fc
  .array(
    fc.record({
      difficulty: name('easy', 'hard'),
      cognitive_level: name('Recall', 'Transfer'),
      objective: name('lo_1', 'lo_2'),
      quality: fc.integer({ min: 0, max: 4 }).map((one) => one / 4),
      alike: name('s'),
      is_pinned: fc.boolean().map(() => false),
      is_blocked: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
      is_used_before: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
    { maxLength: 9 },
  )
  .map((entries) => entries.map((one, at) => ({ id: `e${at}`, ...one })));
const aims = fc.record({
  length: fc.integer({ min: 0, max: 5 }),
  difficulty: fc.record({ easy: fc.nat(4), hard: fc.nat(4) }),
  cognitive_level: fc.record({ Recall: fc.nat(4), Transfer: fc.nat(4) }),
  objectives: fc.subarray(['lo_1', 'lo_2']),
});

/** What a choice costs with all that was given up for it; undefined where it breaks what is never given up. */
function fullCost(choice: BankEntry[], { length, objectives, ...rest }: QuizTargets): number | undefined {
  if (choice.some((one) => one.is_blocked || one.is_used_before) || choice.length > length) return undefined;
  if (choice.filter(({ alike }) => alike === 's').length > 1) return undefined;
  const uncovered = objectives.filter((objective) => !choice.some((one) => one.objective === objective)).length;
  return costOf(choice, { length, objectives, ...rest }) + 100 * (length - choice.length) + 10_000 * uncovered;
}

describe('assembly', () => {
  test('finds what trying every choice finds', () => {
    fc.assert(
      fc.property(banks, aims, fc.nat(), (bank, wishes, seed) => {
        const { quiz, is_best, cost } = assembleQuiz(bank, wishes, { seed, before: [] });
        const chosen = bank.filter(({ id }) => quiz.includes(id));
        let least = Number.POSITIVE_INFINITY;
        for (let bits = 0; bits < 2 ** bank.length; bits++)
          least = Math.min(
            least,
            fullCost(
              bank.filter((_, at) => bits & (1 << at)),
              wishes,
            ) ?? least,
          );
        expect(is_best).toBe(true);
        expect(fullCost(chosen, wishes)).toBeLessThan(least + 1e-6);
        expect(cost).toBeCloseTo(costOf(chosen, wishes), 9);
      }),
      { numRuns: 150 },
    );
  });

  test('gives the same quiz for the same seed', () => {
    fc.assert(
      fc.property(banks, aims, fc.nat(), (bank, wishes, seed) => {
        const once = assembleQuiz(bank, wishes, { seed, before: [] });
        expect(assembleQuiz(bank, wishes, { seed, before: [] })).toEqual(once);
      }),
      { numRuns: 30 },
    );
  });

  test('another seed takes others where many are equally good', () => {
    const bank = Array.from({ length: 40 }, (_, at) => entry(`e${at}`));
    const quizzes = new Set([1, 2, 3, 4].map((seed) => assemble(bank, { length: 5 }, [], seed).quiz.join()));
    expect(quizzes.size).toBeGreaterThan(1);
  });

  test('looks past the best few of a cell when more of it are wanted', () => {
    const bank = Array.from({ length: 400 }, (_, at) =>
      entry(`e${at}`, { quality: at / 400, difficulty: at % 20 === 0 ? 'hard' : 'easy' }),
    );
    const { quiz, gaps, is_best } = assemble(bank, { length: 25, difficulty: { hard: 5, easy: 20 } });
    expect(quiz).toHaveLength(25);
    expect(gaps).toEqual([]);
    expect(is_best).toBe(true);
    expect(quiz).toContain('e399');
  });
});

describe('shares as numbers of exercises', () => {
  test.each([
    [{ easy: 0.5, medium: 0.5 }, 8, { easy: 4, medium: 4 }],
    [{ easy: 0.25, medium: 0.5, hard: 0.25 }, 6, { easy: 2, medium: 3, hard: 1 }],
    [{ easy: 0.3, medium: 0.4, hard: 0.3 }, 10, { easy: 3, medium: 4, hard: 3 }],
    [{ easy: 1 / 3, medium: 1 / 3, hard: 1 / 3 }, 3, { easy: 1, medium: 1, hard: 1 }],
    [{ easy: 0.5 }, 8, { easy: 4 }],
    [{}, 8, {}],
    [{ easy: 0.5, hard: 0.5 }, 0, { easy: 0, hard: 0 }],
  ])('%j of %i', (shares, length, counts) => {
    expect(countsOf(shares, length)).toEqual(counts);
  });
});
