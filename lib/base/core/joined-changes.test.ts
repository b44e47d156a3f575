import { diffWordsWithSpace } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinedWords } from './joined-changes.ts';

const compared = (before: string, after: string) =>
  joinedWords(diffWordsWithSpace(before, after)).map(({ value, added, removed }) =>
    added ? `+${value}` : removed ? `-${value}` : value,
  );

test('words that changed in a row are one change, and what stands between others is left', () => {
  expect(compared('the same play? Does', 'Other words, said better')).toEqual([
    '-the same play? Does',
    '+Other words, said better',
  ]);
  expect(compared('It eats sugar at night.', 'It eats flour at noon.')).toEqual([
    'It eats ',
    '-sugar',
    '+flour',
    ' at ',
    '-night',
    '+noon',
    '.',
  ]);
  expect(compared('one two', 'one two three')).toEqual(['one two', '+ three']);
});

test('a line break between two changes stays where it is', () => {
  expect(compared('one\ntwo', 'uno\ndue')).toEqual(['-one', '+uno', '\n', '-two', '+due']);
});

test('read without what came it is the older text, without what went the newer one, whatever both say', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '  ', '\n', '. '), { maxLength: 24 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const parts = joinedWords(diffWordsWithSpace(before, after));
      const without = (left: 'added' | 'removed') =>
        parts
          .filter((part) => !part[left])
          .map(({ value }) => value)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});
