import { type Exercise, type ExerciseOf, type ExerciseType, optionLabel } from '../exercise.ts';

/** What an exercise takes over from where it is made: an empty cell of the coverage, or the one before it. */
export type Given = Pick<
  Exercise,
  'cognitive_level' | 'difficulty' | 'aligned_learning_objective' | 'exercise_category'
>;

/** An exercise without its id, which the database gives it. */
export type Unsaved = { [T in ExerciseType]: Omit<ExerciseOf<T>, 'id'> }[ExerciseType];

/** A short id that is not among some: `prefix`1, `prefix`2 ... */
export function freeId(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(prefix + number)) number++;
  return prefix + number;
}

/** Options with ids and labels in their order. */
export const optionsOf = (texts: readonly string[]) =>
  texts.map((text, at) => ({ id: `opt_${at + 1}`, label: optionLabel(at), text, rationale_wrong: null }));

const PARTS: { [T in ExerciseType]: () => Omit<ExerciseOf<T>, 'id' | 'stem' | keyof Given> } = {
  mcq: () => ({
    exercise_type: 'mcq',
    options: optionsOf(['', '', '']),
    answer_key: { label: '', option_id: '', rationale_right: '' },
  }),
  multi_select: () => ({
    exercise_type: 'multi_select',
    options: optionsOf(['', '', '']),
    answer_key: { option_ids: [], rationale_right: '' },
    scoring: 'partial',
  }),
  true_false: () => ({ exercise_type: 'true_false', answer: null, rationale_right: '', rationale_wrong: '' }),
  short_answer: () => ({
    exercise_type: 'short_answer',
    canonical_answer: '',
    acceptable_answers: [],
    wrong_answers: [],
    explanation_correct: '',
  }),
  numeric: () => ({
    exercise_type: 'numeric',
    value: Number.NaN,
    tolerance: { mode: 'absolute', value: 0 },
    unit: '',
    unit_mode: 'none',
  }),
  cloze: () => ({ exercise_type: 'cloze', text: '', blanks: [] }),
  matching: () => ({
    exercise_type: 'matching',
    pairs: [
      { left: '', right: '' },
      { left: '', right: '' },
    ],
    distractors: [],
    scoring: 'partial',
  }),
  ordering: () => ({
    exercise_type: 'ordering',
    items: [
      { id: 'step_1', text: '' },
      { id: 'step_2', text: '' },
      { id: 'step_3', text: '' },
    ],
    scoring: 'all_or_nothing',
  }),
  open_response: () => ({
    exercise_type: 'open_response',
    rubric: [
      {
        criterion: '',
        levels: [
          { label: 'Full', points: 2, description: '' },
          { label: 'Partly', points: 1, description: '' },
          { label: 'Not yet', points: 0, description: '' },
        ],
      },
    ],
    model_answer: '',
  }),
};

/** An empty exercise of a type, with what is known of it already. Nothing is decided that only an author can decide. */
export function newExercise<T extends ExerciseType>(type: T, given: Given = {}): Omit<ExerciseOf<T>, 'id'> {
  return { ...given, stem: '', ...PARTS[type]() } as Omit<ExerciseOf<T>, 'id'>;
}
