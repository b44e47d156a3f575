import { expect, test } from 'vitest';
import { fileOf } from './formats.cases.ts';
import type { LossCode } from './losses.ts';
import { marksOf } from './marks.ts';

const quiz = (type: string, inside: string) =>
  `<?xml version="1.0"?><quiz><question type="${type}"><questiontext><text>W?</text></questiontext>${inside}</question></quiz>`;
const answer = (fraction: number, text = 'a') => `<answer fraction="${fraction}"><text>${text}</text></answer>`;

test.each<[string, LossCode, string[]]>([
  [
    quiz('multichoice', `<single>false</single>${answer(50)}${answer(50)}${answer(-25)}`),
    'points_of_options',
    ['fraction="50"', 'fraction="50"', 'fraction="-25"'],
  ],
  [quiz('shortanswer', `${answer(100)}${answer(50)}${answer(0)}`), 'partly_right', ['fraction="50"']],
  [quiz('shortanswer', `${answer(100)}${answer(0, '*')}`), 'catch_all_reply', ['<text>*</text>']],
  [quiz('essay', '<tags><tag><text>fun</text></tag></tags>'), 'tags', ['<tags><tag><text>fun</text></tag></tags>']],
  [
    quiz('essay', '<hint><text>Think.</text></hint><penalty>0.5</penalty>'),
    'second_tries',
    ['<hint><text>Think.</text></hint>', '<penalty>0.5</penalty>'],
  ],
  [
    quiz('essay', '<incorrectfeedback><text>No!</text></incorrectfeedback>'),
    'overall_feedback',
    ['<incorrectfeedback><text>No!</text></incorrectfeedback>'],
  ],
  [quiz('stack', ''), 'stack', ['type="stack"']],
  [
    quiz('essay', '<generalfeedback><text>&lt;script&gt;x()&lt;/script&gt;</text></generalfeedback>'),
    'script_removed',
    ['&lt;script', '&lt;/script'],
  ],
  ['Which?{~%50%a ~%50%b ~%-25%c}', 'points_of_options', ['~%50%', '~%50%', '~%-25%']],
  ['Is it?{T}\n\nHalf {a', 'braces', ['{']],
])('%s: %s is about %j', (text, code, marked) => {
  const question = fileOf(text).questions.find(({ losses }) => losses.some((one) => one.code === code));
  const source = question?.source.text ?? '';
  expect(marksOf(source, code).map(({ start, end }) => source.slice(start, end))).toEqual(marked);
});

test('what is about the whole question marks nothing', () => {
  expect(marksOf('Only words.', 'no_question')).toEqual([]);
  expect(marksOf('a', 'feedback_merged')).toEqual([]);
});
