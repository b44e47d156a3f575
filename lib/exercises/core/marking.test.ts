import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXERCISE_TYPES, type Exercise, type ExerciseOf } from './exercise.ts';
import { EXERCISES, rightResponse } from './marking.cases.ts';
import { mark } from './marking.ts';
import { whyUnplayable } from './playable.ts';
import { readExercise } from './read-exercise.ts';
import { type ExerciseResponse, emptyResponse, isAnswered, matchingChoices, shuffled } from './response.ts';

const { mcq, multi_select, true_false, short_answer, numeric, cloze, matching, ordering, open_response } = EXERCISES;
const parts = (exercise: Exercise, response: ExerciseResponse) =>
  mark(exercise, response, 'en').parts.map(({ place, is }) => `${place} ${is}`);
const scored = (exercise: Exercise, response: ExerciseResponse) => mark(exercise, response, 'en').score;

describe.each(EXERCISE_TYPES)('%s', (type) => {
  const exercise = EXERCISES[type];

  test('can be played, is right when it is answered rightly, and not when nothing is answered', () => {
    expect(whyUnplayable(exercise)).toBeNull();
    const right = rightResponse(exercise);
    expect(isAnswered(right)).toBe(true);
    expect(mark(exercise, right, 'en')).toMatchObject({ score: 1, max: 1, is_right: true, reasons: [], wrong: 0 });
    const empty = emptyResponse(exercise, 'a');
    expect(mark(exercise, empty, 'en')).toMatchObject({ is_right: false, max: 1 });
    expect(isAnswered(empty)).toBe(type === 'ordering');
  });

  test('takes a response to another type for none', () => {
    const other: ExerciseResponse =
      type === 'mcq' ? { exercise_type: 'short_answer', text: 'B' } : { exercise_type: 'mcq', option_id: 'o-b' };
    expect(mark(exercise, other, 'en')).toEqual(mark(exercise, emptyResponse(exercise, ''), 'en'));
  });
});

describe('one choice', () => {
  test('the reason of the wrong option is given, with where it stands', () => {
    const marking = mark(mcq, { exercise_type: 'mcq', option_id: 'o-a' }, 'en');
    expect(marking).toMatchObject({ score: 0, is_right: false });
    expect(marking.parts.map(({ is }) => is)).toEqual(['wrong', 'missed', 'unmarked']);
    expect(marking.reasons).toEqual([
      {
        pointer: '/options/0/rationale_wrong',
        text: 'Salt slows the yeast down.',
        misconception_ids: ['salt-feeds-yeast'],
      },
    ]);
  });

  test('without a key nothing is right and nothing counts', () => {
    const open = { ...mcq, answer_key: { ...mcq.answer_key, option_id: 'gone' } };
    expect(mark(open, { exercise_type: 'mcq', option_id: 'gone' }, 'en')).toMatchObject({ score: 0, max: 0 });
    expect(whyUnplayable(open)?.rule).toBe('answer_missing');
  });
});

describe('several choices', () => {
  const choose = (...labels: string[]): ExerciseResponse => ({
    exercise_type: 'multi_select',
    option_ids: labels.map((label) => `o-${label}`),
  });

  test.each([
    ['abd', 1],
    ['ab', 2 / 3],
    ['abc', 1 / 3],
    ['ac', 0],
    ['c', 0],
    ['abcd', 2 / 3],
    ['', 0],
  ])('%s earns %d', (chosen, score) => {
    expect(scored(multi_select, choose(...chosen))).toBeCloseTo(score, 12);
    const strict = { ...multi_select, scoring: 'all_or_nothing' as const };
    expect(scored(strict, choose(...chosen))).toBe(score === 1 ? 1 : 0);
  });

  test('says what was right, wrong and missed', () => {
    expect(parts(multi_select, choose('a', 'c'))).toEqual(['o-a right', 'o-b missed', 'o-c wrong', 'o-d missed']);
    expect(mark(multi_select, choose('a', 'b', 'c'), 'en')).toMatchObject({ right: 2, wrong: 1, of: 3 });
  });

  test('a key that names what is not there is not held against anybody', () => {
    const odd = { ...multi_select, answer_key: { option_ids: ['o-a', 'gone'], rationale_right: '' } };
    expect(scored(odd, choose('a'))).toBe(1);
    expect(whyUnplayable(odd)?.rule).toBe('answer_unknown');
  });
});

