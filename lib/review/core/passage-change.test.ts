import { describe, expect, test } from 'vitest';
import { changePassage } from './passage-change.ts';

const of = (quote: string, words: string, at = 0) => ({ quote, words, before: '', after: '', at });
const changed = (text: string, quote: string, words: string, at?: number) => {
  const made = changePassage(text, of(quote, words, at));
  return made.ok ? made.data : made.problem.code;
};

describe('other words for a passage', () => {
  test('leave every other byte as it was', () => {
    const text = 'Head\n====\n\n*  odd   list\n\nA levain eats sugar.  \nIt rises.\n';
    expect(changed(text, 'eats sugar', 'eats flour')).toBe(
      'Head\n====\n\n*  odd   list\n\nA levain eats flour.  \nIt rises.\n',
    );
  });

  test.each([
    [
      'keep the marks of words that stay',
      'A **very old** dough.',
      'very old dough',
      'very old loaf',
      'A **very old** loaf.',
    ],
    ['take the marks of the words they replace', 'A **very old** dough.', 'old', 'young', 'A **very young** dough.'],
    ['may be more', 'One dough.', 'dough', 'big dough', 'One big dough.'],
    ['may be fewer', 'One big dough.', 'big dough', 'dough', 'One dough.'],
    ['come after the last', 'One dough.', 'dough', 'dough and more', 'One dough and more.'],
    ['are words, not Markdown', 'One dough.', 'dough', '*dough*', 'One \\*dough\\*.'],
    ['stand in a list', '- One dough.\n- Two.', 'Two', 'Three', '- One dough.\n- Three.'],
  ])('%s', (_, text, quote, words, wanted) => {
    expect(changed(text, quote, words)).toBe(wanted);
  });

  test('are one line: paragraphs are written in the editor', () => {
    expect(changed('One dough.', 'dough', 'dough\n\n# More')).toBe('invalid_input');
  });

  test('of several places the nearest', () => {
    const text = 'A long sentence stands here.\n\nAnother one.\n\nA long sentence stands here.\n';
    expect(changed(text, 'A long sentence', 'A short sentence', 40)).toBe(
      'A long sentence stands here.\n\nAnother one.\n\nA short sentence stands here.\n',
    );
  });

  test.each([
    ['words that are gone', 'One dough.', 'two loaves of bread', 'x', 'not_found'],
    ['words of two paragraphs', 'One dough.\n\nTwo doughs.', 'dough. Two', 'x', 'invalid_input'],
    ['the same words', 'One dough.', 'dough', 'dough', 'invalid_input'],
  ])('are refused for %s', (_, text, quote, words, code) => {
    expect(changed(text, quote, words)).toBe(code);
  });
});
