import { expect, test } from 'vitest';
import { GATE_CASES } from './gate.cases.ts';
import { gateMs, wordsToRead } from './gate.ts';
import { sittingAt } from './sitting.ts';

test.each(GATE_CASES)('risks %j and %i words: %i ms', (risks, words, ms) => {
  expect(gateMs(risks, words)).toBe(ms);
});

test('words are those that are new, whatever the language', () => {
  const lesson = (content_md: string, changed_share: number | null) =>
    wordsToRead({
      body: { kind: 'spark', title: '', summary: '', content_md, words: 0, minutes: 1, key_terms: [] },
      changed_share,
    });
  expect(lesson('x'.repeat(600), null)).toBe(100);
  expect(lesson('x'.repeat(600), 0.5)).toBe(50);
  expect(lesson('𠀋'.repeat(600), 1)).toBe(100);
  const exercise = { do: 'add' as const, exercise: {}, needs_distractors: false };
  expect(
    wordsToRead({ body: { kind: 'exercises', spark: null, exercises: [exercise, exercise] }, changed_share: null }),
  ).toBe(30);
});

test('a sitting goes on until a break, and a clock that was put back begins a new one', () => {
  const minute = 60_000;
  const first = sittingAt(null, 0);
  expect(sittingAt(first, 4 * minute)).toEqual({ began: 0, last: 4 * minute });
  expect(sittingAt(first, 5 * minute)).toEqual({ began: 5 * minute, last: 5 * minute });
  expect(sittingAt({ began: 10, last: 20 }, 15)).toEqual({ began: 15, last: 15 });
});
