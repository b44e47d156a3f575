import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXERCISE_TYPES, type Exercise, type ExerciseType } from '../exercise.ts';
import { sameJson } from '../merge.ts';
import { exerciseProblems } from '../package.ts';
import { readExercise } from '../read-exercise.ts';
import { changeType } from './convert.ts';
import { freeId, newExercise } from './new-exercise.ts';
import { overlay } from './overlay.ts';
import { readQuickEntry } from './quick-entry.ts';

const read = (raw: unknown): Exercise => {
  const exercise = readExercise(raw);
  if (!exercise) throw new Error('it is no exercise');
  return exercise;
};

interface QuickCase {
  name: string;
  text: string;
  type: ExerciseType;
  lacks?: string;
  has?: Record<string, unknown>;
}

const QUICK: QuickCase[] = [
  {
    name: 'one choice, the right one marked before it',
    text: 'The temperatures to consider are:\nMinimum, maximum\n* Base, optimal, maximum\nMaximum only',
    type: 'mcq',
    has: {
      stem: 'The temperatures to consider are:',
      answer_key: { label: 'B', option_id: 'opt_2', rationale_right: '' },
    },
  },
  {
    name: 'one choice, marked behind it',
    text: 'Which?\nA planet*\nA moon',
    type: 'mcq',
    has: { 'options.0.text': 'A planet' },
  },
  {
    name: 'a marked answer with bold words in it',
    text: 'Which?\n* **A planet**\nA moon',
    type: 'mcq',
    has: { 'options.0.text': '**A planet**' },
  },
  { name: 'bold words alone are no mark', text: 'Which?\n**A planet**\nA moon', type: 'mcq', lacks: 'right_answer' },
  { name: 'nothing marked', text: 'Which?\nA planet\nA moon', type: 'mcq', lacks: 'right_answer' },
  { name: 'one answer', text: 'Which?\n* A planet', type: 'mcq', lacks: 'answer' },
  {
    name: 'several choices',
    text: 'Which?\n* Earth\n* Mars\nMoon',
    type: 'multi_select',
    has: { answer_key: { option_ids: ['opt_1', 'opt_2'], rationale_right: '' } },
  },
  { name: 'true', text: 'The moon is round.\nTrue*\nFalse', type: 'true_false', has: { answer: true } },
  { name: 'false alone', text: 'The moon is flat.\nfalse*', type: 'true_false', has: { answer: false } },
  {
    name: 'undecided',
    text: 'The moon is flat.\nTrue\nFalse',
    type: 'true_false',
    lacks: 'right_answer',
    has: { answer: null },
  },
  {
    name: 'a number with a tolerance and a unit',
    text: 'How many?\n= 4 ± 0.1 GDD',
    type: 'numeric',
    has: { value: 4, tolerance: { mode: 'absolute', value: 0.1 }, unit: 'GDD', unit_mode: 'optional' },
  },
  {
    name: 'a number with a share of it',
    text: 'How many?\n= −2.5 +/- 10 %',
    type: 'numeric',
    has: { value: -2.5, tolerance: { mode: 'relative', value: 0.1 }, unit: '', unit_mode: 'none' },
  },
  { name: 'a number alone', text: 'How many?\n= 6e23', type: 'numeric', has: { value: 6e23 } },
  {
    name: 'a short answer with others that are accepted',
    text: 'Who?\n= Ada Lovelace\n= Lovelace',
    type: 'short_answer',
    has: { canonical_answer: 'Ada Lovelace', acceptable_answers: ['Lovelace'] },
  },
  { name: 'a short answer that is empty', text: 'Who?\n=', type: 'short_answer', lacks: 'answer' },
  {
    name: 'pairs',
    text: 'Match them.\nBase -> does not grow\nOptimal → grows fast',
    type: 'matching',
    has: { 'pairs.0': { left: 'Base', right: 'does not grow' }, 'pairs.1': { left: 'Optimal', right: 'grows fast' } },
  },
  { name: 'one pair', text: 'Match them.\nBase -> does not grow', type: 'matching', lacks: 'answer' },
  { name: 'steps', text: 'In order:\n1. Read\n2) Send', type: 'ordering', has: { 'items.1.text': 'Send' } },
  {
    name: 'a blank in the question',
    text: 'Plants grow above the [[base|lower]] temperature.',
    type: 'cloze',
    has: {
      text: 'Plants grow above the {{blank_1}} temperature.',
      blanks: [{ id: 'blank_1', accepted: ['base', 'lower'] }],
    },
  },
  {
    name: 'a question above a text with blanks',
    text: 'Complete it.\nThe [[sun]] and the [[moon]].',
    type: 'cloze',
    has: { stem: 'Complete it.', text: 'The {{blank_1}} and the {{blank_2}}.' },
  },
  { name: 'a blank that accepts nothing', text: 'The [[ | ]] is round.', type: 'cloze', lacks: 'answer' },
  { name: 'a question alone', text: 'Explain how it works.', type: 'open_response' },
];

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((one, key) => (one as Record<string, unknown>)?.[key], value);

