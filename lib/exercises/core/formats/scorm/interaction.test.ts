import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyExercise } from '../../exercise.cases.ts';
import type { Exercise, ExerciseType } from '../../exercise.ts';
import { EXERCISES, rightResponse } from '../../marking.cases.ts';
import { mark } from '../../marking.ts';
import type { ExerciseResponse } from '../../response.ts';
import { interactionOf, timeSpan } from './interaction.ts';

const recorded = (exercise: Exercise, response: ExerciseResponse, version: '1.2' | '2004', language = 'en') => {
  const { score, max } = mark(exercise, response, language);
  return interactionOf(exercise, { response, score, max, ms: 62_500 }, version, language);
};
const right = (type: ExerciseType, version: '1.2' | '2004') => {
  const { type: recordedType, response, correct } = recorded(EXERCISES[type], rightResponse(EXERCISES[type]), version);
  return [recordedType, response, correct];
};

test.each([
  ['mcq', ['choice', 'b', ['b']], ['choice', 'b', ['b']]],
  ['multi_select', ['choice', 'a,b,d', ['a,b,d']], ['choice', 'a[,]b[,]d', ['a[,]b[,]d']]],
  ['true_false', ['true-false', 'f', ['f']], ['true-false', 'false', ['false']]],
  [
    'short_answer',
    ['fill-in', 'sourdough', ['sourdough', 'sour dough', '`levain`']],
    ['fill-in', 'sourdough', ['sourdough', 'sour dough', '`levain`']],
  ],
  ['numeric', ['numeric', '1050', ['1050']], ['numeric', '1050', ['1050[:]1050']]],
  [
    'cloze',
    ['fill-in', 'water, rest, Hour', ['water, rest, Hour']],
    ['fill-in', 'water[,]rest[,]Hour', ['{case_matters=true}water[,]rest[,]Hour']],
  ],
  [
    'matching',
    ['matching', 'a.a,b.b,c.c', ['a.a,b.b,c.c']],
    ['matching', 'a[.]a[,]b[.]b[,]c[.]c', ['a[.]a[,]b[.]b[,]c[.]c']],
  ],
  ['ordering', ['sequencing', 'a,b,c,d', ['a,b,c,d']], ['sequencing', 'a[,]b[,]c[,]d', ['a[,]b[,]c[,]d']]],
  [
    'open_response',
    ['fill-in', 'Old yeast, or too little time.', []],
    ['long-fill-in', 'Old yeast, or too little time.', []],
  ],
] as const)('%s is recorded in the words of either version', (type, in12, in2004) => {
  expect(right(type, '1.2')).toEqual(in12);
  expect(right(type, '2004')).toEqual(in2004);
});

test('a wrong, a partly right and an unmarked answer', () => {
  const { mcq, multi_select, open_response } = EXERCISES;
  const wrong: ExerciseResponse = { exercise_type: 'mcq', option_id: 'o-a' };
  expect(recorded(mcq, wrong, '1.2')).toMatchObject({ response: 'a', result: 'wrong', latency: '0000:01:02.50' });
  expect(recorded(mcq, wrong, '2004')).toMatchObject({ result: 'incorrect', latency: 'PT62.5S' });
  const partly: ExerciseResponse = { exercise_type: 'multi_select', option_ids: ['o-d', 'o-a'] };
  expect(recorded(multi_select, partly, '1.2')).toMatchObject({ response: 'a,d', result: '0.67' });
  const open: ExerciseResponse = { exercise_type: 'open_response', text: 'Cold.', levels: [] };
  expect(recorded({ ...open_response, rubric: [] }, open, '2004').result).toBe('neutral');
});

test('numbers are recorded as they were read, with the range that is right', () => {
  const numeric = { ...EXERCISES.numeric, value: 0.3, tolerance: { mode: 'relative' as const, value: 0.1 } };
  const given = (text: string): ExerciseResponse => ({ exercise_type: 'numeric', text, reading: 1 });
  expect(recorded(numeric, given('0,31 g'), '2004', 'de')).toMatchObject({
    type: 'numeric',
    response: '0.31',
    correct: ['0.27[:]0.33'],
    result: 'correct',
  });
  expect(recorded(numeric, given('a lot'), '1.2')).toMatchObject({
    type: 'fill-in',
    response: 'a lot',
    result: 'wrong',
  });
});

test('what somebody types cannot pass for signs of SCORM, and is cut to its limit', () => {
  const typed = (text: string, version: '1.2' | '2004') =>
    recorded(EXERCISES.short_answer, { exercise_type: 'short_answer', text }, version).response;
  expect(typed('{lang=en}a[,]b\n[.]', '2004')).toBe('({lang=en}a,b .');
  expect(typed('x'.repeat(300), '1.2')).toHaveLength(255);
  expect(typed('x'.repeat(300), '2004')).toHaveLength(250);
  expect(typed(`${'x'.repeat(254)}😀`, '1.2')).toHaveLength(254);
});

test('more options than there are signs for are numbers', () => {
  const options = Array.from({ length: 40 }, (_, at) => ({ id: `o${at}`, label: '', text: '', rationale_wrong: null }));
  const answer_key = { label: '', option_id: 'o39', rationale_right: '' };
  const exercise = { ...EXERCISES.mcq, options, answer_key };
  expect(recorded(exercise, rightResponse(exercise), '1.2')).toMatchObject({
    type: 'fill-in',
    response: '40',
    correct: ['40'],
  });
});

test('every generated exercise stays within what 1.2 allows', () => {
  fc.assert(
    fc.property(anyExercise, (exercise) => {
      const { response, correct, result } = recorded(exercise, rightResponse(exercise), '1.2');
      for (const one of [response, ...correct]) expect(one.length).toBeLessThanOrEqual(255);
      expect(result).toMatch(/^(correct|wrong|neutral|0?\.\d+)$/);
    }),
    { numRuns: 200, seed: 108 },
  );
});

test.each([
  [0, '0000:00:00.00', 'PT0S'],
  [3_725_040, '0001:02:05.04', 'PT3725.04S'],
])('%i ms as a span of time', (ms, in12, in2004) => {
  expect(timeSpan(ms, '1.2')).toBe(in12);
  expect(timeSpan(ms, '2004')).toBe(in2004);
});
