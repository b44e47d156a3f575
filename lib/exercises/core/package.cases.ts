type Json = Record<string, unknown>;

export interface PackageCase {
  name: string;
  body: Json;
  /** The objectives of the lesson, where they are known. */
  objectives?: string[];
  /** `code pointer` of each broken hard rule. */
  problems: string[];
}

const short = (id: unknown, more: Json = {}) => ({
  id,
  exercise_type: 'short_answer',
  stem: 'What keeps history?',
  canonical_answer: 'Git',
  ...more,
});
const bank = (...ids: unknown[]) => ids.map((id) => short(id));

const options = [
  { id: 'a', label: 'A', text: 'One', rationale_wrong: null },
  { id: 'b', label: 'B', text: 'Two', rationale_wrong: 'It is one less.' },
];
const mcq = (more: Json = {}) => ({
  id: 'x',
  exercise_type: 'mcq',
  stem: 'Which?',
  options,
  answer_key: { label: 'A', option_id: 'a', rationale_right: 'Yes.' },
  ...more,
});
const multi = (option_ids: unknown, more: Json = {}) =>
  mcq({ exercise_type: 'multi_select', answer_key: { option_ids }, ...more });
const numeric = (more: Json) => ({ id: 'x', exercise_type: 'numeric', stem: 'How many?', value: 4, ...more });
const cloze = (text: unknown, blanks: unknown) => ({ id: 'x', exercise_type: 'cloze', stem: 'Fill in.', text, blanks });
const rubric = (points: unknown) => [{ criterion: 'Clear', levels: [{ label: 'Good', points }] }];
const open = (more: Json) => ({ id: 'x', exercise_type: 'open_response', stem: 'Why?', ...more });

/** A bank of one exercise, and what is wrong with it by pointers into it. */
const one = (name: string, exercise: unknown, ...problems: string[]): PackageCase => ({
  name,
  body: { exercise_bank: [exercise], quiz: [] },
  problems: problems.map((problem) => problem.replace(' ', ' /exercise_bank/0')),
});
const whole = (name: string, body: Json, ...problems: string[]): PackageCase => ({ name, body, problems });

const SHAPES: PackageCase[] = [
  whole('an empty bank and an empty quiz', { exercise_bank: [], quiz: [] }),
  whole('nothing at all', {}, 'package_shape '),
  whole('no bank, and a quiz that could not be drawn from it', { quiz: ['a'] }, 'package_shape '),
  whole('no quiz', { exercise_bank: bank('a', 'a') }, 'package_shape '),
  whole('a bank that is an object', { exercise_bank: { a: 1 }, quiz: [] }, 'package_shape '),
  whole('a quiz that is null', { exercise_bank: [], quiz: null }, 'package_shape '),
  whole(
    'exercises that are no objects',
    { exercise_bank: ['a', null, 7, [], [{ id: 'a' }]], quiz: [] },
    ...[0, 1, 2, 3, 4].map((at) => `exercise_shape /exercise_bank/${at}`),
  ),
  one('a type that is not ours', short('x', { exercise_type: 'crossword' }), 'unknown_type /exercise_type'),
  one('no type', { id: 'x' }, 'unknown_type /exercise_type'),
  one('a type in a list', short('x', { exercise_type: ['mcq'] }), 'unknown_type /exercise_type'),
  one('a type in capitals', mcq({ exercise_type: 'MCQ' }), 'unknown_type /exercise_type'),
];

const IDS: PackageCase[] = [
  whole('an id used twice', { exercise_bank: bank('a', 'b', 'a'), quiz: [] }, 'duplicate_exercise /exercise_bank/2/id'),
  whole(
    'an id used three times',
    { exercise_bank: bank('a', 'a', 'a'), quiz: [] },
    'duplicate_exercise /exercise_bank/1/id',
    'duplicate_exercise /exercise_bank/2/id',
  ),
  whole(
    'exercises without an id are no repetition of each other',
    { exercise_bank: bank(undefined, null, '', [], {}), quiz: [] },
    ...[0, 1, 2, 3, 4].map((at) => `missing_exercise_id /exercise_bank/${at}/id`),
  ),
  whole('the number 1 and the text 1 are two ids', { exercise_bank: bank(1, '1'), quiz: ['1', 1] }),
  whole('1 and 1.0 are one', { exercise_bank: bank(1, 1.0), quiz: [] }, 'duplicate_exercise /exercise_bank/1/id'),
  whole('true and the text of it are two', { exercise_bank: bank(true, 'true', false), quiz: [true] }),
  whole('ids differ by case and by blanks', { exercise_bank: bank('a', 'A', 'a '), quiz: ['A', 'a', 'a '] }),
  whole('ids beyond ASCII', { exercise_bank: bank('é', 'e\u0301', '😀'), quiz: ['😀', 'é'] }),
];

