import { describe, expect, test } from 'vitest';
import type { Exercise } from '../exercise.ts';
import { EXPORT_FORMATS, type ExportFormat } from './file-formats.ts';
import { fileOf, fileWritten, PLAIN } from './formats.cases.ts';
import { countsOf, reasonsOf } from './report.ts';
import { writeQuestions } from './write-questions.ts';

const only = (exercise: Exercise | Record<string, unknown>, format: ExportFormat) => {
  const { exercises } = writeQuestions([exercise], format);
  return exercises[0]?.losses.map(({ code, pointer }) => `${code} ${pointer ?? ''}`.trim());
};
const plain = (type: string) =>
  structuredClone(PLAIN.find((one) => one.exercise_type === type)) as Exercise & Record<string, unknown>;

describe.each(EXPORT_FORMATS)('%s', (format) => {
  test.each(PLAIN.map((one) => [one.exercise_type, one] as const))(
    'a plain %s is whole and comes back',
    (type, exercise) => {
      const written = writeQuestions([exercise], format);
      if (format === 'gift' && (type === 'ordering' || type === 'cloze')) {
        expect(written.exercises[0]?.losses.map(({ code }) => code)).toEqual(['no_such_type']);
        return;
      }
      // Numbers are no names in QTI, so steps that are numbered travel beside their item: a note.
      expect(written.exercises[0]?.losses.filter(({ stays }) => !stays)).toEqual([]);
      expect(countsOf(written.exercises).whole).toBe(1);
      expect(fileWritten(written, format).questions[0]?.exercise).toEqual(exercise);
      // By its content alone as well, as a file without a name.
      expect(fileWritten(written).format).toBe(format);
    },
  );

  test('what blocks does not go out, and the numbers add up', () => {
    const broken = { ...plain('true_false'), answer: null };
    const written = writeQuestions([...PLAIN, broken, { id: 'x', exercise_type: 'sorting' }], format);
    expect(written.exercises.slice(-2).map(({ exercise, losses }) => [exercise, losses[0]?.code])).toEqual([
      [null, 'blocks'],
      [null, 'unknown_exercise'],
    ]);
    const { total, whole, changed, blocked, not_taken } = countsOf(written.exercises);
    expect([total, blocked, whole + changed + blocked + not_taken]).toEqual([PLAIN.length + 2, 0, total]);
    expect(fileWritten(written, format).total).toBe(whole + changed);
  });
});

describe('what a format cannot keep is named, with its place', () => {
  test.each<[string, Record<string, unknown>, ExportFormat, string[]]>([
    [
      'numeric',
      { tolerance: { mode: 'relative', value: 0.025 } },
      'gift',
      ['relative_tolerance /tolerance/mode', 'relative_tolerance /tolerance/value'],
    ],
    ['numeric', { unit: 'm', unit_mode: 'required' }, 'gift', ['unit_lost /unit', 'unit_lost /unit_mode']],
    ['numeric', { unit: 'm', unit_mode: 'required' }, 'moodle_xml', []],
    ['multi_select', { scoring: 'all_or_nothing' }, 'moodle_xml', ['all_or_nothing /scoring']],
    ['multi_select', { scoring: 'all_or_nothing' }, 'csv', []],
    ['matching', { scoring: undefined }, 'moodle_xml', ['all_or_nothing /scoring']],
    ['ordering', { scoring: undefined }, 'moodle_xml', ['default_written /scoring']],
    [
      'ordering',
      {
        items: [
          { id: 'dig', text: 'Dig' },
          { id: '2', text: 'Water' },
        ],
      },
      'moodle_xml',
      ['ids_renumbered /items/0/id'],
    ],
    [
      'open_response',
      { rubric: [{ criterion: 'Sense', levels: [{ label: 'full', points: 2, description: 'all of it' }] }] },
      'moodle_xml',
      [],
    ],
    [
      'open_response',
      { rubric: [{ criterion: 'Sense', levels: [{ label: 'full', points: 2, description: 'a | b' }] }] },
      'csv',
      [],
    ],
    ['open_response', { rubric: [{ criterion: 'Sense', levels: [] }] }, 'gift', ['rubric_lost /rubric']],
    ['short_answer', { canonical_answer: 'a -> b' }, 'gift', ['arrow_in_answer']],
    ['short_answer', { canonical_answer: 'a -> b' }, 'moodle_xml', []],
    ['true_false', { stem: '__Bold__ it is' }, 'moodle_xml', ['text_restyled /stem']],
    ['true_false', { stem: 'See [that](spark:joins)' }, 'moodle_xml', ['spark_link /stem']],
    ['true_false', { stem: ' It is. ' }, 'csv', ['spaces_trimmed /stem']],
    ['true_false', { note: 'mine', source: '' }, 'csv', ['extra_fields /note']],
    ['true_false', { cognitive_level: 'x'.repeat(60) }, 'gift', ['detail_lost /cognitive_level']],
  ])('%s with %j as %s', (type, change, format, losses) => {
    expect(only({ ...plain(type), ...change }, format)).toEqual(losses);
  });

  test('labels and ids of its own are a note, for the right option stays the right one', () => {
    const exercise = plain('mcq') as Extract<Exercise, { exercise_type: 'mcq' }>;
    const options = exercise.options.map((one, at) => ({
      ...one,
      id: `x${at}`,
      label: String(at + 1),
      rationale_wrong: null,
    }));
    const own = { ...exercise, options, answer_key: { ...exercise.answer_key, label: '2', option_id: 'x1' } };
    for (const format of EXPORT_FORMATS) {
      const written = writeQuestions([own], format);
      expect(countsOf(written.exercises)).toMatchObject({ whole: 1 });
      expect([...new Set(written.exercises[0]?.losses.map(({ code }) => code))]).toEqual(['ids_renumbered']);
      // QTI keeps names, and what it cannot keep travels beside the item.
      const option_id = format.startsWith('qti') ? 'x1' : 'opt_b';
      expect(fileWritten(written).questions[0]?.exercise).toMatchObject({ answer_key: { option_id } });
    }
  });

  test('what Moodle would refuse for having one answer does not go there', () => {
    const exercise = plain('mcq') as Extract<Exercise, { exercise_type: 'mcq' }>;
    const short = { ...exercise, options: exercise.options.slice(0, 1) };
    expect(only(short, 'moodle_xml')).toEqual(['too_few_answers']);
    expect(only(short, 'gift')).toEqual(['too_few_answers']);
    expect(only(short, 'csv')).toEqual([]);
    const pair = { ...plain('matching'), pairs: [{ left: 'Clay', right: 'holds' }], distractors: [] };
    expect(only(pair, 'gift')).toEqual(['too_few_answers']);
    expect(only(pair, 'moodle_xml')).toEqual([]);
  });

  test('misconceptions stand at their option', () => {
    const exercise = plain('mcq') as Extract<Exercise, { exercise_type: 'mcq' }>;
    const [first, second] = exercise.options;
    const options = [first, { ...second, misconception_ids: ['m1'] }];
    for (const format of EXPORT_FORMATS)
      expect(only({ ...exercise, options }, format)).toEqual(['misconceptions /options/1/misconception_ids']);
  });

  test('the sentence of a tolerance has its numbers', () => {
    const exercise = { ...plain('numeric'), value: 4, tolerance: { mode: 'relative', value: 0.025 } };
    const { exercises } = writeQuestions([exercise], 'gift');
    expect(exercises[0]?.losses.map(({ sentence }) => sentence)).toContain('±2.5 % of 4 is ±0.1.');
  });

  test('Moodle has no exact share for eleven right options, and has one for twenty', () => {
    const options = Array.from({ length: 20 }, (_, at) => ({
      id: `opt_${String.fromCharCode(97 + at)}`,
      label: String.fromCharCode(65 + at),
      text: `Answer ${at}`,
      rationale_wrong: null,
    }));
    const right = (count: number) => ({
      ...plain('multi_select'),
      options,
      answer_key: { option_ids: options.slice(0, count).map(({ id }) => id), rationale_right: '' },
    });
    expect(only(right(11), 'moodle_xml')).toEqual(['fraction_not_exact']);
    expect(only(right(20), 'moodle_xml')).toEqual([]);
  });
});

