import { clozeParts, type Exercise, type ExerciseOf, type ExerciseType } from '../exercise.ts';
import { newExercise, optionsOf, type Unsaved } from './new-exercise.ts';

/** Parts of an exercise that another type has no place for. */
export type LostPart =
  | 'options'
  | 'reasons'
  | 'other_right_answers'
  | 'accepted_answers'
  | 'wrong_answers'
  | 'tolerance'
  | 'blanks'
  | 'pairs'
  | 'steps'
  | 'rubric'
  | 'model_answer'
  | 'right_answer';

/** What an exercise says in words that other types know as well. */
interface Common {
  /** Answers that are right, the usual one first. */
  right: string[];
  /** Answers that are wrong, each with its reason. */
  wrong: { text: string; reason: string }[];
  /** Why the right one is right. */
  why: string;
  left_over: LostPart[];
}

/**
 * An exercise as another type: what both types know is kept, `lost` says what is not. Nothing is decided for the author: one choice out of
 * several right ones keeps the first.
 */
export function changeType(exercise: Exercise, type: ExerciseType): { exercise: Unsaved; lost: LostPart[] } {
  const { id: _, ...same } = exercise;
  if (exercise.exercise_type === type) return { exercise: same, lost: [] };
  const common = commonOf(exercise);
  const { stem, cognitive_level, difficulty, aligned_learning_objective, exercise_category } = exercise;
  const given = { cognitive_level, difficulty, aligned_learning_objective, exercise_category };
  for (const key of Object.keys(given) as (keyof typeof given)[]) if (given[key] === undefined) delete given[key];
  const whole = exercise.exercise_type === 'cloze' ? clozeWithAnswers(exercise) : '';
  const question = [stem, type === 'cloze' ? '' : whole].filter((one) => one !== '').join('\n\n');
  const { parts, lost } = PARTS[type](common);
  return {
    exercise: { ...newExercise(type, given), ...parts, stem: question } as Unsaved,
    lost: [...new Set([...common.left_over, ...lost])],
  };
}

/** The text of a cloze with each blank as a gap: as a question it still can be read. */
const clozeWithAnswers = ({ text }: ExerciseOf<'cloze'>) =>
  clozeParts(text)
    .map((part) => ('text' in part ? part.text : '____'))
    .join('');

function commonOf(exercise: Exercise): Common {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select': {
      const key = exercise.answer_key;
      const ids = 'option_ids' in key ? key.option_ids : [key.option_id];
      return {
        right: exercise.options.filter(({ id }) => ids.includes(id)).map(({ text }) => text),
        wrong: exercise.options
          .filter(({ id }) => !ids.includes(id))
          .map(({ text, rationale_wrong }) => ({ text, reason: rationale_wrong ?? '' })),
        why: key.rationale_right,
        left_over: [],
      };
    }
    case 'true_false': {
      const { answer, rationale_right, rationale_wrong } = exercise;
      const right = answer === null ? [] : [answer ? 'True' : 'False'];
      const wrong = answer === null ? [] : [{ text: answer ? 'False' : 'True', reason: rationale_wrong }];
      return { right, wrong, why: rationale_right, left_over: [] };
    }
    case 'short_answer':
      return {
        right: [exercise.canonical_answer, ...exercise.acceptable_answers].filter((one) => one !== ''),
        wrong: exercise.wrong_answers.map(({ answer, rationale }) => ({ text: answer, reason: rationale })),
        why: exercise.explanation_correct,
        left_over: [],
      };
    case 'numeric': {
      const { value, unit, tolerance } = exercise;
      return {
        right: Number.isFinite(value) ? [`${value}${unit ? ` ${unit}` : ''}`] : [],
        wrong: [],
        why: exercise.explanation_correct ?? '',
        left_over: tolerance.value > 0 ? ['tolerance'] : [],
      };
    }
    case 'cloze':
      return {
        right: exercise.blanks[0]?.accepted ?? [],
        wrong: [],
        why: exercise.explanation_correct ?? '',
        left_over: exercise.blanks.length > 1 ? ['blanks'] : [],
      };
    case 'matching':
      return { right: [], wrong: [], why: exercise.explanation_correct ?? '', left_over: ['pairs'] };
    case 'ordering':
      return { right: [], wrong: [], why: exercise.explanation_correct ?? '', left_over: ['steps'] };
    case 'open_response':
      return {
        right: exercise.model_answer ? [exercise.model_answer] : [],
        wrong: [],
        why: '',
        left_over: exercise.rubric.some(({ criterion }) => criterion !== '') ? ['rubric'] : [],
      };
  }
}

