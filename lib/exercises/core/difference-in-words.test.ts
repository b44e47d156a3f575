import { expect, test } from 'vitest';
import { differenceInWords } from './difference-in-words.ts';
import type { Exercise } from './exercise.ts';

const said = (stem: string, answer: boolean | null = true): Exercise => ({
  id: 'a',
  exercise_type: 'true_false',
  stem,
  answer,
  rationale_right: '',
  rationale_wrong: '',
});
const choice = (texts: string[], right: number): Exercise => ({
  id: 'a',
  exercise_type: 'mcq',
  stem: 'Which is it?',
  options: texts.map((text, at) => ({ id: `o${at}`, label: 'ABC'[at] ?? '', text, rationale_wrong: null })),
  answer_key: { label: '', option_id: `o${right}`, rationale_right: '' },
});

test.each([
  ['the same, but for spaces and full stops', said('IoT  is safe'), said(' IoT is safe.'), { code: 'same' }],
  [
    'a few words',
    said('They are too weak to use cameras'),
    said('They are too weak to use object detectors'),
    { code: 'words', one: ['cameras'], other: ['object detectors'] },
  ],
  ['another answer', said('IoT is safe', true), said('IoT is safe', false), { code: 'right_answer' }],
  ['other options', choice(['One', 'Two'], 0), choice(['One', 'Three'], 0), { code: 'answers' }],
  ['another right option', choice(['One', 'Two'], 0), choice(['One', 'Two'], 1), { code: 'right_answer' }],
  ['much', said('a b c d e f g h'), said('A x C y E z G w'), { code: 'wording' }],
])('%s', (_, one, other, difference) => {
  expect(differenceInWords(one, other)).toEqual(difference);
});
