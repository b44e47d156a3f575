import { describe, expect, test } from 'vitest';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { emptyResponse } from '#lib/exercises/core/response.ts';
import { afterKey, moved, putRight, unusedChoices } from './given.ts';
import { numberWords } from './number-words.ts';
import { plainText } from './plain-text.ts';
import { wordsFor } from './words-for.ts';

describe('a key', () => {
  const { mcq, multi_select, true_false, matching, short_answer } = EXERCISES;
  const press = (exercise: (typeof EXERCISES)[keyof typeof EXERCISES], key: string) =>
    afterKey(exercise, emptyResponse(exercise, 's'), key, 's');

  test('chooses by letter and by number', () => {
    expect(press(mcq, 'b')).toMatchObject({ option_id: 'o-b' });
    expect(press(mcq, '2')).toMatchObject({ option_id: 'o-b' });
    expect(press(multi_select, 'c')).toMatchObject({ option_ids: ['o-c'] });
    expect(
      afterKey(multi_select, { exercise_type: 'multi_select', option_ids: ['o-a', 'o-c'] }, 'c', 's'),
    ).toMatchObject({
      option_ids: ['o-a'],
    });
    expect(press(true_false, 't')).toMatchObject({ answer: true });
    expect(press(true_false, '2')).toMatchObject({ answer: false });
  });

  test('means nothing where there is no such answer', () => {
    for (const key of ['z', '9', 'Enter', '0']) expect(press(mcq, key)).toBeNull();
    expect(press(short_answer, 'a')).toBeNull();
    expect(press(true_false, 'c')).toBeNull();
  });

  test('puts what is left into the open place', () => {
    const left = unusedChoices(matching, [null, null, null], 's');
    const first = press(matching, 'a');
    expect(first).toMatchObject({ rights: [left[0], null, null] });
    if (first?.exercise_type !== 'matching') throw new Error('no response');
    expect(unusedChoices(matching, first.rights, 's')).toEqual(left.slice(1));
  });
});

describe('putting and moving', () => {
  const { matching } = EXERCISES;

  test('what is right once stands in one place only, what is right twice in two', () => {
    expect(putRight(matching, ['builds gluten', null, null], 1, 'builds gluten')).toEqual([
      null,
      'builds gluten',
      null,
    ]);
    const twice = { ...matching, pairs: [...matching.pairs, { left: 'Folding', right: 'builds gluten' }] };
    expect(putRight(twice, ['builds gluten', null, null, null], 3, 'builds gluten')).toEqual([
      'builds gluten',
      null,
      null,
      'builds gluten',
    ]);
    expect(putRight(matching, ['builds gluten', null, null], 0, null)).toEqual([null, null, null]);
  });

  test('an item goes to where it is put', () => {
    expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  });
});

describe('what is said', () => {
  test.each([
    ['2700', 'two thousand seven hundred'],
    ['2.7', 'two point seven'],
    ['1234', 'one thousand two hundred thirty-four'],
    ['1.234', 'one point two three four'],
    ['-20000', 'minus twenty thousand'],
    ['115', 'one hundred fifteen'],
    ['0.5', 'zero point five'],
    ['0', 'zero'],
    ['1234567', '1234567'],
  ])('%s in words is %s', (written, said) => {
    expect(numberWords(written)).toBe(said);
  });

  test('texts for menus are without marks, signs as they are', () => {
    expect(plainText('<p dir="auto">a &#x3C; b &amp; <code>c</code></p>\n<p>d</p>')).toBe('a < b & c d');
    expect(plainText('<p><img src="/x.png" alt="a tree"></p>')).toBe('a tree');
    expect(plainText('<math><mi>x</mi><annotation encoding="t">\\x</annotation></math>')).toBe('x');
    expect(plainText('&#x110000; &unknown;')).toBe('&#x110000; &unknown;');
  });

  test('words are in the language of the content, English where there are none', () => {
    expect(wordsFor('ar-EG')).toMatchObject({ lang: 'ar', words: { skip: 'تخطي' } });
    expect(wordsFor('de')).toMatchObject({ lang: 'de' });
    for (const language of ['', 'ja', 'constructor', '__proto__']) expect(wordsFor(language).lang).toBe('en');
    for (const language of ['ar', 'de', 'es', 'fr'])
      expect(Object.keys(wordsFor(language).words).sort()).toEqual(Object.keys(wordsFor('en').words).sort());
  });
});