type Parts = (common: Common) => { parts: Partial<Unsaved>; lost: LostPart[] };

const lostOf = (...parts: [is_lost: boolean, part: LostPart][]) => parts.flatMap(([is, part]) => (is ? [part] : []));
/** Left out where there is none: most types may have it, and need not. */
const explained = ({ why }: Common) => (why ? { explanation_correct: why } : {});
const hasReasons = ({ wrong }: Common) => wrong.some(({ reason }) => reason !== '');

const PARTS: Record<ExerciseType, Parts> = {
  mcq: (common) => {
    const { options, ids } = choicesOf(common);
    const first = options.find(({ id }) => id === ids[0]);
    const answer_key = { label: first?.label ?? '', option_id: first?.id ?? '', rationale_right: common.why };
    return { parts: { options, answer_key }, lost: lostOf([ids.length > 1, 'other_right_answers']) };
  },
  multi_select: (common) => {
    const { options, ids } = choicesOf(common);
    return { parts: { options, answer_key: { option_ids: ids, rationale_right: common.why } }, lost: [] };
  },
  true_false: ({ right, wrong, why }) => {
    const is = /^(true|false)$/iu.exec(right[0]?.trim() ?? '')?.[1]?.toLowerCase();
    const parts = {
      answer: is === undefined ? null : is === 'true',
      rationale_right: why,
      rationale_wrong: wrong[0]?.reason ?? '',
    };
    return { parts, lost: lostOf([is === undefined && right.length + wrong.length > 0, 'options']) };
  },
  short_answer: ({ right, wrong, why }) => {
    const [canonical_answer = '', ...acceptable_answers] = right;
    const wrong_answers = wrong.map(({ text, reason }) => ({ answer: text, rationale: reason }));
    return { parts: { canonical_answer, acceptable_answers, wrong_answers, explanation_correct: why }, lost: [] };
  },
  numeric: (common) => {
    const found = /^\s*([-−+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(.*)$/u.exec(common.right[0] ?? '');
    const unit = found?.[2]?.trim() ?? '';
    return {
      parts: {
        value: found ? Number(found[1]?.replace('−', '-')) : Number.NaN,
        unit,
        unit_mode: unit ? 'optional' : 'none',
        ...explained(common),
      },
      lost: lostOf(
        [!found && common.right.length > 0, 'right_answer'],
        [common.wrong.length > 0, 'options'],
        [hasReasons(common), 'reasons'],
      ),
    };
  },
  cloze: (common) => ({
    parts: {
      text: common.right.length > 0 ? '{{blank_1}}' : '',
      blanks: common.right.length > 0 ? [{ id: 'blank_1', accepted: common.right }] : [],
      ...explained(common),
    },
    lost: lostOf([common.wrong.length > 0, 'options'], [hasReasons(common), 'reasons']),
  }),
  matching: (common) => ({ parts: explained(common), lost: answersLost(common) }),
  ordering: (common) => ({ parts: explained(common), lost: answersLost(common) }),
  open_response: (common) => ({
    parts: { model_answer: common.right[0] ?? '' },
    lost: lostOf(
      [common.right.length > 1, 'accepted_answers'],
      [common.wrong.length > 0, 'wrong_answers'],
      [hasReasons(common) || common.why !== '', 'reasons'],
    ),
  }),
};

const answersLost = (common: Common) =>
  lostOf(
    [common.right.length > 0, 'right_answer'],
    [common.wrong.length > 0, 'wrong_answers'],
    [hasReasons(common), 'reasons'],
  );

function choicesOf({ right, wrong }: Common) {
  const texts = [...right, ...wrong.map(({ text }) => text)];
  const options = optionsOf(texts.length > 0 ? texts : ['', '', '']).map((option, at) => ({
    ...option,
    rationale_wrong: wrong[at - right.length]?.reason || null,
  }));
  return { options, ids: options.slice(0, right.length).map(({ id }) => id) };
}
