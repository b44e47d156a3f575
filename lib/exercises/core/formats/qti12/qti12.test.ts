import { describe, expect, test } from 'vitest';
import { fileOf, outcomeOf } from '../formats.cases.ts';

// Questions of QTI 1.2 as Canvas writes them.

const field = (label: string, entry: string) =>
  `<qtimetadatafield><fieldlabel>${label}</fieldlabel><fieldentry>${entry}</fieldentry></qtimetadatafield>`;
const html = (text: string) => `<material><mattext texttype="text/html">${text}</mattext></material>`;
const label = (ident: string, text: string) =>
  `<response_label ident="${ident}"><material><mattext texttype="text/plain">${text}</mattext></material></response_label>`;
const list = (ident: string, labels: string, attributes = '', words = '') =>
  `<response_lid ident="${ident}" ${attributes}>${words}<render_choice>${labels}</render_choice></response_lid>`;
const when = (test: string, action: string, attributes = '') =>
  `<respcondition ${attributes}><conditionvar>${test}</conditionvar>${action}</respcondition>`;
const is = (response: string, value: string) => `<varequal respident="${response}">${value}</varequal>`;
const points = (value: number, action = 'Set') => `<setvar action="${action}" varname="SCORE">${value}</setvar>`;
const says = (ident: string) => `<displayfeedback feedbacktype="Response" linkrefid="${ident}"/>`;
const reply = (ident: string, text: string) =>
  `<itemfeedback ident="${ident}"><flow_mat>${html(text)}</flow_mat></itemfeedback>`;

const item = (type: string, presentation: string, conditions: string, more = '', metadata = '') =>
  `<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment><section><item ident="q1" title="Question">
    <itemmetadata><qtimetadata>${field('question_type', type)}${metadata}</qtimetadata></itemmetadata>
    <presentation>${presentation}</presentation>
    <resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"/></outcomes>${conditions}</resprocessing>${more}
  </item></section></assessment></questestinterop>`;
const read = (xml: string) => {
  const [question] = fileOf(xml).questions;
  return { exercise: question?.exercise, codes: question?.losses.map(({ code }) => code) };
};

const either = list('response1', label('1', 'a &lt; b') + label('2', 'b'), 'rcardinality="Single"');

test('one choice, with what is said to each answer', () => {
  const { exercise, codes } = read(
    item(
      'multiple_choice_question',
      html('&lt;p&gt;Which &lt;em&gt;one&lt;/em&gt;?&lt;/p&gt;') + either,
      when('<other/>', says('general_fb'), 'continue="Yes"') +
        when(is('response1', '2'), says('2_fb'), 'continue="Yes"') +
        when(is('response1', '1'), points(100) + says('correct_fb'), 'continue="No"') +
        when('<other/>', says('wrong_fb'), 'continue="Yes"'),
      reply('general_fb', 'To all.') +
        reply('2_fb', 'Not b.') +
        reply('correct_fb', 'Yes.') +
        reply('wrong_fb', 'Try again.'),
    ),
  );
  expect(codes).toEqual([]);
  expect(exercise).toMatchObject({
    exercise_type: 'mcq',
    stem: 'Which *one*?',
    options: [
      { id: '1', text: 'a < b', rationale_wrong: null },
      { id: '2', text: 'b', rationale_wrong: 'Not b.\n\nTry again.' },
    ],
    answer_key: { option_id: '1', rationale_right: 'To all.\n\nYes.' },
  });
});

test('several choices that are right together, and true or false', () => {
  const three = list('response1', label('1', 'a') + label('2', 'b') + label('3', 'c'), 'rcardinality="Multiple"');
  const together = `<and>${is('response1', '1')}<not>${is('response1', '2')}</not>${is('response1', '3')}</and>`;
  expect(read(item('multiple_answers_question', html('Which?') + three, when(together, points(100))))).toMatchObject({
    exercise: { exercise_type: 'multi_select', answer_key: { option_ids: ['1', '3'] }, scoring: 'all_or_nothing' },
    codes: [],
  });
  const truth = list('response1', label('7', 'True') + label('8', 'False'), 'rcardinality="Single"');
  expect(
    read(item('true_false_question', html('Is it?') + truth, when(is('response1', '8'), points(100)))),
  ).toMatchObject({
    exercise: { exercise_type: 'true_false', answer: false },
    codes: [],
  });
});

