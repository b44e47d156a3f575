import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PACKAGE_CASES } from './package.cases.ts';
import { oddExercise, oddValue } from './package.odd.ts';
import { packageProblems } from './package.ts';
import { readExercise } from './read-exercise.ts';
import { type PackageProblem, RULES, say } from './rules.ts';

const hard = (problems: PackageProblem[]) =>
  problems
    .filter(({ severity }) => severity === 'hard')
    .map(({ code, pointer }) => `${code} ${pointer}`)
    .sort();
const codes = (problems: PackageProblem[]) => problems.map(({ code }) => code);
const ofOne = (exercise: unknown, context = {}) => packageProblems({ exercise_bank: [exercise], quiz: [] }, context);

// The database is held to the same cases in supabase/tests/exercises/packages.test.ts.
describe('the hard rules of a lesson package', () => {
  test.each(PACKAGE_CASES.map((one) => [one.name, one] as const))('%s', (_, { body, objectives, problems }) => {
    const found = packageProblems(body, objectives ? { objectives: new Set(objectives) } : {});
    expect(hard(found)).toEqual([...problems].sort());
    for (const { message, fix } of found) {
      expect(message).toMatch(/\.$/);
      expect(message).not.toContain('{value}');
      expect(fix).toMatch(/\.$/);
    }
  });

  test('each is broken by one of the cases at least', () => {
    const broken = new Set(PACKAGE_CASES.flatMap(({ problems }) => problems.map((one) => one.split(' ')[0])));
    const rules = Object.entries(RULES).flatMap(([code, { severity }]) => (severity === 'hard' ? [code] : []));
    expect(rules.filter((code) => !broken.has(code))).toEqual([]);
  });

  test('what breaks none by itself is read without a gap: nothing that is no number, and no answer that is none', () => {
    for (const { name, body, problems } of PACKAGE_CASES.filter((one) => one.problems.length === 0)) {
      for (const exercise of (body.exercise_bank as unknown[] | undefined) ?? []) {
        const read = readExercise(exercise);
        expect(read, `${name} ${problems}`).not.toBeNull();
        expect(
          JSON.stringify(read, (_, one) => (Number.isNaN(one) ? 'NaN' : one)),
          name,
        ).not.toContain('NaN');
        if (read?.exercise_type === 'true_false') expect(read.answer, name).not.toBeNull();
        if (read?.exercise_type === 'mcq')
          expect(
            read.options.map(({ id }) => id),
            name,
          ).toContain(read.answer_key.option_id);
      }
    }
  });

  test('a long value is cut in its sentence, and none is taken for a pattern of replacing', () => {
    expect(say('duplicate_exercise', 'é'.repeat(500))).toBe(`The exercise id “${'é'.repeat(80)}” is used twice.`);
    expect(say('duplicate_exercise', '$&')).toBe('The exercise id “$&” is used twice.');
  });
});

const option = (id: string, label: string, more = {}) => ({ id, label, text: id, rationale_wrong: 'No.', ...more });
const choice = (more = {}) => ({
  id: 'x',
  exercise_type: 'mcq',
  cognitive_level: 'Recall',
  difficulty: 'easy',
  options: [option('a', 'A'), option('b', 'B')],
  answer_key: { option_id: 'a', label: 'A' },
  ...more,
});

describe('advice', () => {
  test('there is none where all is said', () => expect(ofOne(choice())).toEqual([]));

  test('a level and a difficulty that are not set, or not known; what is meant is offered', () => {
    expect(codes(ofOne(choice({ cognitive_level: undefined, difficulty: '' })))).toEqual(['no_level', 'no_difficulty']);
    expect(ofOne(choice({ cognitive_level: 'recall ', difficulty: 'killer' }))).toMatchObject([
      { code: 'unknown_level', mend: [{ set: '/exercise_bank/0/cognitive_level', to: 'Recall' }] },
      { code: 'unknown_difficulty', pointer: '/exercise_bank/0/difficulty' },
    ]);
  });

  test('a wrong option without a reason; the right one needs none', () => {
    const options = [option('a', 'A', { rationale_wrong: null }), option('b', 'B', { rationale_wrong: '' })];
    expect(ofOne(choice({ options }))).toMatchObject([
      { code: 'no_reason', pointer: '/exercise_bank/0/options/1/rationale_wrong' },
    ]);
    expect(
      codes(ofOne(choice({ options, exercise_type: 'multi_select', answer_key: { option_ids: ['a', 'b'] } }))),
    ).toEqual([]);
  });

  test('labels out of order are put in order, and the key goes along with its option', () => {
    const [problem] = ofOne(choice({ options: [option('a', 'B'), option('b', 'A')], answer_key: { label: 'A' } }));
    expect(problem?.mend).toEqual([
      { set: '/exercise_bank/0/options/0/label', to: 'A' },
      { set: '/exercise_bank/0/options/1/label', to: 'B' },
      { set: '/exercise_bank/0/answer_key/label', to: 'B' },
    ]);
  });

  test('a key that names a label of another option, and one that names an option twice', () => {
    expect(ofOne(choice({ answer_key: { option_id: 'a', label: 'B' } }))).toMatchObject([
      { code: 'answer_label', mend: [{ set: '/exercise_bank/0/answer_key/label', to: 'A' }] },
    ]);
    const answer_key = { option_ids: ['a', 'a'] };
    expect(ofOne(choice({ exercise_type: 'multi_select', answer_key }))).toMatchObject([
      { code: 'answer_named_twice', mend: [{ to: ['a'] }] },
    ]);
  });

  test('a package that calls its lesson otherwise than the spark does', () => {
    const body = { meta: { title: 'Old', learner_level: 'beginner' }, exercise_bank: [], quiz: [] };
    expect(packageProblems(body, { spark: { title: 'New', learner_level: 'expert' } })).toMatchObject([
      { code: 'meta_title', mend: [{ set: '/meta/title', to: 'New' }] },
      { code: 'meta_level', mend: [{ set: '/meta/learner_level', to: 'expert' }] },
    ]);
    expect(packageProblems(body, { spark: { title: 'Old' } })).toEqual([]);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

describe('whatever shape a package has', () => {
  test('it is looked at without changing it, each problem once and with a place inside of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(oddExercise, oddValue), { maxLength: 4 }),
        fc.array(oddValue, { maxLength: 3 }),
        (bank, quiz) => {
          const found = packageProblems(deepFreeze({ exercise_bank: bank, quiz, meta: {}, quiz_metadata: {} }), {
            objectives: new Set(['a']),
            spark: { title: 'A' },
          });
          const places = found.map(({ code, pointer, message }) => `${code} ${pointer} ${message}`);
          expect(new Set(places).size).toBe(places.length);
          for (const { pointer } of found) expect(pointer).toMatch(/^\/(exercise_bank|quiz|meta)/);
        },
      ),
    );
  });
});
