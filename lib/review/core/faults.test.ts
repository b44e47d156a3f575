import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOf, tellFault, withFault } from './faults.ts';
import { wrongKey } from './wrong-key.ts';

const PROSE = [
  'The table is not locked while this runs, and the others go on with what they have to do.',
  'It usually does not make the file smaller, because the pages in the middle are kept.',
  'You should never run this on a server that people use at the time.',
  'The checkpoint takes 30 seconds on the machine that we have measured.',
  'An index of this kind has 400 pages and is read in one go.',
  'It doesn’t matter which of the two comes first in the list.',
  'There are not only rows but also the space between them.',
  'Nothing here can be turned round at all by anybody.',
];
const APART = [
  '```sql\nselect 1 where x is not null; -- 30 seconds, never\n```',
  '# Never 40 rows',
  '`is not null`',
  '![a picture that is not there](never.png)',
  '$$ 30 seconds $$',
];
const texts = fc
  .array(fc.oneof(fc.constantFrom(...PROSE), fc.constantFrom(...APART)), { minLength: 3, maxLength: 12 })
  .map((parts) => parts.join('\n\n'));

/** Where code, formulas and pictures stand. */
const stretchesApart = (text: string) =>
  APART.slice(0, 1)
    .concat(APART.slice(2))
    .flatMap((part) => {
      const found: [number, number][] = [];
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push([at, at + part.length]);
      return found;
    });

test('each fault is one stretch of prose, and all else is byte-identical', () => {
  let made = 0;
  fc.assert(
    fc.property(texts, (text) => {
      for (const fault of faultsOf(text)) {
        made++;
        const faulty = withFault(text, fault);
        expect(faulty).not.toBe(text);
        expect(text.slice(fault.from, fault.to)).toBe(fault.was_right);
        expect(faulty.slice(0, fault.from)).toBe(text.slice(0, fault.from));
        expect(faulty.slice(fault.from + fault.is_wrong.length)).toBe(text.slice(fault.to));
        expect(stretchesApart(text).some(([from, to]) => fault.to > from && fault.from < to)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
  expect(made).toBeGreaterThan(100);
});

test('what is kept of a fault is found in the faulty text, and no more once it is mended', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const fault of faultsOf(text)) {
        const { fragment, before, is_wrong, after } = tellFault(text, fault);
        const faulty = withFault(text, fault);
        expect(faulty).toContain(fragment);
        expect(faulty).toContain(before + is_wrong + after);
      }
    }),
    { numRuns: 30 },
  );
  const text = PROSE.join('\n\n');
  for (const fault of faultsOf(text)) expect(text).not.toContain(tellFault(text, fault).fragment);
});

test('says the opposite, another unit, another number', () => {
  const made = (sentence: string) =>
    faultsOf(`${PROSE[7]} ${sentence}`).map((fault) => withFault(`${PROSE[7]} ${sentence}`, fault).slice(52));
  expect(made(PROSE[1] as string)).toEqual([expect.stringContaining('It usually does make the file smaller')]);
  expect(made(PROSE[2] as string)).toEqual([expect.stringContaining('You should always run this')]);
  expect(made(PROSE[3] as string)).toEqual([
    expect.stringContaining('takes 300 seconds'),
    expect.stringContaining('takes 30 minutes'),
  ]);
  expect(made(PROSE[4] as string)).toEqual([expect.stringContaining('has 40 pages')]);
  expect(made(PROSE[5] as string)).toEqual([expect.stringContaining('It does matter')]);
  expect(made(PROSE[6] as string)).toEqual([]);
  expect(made('It came in 1999 years of work, with PostgreSQL 15 tables and in 2.50 of them.')).toEqual([]);
});

test.each([
  'Die Tabelle ist nicht gesperrt, während das läuft, und die anderen machen weiter. Das dauert 30 Sekunden.',
  'テーブルはロックされません。30 秒かかります。',
  'Foo 30 seconds bar 40 pages baz.',
])('a text whose language is not English, or not known, gets none: %s', (text) => {
  expect(faultsOf(text)).toEqual([]);
});

test('a key is another option of the same question, and nothing else of it changes', () => {
  const options = ['a', 'b', 'c'].map((id, nth) => ({ id, label: 'ABC'[nth] as string, text: `Option ${id}` }));
  const asked = {
    id: 'one',
    exercise_type: 'mcq',
    stem: 'Which?',
    options,
    answer_key: { label: 'B', option_id: 'b', rationale_right: 'Because.' },
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const wrong = wrongKey(asked, seed);
      const key = wrong?.exercise.answer_key as typeof asked.answer_key;
      expect(key.option_id).not.toBe('b');
      expect(options.find(({ id }) => id === key.option_id)?.label).toBe(key.label);
      expect({ ...wrong?.exercise, answer_key: asked.answer_key }).toEqual(asked);
      expect(key.rationale_right).toBe('Because.');
    }),
  );
  const said = { id: 'two', exercise_type: 'true_false', stem: 'So?', answer: true, rationale_right: 'Yes.' };
  expect(wrongKey(said, 3)).toMatchObject({ exercise: { ...said, answer: false }, was_right: 'True' });
  expect(wrongKey({ ...said, answer: null }, 3)).toBeNull();
  expect(wrongKey({ exercise_type: 'open_response', stem: 'Why?' }, 0)).toBeNull();
});
