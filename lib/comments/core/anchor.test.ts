import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Anchor, AROUND, anchorOf, findAnchor, LONGEST_QUOTE } from './anchor.ts';
import { plainText } from './plain-text.ts';

const TEXT =
  'What it usually does is not to make the file smaller. Think of clearing shelves, not of moving into a smaller warehouse. Only empty pages at the very end are given back.';
const marked = (text: string, quote: string): Anchor => {
  const from = text.indexOf(quote);
  return anchorOf(text, { from, to: from + quote.length });
};
const found = (text: string, anchor: Anchor) => {
  const passage = findAnchor(text, anchor);
  return passage && text.slice(passage.from, passage.to);
};

const SHELVES = 'Think of clearing shelves, not of moving into a smaller warehouse.';

test.each([
  ['the same text', TEXT, SHELVES],
  ['words in front of it', `And now for something else. ${TEXT}`, SHELVES],
  ['everything around it anew', `Different. ${SHELVES} Also different.`, SHELVES],
  [
    'a word of it changed',
    TEXT.replace('smaller warehouse', 'tiny warehouse'),
    'Think of clearing shelves, not of moving into a tiny warehouse',
  ],
  [
    'words within it',
    TEXT.replace('shelves,', 'the shelves,'),
    'Think of clearing the shelves, not of moving into a smaller warehouse',
  ],
  ['cut in half', TEXT.replace(', not of moving into a smaller warehouse', ''), null],
  ['gone', TEXT.replace(SHELVES, ''), null],
  ['an empty text', '', null],
])('a passage is found again: %s', (_, text, passage) => {
  expect(found(text, marked(TEXT, SHELVES))).toBe(passage);
});

test('of several places with the same words it is the one with the same surroundings', () => {
  const text = 'The row is dead. A row is a row. The last row is free.';
  const third = text.indexOf('row.');
  const anchor = anchorOf(text, { from: third, to: third + 3 });
  const later = `Another row here. ${text}`;
  expect(findAnchor(later, anchor)?.from).toBe(third + 'Another row here. '.length);
});

test('a short word whose passage went is not taken for another one of the same letters', () => {
  const anchor = marked('It is cold in here, say the rows.', 'in');
  expect(findAnchor('Nothing within, nothing in it, and nothing in the end', anchor)).toBe(null);
});

test('right to left and scripts without spaces', () => {
  const hebrew = 'הנתונים נשמרים בדף אחד בכל פעם ולא יותר מזה';
  expect(found(`עוד משהו. ${hebrew}`, marked(hebrew, 'בדף אחד'))).toBe('בדף אחד');
  const chinese = '数据库会在后台清理死行，然后把空间标记为可用。';
  expect(found(chinese.replace('空间', '位置'), marked(chinese, '然后把空间标记为可用'))).toBe('然后把位置标记为可用');
});

test('what is not seen and how blanks are written makes no difference', () => {
  const { text, places } = plainText('  A\u200b  row\n\n is \u202edead');
  expect(text).toBe('A row is dead');
  expect(places.at(0)).toBe(2);
  expect(plainText('\u200b\u2060').text).toBe('');
});

test('an anchor holds a bounded part and no half of a character', () => {
  const text = `${'😀'.repeat(40)}${'x'.repeat(5_000)}`;
  const anchor = anchorOf(text, { from: 80, to: 5_000 });
  expect(anchor.quote).toHaveLength(LONGEST_QUOTE);
  expect(anchorOf(`a${text}`, { from: 81, to: 83 }).before.isWellFormed()).toBe(true);
  expect(anchor.before.length).toBeLessThanOrEqual(AROUND + 1);
});

const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 40 }).map((all) => all.join(' '));

test('edits elsewhere never lose a passage', () => {
  const cases = fc.record({
    head: words,
    quote: fc.stringMatching(/^[a-z]{4,8} [a-z]{4,8} [a-z]{4,8}$/),
    tail: words,
    newHead: words,
    newTail: words,
  });
  fc.assert(
    fc.property(cases, ({ head, quote, tail, newHead, newTail }) => {
      const anchor = anchorOf(`${head} ${quote} ${tail}`, {
        from: head.length + 1,
        to: head.length + 1 + quote.length,
      });
      expect(found(`${newHead} ${quote} ${newTail}`, anchor)).toBe(quote);
    }),
  );
});

test('edits away from it move a passage of any length by exactly what they add', () => {
  const cases = fc.record({ head: words, near: words, quote: words, after: words, added: words });
  fc.assert(
    fc.property(cases, ({ head, near, quote, after, added }) => {
      const around = `${near} the very beginning of what stands here ${quote} and the end of what stands here ${after}`;
      const text = `${head} ${around}`;
      const from = text.indexOf(`${quote} and the end of what stands here`);
      const anchor = anchorOf(text, { from, to: from + quote.length });
      const moved = findAnchor(`${added} ${text}`, anchor);
      expect(moved).toEqual({ from: from + added.length + 1, to: from + added.length + 1 + quote.length });
    }),
  );
});

test('what is found always lies within the text, whatever is looked for in whatever', () => {
  const any = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(any, any, fc.nat(300), (shown, quote, at) => {
      const { text } = plainText(shown);
      const passage = findAnchor(text, { quote: quote.slice(0, 100), before: quote, after: shown, at });
      expect(passage === null || (passage.from >= 0 && passage.from < passage.to && passage.to <= text.length)).toBe(
        true,
      );
    }),
  );
});

test('a hostile text takes steps in proportion to its length', () => {
  // Each place matches nearly all of the quote: looked at letter by letter that would be a thousand million steps.
  const text = 'a'.repeat(1_000_000);
  expect(findAnchor(text, { quote: `${'a'.repeat(999)}b`, before: 'a', after: 'a', at: 0 })).toBe(null);
  expect(findAnchor('a '.repeat(200_000), { quote: 'a a a a b b b b', before: '', after: '', at: 7 })).toBe(null);
});
