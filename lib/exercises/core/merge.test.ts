import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeOf, mergeExercise, sameJson } from './merge.ts';

const base = { id: 'x', stem: 'What?', difficulty: 'easy', options: [{ id: 'a' }], hidden: 1 };

describe('what two people did to one exercise', () => {
  test('different fields meet without asking', () => {
    const { merged, conflicts } = mergeExercise(base, { ...base, stem: 'Which?' }, { ...base, difficulty: 'hard' });
    expect(conflicts).toEqual([]);
    expect(merged).toEqual({ ...base, stem: 'Which?', difficulty: 'hard' });
  });

  test('the same field asks, with all three; the rest of mine is merged', () => {
    const mine = { ...base, stem: 'Mine?', difficulty: 'hard' };
    const { merged, conflicts } = mergeExercise(base, mine, { ...base, stem: 'Theirs?' });
    expect(conflicts).toEqual([{ field: 'stem', base: 'What?', mine: 'Mine?', theirs: 'Theirs?' }]);
    expect(merged).toEqual({ ...base, stem: 'Theirs?', difficulty: 'hard' });
  });

  test('the same change of both is one change', () => {
    const both = { ...base, options: [{ id: 'b', text: 'x' }] };
    const theirs = { ...base, options: [{ text: 'x', id: 'b' }] };
    expect(mergeExercise(base, both, theirs)).toEqual({ merged: theirs, conflicts: [] });
  });

  test('taking a field away is a change like any other', () => {
    const { hidden: _, ...without } = base;
    expect(mergeExercise(base, without, base)).toEqual({ merged: without, conflicts: [] });
    expect(mergeExercise(base, without, { ...base, hidden: 2 }).conflicts).toEqual([
      { field: 'hidden', base: 1, mine: undefined, theirs: 2 },
    ]);
    expect(mergeExercise(base, { ...base, hidden: 2 }, without).conflicts).toEqual([
      { field: 'hidden', base: 1, mine: 2, theirs: undefined },
    ]);
  });
});

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));
// As it comes out of the database: JSON has no negative zero.
const exercise = fc
  .dictionary(fc.constantFrom('stem', 'options', 'x', 'y'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
  .map(copy);

describe('merging', () => {
  test('with somebody who did nothing is the work of the other', () => {
    fc.assert(
      fc.property(exercise, exercise, (before, after) => {
        expect(mergeExercise(before, after, before)).toEqual({ merged: after, conflicts: [] });
        expect(mergeExercise(before, before, after)).toEqual({ merged: after, conflicts: [] });
      }),
    );
  });

  test('asks about the same fields whoever of the two asks, and agrees on all others', () => {
    fc.assert(
      fc.property(exercise, exercise, exercise, (before, one, other) => {
        const [a, b] = [mergeExercise(before, one, other), mergeExercise(before, other, one)];
        const asked = a.conflicts.map(({ field }) => field);
        expect(b.conflicts.map(({ field }) => field)).toEqual(asked);
        for (const field of Object.keys({ ...a.merged, ...b.merged })) {
          if (!asked.includes(field)) expect(sameJson(a.merged[field], b.merged[field])).toBe(true);
        }
      }),
    );
  });

  test('a change is what makes one state of another', () => {
    fc.assert(
      fc.property(exercise, exercise, (before, after) => {
        const { fields, drop } = changeOf(before, after);
        const made: Record<string, unknown> = { ...copy(before), ...fields };
        for (const field of drop) delete made[field];
        expect(made).toEqual(copy(after));
        expect(sameJson(copy(before), before)).toBe(true);
      }),
    );
  });
});