describe('true or false', () => {
  test('the reason comes with the wrong answer alone', () => {
    expect(mark(true_false, { exercise_type: 'true_false', answer: true }, 'en').reasons).toMatchObject([
      { pointer: '/rationale_wrong' },
    ]);
    expect(mark(true_false, { exercise_type: 'true_false', answer: false }, 'en').reasons).toEqual([]);
  });

  test('undecided it is neither', () => {
    const open = { ...true_false, answer: null };
    for (const answer of [true, false, null])
      expect(mark(open, { exercise_type: 'true_false', answer }, 'en')).toMatchObject({
        score: 0,
        max: 0,
        reasons: [],
      });
    expect(whyUnplayable(open)?.pointer).toBe('/answer');
  });
});

describe('a short answer', () => {
  test.each([
    ['sourdough', 1],
    ['  Sour   DOUGH ', 1],
    ['ｓｏｕｒｄｏｕｇｈ', 1],
    ['sour\u00A0dough', 1],
    ['sour\u200Bdough', 1],
    ['levain', 1],
    ['`levain`', 1],
    ['sour-dough', 0],
    ['dough', 0],
    ['', 0],
    ['   ', 0],
  ])('“%s” earns %d', (text, score) => {
    expect(scored(short_answer, { exercise_type: 'short_answer', text })).toBe(score);
  });

  test.each([
    ['Café', 'Cafe\u0301'],
    ['Straße', 'STRASSE'],
    ['don’t', "don't"],
    ['“bread”', '"bread"'],
    ['ΟΔΟΣ', 'οδος'],
    ['ﬁre', 'fire'],
    ['well–known', 'well-known'],
  ])('%s and %s are one answer', (expected, given) => {
    const exercise = { ...short_answer, canonical_answer: expected, acceptable_answers: [] };
    expect(scored(exercise, { exercise_type: 'short_answer', text: given })).toBe(1);
  });

  test('a known wrong answer brings its reason, unless it is accepted as well', () => {
    const given: ExerciseResponse = { exercise_type: 'short_answer', text: 'Poolish' };
    expect(mark(short_answer, given, 'en').reasons).toMatchObject([
      { pointer: '/wrong_answers/0/rationale', misconception_ids: ['any-starter'] },
    ]);
    const both = { ...short_answer, acceptable_answers: ['poolish'] };
    expect(mark(both, given, 'en')).toMatchObject({ score: 1, reasons: [] });
  });
});

describe('a number', () => {
  const typed = (text: string, reading?: 0 | 1): ExerciseResponse => ({
    exercise_type: 'numeric',
    text,
    ...(reading === undefined ? {} : { reading }),
  });
  const answered = (change: Partial<ExerciseOf<'numeric'>>, text: string, language = 'en') =>
    mark({ ...numeric, ...change }, typed(text), language);

  test('one that can be read in two ways is asked back and not marked', () => {
    const asked = mark(numeric, typed('1,050'), 'en');
    expect(asked).toMatchObject({ score: 0, ask: ['1050', '1.05'] });
    expect(asked.parts).toEqual([{ place: 'answer', is: 'unmarked' }]);
    expect(mark(numeric, typed('1,050', 0), 'en')).toMatchObject({ score: 1 });
    expect(mark(numeric, typed('1,050', 1), 'en')).toMatchObject({ score: 0 });
    expect(mark(numeric, typed('1,050', 0), 'en').ask).toBeUndefined();
    expect(mark(numeric, typed('1,050'), 'de').ask).toBeUndefined();
  });

  test.each([
    ['required', 'kg', '5 kg', 1, undefined],
    ['required', 'kg', '5', 0, 'unit_missing'],
    ['required', 'kg', '5 g', 0, 'unit_wrong'],
    ['required', '', '5', 1, undefined],
    ['optional', 'kg', '5', 1, undefined],
    ['optional', 'kg', '5 KG', 1, undefined],
    ['optional', 'kg', '5 g', 0, 'unit_wrong'],
    ['none', 'kg', '5 kg', 1, undefined],
    ['none', '', '5', 1, undefined],
    ['none', '', '5 apples', 0, 'unit_wrong'],
    ['none', '', 'five', 0, 'not_a_number'],
    ['none', '', '', 0, undefined],
  ] as const)('unit %s (%s): “%s” earns %d', (unit_mode, unit, text, score, refused) => {
    const marking = answered({ value: 5, unit, unit_mode }, text);
    expect(marking.score).toBe(score);
    expect(marking.refused).toBe(refused);
  });

  test.each([
    [0.3, { mode: 'absolute', value: 0.1 }, '0.4', 1],
    [0.3, { mode: 'absolute', value: 0.1 }, '0.2', 1],
    [0.3, { mode: 'absolute', value: 0.1 }, '0.41', 0],
    [20000, { mode: 'relative', value: 0.01 }, '20200', 1],
    [20000, { mode: 'relative', value: 0.01 }, '20201', 0],
    [0.1 + 0.2, { mode: 'absolute', value: 0 }, '0.3', 0],
    [5, { mode: 'absolute', value: Number.NaN }, '5', 1],
  ] as const)('%d with %o: %s earns %d', (value, tolerance, text, score) => {
    expect(answered({ value, tolerance, unit: '' }, text).score).toBe(score);
  });

  test('one without a value is not marked', () => {
    expect(answered({ value: Number.NaN }, '5')).toMatchObject({ score: 0, max: 0 });
  });
});