describe('an exercise out of a few lines', () => {
  test.each(QUICK.map((one) => [one.name, one] as const))('%s', (_, { text, type, lacks = null, has = {} }) => {
    const reading = readQuickEntry(text);
    expect(reading?.exercise.exercise_type).toBe(type);
    expect(reading?.lacks).toBe(lacks);
    for (const [path, value] of Object.entries(has)) expect(at(reading?.exercise, path)).toEqual(value);
  });

  test('nothing is read of blanks', () => {
    expect(readQuickEntry(' \n\n ')).toBeNull();
  });

  test('what lacks nothing breaks no hard rule, whatever is typed', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('* a', 'b*', '= 4', '= 1 ± 2 %', 'a -> b', '1. x', '[[y]]', 'True*', 'False', '=', '**'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const reading = readQuickEntry(lines.join('\n'));
        if (!reading || reading.lacks) return;
        const problems = exerciseProblems({ id: 'e', ...reading.exercise }, { objectives: new Set() });
        expect(problems.filter(({ severity }) => severity === 'hard')).toEqual([]);
      }),
    );
  });
});

const FULL: Record<ExerciseType, Exercise> = {
  mcq: read({
    id: 'e',
    exercise_type: 'mcq',
    stem: 'Which?',
    difficulty: 'hard',
    options: [
      { id: 'a', text: 'Earth' },
      { id: 'b', text: 'Moon', rationale_wrong: 'It goes around us.' },
    ],
    answer_key: { option_id: 'a', rationale_right: 'It goes around the sun.' },
  }),
  multi_select: read({
    id: 'e',
    exercise_type: 'multi_select',
    stem: 'Which?',
    options: [
      { id: 'a', text: 'Earth' },
      { id: 'b', text: 'Mars' },
      { id: 'c', text: 'Moon', rationale_wrong: 'No.' },
    ],
    answer_key: { option_ids: ['a', 'b'], rationale_right: 'Both do.' },
  }),
  true_false: read({ id: 'e', exercise_type: 'true_false', stem: 'Round?', answer: true, rationale_right: 'It is.' }),
  short_answer: read({
    id: 'e',
    exercise_type: 'short_answer',
    stem: 'Who?',
    canonical_answer: 'Ada',
    acceptable_answers: ['Lovelace'],
    wrong_answers: [{ answer: 'Babbage', rationale: 'He built it.' }],
    explanation_correct: 'She wrote it.',
  }),
  numeric: read({
    id: 'e',
    exercise_type: 'numeric',
    stem: 'How many?',
    value: 4,
    tolerance: 0.1,
    unit: 'km',
    unit_mode: 'required',
  }),
  cloze: read({
    id: 'e',
    exercise_type: 'cloze',
    stem: 'Fill.',
    text: 'The {{a}} and the {{b}}.',
    blanks: [
      { id: 'a', accepted: ['sun'] },
      { id: 'b', accepted: ['moon'] },
    ],
  }),
  matching: read({ id: 'e', exercise_type: 'matching', stem: 'Match.', pairs: [{ left: 'a', right: 'b' }] }),
  ordering: read({ id: 'e', exercise_type: 'ordering', stem: 'Order.', items: [{ id: 's', text: 'x' }] }),
  open_response: read({
    id: 'e',
    exercise_type: 'open_response',
    stem: 'Explain.',
    rubric: [{ criterion: 'Clear', levels: [{ label: 'Yes', points: 1, description: '' }] }],
    model_answer: 'So.',
  }),
};

