import { describe, expect, test } from 'vitest';
import { hasMarkup, htmlByText } from './html-by-text.ts';
import { renderExercise } from './rendered.ts';

const option = (id: string, text: string) => ({ id, label: id.toUpperCase(), text, rationale_wrong: null });

describe('texts with what they look like', () => {
  test('are found by their Markdown, in any part of an exercise', async () => {
    const exercise = {
      id: 'one',
      exercise_type: 'mcq',
      stem: 'Is $x^2$ even?',
      options: [option('a', '**Always**'), option('b', 'For an even `x`')],
      answer_key: { label: 'B', option_id: 'b', rationale_right: '' },
    };
    const found = htmlByText(await renderExercise(exercise, 3, { formulas: 'mathml' }));
    expect(found.get('Is $x^2$ even?')).toContain('<math');
    expect(found.get('**Always**')).toContain('<strong>Always</strong>');
    expect(found.get('For an even `x`')).toContain('<code>x</code>');
  });

  test('leave out the text of a cloze, which has blanks in place of words', async () => {
    const blanks = [{ id: 'blank_1', accepted: ['base'] }];
    const exercise = { id: 'two', exercise_type: 'cloze', stem: 'Fill it.', text: 'Above the {{blank_1}}.', blanks };
    expect([...htmlByText(await renderExercise(exercise, 0)).keys()]).toEqual(['Fill it.']);
  });

  test('of what has no type there are none', async () => {
    expect(htmlByText(await renderExercise({ stem: '*who*' }, 0))).toEqual(new Map());
  });
});

test.each([
  ['plain words, and a number: 4.1 (of ten)', false],
  ['$x$', true],
  ['**bold**', true],
  ['a `name`', true],
  ['![A leaf](/assets/a/leaf.png)', true],
  ['two\n- points', true],
  ['1. a step', true],
  ['https://example.org', true],
  ['3 > 2', false],
])('%s: %s', (text, has) => {
  expect(hasMarkup({ options: [{ text }], weight: 1, none: null })).toBe(has);
});
