import { describe, expect, test } from 'vitest';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { interactionOf } from '#lib/exercises/core/formats/scorm/interaction.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { mark } from '#lib/exercises/core/marking.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ExerciseResponse } from '#lib/exercises/core/response.ts';
import type { FoundAnswer } from './answers.ts';
import { type MatchOptions, matchAnswers, type TargetVersion, targetKey, targetsOf } from './match.ts';
import { readResultFile } from './read-file.ts';
import { type Target, Targets } from './targets.ts';

const target = (slug: string, exercise_id: string) => ({ spark_id: `id of ${slug}`, slug, exercise_id });
const TARGETS = [
  target('dough', 'ex_1'),
  target('dough', 'a b'),
  target('dough', 'a_b'),
  target('bread', 'ex_1'),
  target('bread', 'only'),
  target('bread', 'constructor'),
];

const found = (more: Partial<FoundAnswer>): FoundAnswer => ({
  line: 2,
  learner: 'ana',
  exercise: 'only',
  spark: null,
  is_spark_guessed: false,
  response: null,
  chosen_texts: null,
  score: 1,
  at: null,
  attempt: null,
  version: null,
  ...more,
});

const mcq = (texts: string[]) => ({
  exercise_type: 'mcq',
  stem: 'Which?',
  options: texts.map((text, at) => ({ id: `o${at}`, label: 'ABCD'[at], text })),
  answer_key: { option_id: 'o1' },
});
const version = (number: number, saved_at: string, raw: object, package_version = number * 10): TargetVersion => ({
  version: number,
  saved_at,
  package_version,
  exercise: readExercise({ id: 'only', ...raw }),
  language: 'en',
});
const VERSIONS = [
  version(1, '2026-01-01T00:00:00Z', mcq(['No', 'Yes', 'Maybe'])),
  version(2, '2026-03-01T00:00:00Z', mcq(['No', 'Yes'])),
];

const NONE: MatchOptions = { scope: null, names: {} };
function match(answers: FoundAnswer[], versions = VERSIONS, options = NONE) {
  const targets = targetsOf(answers, new Targets(TARGETS), options);
  return matchAnswers(answers, targets, new Map(TARGETS.map((one) => [targetKey(one), versions])));
}
const one = (more: Partial<FoundAnswer>, versions = VERSIONS) => {
  const { answers, left } = match([found(more)], versions);
  return answers[0] ?? left[0];
};

const nameOf = (at: Target | string) => (typeof at === 'string' ? at : `${at.slug}/${at.exercise_id}`);

describe('the exercise', () => {
  const targets = new Targets(TARGETS);
  test.each([
    ['only', null, null, 'bread/only'],
    ['ex_1', null, null, 'ambiguous'],
    ['ex_1', 'dough', null, 'dough/ex_1'],
    ['ex_1', null, 'bread', 'bread/ex_1'],
    ['ex_1', 'dough', 'bread', 'dough/ex_1'],
    ['only', 'bread', null, 'bread/only'],
    ['ex_1', ' Dough ', null, 'dough/ex_1'],
    // A spark that is named is meant, and no other, though one has the only exercise of that name.
    ['only', 'dough', null, 'unknown'],
    ['only', 'dough', 'bread', 'unknown'],
    ['only', 'nowhere', null, 'unknown'],
    ['only', null, 'dough', 'unknown'],
    ['bread/ex_1', null, null, 'bread/ex_1'],
    ['bread#ex_1', null, null, 'bread/ex_1'],
    ['nothing', null, null, 'unknown'],
    // What SCORM packages make of an id, and of the second that becomes the same.
    ['a_b', 'dough', null, 'dough/a_b'],
    ['a_b-2', null, null, 'dough/a_b'],
    ['a b', null, null, 'dough/a b'],
  ])('%s in %s, for %s', (name, spark, scope, is) => {
    expect(nameOf(targets.find(name, { spark, is_spark_guessed: false }, scope))).toBe(is);
  });

  test.each([
    ['only', 'quiz', null, 'bread/only'],
    ['ex_1', 'quiz', null, 'ambiguous'],
    ['ex_1', 'quiz', 'bread', 'bread/ex_1'],
    ['ex_1', 'dough', 'bread', 'dough/ex_1'],
    ['only', 'dough', null, 'unknown'],
  ])('%s after what may be the spark %s, for %s', (name, spark, scope, is) => {
    expect(nameOf(targets.find(name, { spark, is_spark_guessed: true }, scope))).toBe(is);
  });

  test('one that a person has chosen', () => {
    const { answers } = match([found({ exercise: 'iot-q99-1' })], VERSIONS, {
      scope: null,
      names: { 'iot-q99-1': 'bread/only' },
    });
    expect(answers).toMatchObject([{ exercise_id: 'only' }]);
  });

  test('one with a long name is left by the whole of it, so that it can be chosen', () => {
    const long = 'Which of these is it? '.repeat(20);
    const { left } = match([found({ exercise: long })]);
    expect(left).toMatchObject([{ reason: 'unknown_exercise', said: long }]);
    expect(
      match([found({ exercise: long })], VERSIONS, { scope: null, names: { [long]: 'bread/only' } }),
    ).toMatchObject({
      answers: [{ exercise_id: 'only' }],
    });
  });

  test('one that is called like what every object has', () => {
    expect(match([found({ exercise: 'constructor' })]).answers).toMatchObject([{ exercise_id: 'constructor' }]);
  });
});