describe('blanks, pairs and numbers', () => {
  const text = html('&lt;p&gt;Roses are [b], violets are [a].&lt;/p&gt;');
  const lists =
    list('response_a', label('1', 'blue') + label('2', 'grey')) +
    list('response_b', label('3', 'red') + label('4', 'grey'));
  const both = when(is('response_a', '1'), points(50, 'Add')) + when(is('response_b', '3'), points(50, 'Add'));

  test('lists in a text, in the order of the text', () => {
    expect(read(item('multiple_dropdowns_question', text + lists, both))).toMatchObject({
      exercise: {
        exercise_type: 'cloze',
        text: 'Roses are {{1}}, violets are {{2}}.',
        blanks: [
          { accepted: ['red'], options: ['red', 'grey'] },
          { accepted: ['blue'], options: ['blue', 'grey'] },
        ],
        scoring: 'partial',
      },
      codes: [],
    });
  });

  test('typed blanks accept each of their labels, in any case', () => {
    expect(read(item('fill_in_multiple_blanks_question', text + lists, both))).toMatchObject({
      exercise: {
        blanks: [
          { id: '1', accepted: ['red', 'grey'] },
          { id: '2', accepted: ['blue', 'grey'] },
        ],
      },
      codes: [],
    });
  });

  test('each left side has a list of its own, and all choose among the same', () => {
    const labels = label('1', 'one') + label('2', 'two') + label('3', 'three');
    const lefts = list('response_a', labels, '', html('A')) + list('response_b', labels, '', html('B'));
    expect(
      read(
        item(
          'matching_question',
          html('Match.') + lefts,
          when(is('response_a', '1'), points(50, 'Add')) + when(is('response_b', '2'), points(50, 'Add')),
        ),
      ),
    ).toMatchObject({
      exercise: {
        exercise_type: 'matching',
        stem: 'Match.',
        pairs: [
          { left: 'A', right: 'one' },
          { left: 'B', right: 'two' },
        ],
        distractors: ['three'],
        scoring: 'partial',
      },
      codes: [],
    });
  });

  const typed =
    '<response_str ident="response1" rcardinality="Single"><render_fib><response_label ident="answer1"/></render_fib></response_str>';
  test('a number between two others, and answers in words', () => {
    const range = `<or>${is('response1', '4.0')}<and><vargte respident="response1">3.5</vargte><varlte respident="response1">4.5</varlte></and></or>`;
    expect(read(item('numerical_question', html('How many?') + typed, when(range, points(100))))).toMatchObject({
      exercise: { exercise_type: 'numeric', value: 4, tolerance: { mode: 'absolute', value: 0.5 } },
      codes: [],
    });
    const words = is('response1', 'Illinois') + is('response1', 'illinois') + is('response1', 'IL');
    expect(
      read(
        item(
          'short_answer_question',
          html('Where?') + typed,
          when(words, points(100)),
          '',
          field('points_possible', '2.0'),
        ),
      ),
    ).toMatchObject({
      exercise: { exercise_type: 'short_answer', canonical_answer: 'Illinois', acceptable_answers: ['IL'] },
      codes: ['points_of_question'],
    });
  });
});

test.each([
  ['essay_question', 'open_response', []],
  ['text_only_question', null, ['no_question']],
  ['file_upload_question', null, ['upload']],
  ['calculated_question', null, ['template_item']],
  ['hot_spot_question', null, ['on_picture']],
  ['new_kind_question', null, ['custom']],
])('%s', (type, exerciseType, codes) => {
  expect(outcomeOf(fileOf(item(type, html('Words.') + either, '')))).toEqual([[exerciseType, ...codes]]);
});

test('a question of another bank is named, and costs itself only', () => {
  const xml = item('multiple_choice_question', html('?') + either, when(is('response1', '1'), points(100)));
  const file = fileOf(xml.replace('<section>', '<section><bankentry_item item_ref="x"/>'));
  expect(outcomeOf(file)).toEqual([[null, 'bank_reference'], ['mcq']]);
});
