import fc from 'fast-check';
import { expect, test } from 'vitest';
import { humanShare } from './human-share.ts';

const words = fc.array(fc.constantFrom('levain', 'flour', 'water', 'salt', 'oven', 'dough'), { maxLength: 60 });

test('what was approved as it was is nobody else’s, and what was written anew is all a person’s', () => {
  expect(humanShare('Feed the levain.', 'Feed the levain.')).toBe(0);
  expect(humanShare('Feed the levain.', 'Bake bread now!')).toBe(1);
  expect(humanShare('', 'All mine.')).toBe(1);
  expect(humanShare('Something.', '')).toBe(1);
});

test('one word of four is a quarter, blanks and line breaks count for nothing', () => {
  expect(humanShare('one two three four', 'one two three five')).toBe(0.25);
  expect(humanShare('one two', 'one\n\n two')).toBe(0);
});

test('a draft cut in half is a quarter a person’s', () => {
  expect(humanShare('a b c d e f g h', 'a b c d')).toBe(0.25);
});

test('it is a share, and nothing only where the words are the same in the same order', () => {
  fc.assert(
    fc.property(words, words, (draft, approved) => {
      const share = humanShare(draft.join(' '), approved.join(' '));
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      if (approved.length > 0) expect(share === 0).toBe(draft.join(' ') === approved.join(' '));
    }),
  );
});