describe('the version', () => {
  test.each([
    ['before the first: the first', { at: '2025-01-01T00:00:00Z' }, { version: 1 }],
    ['between', { at: '2026-02-01T00:00:00Z' }, { version: 1 }],
    ['after', { at: '2026-04-01T00:00:00Z' }, { version: 2 }],
    ['without a time: the newest', {}, { version: 2 }],
    [
      'of a package that is still an older one: the newest that has the option',
      { at: '2026-04-01T00:00:00Z', response: 'C' },
      { version: 1, choice: ['o2'] },
    ],
    ['as the player says', { version: 15, at: '2026-04-01T00:00:00Z' }, { version: 1 }],
    [
      'as the player of an export says, in seconds',
      { version: Date.parse('2026-02-01T00:00:00Z') / 1000 },
      { version: 1 },
    ],
    ['that never was', { version: 3 }, { reason: 'unknown_version', said: '3' }],
    [
      'as the player says, without this option',
      { version: 20, response: 'C' },
      { reason: 'unknown_option', said: 'C' },
    ],
    ['an option that none has', { response: 'Q' }, { reason: 'unknown_option', said: 'Q' }],
  ] as const)('%s', (_, more, is) => expect(one(more)).toMatchObject(is));
});

describe('what was chosen', () => {
  test.each([
    ['o1', ['o1']],
    ['b', ['o1']],
    ['B', ['o1']],
    ['Yes', ['o1']],
    ['', []],
    [null, null],
  ])('%s', (response, choice) => expect(one({ response })).toMatchObject({ choice }));

  test('several, in any order and writing', () => {
    const several = [
      version(1, '2026-01-01T00:00:00Z', {
        ...mcq(['No', 'Yes', 'Maybe']),
        exercise_type: 'multi_select',
        answer_key: { option_ids: ['o0', 'o2'] },
      }),
    ];
    for (const response of ['a[,]c', 'C, A', '{c,a}', 'o2;o0', 'No|Maybe']) {
      expect(one({ response, score: null }, several), response).toMatchObject({ choice: ['o0', 'o2'], score: 1 });
    }
  });

  test('by what the activity calls it', () => {
    expect(one({ response: 'q7', chosen_texts: ['Yes'] })).toMatchObject({ choice: ['o1'] });
    // Its ids are those of another system, whose first is not ours.
    expect(one({ response: 'a', chosen_texts: ['Yes'] })).toMatchObject({ choice: ['o1'] });
    expect(one({ response: 'B', chosen_texts: ['Something else'] })).toMatchObject({ choice: ['o1'] });
  });

  test('nothing, where a platform writes a dash', () => {
    const isIt = [version(1, '2026-01-01T00:00:00Z', { exercise_type: 'true_false', stem: 'Is it?', answer: false })];
    expect(one({ response: '-', score: null }, isIt)).toMatchObject({ choice: [], score: 0 });
    expect(one({ response: '-', score: null })).toMatchObject({ choice: [], score: 0 });
    const signs = [version(1, '2026-01-01T00:00:00Z', mcq(['+', '-']))];
    expect(one({ response: '-' }, signs)).toMatchObject({ choice: ['o1'] });
  });
});