describe('blanks, pairs and steps', () => {
  test('a blank counts for its share, and case only where it is said', () => {
    const given: ExerciseResponse = { exercise_type: 'cloze', blanks: ['MILK', '', 'hour'] };
    expect(parts(cloze, given)).toEqual(['liquid right', 'rest missed', 'time wrong']);
    expect(mark(cloze, given, 'en')).toMatchObject({ score: 1 / 3, right: 1, of: 3 });
    expect(scored({ ...cloze, scoring: 'all_or_nothing' }, given)).toBe(0);
  });

  test('a pair counts for its share, by what its right side says', () => {
    const given: ExerciseResponse = { exercise_type: 'matching', rights: ['builds gluten', 'adds sugar', null] };
    expect(parts(matching, given)).toEqual(['0 right', '1 wrong', '2 missed']);
    expect(scored(matching, given)).toBe(1 / 3);
    const twice = { ...matching, pairs: [...matching.pairs, { left: 'Folding', right: 'builds gluten' }] };
    expect(scored(twice, rightResponse(twice))).toBe(1);
    expect(matchingChoices(twice, 'x').sort()).toEqual([
      'adds sugar',
      'builds gluten',
      'lets it rise',
      'sets the crumb',
    ]);
  });

  test.each([
    ['1234', 1, 1],
    ['2341', 2 / 3, 0],
    ['1243', 1 / 3, 0],
    ['4321', 0, 0],
    ['2134', 1 / 3, 0],
  ])('steps %s share %d of their neighbours', (order, partial, whole) => {
    const given: ExerciseResponse = { exercise_type: 'ordering', item_ids: [...order].map((id) => `s${id}`) };
    expect(scored(ordering, given)).toBeCloseTo(partial, 12);
    expect(scored({ ...ordering, scoring: 'all_or_nothing' }, given)).toBe(whole);
    const { scoring: _, ...silent } = ordering;
    expect(scored(silent, given)).toBe(whole);
  });

  test('steps that say the same may change places', () => {
    const twins = { ...ordering, items: [...ordering.items, { id: 's5', text: 'Knead' }] };
    const given: ExerciseResponse = { exercise_type: 'ordering', item_ids: ['s1', 's5', 's3', 's4', 's2'] };
    expect(scored(twins, given)).toBe(1);
  });

  test('what is to be ordered never starts in order, and starts alike for one seed', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const start = emptyResponse({ ...ordering, items: ordering.items.slice(0, 2) }, seed);
      expect(start).toEqual({ exercise_type: 'ordering', item_ids: ['s2', 's1'] });
    }
    expect(shuffled([1, 2, 3, 4, 5], 'x')).toEqual(shuffled([1, 2, 3, 4, 5], 'x'));
    const firsts = new Set(Array.from({ length: 40 }, (_, at) => shuffled(['a', 'b', 'c', 'd'], `seed ${at}`)[0]));
    expect(firsts.size).toBe(4);
  });
});

describe('an open answer', () => {
  test('the learner’s own marks give the points', () => {
    const given: ExerciseResponse = { exercise_type: 'open_response', text: 'Old yeast.', levels: [1, 0] };
    expect(mark(open_response, given, 'en')).toMatchObject({ score: 0.75, right: 3, of: 4, is_right: false });
    expect(parts(open_response, given)).toEqual(['0 unmarked', '1 right']);
  });

  test('without a rubric it counts nothing', () => {
    expect(mark({ ...open_response, rubric: [] }, rightResponse(open_response), 'en')).toMatchObject({
      max: 0,
      score: 0,
    });
  });
});

