import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { fileOf, outcomeOf } from '../formats.cases.ts';

const quiz = (...questions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;
const question = (type: string, inside: string, text = 'Which?') =>
  `<question type="${type}"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${inside}</question>`;
const answer = (fraction: number | string, text: string, inside = '') =>
  `<answer fraction="${fraction}"><text>${text}</text>${inside}</answer>`;
const reply = (text: string) => `<feedback><text>${text}</text></feedback>`;
const one = (xml: string) => {
  const { exercise, losses } = fileOf(quiz(xml)).questions[0] ?? { exercise: null, losses: [] };
  return {
    exercise: exercise as Exercise & Record<string, unknown>,
    losses: losses.map(({ code, pointer }) => `${code} ${pointer ?? ''}`.trim()),
  };
};

describe('what a question of Moodle becomes', () => {
  test.each<[string, string, string[], Record<string, unknown> | null]>([
    [
      'one right option',
      question('multichoice', `<single>true</single>${answer(100, 'a', reply('yes'))}${answer(0, 'b', reply('no'))}`),
      [],
      { exercise_type: 'mcq', answer_key: { label: 'A', option_id: 'opt_a', rationale_right: 'yes' } },
    ],
    [
      'several right options with the shares of ours',
      question('multichoice', `<single>false</single>${answer(50, 'a')}${answer(50, 'b')}${answer(-50, 'c')}`),
      [],
      {
        exercise_type: 'multi_select',
        scoring: 'partial',
        answer_key: { option_ids: ['opt_a', 'opt_b'], rationale_right: '' },
      },
    ],
    [
      'several right options with other shares',
      question('multichoice', `<single>false</single>${answer(50, 'a')}${answer(50, 'b')}${answer(-25, 'c')}`),
      ['points_of_options /scoring'],
      { exercise_type: 'multi_select' },
    ],
    [
      'no right option',
      question('multichoice', `${answer(90, 'a')}${answer(0, 'b')}`),
      ['points_of_options', 'no_right_answer /answer_key'],
      { answer_key: { label: '', option_id: '', rationale_right: '' } },
    ],
    [
      'two right options where one is chosen',
      question('multichoice', `${answer(100, 'a')}${answer(100, 'b')}`),
      ['several_right_answers /answer_key/option_id'],
      { answer_key: { label: '', option_id: '', rationale_right: '' } },
    ],
    ['true', question('truefalse', `${answer(100, 'true')}${answer(0, 'false')}`), [], { answer: true }],
    [
      'false, in the words of a language',
      question('truefalse', `${answer(0, 'Wahr')}${answer(100, 'Falsch')}`),
      [],
      { answer: false },
    ],
    [
      'neither',
      question('truefalse', `${answer(0, 'true')}${answer(0, 'false')}`),
      ['no_answer /answer'],
      { answer: null },
    ],
    [
      'short answers',
      question(
        'shortanswer',
        `<usecase>1</usecase>${answer(100, 'Rome')}${answer(100, 'Roma')}${answer(50, 'Italy', reply('Nearly.'))}${answer(0, '*', reply('No.'))}${answer(100, 'R*me')}`,
      ),
      [
        'partly_right /wrong_answers/0',
        'catch_all_reply /wrong_answers',
        'wildcard',
        'case_sensitive /canonical_answer',
      ],
      {
        canonical_answer: 'Rome',
        acceptable_answers: ['Roma', 'R*me'],
        wrong_answers: [{ answer: 'Italy', rationale: 'Nearly.' }],
      },
    ],
    [
      'a number with a unit that is required',
      question(
        'numerical',
        `${answer(100, '3,5', '<tolerance>0.1</tolerance>')}<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units><unitgradingtype>1</unitgradingtype><unitpenalty>1</unitpenalty><showunits>0</showunits>`,
      ),
      [],
      { value: 3.5, tolerance: { mode: 'absolute', value: 0.1 }, unit: 'm', unit_mode: 'required' },
    ],
    [
      'several numbers, units and a part of the point',
      question(
        'numerical',
        `${answer(100, '1')}${answer(100, '2')}${answer(50, '3')}<units><unit><unit_name>m</unit_name></unit><unit><unit_name>cm</unit_name></unit></units><unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>`,
      ),
      ['several_numbers /value', 'partly_right /value', 'more_units /unit', 'unit_penalty /unit_mode'],
      { value: 1, unit: 'm' },
    ],
    [
      'a number that is none',
      question('numerical', answer(100, 'many')),
      ['not_a_number /value'],
      { exercise_type: 'numeric' },
    ],
    [
      'pairs, and a right side that belongs to nothing',
      question(
        'matching',
        '<subquestion><text>a</text><answer><text>1</text></answer></subquestion><subquestion><text></text><answer><text>2*3*</text></answer></subquestion>',
      ),
      [],
      { pairs: [{ left: 'a', right: '1' }], distractors: ['2\\*3\\*'], scoring: 'partial' },
    ],
    [
      'an order',
      question('ordering', `<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>${answer(1, 'a')}${answer(2, 'b')}`),
      [],
      {
        items: [
          { id: '1', text: 'a' },
          { id: '2', text: 'b' },
        ],
        scoring: 'partial',
      },
    ],
    [
      'an essay with notes, a template and files',
      question(
        'essay',
        '<generalfeedback><text>Because.</text></generalfeedback><graderinfo><text>Look.</text></graderinfo><responsetemplate><text>Dear</text></responsetemplate><attachments>2</attachments>',
      ),
      ['grader_notes /model_answer', 'response_template', 'attachments'],
      { exercise_type: 'open_response', model_answer: 'Because.\n\nLook.' },
    ],
    [
      'embedded answers',
      question(
        'cloze',
        '',
        '<p>Fill in.</p><p>{1:SA:=Par\\}is~Lyon} and {1:MC:=a &amp; b~c} and {2:SHORTANSWER_C:=X}</p>',
      ),
      ['points_of_options /scoring'],
      {
        stem: 'Fill in.',
        text: '{{1}} and {{2}} and {{3}}',
        blanks: [
          { id: '1', accepted: ['Par}is'] },
          { id: '2', accepted: ['a & b'], options: ['a & b', 'c'] },
          { id: '3', accepted: ['X'], is_case_sensitive: true },
        ],
      },
    ],
    [
      'a number in a blank',
      question('cloze', '', 'Pi is {1:NM:=3.14:0.01#Good}'),
      ['feedback_of_answer /blanks/0', 'number_in_blank /blanks/0'],
      { blanks: [{ id: '1', accepted: ['3.14'] }] },
    ],
    [
      'several choices in one blank',
      question('cloze', '', 'Say {1:MULTIRESPONSE:=a~=b~c}'),
      ['several_in_blank'],
      null,
    ],
    [
      'missing words of two groups',
      question(
        'gapselect',
        '<selectoption><text>cat</text><group>1</group></selectoption><selectoption><text>sat</text><group>2</group></selectoption><selectoption><text>dog</text><group>1</group></selectoption>',
        'The [[1]] [[2]].',
      ),
      [],
      {
        blanks: [
          { id: '1', accepted: ['cat'], options: ['cat', 'dog'] },
          { id: '2', accepted: ['sat'], options: ['sat'] },
        ],
      },
    ],
    ['a formula with random values', question('calculated', ''), ['calculated'], null],
    ['algebra', question('stack', ''), ['stack'], null],
    ['places on an image', question('ddmarker', ''), ['onto_image'], null],
    ['a text that asks nothing', question('description', ''), ['no_question'], null],
    ['a type of somebody', question('sorcery', ''), ['unknown_type'], null],
  ])('%s', (_, xml, losses, expected) => {
    const found = one(xml);
    expect(found.losses).toEqual(losses);
    if (expected === null) expect(found.exercise).toBeNull();
    else expect(found.exercise).toMatchObject(expected);
  });

  test('what stands around a question is mapped or named', () => {
    const head =
      '<idnumber>soil-07</idnumber><defaultgrade>3</defaultgrade><penalty>0.5</penalty><hint><text>Think.</text></hint><tags><tag><text>level:Recall</text></tag><tag><text>objective:lo_1</text></tag><tag><text>fun</text></tag></tags>';
    const feedback =
      '<correctfeedback><text>Your answer is correct.</text></correctfeedback><incorrectfeedback><text>Look at chapter 2.</text></incorrectfeedback><sparkle><text>!</text></sparkle>';
    const found = one(question('truefalse', `${head}${feedback}${answer(100, 'true')}${answer(0, 'false')}`));
    expect(found.exercise).toMatchObject({
      id: 'soil-07',
      cognitive_level: 'Recall',
      aligned_learning_objective: 'lo_1',
    });
    expect(found.losses).toEqual(['tags', 'second_tries', 'points_of_question', 'overall_feedback', 'unknown_part']);
  });

  test('a loss says with which question it is about, at which line, and in which category', () => {
    const category =
      '<question type="category"><category><text>$course$/top/Smart//farming/Soil</text></category></question>';
    const file = fileOf(quiz(category, question('stack', ''), question('truefalse', answer(100, 'true'))));
    expect(file.total).toBe(2);
    expect(
      file.questions.map(({ source }) => [source.line, source.column, source.name, source.category, source.type]),
    ).toEqual([
      [4, 1, 'Q', 'Smart/farming / Soil', 'stack'],
      [5, 1, 'Q', 'Smart/farming / Soil', 'truefalse'],
    ]);
    expect(file.questions[0]?.source.text).toMatch(/^<question type="stack">.*<\/question>$/s);
  });

  test('files within a question come out as assets, each once, and are named by their digest', () => {
    const file = '<file name="a b.png" path="/" encoding="base64">aGVsbG8=</file>';
    const xml = `<question type="essay"><questiontext format="html"><text><![CDATA[<p><img src="@@PLUGINFILE@@/a%20b.png" alt="A"> <a href="@@PLUGINFILE@@/a%20b.png">it</a> <img src="@@PLUGINFILE@@/gone.png" alt="B"></p>]]></text>${file}</questiontext></question>`;
    const found = fileOf(quiz(xml));
    const address = '/assets/2cf24dba5fb0a30e26e83b2ac5b9e29e/a%20b.png';
    expect(found.questions[0]?.exercise?.stem).toBe(`![A](${address}) [it](${address}) B`);
    expect(outcomeOf(found)).toEqual([['open_response', 'picture_missing']]);
    expect(found.assets.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a b.png', 'hello'],
    ]);
    expect(found.questions[0]?.source.text).toContain('encoding="base64">...</file>');
  });
});