test('reasons are grouped: what changed first, notes last', () => {
  const exercises = [
    { ...plain('multi_select'), scoring: 'all_or_nothing' },
    { ...plain('ordering'), scoring: undefined },
    { ...plain('multi_select'), scoring: 'all_or_nothing' },
    { ...plain('true_false'), answer: null },
  ];
  const reasons = reasonsOf(writeQuestions(exercises, 'moodle_xml').exercises);
  expect(reasons.map(({ fate, code, questions }) => [fate, code, questions])).toEqual([
    ['changed', 'all_or_nothing', [0, 2]],
    ['not_taken', 'blocks', [3]],
    ['whole', 'default_written', [1]],
  ]);
});

test('pictures go along in Moodle XML and come back under the same address; elsewhere they stay', () => {
  const bytes = new Uint8Array([137, 80, 78, 71, 1, 2, 3]);
  const [key] = fileOf('::q::[html]<p>x <img alt="A" src="data:image/png;base64,iVBORwECAw=="></p>{T}').assets.map(
    ({ sha256 }) => sha256.slice(0, 32),
  );
  const exercise = { ...plain('true_false'), stem: `![A plant](/assets/${key}/plant.png)` };
  const files = new Map([[key ?? '', { name: 'plant.png', bytes }]]);
  const written = writeQuestions([exercise], 'moodle_xml', { files });
  expect(written.exercises[0]?.losses).toEqual([]);
  expect(written.text).toContain('@@PLUGINFILE@@/plant.png');
  const read = fileOf(written.text);
  expect(read.questions[0]?.exercise?.stem).toBe(exercise.stem);
  expect(read.assets).toEqual([expect.objectContaining({ name: 'plant.png', bytes })]);
  expect(only(exercise, 'gift')).toEqual(['picture_left_behind /stem']);
});

test.each(['moodle_xml', 'gift'] as const)('a category of %s comes back, slashes and all', (format) => {
  const category = 'Smart/farming / Soil';
  const written = writeQuestions([plain('true_false')], format, { category });
  expect(fileOf(written.text).questions.map(({ source }) => source.category)).toEqual([category]);
});

test.each([
  [6.022e23, '602200000000000000000000'],
  [1.602e-19, '0.0000000000000000001602'],
  [-2.5, '-2.5'],
])('%d is written without an exponent and comes back', (value, text) => {
  const exercise = { ...plain('numeric'), value, tolerance: { mode: 'absolute', value: 0 } };
  for (const format of ['moodle_xml', 'gift'] as const) {
    const written = writeQuestions([exercise], format);
    expect(written.text).toContain(text);
    expect(fileOf(written.text).questions[0]?.exercise).toEqual(exercise);
  }
});