describe('the score', () => {
  const of = (raw: object) => [version(1, '2026-01-01T00:00:00Z', raw)];
  const number = of({ exercise_type: 'numeric', stem: 'How many?', value: 1234 });
  test.each([
    ['as the source says, whatever we would', { response: 'A', score: 1 }, VERSIONS, { score: 1 }],
    ['by our marking', { response: 'A', score: null }, VERSIONS, { score: 0 }],
    ['nothing chosen', { response: '', score: null }, VERSIONS, { score: 0, choice: [] }],
    ['a number', { response: '1234', score: null }, number, { score: 1, choice: null }],
    ['a number that can be read in two ways', { response: '1,234', score: null }, number, { reason: 'no_result' }],
    [
      'a true_false',
      { response: 't', score: null },
      of({ exercise_type: 'true_false', stem: 'Is it?', answer: true }),
      { score: 1, choice: ['true'] },
    ],
    [
      'pairs, which nobody writes down alike',
      { response: 'a.b', score: null },
      of({ exercise_type: 'matching', stem: 'Match', pairs: [{ left: 'a', right: 'b' }] }),
      { reason: 'no_result' },
    ],
    ['nothing said at all', { score: null }, VERSIONS, { reason: 'no_result' }],
    [
      'an unknown type keeps the marks of its source',
      { score: 0.5 },
      of({ exercise_type: 'crossword' }),
      { score: 0.5 },
    ],
  ] as const)('%s', (_, more, versions, is) => expect(one(more, [...versions])).toMatchObject(is));
});

describe('what our own SCORM packages record is read back', () => {
  const exercises = Object.values(EXERCISES).filter(({ exercise_type }) =>
    /mcq|multi_select|true_false/.test(exercise_type),
  );
  const versions = ['1.2', '2004'] as const;
  test.each(exercises.flatMap((exercise) => versions.map((of) => [exercise.exercise_type, of, exercise] as const)))(
    '%s in %s',
    (_, of, exercise) => {
      for (const response of responsesTo(exercise)) {
        const { score, max } = mark(exercise, response, 'en');
        const { response: said, result } = interactionOf(exercise, { response, score, max, ms: 0 }, of, 'en');
        const name = of === '1.2' ? 'student_response' : 'learner_response';
        const data = {
          'cmi.interactions.0.id': 'only',
          [`cmi.interactions.0.${name}`]: said,
          'cmi.interactions.0.result': result,
          'cmi.learner_id': 'ana',
        };
        const file = readResultFile(new TextEncoder().encode(JSON.stringify(data)), { isExercise: () => true });
        const [answer] = file.ok ? file.read.answers : [];
        const given = answer && one(answer, [version(1, '2026-01-01T00:00:00Z', exercise)]);
        expect(given).toMatchObject({ choice: chosenIn(response), score: expect.closeTo(score, 2) });
      }
    },
  );
});

/** Every option alone, and for several choices each pair of neighbours. */
function responsesTo(exercise: Exercise): ExerciseResponse[] {
  const { exercise_type } = exercise;
  if (exercise_type === 'mcq') return exercise.options.map(({ id }) => ({ exercise_type, option_id: id }));
  if (exercise_type === 'true_false') return [true, false].map((answer) => ({ exercise_type, answer }));
  if (exercise_type !== 'multi_select') return [];
  return exercise.options.map((_, at) => ({
    exercise_type,
    option_ids: exercise.options.slice(at, at + 2).map(({ id }) => id),
  }));
}

function chosenIn(response: ExerciseResponse): string[] {
  if (response.exercise_type === 'mcq') return [response.option_id ?? ''];
  if (response.exercise_type === 'true_false') return [String(response.answer)];
  return response.exercise_type === 'multi_select' ? [...response.option_ids].sort() : [];
}

test('all of a file come out again, and what says the same twice is counted', () => {
  const answers = [
    found({}),
    found({}),
    found({ attempt: 2 }),
    found({ exercise: 'nothing' }),
    found({ learner: 'bo', at: '2026-04-01T00:00:00Z', attempt: 1 }),
    found({ learner: 'bo', at: '2026-04-01T00:00:00Z', attempt: 1 }),
  ];
  const matched = match(answers);
  expect(matched.answers.map(({ learner, attempt }) => [learner, attempt])).toEqual([
    ['ana', 1],
    ['ana', 2],
    ['bo', 1],
  ]);
  expect([matched.repeated, matched.left.length]).toEqual([2, 1]);
});
