import { describe, expect, test } from 'vitest';
import { EXERCISE_TYPES } from './exercise.ts';
import { exerciseHints, HINT_CODES } from './hints.ts';
import { readExercise } from './read-exercise.ts';

interface Case {
  name: string;
  exercise: Record<string, unknown>;
  language?: string | null;
  /** `code pointer` of each hint, in any order. */
  hints: string[];
}

const STEM = 'Which of them moves around the sun?';
const choice = (options: string[], more: Record<string, unknown> = {}) => ({
  id: 'e',
  exercise_type: 'mcq',
  stem: STEM,
  options: options.map((text, at) => ({
    id: `o${at}`,
    label: 'ABCDEF'[at],
    text,
    rationale_wrong: at === 0 ? null : 'It does not.',
  })),
  answer_key: { label: 'A', option_id: 'o0', rationale_right: 'It does.' },
  ...more,
});

const CASES: Case[] = [
  { name: 'nothing to say of a good one', exercise: choice(['Earth', 'Moon', 'Io']), hints: [] },
  {
    name: 'a right option that is long',
    exercise: choice(['Earth, the third one from the inside', 'Moon', 'Io']),
    hints: ['right_is_longest /options/0/text'],
  },
  {
    name: 'a right option longer by half and by 15 characters only',
    exercise: choice(['x'.repeat(25), 'y'.repeat(10), 'z'.repeat(10)]),
    hints: [],
  },
  {
    name: 'a right option longer by 15 characters and not by half',
    exercise: choice(['x'.repeat(60), 'y'.repeat(40), 'z'.repeat(40)]),
    hints: [],
  },
  { name: 'a wrong option that is long', exercise: choice(['Earth', `Moon ${'x'.repeat(60)}`, 'Io']), hints: [] },
  {
    name: 'all of the above',
    exercise: choice(['Earth', 'Mars', 'All of the above'], {}),
    hints: ['all_or_none /options/2/text', 'absolute_only_in_wrong /options/2/text'],
  },
  {
    name: 'words of English in a lesson of another language',
    exercise: choice(['Earth', 'Mars', 'All of the above']),
    language: 'fi',
    hints: [],
  },
  { name: 'no language at all', exercise: choice(['Earth', 'Mars', 'All of the above']), language: null, hints: [] },
  {
    name: 'German words in a German lesson',
    exercise: choice(['Erde', 'Mond', 'Immer die Erde'], { stem: 'Was ist hier nicht gemeint?' }),
    language: 'de-AT',
    hints: ['plain_negative /stem', 'absolute_only_in_wrong /options/2/text'],
  },
  {
    name: 'a negative as any other word',
    exercise: choice(['Earth', 'Moon', 'Io'], { stem: 'Which of them is not a planet?' }),
    hints: ['plain_negative /stem'],
  },
  ...['is NOT a', 'is **not** a', 'is *not* a', 'is __not a__', 'is <strong>not</strong> a', '**is surely not a**'].map(
    (words): Case => ({
      name: `a negative that stands out: ${words}`,
      exercise: choice(['Earth', 'Moon', 'Io'], { stem: `Which of them ${words} planet?` }),
      hints: [],
    }),
  ),
  {
    name: 'a negative behind words that stand out',
    exercise: choice(['Earth', 'Moon', 'Io'], { stem: 'Which **planet** is not **large**?' }),
    hints: ['plain_negative /stem'],
  },
  {
    name: 'a word that contains a negative',
    exercise: choice(['Earth', 'Moon', 'Io'], { stem: 'Which of them has a notch?' }),
    hints: [],
  },
  {
    name: 'absolute words in wrong options only',
    exercise: choice(['Sometimes', 'It always does', 'It rarely does']),
    hints: ['absolute_only_in_wrong /options/1/text'],
  },
  { name: 'absolute words in the right option as well', exercise: choice(['Only once', 'Never', 'Twice']), hints: [] },
  {
    name: 'a word of the question in the right option only',
    exercise: choice(['A planet', 'A moon', 'A stone'], { stem: 'What is a planet of ours?' }),
    hints: ['shared_word /options/0/text'],
  },
  {
    name: 'a word of the question in a wrong option too',
    exercise: choice(['A planet', 'A planet of ice', 'A stone'], { stem: 'What is a planet of ours?' }),
    hints: [],
  },
  { name: 'two options', exercise: choice(['Earth', 'Moon']), hints: ['few_options /options'] },
  {
    name: 'options that say the same',
    exercise: choice(['Earth', 'The  Moon', 'the moon ']),
    hints: ['equal_options /options/2/text'],
  },
  {
    name: 'ranges that touch',
    exercise: choice(['1–5', '5–10', '11–20']),
    hints: ['overlapping_options /options/1/text'],
  },
  { name: 'ranges that do not', exercise: choice(['1 to 5 km', '6 to 10 km', '11 to 20 km']), hints: [] },
  {
    name: 'numbers in no order',
    exercise: choice(['3 km', '1 km', '2 km']),
    hints: ['unsorted_numbers /options'],
  },
  { name: 'numbers that fall', exercise: choice(['3', '2', '−1']), hints: [] },
  {
    name: 'reasons that are missing',
    exercise: {
      ...choice(['Earth', 'Moon', 'Io']),
      options: ['Earth', 'Moon', 'Io'].map((text, at) => ({ id: `o${at}`, label: 'ABC'[at], text })),
      answer_key: { option_id: 'o0' },
    },
    hints: [
      'missing_reason /options/1/rationale_wrong',
      'missing_reason /options/2/rationale_wrong',
      'missing_reason /answer_key/rationale_right',
    ],
  },
  {
    name: 'a stem of two words',
    exercise: choice(['Earth', 'Moon', 'Io'], { stem: 'Which one?' }),
    hints: ['short_stem /stem'],
  },
  {
    name: 'a Chinese stem, which has no spaces',
    exercise: choice(['地球', '月球', '木卫一'], { stem: '哪一个围绕太阳运行？' }),
    language: 'zh',
    hints: [],
  },
  {
    name: 'a cloze whose words stand in its text',
    exercise: {
      id: 'e',
      exercise_type: 'cloze',
      stem: '',
      text: 'The {{a}} moves around the sun.',
      blanks: [{ id: 'a', accepted: ['earth'] }],
      explanation_correct: 'It does.',
    },
    hints: [],
  },
  {
    name: 'a true or false without reasons',
    exercise: { id: 'e', exercise_type: 'true_false', stem: 'The moon is round.', answer: true },
    hints: ['missing_reason /rationale_right', 'missing_reason /rationale_wrong'],
  },
  {
    name: 'a wrong answer that was foreseen and has no reason',
    exercise: {
      id: 'e',
      exercise_type: 'short_answer',
      stem: 'What is the largest planet?',
      canonical_answer: 'Jupiter',
      wrong_answers: [{ answer: 'Saturn' }],
      explanation_correct: 'By far.',
    },
    hints: ['missing_reason /wrong_answers/0/rationale'],
  },
];

describe('hints on an exercise', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { exercise, language = 'en', hints }) => {
    const read = readExercise(exercise);
    if (!read) throw new Error('the case is no exercise');
    const found = exerciseHints(read, language);
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual([...hints].sort());
    for (const { sentence, fix } of found) {
      expect(sentence).toMatch(/\.$/);
      expect(fix).toMatch(/[.*]$/);
    }
  });

  test('each hint has a case', () => {
    const codes = new Set(CASES.flatMap(({ hints }) => hints.map((hint) => hint.split(' ')[0])));
    expect([...codes].sort()).toEqual([...HINT_CODES].sort());
  });

  test.each(EXERCISE_TYPES)('an empty %s has hints and no fault', (exercise_type) => {
    const read = readExercise({ id: 'e', exercise_type });
    if (!read) throw new Error('it is no exercise');
    expect(exerciseHints(read, 'no language').map(({ code }) => code)).toContain('short_stem');
  });
});