const QUIZZES: PackageCase[] = [
  whole('a quiz drawn from the bank', { exercise_bank: bank('a', 'b', 'c'), quiz: ['c', 'a'] }),
  whole('one that is not in the bank', { exercise_bank: bank('a'), quiz: ['a', 'b'] }, 'unknown_quiz_item /quiz/1'),
  whole('a number is not the text of it', { exercise_bank: bank(1), quiz: ['1'] }, 'unknown_quiz_item /quiz/0'),
  whole('one named twice', { exercise_bank: bank('a', 'b'), quiz: ['a', 'b', 'a'] }, 'duplicate_quiz_item /quiz/2'),
  whole(
    'an unknown one named twice',
    { exercise_bank: [], quiz: ['x', 'x'] },
    'duplicate_quiz_item /quiz/1',
    'unknown_quiz_item /quiz/0',
    'unknown_quiz_item /quiz/1',
  ),
  whole(
    'names that name nothing',
    { exercise_bank: bank(null, ''), quiz: [null, null, '', {}, []] },
    'missing_exercise_id /exercise_bank/0/id',
    'missing_exercise_id /exercise_bank/1/id',
    ...[0, 1, 2, 3, 4].map((at) => `unknown_quiz_item /quiz/${at}`),
  ),
  whole('the right total', { exercise_bank: bank('a'), quiz: ['a'], quiz_metadata: { total_items: 1 } }),
  whole(
    'the wrong total',
    { exercise_bank: bank('a'), quiz: ['a'], quiz_metadata: { total_items: 2 } },
    'quiz_total /quiz_metadata/total_items',
  ),
  whole(
    'a total that is not whole',
    { exercise_bank: [], quiz: [], quiz_metadata: { total_items: 0.5 } },
    'quiz_total /quiz_metadata/total_items',
  ),
  whole('a total that is no number', { exercise_bank: [], quiz: [], quiz_metadata: { total_items: '3' } }),
  whole('quiz metadata that is no object', { exercise_bank: [], quiz: [], quiz_metadata: [7] }),
  whole('quiz metadata that is null', { exercise_bank: [], quiz: [], quiz_metadata: null }),
];

const aligned = (aligned_learning_objective: unknown) => short('x', { aligned_learning_objective });
const OBJECTIVES: PackageCase[] = [
  { ...one('an objective of the lesson', aligned('lo_1')), objectives: ['lo_1', 'lo_2'] },
  {
    ...one('an objective of elsewhere', aligned('lo_3'), 'unknown_objective /aligned_learning_objective'),
    objectives: ['lo_1'],
  },
  {
    ...one('an objective where there are none', aligned('lo_1'), 'unknown_objective /aligned_learning_objective'),
    objectives: [],
  },
  {
    ...one('a number is no objective', aligned(1), 'unknown_objective /aligned_learning_objective'),
    objectives: ['1'],
  },
  { ...one('no objective', short('x')), objectives: [] },
  { ...one('an objective that names nothing', aligned('')), objectives: [] },
  one('an objective, and nobody knows which there are', aligned('lo_3')),
];

