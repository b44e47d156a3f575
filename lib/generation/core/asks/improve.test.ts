import { describe, expect, test } from 'vitest';
import type { AskContext } from './ask.ts';
import { improvedExercises, MOST_IMPROVED, numberedExercises } from './improve.ts';

const option = (nth: number, text: string) => ({
  id: `o${nth}`,
  label: 'ABC'[nth] as string,
  text,
  rationale_wrong: nth === 0 ? null : 'No.',
});
const mcq = {
  id: 'one',
  exercise_type: 'mcq',
  stem: 'What does it eat?',
  options: [option(0, 'Flour'), option(1, 'Salt'), option(2, 'Sand')],
  answer_key: { label: 'A', option_id: 'o0', rationale_right: 'Flour.', kept: 1 },
  cognitive_level: 'Recall',
  more: { of: ['an', 'importer'] },
};
const order = { id: 'two', exercise_type: 'ordering', stem: 'In which order?', items: [{ id: 'x', text: 'Mix' }] };
const trueFalse = { id: 'three', exercise_type: 'true_false', stem: 'It eats flour.', answer: true };
const bank = [mcq, order, trueFalse].map((raw) => ({ id: raw.id, raw }));
const context: AskContext = {
  title: 'Job',
  place: { kind: 'spark', id: 'spark' },
  lessons: [{ id: 'spark', title: 'Levain', content_md: 'Feed it.', version: 4 }],
  lesson: null,
  outline: null,
  exercises: bank,
  report: null,
};
const question = (more: object = {}) => ({
  stem: 'What does a levain eat?',
  cognitive_level: 'Comprehension',
  difficulty: 'medium',
  objective: null,
  options: [],
  answer: null,
  accepted: [],
  ...more,
});
const options = (...of: [string, boolean][]) => of.map(([text, is_right]) => ({ text, is_right, reason: `${text}!` }));
const answer = (more: object) => ({ changes: [], removals: [], questions: [], ...more });
const made = (more: object, isOne = false) => improvedExercises(isOne).made(answer(more), context);
const partsOf = (more: object) => {
  const body = made(more).proposals[0]?.body;
  return body?.kind === 'exercises' ? body.exercises : [];
};

test('a model sees exercises numbered, without the ids that it cannot name', () => {
  const [first, second] = numberedExercises(bank).split('\n');
  expect(first).toMatch(/^1\. \{"exercise_type":"mcq"/);
  expect(second).toMatch(/^2\. /);
  expect(first).not.toContain('"id":"one"');
});

describe('an exercise that is changed', () => {
  test('keeps its id, the ids of options that say the same, and what nobody spoke of', () => {
    const [part] = partsOf({
      changes: [
        {
          number: 1,
          question: question({ options: options(['Salt', false], ['Water and flour', true], ['Flour', false]) }),
        },
      ],
    });
    expect(part).toMatchObject({ do: 'change', exercise_id: 'one', before: mcq });
    expect(part?.do === 'change' && part.exercise).toEqual({
      ...mcq,
      stem: 'What does a levain eat?',
      cognitive_level: 'Comprehension',
      options: [
        { ...option(1, 'Salt'), label: 'A', rationale_wrong: 'Salt!' },
        { id: 'o2', label: 'B', text: 'Water and flour', rationale_wrong: null },
        { ...option(0, 'Flour'), label: 'C', rationale_wrong: 'Flour!' },
      ],
      answer_key: { label: 'B', option_id: 'o2', rationale_right: 'Water and flour!', kept: 1 },
    });
  });

  test('of a kind without options or a written answer changes its words alone', () => {
    const [part] = partsOf({ changes: [{ number: 2, question: question() }] });
    expect(part?.do === 'change' && part.exercise).toEqual({ ...order, stem: 'What does a levain eat?' });
    expect(() => made({ changes: [{ number: 2, question: question({ answer: 'Mix' }) }] })).toThrow(/only the words/);
  });

  test('that comes back as it was is none', () => {
    const same = question({ stem: trueFalse.stem, answer: 'True' });
    expect(made({ changes: [{ number: 3, question: same }] })).toMatchObject({
      proposals: [],
      summary: { exercises: 0 },
    });
  });
});

test('one goes by its number with the reason, and new ones come after', () => {
  const parts = partsOf({
    removals: [{ number: 3, reason: 'It asks the same as number 1.' }],
    questions: [question({ answer: 'Flour' })],
  });
  expect(parts).toMatchObject([
    { do: 'remove', exercise_id: 'three', before: trueFalse, why: 'It asks the same as number 1.' },
    { do: 'add', exercise: { id: 'draft-1', exercise_type: 'short_answer' } },
  ]);
  expect(made({ removals: [{ number: 3, reason: 'x' }] }).summary).toEqual({ exercises: 1, changed: 0, removed: 1 });
});

test.each([
  ['a number that no exercise has', { removals: [{ number: 4, reason: 'x' }] }, /no exercise 4.*1 to 3/],
  [
    'a number twice',
    { changes: [{ number: 3, question: question({ answer: 'false' }) }], removals: [{ number: 3, reason: 'x' }] },
    /3 is spoken of twice/,
  ],
  [
    'no right option',
    { changes: [{ number: 1, question: question({ options: options(['a', false], ['b', false]) }) }] },
    /0 right/,
  ],
  [
    'an option twice',
    { changes: [{ number: 1, question: question({ options: options(['a', true], ['A', false]) }) }] },
    /same option twice/,
  ],
  ['neither true nor false', { changes: [{ number: 3, question: question({ answer: 'maybe' }) }] }, /true or false/],
])('%s goes back to the model', (_, more, message) => {
  expect(() => made(more)).toThrow(message);
});

test('of another version of one exercise nothing else comes', () => {
  const changes = [{ number: 1, question: question({ options: options(['a', true], ['b', false]) }) }];
  expect(made({ changes }, true).proposals).toHaveLength(1);
  expect(() => made({ changes, removals: [{ number: 2, reason: 'x' }] }, true)).toThrow(/nothing else/);
  expect(() => made({}, true)).toThrow(/nothing else/);
});

test('more than are looked at in one go are not read from an answer', () => {
  const { schema } = improvedExercises(false);
  const removals = Array.from({ length: MOST_IMPROVED + 1 }, (_, nth) => ({ number: nth + 1, reason: 'x' }));
  expect(schema.safeParse(answer({ removals })).success).toBe(false);
  expect(schema.safeParse(answer({ removals: [{ number: 0, reason: 'x' }] })).success).toBe(false);
  expect(schema.safeParse(answer({})).success).toBe(true);
});