test('the exercises of the demo course can be played, and are right when they are answered rightly', () => {
  const file = path.resolve(import.meta.dirname, '../../../supabase/demo/bundle.json');
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: { package: { exercise_bank: unknown[] } }[];
  };
  const exercises = packages.flatMap((one) => one.package.exercise_bank).map(readExercise);
  expect(exercises.length).toBeGreaterThan(70);
  for (const exercise of exercises) {
    if (!exercise) throw new Error('not read');
    expect(whyUnplayable(exercise), exercise.id).toBeNull();
    expect(mark(exercise, rightResponse(exercise), 'en'), exercise.id).toMatchObject({ score: 1, is_right: true });
  }
});

describe('marking as such', () => {
  const odd = fc.dictionary(
    fc.constantFrom(
      ...'options answer_key answer option_ids option_id label rationale_right canonical_answer acceptable_answers wrong_answers value tolerance mode unit unit_mode text blanks accepted pairs left right distractors items rubric levels points scoring id'.split(
        ' ',
      ),
    ),
    fc.jsonValue({ maxDepth: 3 }),
  );
  interface Drawn {
    at: number;
    text: string;
    levels: (number | null)[];
  }
  const drawn: fc.Arbitrary<Drawn> = fc.record({
    at: fc.nat(8),
    text: fc.string(),
    levels: fc.array(fc.option(fc.nat(4))),
  });
  function anyResponse(exercise: Exercise, { at, text, levels }: Drawn): ExerciseResponse {
    const { exercise_type } = exercise;
    switch (exercise_type) {
      case 'mcq':
        return { exercise_type, option_id: exercise.options[at]?.id ?? null };
      case 'multi_select': {
        const chosen = exercise.options.filter((_, place) => (at >> place) % 2);
        return { exercise_type, option_ids: chosen.map(({ id }) => id) };
      }
      case 'true_false':
        return { exercise_type, answer: [true, false, null][at % 3] ?? null };
      case 'short_answer':
      case 'numeric':
        return { exercise_type, text };
      case 'cloze': {
        const blanks = exercise.blanks.map(({ accepted }, place) => (place === at ? text : (accepted[0] ?? '')));
        return { exercise_type, blanks };
      }
      case 'matching':
        return { exercise_type, rights: exercise.pairs.map(({ right }, place) => (place === at ? null : right)) };
      case 'ordering': {
        const ids = exercise.items.map(({ id }) => id);
        return { exercise_type, item_ids: shuffled(ids, text) };
      }
      case 'open_response':
        return { exercise_type, text, levels };
    }
  }

  test('no odd exercise makes it throw, and no score leaves 0 to 1', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXERCISE_TYPES),
        odd,
        drawn,
        fc.constantFrom('en', 'de', 'ar', ''),
        (type, raw, given, language) => {
          const exercise = readExercise({ ...raw, id: 'x', exercise_type: type });
          if (!exercise) throw new Error('not read');
          const marking = mark(exercise, anyResponse(exercise, given), language);
          expect(marking.score).toBeGreaterThanOrEqual(0);
          expect(marking.score).toBeLessThanOrEqual(1);
          if (marking.max === 0) expect(marking).toMatchObject({ score: 0, is_right: false });
          // What can be played is right when it is answered rightly.
          if (whyUnplayable(exercise) === null && marking.max === 1)
            expect(mark(exercise, rightResponse(exercise), 'en').score).toBe(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('one right option more never costs, one wrong option more never earns', () => {
    const subset = fc.subarray(multi_select.options.map(({ id }) => id));
    fc.assert(
      fc.property(subset, fc.constantFrom(...multi_select.options), (option_ids, { id }) => {
        const before = scored(multi_select, { exercise_type: 'multi_select', option_ids });
        const after = scored(multi_select, {
          exercise_type: 'multi_select',
          option_ids: [...new Set([...option_ids, id])],
        });
        if (multi_select.answer_key.option_ids.includes(id)) expect(after).toBeGreaterThanOrEqual(before);
        else expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('one place more that is right never costs', () => {
    const mend = (given: string[], right: string[], at: number) =>
      given.map((one, place) => (place === at ? (right[at] ?? '') : one));
    const right = cloze.blanks.map(({ accepted }) => accepted[0] ?? '');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', 'water', 'rest', 'Hour', 'x'), { minLength: 3, maxLength: 3 }),
        fc.nat(2),
        (blanks, at) => {
          const before = scored(cloze, { exercise_type: 'cloze', blanks });
          expect(scored(cloze, { exercise_type: 'cloze', blanks: mend(blanks, right, at) })).toBeGreaterThanOrEqual(
            before,
          );
        },
      ),
    );
  });
});