const CHOICES: PackageCase[] = [
  one('one choice', mcq()),
  one('one choice without options', mcq({ options: [] }), 'nothing_to_answer /options'),
  one('options that are no list', mcq({ options: { a: 1 } }), 'nothing_to_answer /options'),
  one(
    'two options with one id',
    mcq({ options: [...options, { id: 'b', label: 'C', text: 'Three' }] }),
    'duplicate_option /options/2/id',
  ),
  one('no right option', mcq({ answer_key: {} }), 'no_right_answer /answer_key'),
  one('no key', mcq({ answer_key: null }), 'no_right_answer /answer_key'),
  one('a key that is a list', mcq({ answer_key: ['a'] }), 'no_right_answer /answer_key'),
  one(
    'a right option that is not there',
    mcq({ answer_key: { option_id: 'z' } }),
    'answer_not_an_option /answer_key/option_id',
  ),
  one('the right option by its label', mcq({ answer_key: { label: 'B' } })),
  one('the right option by the label of its place', mcq({ options: [{ text: 'x' }, 'y'], answer_key: { label: 'B' } })),
  one('a label that is not there', mcq({ answer_key: { label: 'Z' } }), 'answer_not_an_option /answer_key/label'),
  one(
    'a label that two options have',
    mcq({ options: [...options, { id: 'c', label: 'A', text: 'Three' }], answer_key: { label: 'A' } }),
    'ambiguous_answer /answer_key/label',
  ),
  one(
    'options go by their label without an id',
    mcq({ options: [{ label: 'x' }, { label: 'y' }], answer_key: { option_id: 'y' } }),
  ),
  one('options go by their place without both', mcq({ options: ['One', 'Two'], answer_key: { option_id: 'B' } })),
  one(
    'the number 1 is not the option "1"',
    mcq({ options: [{ id: '1', label: 'A' }, { id: 2 }], answer_key: { option_id: 1 } }),
    'answer_not_an_option /answer_key/option_id',
  ),
  one(
    'an id that is the label of another',
    mcq({ options: [{ id: 'B' }, { text: 'second' }], answer_key: { option_id: 'B' } }),
    'duplicate_option /options/1/id',
  ),
  one(
    'thirty options go on after Z',
    mcq({ options: Array.from({ length: 30 }, (_, at) => `Option ${at}`), answer_key: { option_id: 'AD' } }),
  ),
  one('several right options', multi(['a', 'b'])),
  one('a single one that is no list', multi('a')),
  one('by the name of one choice', multi(undefined, { answer_key: { option_id: 'b' } })),
  one('none is right', multi([]), 'no_right_answer /answer_key/option_ids'),
  one('nobody says which', multi(undefined), 'no_right_answer /answer_key/option_ids'),
  one(
    'two right options of which one is not there',
    multi(['a', 'z', null]),
    'answer_not_an_option /answer_key/option_ids/1',
    'answer_not_an_option /answer_key/option_ids/2',
  ),
  one('a single one that is not there', multi('z'), 'answer_not_an_option /answer_key/option_ids'),
  one('several choices without options', multi(['a'], { options: null }), 'nothing_to_answer /options'),
];

const decided = (answer: unknown) => ({ id: 'x', exercise_type: 'true_false', stem: 'Is it?', answer });
const number = (value: unknown, ...problems: string[]) =>
  one(`the number ${JSON.stringify(value)}`, numeric({ value }), ...problems);
const OTHERS: PackageCase[] = [
  one('true', decided(true)),
  one('false', decided(false)),
  one('false as a text', decided('false')),
  one('undecided', decided(undefined), 'undecided /answer'),
  one('null is no decision', decided(null), 'undecided /answer'),
  one('neither is 0', decided(0), 'undecided /answer'),
  one(
    'a short answer without an answer',
    { id: 'x', exercise_type: 'short_answer' },
    'no_right_answer /canonical_answer',
  ),
  one(
    'an empty one',
    short('x', { canonical_answer: '', acceptable_answers: [''] }),
    'no_right_answer /canonical_answer',
  ),
  one('one that is only accepted', short('x', { canonical_answer: null, acceptable_answers: ['git'] })),
  number(4),
  number(-0.5),
  number(' 4.1e3 '),
  number('.5'),
  number('four', 'not_a_number /value'),
  number('', 'not_a_number /value'),
  number('0x10', 'not_a_number /value'),
  number('1e999', 'not_a_number /value'),
  number('1e99999999', 'not_a_number /value'),
  number('9'.repeat(400), 'not_a_number /value'),
  number(null, 'not_a_number /value'),
  number(true, 'not_a_number /value'),
  one('a plain tolerance', numeric({ tolerance: 0.1 })),
  one('no tolerance', numeric({ tolerance: null })),
  one('a tolerance by mode', numeric({ tolerance: { mode: 'relative', value: '0.05' } })),
  one('a tolerance of nothing', numeric({ tolerance: { mode: 'relative' } }), 'not_a_number /tolerance/value'),
  one('a tolerance in words', numeric({ tolerance: 'some' }), 'not_a_number /tolerance'),
  one('a tolerance in a list', numeric({ tolerance: [] }), 'not_a_number /tolerance'),
  one('pairs', { id: 'x', exercise_type: 'matching', pairs: [{ left: 'a', right: 'b' }] }),
  one('no pairs', { id: 'x', exercise_type: 'matching', pairs: [] }, 'nothing_to_answer /pairs'),
  one('steps', { id: 'x', exercise_type: 'ordering', items: [{ id: 'a' }, { id: 'b' }, 'c'] }),
  one('no steps', { id: 'x', exercise_type: 'ordering' }, 'nothing_to_answer /items'),
  one(
    'two steps with one id',
    { id: 'x', exercise_type: 'ordering', items: [{ id: 'a' }, { id: 'a' }] },
    'duplicate_step /items/1/id',
  ),
  one(
    'a step with the id of a place',
    { id: 'x', exercise_type: 'ordering', items: [{ id: '2' }, { text: 'second' }] },
    'duplicate_step /items/1/id',
  ),
  one('an open answer without a rubric', open({})),
  one('points', open({ rubric: rubric(2) })),
  one('points that are no number', open({ rubric: rubric('many') }), 'not_a_number /rubric/0/levels/0/points'),
  one('a level without points', open({ rubric: [{ levels: ['good'] }] }), 'not_a_number /rubric/0/levels/0/points'),
];

