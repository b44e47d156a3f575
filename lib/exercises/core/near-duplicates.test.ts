import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AlikeIndex } from './alike-index.ts';
import { alikeSets, nearDuplicates } from './near-duplicates.ts';

const compared = (id: string, stem: string, answers = '') => ({ id, stem, answers });

describe('near-duplicates', () => {
  test('one question in two wordings', () => {
    const pairs = nearDuplicates([
      compared('a', 'Which planet is the largest of the solar system?'),
      compared('b', 'How far is the moon?'),
      compared('c', 'Which planet is the **largest** in the solar system?'),
    ]);
    expect(pairs).toMatchObject([{ one: 'a', other: 'c' }]);
  });

  test('one stem with other answers is another question', () => {
    const stem = 'Which of these sentences is true?';
    const pairs = nearDuplicates([
      compared('a', stem, 'The moon is made of stone\nThe moon is made of cheese'),
      compared('b', stem, 'A trail begins with a concept\nA trail ends with a quiz'),
      compared('c', stem, 'The moon is made of stone\nThe moon is made of cheese!'),
    ]);
    expect(pairs).toMatchObject([{ one: 'a', other: 'c', similarity: 1 }]);
  });

  test('exercises without a question are not alike', () => {
    expect(nearDuplicates([compared('a', ''), compared('b', ' ')])).toEqual([]);
  });

  test('sets of what is alike', () => {
    const pair = (one: string, other: string) => ({ one, other, similarity: 1 });
    expect(alikeSets([pair('a', 'b'), pair('d', 'e'), pair('c', 'b')])).toEqual(
      new Map([
        ['a', 'c'],
        ['b', 'c'],
        ['c', 'c'],
        ['d', 'd'],
        ['e', 'd'],
      ]),
    );
  });

  test('every planted one of 2,000 is found, and nothing else', () => {
    // Words made of syllables, so that stems share runs of characters as real ones do.
    const syllables = ['ka', 'lo', 'mi', 'ne', 'ru', 'sa', 'ti', 'vo', 'da', 'fe', 'gu', 'hi'];
    let state = 7;
    const next = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    const word = () => Array.from({ length: 2 + next(3) }, () => syllables[next(12)]).join('');
    const stems = Array.from({ length: 2000 }, () => Array.from({ length: 12 }, word).join(' '));
    for (let at = 0; at < 20; at++) {
      const words = stems[at * 50]?.split(' ') ?? [];
      words[at % 12] = word();
      stems[1000 + at * 31 + 1] = words.join(' ');
    }
    const found = nearDuplicates(stems.map((stem, at) => compared(String(at), stem)));
    expect(found.map(({ one, other }) => `${one} ${other}`).sort()).toEqual(
      Array.from({ length: 20 }, (_, at) => [at * 50, 1000 + at * 31 + 1].sort((a, b) => a - b).join(' ')).sort(),
    );
  });

  test('as comparing each with each', () => {
    const runs = (text: string) => {
      const plain = text
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}_]+/gu, ' ')
        .trim();
      return new Set(Array.from({ length: Math.max(1, plain.length - 3) }, (_, at) => plain.slice(at, at + 4)));
    };
    const stem = fc
      .array(fc.constantFrom('sun', 'moon', 'star', 'Sun', 'a', 'é', ' - '), { maxLength: 8 })
      .map((one) => one.join(' '));
    fc.assert(
      fc.property(fc.array(stem, { maxLength: 14 }), (stems) => {
        const expected: string[] = [];
        for (let other = 0; other < stems.length; other++)
          for (let at = 0; at < other; at++) {
            const [one, two] = [runs(stems[at] ?? ''), runs(stems[other] ?? '')];
            const shared = [...one].filter((run) => two.has(run)).length;
            // Nothing is not a question that is asked twice.
            if (!stems[at]?.trim() || !stems[other]?.trim()) continue;
            if (shared / (one.size + two.size - shared) >= 0.7) expected.push(`${at} ${other}`);
          }
        expect(
          nearDuplicates(stems.map((stem, at) => compared(String(at), stem)))
            .map(({ one, other }) => `${one} ${other}`)
            .sort(),
        ).toEqual(expected.sort());
      }),
    );
  });

  test('of thousands after one pattern not every pair is told, and they are one set', () => {
    const alike = Array.from({ length: 3000 }, (_, at) =>
      compared(String(at), `What does sensor number ${at} report when the reading passes the mark of the day?`),
    );
    const pairs = nearDuplicates(alike);
    expect(pairs.length).toBeLessThan(3000 * 21);
    expect(new Set(alikeSets(pairs).values()).size).toBe(1);
  });

  test('coming and going, they are what they would be if all were compared anew', () => {
    const text = fc
      .array(fc.constantFrom('sun', 'moon', 'star', 'planet', 'a'), { minLength: 1, maxLength: 6 })
      .map((words) => ({ stem: words.join(' '), answers: words.length > 3 ? words.slice(0, 2).join(' ') : '' }));
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), text: fc.option(text) });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.array(step, { maxLength: 20 }), (counted, steps) => {
        const index = new AlikeIndex();
        for (const { stem } of counted) index.count(stem);
        const there = new Map<string, { stem: string; answers: string }>();
        for (const { key, text: now } of steps) {
          index.delete(key);
          there.delete(key);
          if (!now) continue;
          index.add(key, now);
          there.set(key, now);
        }
        const names = (pairs: { one: string; other: string }[]) =>
          pairs.map(({ one, other }) => [one, other].sort().join(' ')).sort();
        expect([index.size, names(index.pairs())]).toEqual([
          there.size,
          names(nearDuplicates([...there].map(([id, one]) => ({ id, ...one })))),
        ]);
      }),
    );
  });
});
