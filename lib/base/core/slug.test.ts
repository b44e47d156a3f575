import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SLUG_PATTERN, suggestSlug } from './slug.ts';

describe('suggestSlug', () => {
  test.each([
    ['Self-Attention Explained', 'self-attention-explained'],
    ['What is AI?', 'what-is-ai'],
    ['Python 3.10 Features', 'python-310-features'],
    ['  spaces_and__underscores  ', 'spaces-and-underscores'],
    ['Ça va? Łódź, Größe, Æsir, İstanbul', 'ca-va-lodz-grosse-aesir-istanbul'],
    ['ﬁne ½ ①', 'fine-12-1'],
    ['-- dashes --', 'dashes'],
  ])('%s becomes %s', (title, slug) => {
    expect(suggestSlug(title)).toBe(slug);
  });

  test('a title without a usable character gives the fallback', () => {
    expect(suggestSlug('量子力学', 'spark')).toBe('spark');
    expect(suggestSlug('🙂')).toBe('untitled');
  });

  test('whatever the title, the slug has the shape that the database asks for', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (title) => SLUG_PATTERN.test(suggestSlug(title))));
  });
});