const CLOZES: PackageCase[] = [
  one('a blank', cloze('A {{b1}} here', [{ id: 'b1', accepted: ['word'] }])),
  one('a blank with blanks around it', cloze('A {{ b1\u00a0}} here', [{ id: 'b1', accepted: 'word' }])),
  one('a blank twice in the text', cloze('{{b}} and {{b}}', [{ id: 'b', accepted: ['word'] }])),
  one('nothing to fill in', cloze('No blank', []), 'nothing_to_answer /text'),
  one('no text', cloze(undefined, undefined), 'nothing_to_answer /text'),
  one(
    'a blank of which nothing is said',
    cloze('{{a}} {{b}} {{b}}', [{ id: 'a', accepted: ['x'] }]),
    'blank_undefined /text',
  ),
  one(
    'a blank that is not in the text',
    cloze('{{a}}', [
      { id: 'a', accepted: ['x'] },
      { id: 'b', accepted: ['y'] },
    ]),
    'blank_not_in_text /blanks/1/id',
  ),
  one(
    'a blank without an accepted answer',
    cloze('{{a}}', [{ id: 'a', accepted: [''] }]),
    'blank_without_answer /blanks/0/accepted',
  ),
  one('accepted is missing', cloze('{{a}}', [{ id: 'a' }]), 'blank_without_answer /blanks/0/accepted'),
  one(
    'an id given twice',
    cloze('{{a}}', [
      { id: 'a', accepted: ['x'] },
      { id: 'a', accepted: ['y'] },
    ]),
    'duplicate_blank /blanks/1/id',
  ),
  one(
    'the number 1 is not the blank {{1}}',
    cloze('{{1}}', [{ id: 1, accepted: ['x'] }]),
    'blank_not_in_text /blanks/0/id',
    'blank_undefined /text',
  ),
  one('a choice in a blank', cloze('{{a}}', [{ id: 'a', accepted: ['x', 'z'], options: ['x', 'y'] }])),
  one('an empty choice is none', cloze('{{a}}', [{ id: 'a', accepted: ['x'], options: [] }])),
  one(
    'a choice without the right one',
    cloze('{{a}}', [{ id: 'a', accepted: ['z'], options: ['x', 'y'] }]),
    'answer_not_an_option /blanks/0/accepted',
  ),
  one('brackets that are no blank', cloze('{{}} {{ }} {{a b}} {{{a}}} {{c}', [{ id: 'a', accepted: ['x'] }])),
];

/** Lesson packages with the hard rules that they break. `packageProblems` and `private.package_problems` agree on all of it. */
export const PACKAGE_CASES: PackageCase[] = [
  ...SHAPES,
  ...IDS,
  ...QUIZZES,
  ...OBJECTIVES,
  ...CHOICES,
  ...OTHERS,
  ...CLOZES,
];
