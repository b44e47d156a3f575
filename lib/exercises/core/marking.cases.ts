import type { Exercise, ExerciseOf } from './exercise.ts';
import { acceptedAnswers } from './marking.ts';
import type { ExerciseResponse } from './response.ts';

// One exercise of each type, for the tests of marking, of the player and of what converts exercises.

const base = (id: string, stem: string) => ({ id, stem, cognitive_level: 'Application', difficulty: 'medium' });
const option = (label: string, text: string, rationale_wrong: string | null = null) => ({
  id: `o-${label.toLowerCase()}`,
  label,
  text,
  rationale_wrong,
});

export const EXERCISES = {
  mcq: {
    ...base('bread-1', 'What makes dough rise?'),
    exercise_type: 'mcq',
    options: [
      { ...option('A', 'Salt', 'Salt slows the yeast down.'), misconception_ids: ['salt-feeds-yeast'] },
      option('B', 'Gas from the yeast'),
      option('C', 'The heat of the hands', 'Warmth helps the yeast, but it makes no gas by itself.'),
    ],
    answer_key: { label: 'B', option_id: 'o-b', rationale_right: 'Yeast turns sugar into gas.' },
  },
  multi_select: {
    ...base('bread-2', 'Which of these belong into a plain dough?'),
    exercise_type: 'multi_select',
    options: [
      option('A', 'Flour'),
      option('B', 'Water'),
      option('C', 'Gravel', 'Nobody can eat it.'),
      option('D', 'Yeast'),
    ],
    answer_key: { option_ids: ['o-a', 'o-b', 'o-d'], rationale_right: 'Flour, water and yeast are enough.' },
    scoring: 'partial',
  },
  true_false: {
    ...base('bread-3', 'Dough rises faster in the cold.'),
    exercise_type: 'true_false',
    answer: false,
    rationale_right: 'Yeast works faster when it is warm.',
    rationale_wrong: 'In the cold yeast nearly sleeps.',
  },
  short_answer: {
    ...base('bread-4', 'What is flour and water left to ferment called?'),
    exercise_type: 'short_answer',
    canonical_answer: 'sourdough',
    acceptable_answers: ['sour dough', '`levain`'],
    wrong_answers: [{ answer: 'poolish', rationale: 'A poolish has yeast added.', misconception_ids: ['any-starter'] }],
    explanation_correct: 'It ferments by what lives in the flour.',
  },
  numeric: {
    ...base('bread-5', 'How many grams of water does 1,500 g of flour take at 70 %?'),
    exercise_type: 'numeric',
    value: 1050,
    tolerance: { mode: 'absolute', value: 0 },
    unit: 'g',
    unit_mode: 'optional',
    explanation_correct: '0.7 of 1,500 is 1,050.',
  },
  cloze: {
    ...base('bread-6', 'Complete the sentence.'),
    exercise_type: 'cloze',
    text: 'Bakers mix flour with {{liquid}}, and let the dough {{rest}} for an **{{time}}**.',
    blanks: [
      { id: 'liquid', accepted: ['water', 'milk'] },
      { id: 'rest', accepted: ['rest'], options: ['rest', 'freeze', 'burn'] },
      { id: 'time', accepted: ['Hour'], is_case_sensitive: true },
    ],
    explanation_correct: 'Resting lets the gluten relax.',
  },
  matching: {
    ...base('bread-7', 'Match each step with what it does.'),
    exercise_type: 'matching',
    pairs: [
      { left: 'Kneading', right: 'builds gluten' },
      { left: 'Proving', right: 'lets it rise' },
      { left: 'Baking', right: 'sets the crumb' },
    ],
    distractors: ['adds sugar'],
  },
  ordering: {
    ...base('bread-8', 'Put the steps in order.'),
    exercise_type: 'ordering',
    items: [
      { id: 's1', text: 'Mix' },
      { id: 's2', text: 'Knead' },
      { id: 's3', text: 'Prove' },
      { id: 's4', text: 'Bake' },
    ],
    scoring: 'partial',
  },
  open_response: {
    ...base('bread-9', 'Explain why a loaf may stay flat.'),
    exercise_type: 'open_response',
    rubric: [
      {
        criterion: 'Causes',
        levels: [
          { label: 'Two or more', points: 2, description: 'Names two causes.' },
          { label: 'One', points: 1, description: 'Names one cause.' },
          { label: 'None', points: 0, description: '' },
        ],
      },
      {
        criterion: 'Remedy',
        levels: [
          { label: 'Given', points: 2, description: '' },
          { label: 'Missing', points: 0, description: '' },
        ],
      },
    ],
    model_answer: 'Old yeast, or too little time.',
  },
} satisfies { [T in Exercise['exercise_type']]: ExerciseOf<T> };

/** The response that is right in every part. */
export function rightResponse(exercise: Exercise): ExerciseResponse {
  const { exercise_type } = exercise;
  switch (exercise_type) {
    case 'mcq':
      return { exercise_type, option_id: exercise.answer_key.option_id };
    case 'multi_select':
      return { exercise_type, option_ids: [...exercise.answer_key.option_ids] };
    case 'true_false':
      return { exercise_type, answer: exercise.answer };
    case 'short_answer':
      return { exercise_type, text: acceptedAnswers(exercise)[0] ?? '' };
    case 'numeric':
      return {
        exercise_type,
        text: `${exercise.value}${exercise.unit_mode === 'required' ? ` ${exercise.unit}` : ''}`,
        reading: 1,
      };
    case 'cloze':
      return { exercise_type, blanks: exercise.blanks.map(({ accepted }) => accepted[0] ?? '') };
    case 'matching':
      return { exercise_type, rights: exercise.pairs.map(({ right }) => right) };
    case 'ordering':
      return { exercise_type, item_ids: exercise.items.map(({ id }) => id) };
    case 'open_response':
      return {
        exercise_type,
        text: exercise.model_answer,
        levels: exercise.rubric.map(({ levels }) => {
          const points = levels.map((level) => level.points);
          return points.indexOf(Math.max(...points));
        }),
      };
  }
}
