import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoriesOf, FATES, type QuestionChoices, type QuestionGroup, tallyQuestions } from './question-plan.ts';

const group = (over: Partial<QuestionGroup>): QuestionGroup => ({
  category: '',
  fate: 'whole',
  codes: [],
  is_here: false,
  is_alike: false,
  total: 1,
  no_level: 0,
  suggested: 0,
  no_difficulty: 0,
  ...over,
});
const choices = (over: Partial<QuestionChoices> = {}): QuestionChoices => ({
  places: {},
  acts: {},
  level: 'none',
  difficulty: 'none',
  takes_same: false,
  leaves_alike: false,
  quiz: 'none',
  quiz_test: 0,
  ...over,
});

describe('tallyQuestions', () => {
  it('counts what is taken, left out, here already and impossible, and what has no place yet', () => {
    const groups = [
      group({ category: 'Soil', total: 10 }),
      group({ category: 'Relays', total: 5, fate: 'changed', codes: ['tags', 'wildcard'] }),
      group({ category: 'Relays', total: 2, is_here: true }),
      group({ category: 'Relays', total: 3, fate: 'not_taken', codes: ['stack'] }),
    ];
    const near = [...groups, group({ category: 'Soil', total: 4, is_alike: true })];
    expect(tallyQuestions(near, choices())).toMatchObject({ taken: 19, alike: 0 });
    expect(tallyQuestions(near, choices({ leaves_alike: true }))).toMatchObject({ taken: 15, alike: 4 });
    expect(tallyQuestions(groups, choices({ places: { Soil: 'a' } }))).toMatchObject({
      total: 20,
      taken: 15,
      here: 2,
      left_out: 0,
      not_taken: 3,
      unplaced: 5,
      sparks: 1,
    });
    expect(
      tallyQuestions(groups, choices({ places: { Soil: 'a' }, acts: { wildcard: 'leave' }, takes_same: true })),
    ).toMatchObject({ taken: 12, here: 0, left_out: 5, unplaced: 2 });
    expect(categoriesOf(groups)).toEqual([
      { name: 'Soil', taken: 10 },
      { name: 'Relays', taken: 7 },
    ]);
  });

  it('a category may be called like what every object has', () => {
    const named = [group({ category: 'constructor' }), group({ category: 'toString' })];
    expect(tallyQuestions(named, choices({ places: { toString: 'a' } }))).toMatchObject({ unplaced: 1, sparks: 1 });
  });

  const groups = fc.array(
    fc.record({
      category: fc.constantFrom('a', 'b', 'c'),
      fate: fc.constantFrom(...FATES),
      codes: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
      is_here: fc.boolean(),
      is_alike: fc.boolean(),
      total: fc.nat(50),
    }),
  );
  const acts = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('take' as const, 'leave' as const));
  it('counts each question once, whatever is chosen', () => {
    fc.assert(
      fc.property(groups, acts, fc.boolean(), fc.boolean(), (found, chosen, takes_same, leaves_alike) => {
        const tally = tallyQuestions(found.map(group), choices({ acts: chosen, takes_same, leaves_alike }));
        expect(tally.taken + tally.here + tally.alike + tally.left_out + tally.not_taken).toBe(tally.total);
        expect(FATES.reduce((sum, fate) => sum + tally.fates[fate], 0)).toBe(tally.total);
        expect(tally.unplaced).toBe(tally.taken);
      }),
    );
  });
});
