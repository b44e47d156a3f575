import {
  type ChoiceOption,
  EXERCISE_TYPES,
  type Exercise,
  type ExerciseBase,
  type ExerciseOf,
  type ExerciseType,
  optionLabel,
  type Scoring,
  type Tolerance,
} from './exercise.ts';

type Raw = Record<string, unknown>;

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const maybe = (value: unknown): string | undefined => text(value) || undefined;
const objects = (value: unknown): Raw[] =>
  Array.isArray(value) ? value.map((one) => (isObject(one) ? one : { text: one })) : [];
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
    .map(text)
    .filter((one) => one !== '');
const number = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
const weightOf = ({ weight }: Raw) => (typeof weight === 'number' && weight >= 0 ? { weight } : {});
const given = (key: keyof ExerciseBase, raw: Raw) => (maybe(raw[key]) === undefined ? {} : { [key]: text(raw[key]) });
const misconceptions = (value: unknown) => {
  const ids = texts(value);
  return ids.length > 0 ? { misconception_ids: ids } : {};
};
const scoring = (value: unknown): Scoring => (value === 'partial' ? 'partial' : 'all_or_nothing');
const scoringOf = (raw: Raw) => (raw.scoring === undefined ? {} : { scoring: scoring(raw.scoring) });
const explanation = (raw: Raw) => {
  const words = maybe(raw.explanation_correct ?? raw.rationale_right);
  return words === undefined ? {} : { explanation_correct: words };
};

/**
 * An exercise as the studio writes it, read from whatever an importer brought; null where its type is not one of ours. Nothing is
 * invented: what is absent is empty, a number that is none is NaN, a true_false without an answer is null; the rules (package.ts) speak
 * of all that, and callers show or mark only what has no broken hard rule.
 */
export function readExercise(raw: unknown): Exercise | null {
  if (!isObject(raw)) return null;
  const type = EXERCISE_TYPES.find((one) => one === raw.exercise_type);
  if (!type) return null;
  const base: ExerciseBase = {
    id: text(raw.id),
    stem: text(raw.stem),
    ...given('exercise_category', raw),
    ...given('cognitive_level', raw),
    ...given('difficulty', raw),
    ...given('aligned_learning_objective', raw),
    ...weightOf(raw),
    ...given('stimulus_id', raw),
  };
  return { ...base, ...READERS[type](raw) };
}

/** An answer that a true_false lacks: neither true nor false, so that nobody marks by it. */
const answerOf = (value: unknown): boolean | null =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : null;

const READERS: { [T in ExerciseType]: (raw: Raw) => Omit<ExerciseOf<T>, keyof ExerciseBase> } = {
  mcq(raw) {
    const options = optionsOf(raw);
    const key = isObject(raw.answer_key) ? raw.answer_key : {};
    const right = rightOption(options, key);
    return {
      exercise_type: 'mcq',
      options,
      answer_key: {
        label: right?.label ?? text(key.label),
        option_id: right?.id ?? text(key.option_id),
        rationale_right: text(key.rationale_right),
      },
    };
  },
  multi_select(raw) {
    const key = isObject(raw.answer_key) ? raw.answer_key : {};
    return {
      exercise_type: 'multi_select',
      options: optionsOf(raw),
      answer_key: { option_ids: texts(key.option_ids ?? key.option_id), rationale_right: text(key.rationale_right) },
      scoring: scoring(raw.scoring),
    };
  },
  true_false: (raw) => ({
    exercise_type: 'true_false',
    answer: answerOf(raw.answer),
    rationale_right: text(raw.rationale_right),
    rationale_wrong: text(raw.rationale_wrong),
  }),
  short_answer: (raw) => ({
    exercise_type: 'short_answer',
    canonical_answer: text(raw.canonical_answer),
    acceptable_answers: texts(raw.acceptable_answers),
    wrong_answers: objects(raw.wrong_answers).map((one) => ({
      answer: text(one.answer ?? one.text),
      rationale: text(one.rationale),
      ...misconceptions(one.misconception_ids),
    })),
    explanation_correct: text(raw.explanation_correct),
  }),
  numeric: (raw) => ({
    exercise_type: 'numeric',
    value: number(raw.value),
    tolerance: toleranceOf(raw.tolerance),
    unit: text(raw.unit),
    unit_mode: raw.unit_mode === 'required' || raw.unit_mode === 'optional' ? raw.unit_mode : 'none',
    ...explanation(raw),
  }),
  cloze: (raw) => ({
    exercise_type: 'cloze',
    text: text(raw.text),
    blanks: objects(raw.blanks).map((one) => ({
      id: text(one.id),
      accepted: texts(one.accepted),
      ...(Array.isArray(one.options) ? { options: texts(one.options) } : {}),
      ...(typeof one.is_case_sensitive === 'boolean' ? { is_case_sensitive: one.is_case_sensitive } : {}),
    })),
    ...scoringOf(raw),
    ...explanation(raw),
  }),
  matching: (raw) => ({
    exercise_type: 'matching',
    pairs: objects(raw.pairs).map(({ left, right }) => ({ left: text(left), right: text(right) })),
    distractors: texts(raw.distractors),
    ...scoringOf(raw),
    ...explanation(raw),
  }),
  ordering: (raw) => ({
    exercise_type: 'ordering',
    items: objects(raw.items).map((one, at) => ({ id: text(one.id) || String(at + 1), text: text(one.text) })),
    ...scoringOf(raw),
    ...explanation(raw),
  }),
  open_response: (raw) => ({
    exercise_type: 'open_response',
    rubric: objects(raw.rubric).map((one) => ({
      criterion: text(one.criterion ?? one.text),
      levels: objects(one.levels).map((level) => ({
        label: text(level.label ?? level.text),
        points: number(level.points),
        description: text(level.description),
      })),
    })),
    model_answer: text(raw.model_answer),
  }),
};

function optionsOf(raw: Raw): ChoiceOption[] {
  return objects(raw.options).map((one, at) => ({
    id: text(one.id) || text(one.label) || optionLabel(at),
    label: text(one.label) || optionLabel(at),
    text: text(one.text),
    rationale_wrong: maybe(one.rationale_wrong) ?? null,
    ...misconceptions(one.misconception_ids),
  }));
}

/** The option that a key names by its id, or, where it has none, by its label. */
function rightOption(options: ChoiceOption[], key: Raw): ChoiceOption | undefined {
  const id = text(key.option_id);
  return id ? options.find((one) => one.id === id) : options.find((one) => one.label === text(key.label));
}

function toleranceOf(value: unknown): Tolerance {
  if (isObject(value)) return { mode: value.mode === 'relative' ? 'relative' : 'absolute', value: number(value.value) };
  return { mode: 'absolute', value: value === undefined || value === null ? 0 : number(value) };
}
