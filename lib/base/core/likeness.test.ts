import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byLikeness, likeness } from './likeness.ts';

const marks = (name: string, typed: string) => likeness(name, typed)?.hits.map(([from, to]) => name.slice(from, to));

describe('how close a name comes', () => {
  test.each([
    ['Outer joins', 'outer joins', 'exact', 0],
    ['Outer joins', 'OUTER-JOINS', 'exact', 0],
    ['Élan vital', 'elan vital', 'exact', 0],
    ['Outer joins', 'outer jo', 'prefix', 0],
    ['Outer joins', 'joins', 'words', 0],
    ['Outer joins', 'joi out', 'words', 0],
    ['Interact with sensors and actuators', 'actuatr', 'slips', 1],
    ['Outer joins', 'outre joins', 'slips', 1],
    ['Outer joins', 'outerjoins', 'slips', 1],
    ['Outer joins', 'oter jions', 'slips', 2],
    ['Outer joins', 'joinz outr', 'slips', 2],
    ['Loop', 'lop', 'slips', 1],
    ['ما هو إنترنت الأشياء؟', 'إنترنت', 'words', 0],
  ] as const)('%s for %s: %s, %i slips', (name, typed, rank, slips) => {
    expect(likeness(name, typed)).toMatchObject({ rank, slips });
  });

  test.each([
    ['Outer joins', 'ter'],
    ['Outer joins', 'inner joints'],
    ['Great maps', 'gra'],
    ['Car', 'cat'],
    ['Outer joins', ''],
    ['Outer joins', '++'],
    ['?!', 'a'],
  ])('%s is not meant by “%s”', (name, typed) => {
    expect(likeness(name, typed)).toBeNull();
  });

  test.each([
    ['Outer joins', 'outer joins', ['Outer joins']],
    ['Prompts and slots', 'prom', ['Prom']],
    ['Use an actuator', 'actuatr', ['actuator']],
    ['Outer joins', 'joi out', ['Out', 'joi']],
    ['Cafe\u0301s', 'cafe', ['Cafe\u0301s']],
    ['Outer joins', 'outr jo', ['Outer joins']],
  ])('of %s for “%s”: %j', (name, typed, hits) => {
    expect(marks(name, typed)).toEqual(hits);
  });
});

describe('the order of names', () => {
  const order = (names: string[], typed: string) => byLikeness(names, typed, (name) => name).map(({ thing }) => thing);

  test.each([
    [
      'exact, then prefix, then the beginning of a word, then slips, then the rest as it came',
      'join',
      ['Zebra', 'Jion the club', 'A join of many', 'Joins', 'Apple', 'Join'],
      ['Join', 'Joins', 'A join of many', 'Jion the club', 'Zebra', 'Apple'],
    ],
    ['fewer slips first', 'sensros', ['Sensor nets', 'Sensors'], ['Sensors', 'Sensor nets']],
    ['the shorter of equals', 'tab', ['Tables of tables', 'Tables'], ['Tables', 'Tables of tables']],
  ])('%s', (_what, typed, names, expected) => {
    expect(order(names, typed)).toEqual(expected);
  });

  const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 12 });

  test('loses nothing, invents nothing, and is the same the second time', () => {
    fc.assert(
      fc.property(names, fc.string({ maxLength: 30 }), (all, typed) => {
        const once = order(all, typed);
        expect(once.toSorted()).toEqual(all.toSorted());
        expect(order(once, typed)).toEqual(once);
      }),
    );
  });

  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
  const four = fc.array(letter, { minLength: 4, maxLength: 4 });
  const slip = fc.record({
    kind: fc.constantFrom('none', 'missing', 'another', 'more', 'swapped'),
    place: fc.nat({ max: 2 }),
    letter,
  });

  /** Four letters as a hurried finger types them. */
  function typedWith(word: string[], { kind, place, letter }: { kind: string; place: number; letter: string }): string {
    const typed = [...word];
    if (kind === 'missing') typed.splice(place, 1);
    if (kind === 'another') typed[place] = letter;
    if (kind === 'more') typed.splice(place, 0, letter);
    if (kind === 'swapped') typed.splice(place, 2, word[place + 1] ?? '', word[place] ?? '');
    return typed.join('');
  }

  test('a title with up to one slip in four letters is found, and nothing that is further off comes before it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(four, slip), { minLength: 1, maxLength: 6 }), names, (parts, others) => {
        const title = parts.map(([word]) => word.join('')).join('');
        const typed = parts.map(([word, slip]) => typedWith(word, slip)).join('');
        const slips = parts.filter(([, { kind }]) => kind !== 'none').length;
        const like = likeness(title, typed);
        expect(like?.slips).toBeLessThanOrEqual(slips);
        const [first] = byLikeness([...others, title], typed, (name) => name);
        expect(first?.like?.slips).toBeLessThanOrEqual(slips);
      }),
    );
  });

  test('marks lie inside the name, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 20 }), (name, typed) => {
        let end = 0;
        for (const [from, to] of likeness(name, typed)?.hits ?? []) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(name.length);
          end = to;
        }
      }),
    );
  });
});