describe('another type', () => {
  test.each(EXERCISE_TYPES.flatMap((from) => EXERCISE_TYPES.map((to) => [from, to] as const)))(
    '%s as %s',
    (from, to) => {
      const { exercise, lost } = changeType(FULL[from], to);
      expect(exercise.exercise_type).toBe(to);
      expect(exercise.stem).toContain(FULL[from].stem);
      // It is a whole exercise of its type: reading it again changes nothing.
      const { id: _, ...again } = read({ id: 'e', ...exercise });
      expect(sameJson(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(exercise)))).toBe(true);
      if (from === to) expect(lost).toEqual([]);
    },
  );

  test('one choice and several keep all they share', () => {
    const there = changeType(FULL.mcq, 'multi_select');
    expect(there.lost).toEqual([]);
    const back = changeType(read({ id: 'e', ...there.exercise }), 'mcq');
    expect(back.lost).toEqual([]);
    expect(back.exercise).toMatchObject({
      difficulty: 'hard',
      options: [{ text: 'Earth' }, { text: 'Moon', rationale_wrong: 'It goes around us.' }],
      answer_key: { option_id: 'opt_1', rationale_right: 'It goes around the sun.' },
    });
  });

  test.each([
    ['multi_select', 'mcq', ['other_right_answers']],
    ['mcq', 'true_false', ['options']],
    ['numeric', 'short_answer', ['tolerance']],
    ['cloze', 'short_answer', ['blanks']],
    ['matching', 'mcq', ['pairs']],
    ['ordering', 'mcq', ['steps']],
    ['open_response', 'mcq', ['rubric']],
    ['short_answer', 'open_response', ['accepted_answers', 'wrong_answers', 'reasons']],
  ] as const)('%s to %s says what is lost', (from, to, lost) => {
    expect(changeType(FULL[from], to).lost).toEqual(lost);
  });

  test('true and false are options, and options that say so are true and false', () => {
    const choice = changeType(FULL.true_false, 'mcq').exercise;
    expect(choice).toMatchObject({
      options: [{ text: 'True' }, { text: 'False' }],
      answer_key: { option_id: 'opt_1' },
    });
    expect(changeType(read({ id: 'e', ...choice }), 'true_false')).toMatchObject({
      exercise: { answer: true },
      lost: [],
    });
  });
});

describe('what a form changed, over what is stored', () => {
  const stored = {
    id: 'e',
    exercise_type: 'mcq',
    stem: 'Which?',
    hint: 'kept',
    options: [
      { id: 'a', text: 'Earth', weight: 3 },
      { id: 'b', text: 'Moon' },
      { id: 'c', text: 'Io', weight: 1 },
    ],
    answer_key: { option_id: 'a', source: 'kept' },
  };

  test('nothing changed: nothing is written, whatever the shape', () => {
    const before = read(stored);
    expect(overlay(stored, before, structuredClone(before))).toEqual(stored);
  });

  test('one field is written, the others stay as they came', () => {
    const before = read(stored);
    expect(overlay(stored, before, { ...before, stem: 'Which one?' })).toEqual({ ...stored, stem: 'Which one?' });
  });

  test('unknown fields of options go along when these are moved and taken out', () => {
    const before = read(stored);
    if (before.exercise_type !== 'mcq') throw new Error('it is one');
    const [earth, , io] = before.options;
    if (!earth || !io) throw new Error('they are there');
    const after = { ...before, options: [io, { ...earth, text: 'The Earth' }] };
    expect(overlay(stored, before, after).options).toEqual([
      { id: 'c', text: 'Io', weight: 1, label: 'C', rationale_wrong: null },
      { id: 'a', text: 'The Earth', weight: 3, label: 'A', rationale_wrong: null },
    ]);
    expect(
      overlay(stored, before, { ...before, answer_key: { ...before.answer_key, option_id: 'c' } }).answer_key,
    ).toMatchObject({
      option_id: 'c',
      source: 'kept',
    });
  });

  test('a number that is not written yet is null, and no change by itself', () => {
    const empty = { id: 'e', exercise_type: 'numeric', stem: '', value: null };
    const before = read(empty);
    expect(overlay(empty, before, structuredClone(before))).toEqual(empty);
    expect(overlay({ ...empty, value: 4 }, read({ ...empty, value: 4 }), before).value).toBeNull();
  });

  test('a field that is emptied is gone', () => {
    const before = read({ ...stored, difficulty: 'easy' });
    const { difficulty: _, ...after } = before;
    expect(overlay({ ...stored, difficulty: 'easy' }, before, after as Exercise)).toEqual(stored);
  });
});

test('free ids', () => {
  expect(freeId('opt_', ['opt_1', 'opt_2'])).toBe('opt_3');
  expect(freeId('opt_', ['opt_2', 'opt_3'])).toBe('opt_4');
  expect(freeId('blank_', [])).toBe('blank_1');
});

test.each(EXERCISE_TYPES)('an empty %s decides nothing for its author', (type) => {
  const problems = exerciseProblems({ id: 'e', ...newExercise(type) }, { objectives: new Set() });
  if (type !== 'open_response' && type !== 'ordering' && type !== 'matching')
    expect(problems.some(({ severity }) => severity === 'hard')).toBe(true);
});
