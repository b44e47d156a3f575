import fc from 'fast-check';
import {
  type ChoiceOption,
  COGNITIVE_LEVELS,
  type CognitiveLevel,
  DIFFICULTIES,
  type Difficulty,
  type Exercise,
  type ExerciseBase,
  type ExerciseType,
  optionLabel,
} from './exercise.ts';

// Exercises of all nine types as forms write them, with the texts that make conversions stumble: signs that mean something in GIFT, HTML,
// CSV or Markdown, formulas, code, other scripts. None of them breaks a hard rule.

const WORDS = [
  'soil',
  'Wasser',
  'the cat',
  '3.5',
  'naïve',
  '水',
  'مرحبا',
  'relay',
  '50 %',
  'x < y',
  'a & b',
  '"so"',
  "it's",
];
const SIGNS = [
  'a = b',
  '~5',
  '{x}',
  'C#',
  '1:2',
  'a\\b',
  '->',
  '=SUM(A1)',
  '-1',
  '@home',
  '+1',
  'a; b',
  'a | b',
  '[html]',
  '%50%',
  'a*b',
];
const MARKUP = [
  '**bold**',
  '*soft*',
  '`let x = {}`',
  '$a^2 + b^2$',
  '[link](https://example.org/a?b=1&c=2)',
  'H<sub>2</sub>O',
  '~~gone~~',
];

const word = fc.constantFrom(...WORDS, ...SIGNS);
/** A text of some words in one line, as an answer is typed. */
export const anyPlain = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const inline = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
      fc.constantFrom(...MARKUP),
      fc.constantFrom(...SIGNS),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((words) => words.join(' '));
const block = fc.oneof(
  { weight: 30, arbitrary: inline },
  fc.constantFrom(
    '- one\n- two\n\n  more of two',
    '1. first\n2. second',
    '```js\nconst a = { b: 1 };\n```',
    '$$\n\\frac{a}{b}\n$$',
    '> said',
    '| a | b |\n| --- | --- |\n| 1 | 2 |',
    '## Heading',
    '![A plant](https://example.org/plant.png)',
  ),
);
/** Markdown of one or a few blocks. */
export const anyMarkdown = fc.array(block, { minLength: 1, maxLength: 2 }).map((blocks) => blocks.join('\n\n'));
const maybeMarkdown = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, anyMarkdown);

const id = fc.stringMatching(/^[a-z][a-z0-9_-]{0,12}$/);
const level: fc.Arbitrary<CognitiveLevel> = fc.constantFrom(...COGNITIVE_LEVELS);
const difficulty: fc.Arbitrary<Difficulty> = fc.constantFrom(...DIFFICULTIES);
const base: fc.Arbitrary<ExerciseBase> = fc.record(
  {
    id,
    stem: anyMarkdown,
    exercise_category: fc.constantFrom('comprehension', 'transfer'),
    cognitive_level: level,
    difficulty,
    aligned_learning_objective: fc.constantFrom('lo_1', 'lo-2'),
  },
  { requiredKeys: ['id', 'stem'] },
);
const misconceptions = fc.option(fc.array(id, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 6 });
const explanation = fc.option(anyMarkdown, { nil: undefined, freq: 1 });
const scoring = fc.option(fc.constantFrom('all_or_nothing' as const, 'partial' as const), { nil: undefined });

/** Without the fields that are undefined: JSON has none. */
const dense = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** Options with usual ids mostly, and which of them are right. */
const options = (most: (count: number) => number) =>
  fc
    .integer({ min: 2, max: 6 })
    .chain((count) =>
      fc.tuple(
        fc.uniqueArray(inline, { minLength: count, maxLength: count }),
        fc.array(fc.tuple(maybeMarkdown, misconceptions), { minLength: count, maxLength: count }),
        fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: most(count) }),
        fc.option(fc.uniqueArray(id, { minLength: count, maxLength: count }), { nil: null, freq: 5 }),
      ),
    );

type Chosen = [texts: string[], about: [string, string[] | undefined][], right: number[], ids: string[] | null];

function optionsOf([texts, about, right, ids]: Chosen): ChoiceOption[] {
  return texts.map((text, at) =>
    dense({
      id: ids?.[at] ?? `opt_${optionLabel(at).toLowerCase()}`,
      label: optionLabel(at),
      text,
      rationale_wrong: right.includes(at) ? null : about[at]?.[0] || null,
      misconception_ids: about[at]?.[1],
    }),
  );
}

const value = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: 1, max: 1_000_000 }).map((one) => one / 1_000),
  fc.constantFrom(6.022e23, 1.602e-19, -0.05),
);

const TYPES: { [T in ExerciseType]: fc.Arbitrary<Extract<Exercise, { exercise_type: T }>> } = {
  mcq: fc
    .tuple(
      base,
      options(() => 1),
      maybeMarkdown,
    )
    .map(([head, chosen, rationale_right]) => {
      const made = optionsOf(chosen);
      const { id: option_id = '', label = '' } = made[chosen[2][0] ?? 0] ?? {};
      return { ...head, exercise_type: 'mcq', options: made, answer_key: { label, option_id, rationale_right } };
    }),
  multi_select: fc
    .tuple(
      base,
      options((count) => count),
      maybeMarkdown,
      fc.constantFrom('all_or_nothing' as const, 'partial' as const),
    )
    .map(([head, chosen, rationale_right, how]) => {
      const made = optionsOf(chosen);
      const option_ids = made.filter((_, at) => chosen[2].includes(at)).map((one) => one.id);
      return {
        ...head,
        exercise_type: 'multi_select',
        options: made,
        answer_key: { option_ids, rationale_right },
        scoring: how,
      };
    }),
  true_false: fc
    .tuple(base, fc.boolean(), maybeMarkdown, maybeMarkdown)
    .map(([head, answer, rationale_right, rationale_wrong]) => ({
      ...head,
      exercise_type: 'true_false',
      answer,
      rationale_right,
      rationale_wrong,
    })),
  short_answer: fc
    .tuple(
      base,
      fc.uniqueArray(anyPlain, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(anyPlain, maybeMarkdown, misconceptions), { maxLength: 3 }),
      maybeMarkdown,
    )
    .map(([head, [canonical_answer = '', ...acceptable_answers], wrong, explanation_correct]) => ({
      ...head,
      exercise_type: 'short_answer',
      canonical_answer,
      acceptable_answers,
      wrong_answers: wrong.map(([answer, rationale, misconception_ids]) =>
        dense({ answer, rationale, misconception_ids }),
      ),
      explanation_correct,
    })),
  numeric: fc
    .tuple(
      base,
      value,
      fc.constantFrom('absolute' as const, 'relative' as const),
      fc.constantFrom(0, 0.5, 0.05, 0.1, 2),
      fc.constantFrom('', 'm', '°C', 'km/h'),
      fc.constantFrom('required' as const, 'optional' as const, 'none' as const),
      explanation,
    )
    .map(([head, number, mode, width, unit, unit_mode, explanation_correct]) =>
      dense({
        ...head,
        exercise_type: 'numeric' as const,
        value: number,
        tolerance: { mode, value: width },
        unit,
        unit_mode: unit === '' ? ('none' as const) : unit_mode,
        explanation_correct,
      }),
    ),
  cloze: fc
    .tuple(
      base,
      fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
      fc.array(
        fc.tuple(
          inline,
          fc.uniqueArray(anyPlain, { minLength: 2, maxLength: 4 }),
          fc.boolean(),
          fc.option(fc.boolean(), { nil: undefined }),
        ),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
      fc.boolean(),
      scoring,
      explanation,
    )
    .map(([head, ids, parts, isNumbered, how, explanation_correct]) => {
      const names = isNumbered ? ids.map((_, at) => String(at + 1)) : ids;
      const blanks = names.map((name, at) => {
        const [, words, isChosen, is_case_sensitive] = parts[at] ?? ['', ['x'], false, undefined];
        return dense({
          id: name,
          accepted: isChosen ? words.slice(0, 1) : words,
          options: isChosen ? words : undefined,
          is_case_sensitive: isChosen ? undefined : is_case_sensitive,
        });
      });
      const text = names.map((name, at) => `${parts[at]?.[0] ?? ''} {{${name}}}`).join(' ');
      return dense({ ...head, exercise_type: 'cloze' as const, text, blanks, scoring: how, explanation_correct });
    }),
  matching: fc
    .tuple(
      base,
      fc.array(fc.tuple(inline, anyPlain), { minLength: 2, maxLength: 5 }),
      fc.array(anyPlain, { maxLength: 2 }),
      scoring,
      explanation,
    )
    .map(([head, pairs, distractors, how, explanation_correct]) =>
      dense({
        ...head,
        exercise_type: 'matching' as const,
        pairs: pairs.map(([left, right]) => ({ left, right })),
        distractors,
        scoring: how,
        explanation_correct,
      }),
    ),
  ordering: fc
    .tuple(base, fc.uniqueArray(inline, { minLength: 2, maxLength: 6 }), fc.boolean(), scoring, explanation)
    .map(([head, texts, isNumbered, how, explanation_correct]) =>
      dense({
        ...head,
        exercise_type: 'ordering' as const,
        items: texts.map((text, at) => ({ id: isNumbered ? String(at + 1) : `step_${at}`, text })),
        scoring: how,
        explanation_correct,
      }),
    ),
  open_response: fc
    .tuple(
      base,
      fc.array(
        fc.record({
          criterion: anyPlain,
          levels: fc.array(
            fc.record({
              label: anyPlain,
              points: fc.integer({ min: 0, max: 10 }),
              description: fc.oneof(fc.constant(''), anyPlain),
            }),
            {
              minLength: 1,
              maxLength: 3,
            },
          ),
        }),
        { maxLength: 2 },
      ),
      maybeMarkdown,
    )
    .map(([head, rubric, model_answer]) => ({ ...head, exercise_type: 'open_response', rubric, model_answer })),
};

/** Any exercise of one type. */
export const anyExerciseOf = <T extends ExerciseType>(type: T): fc.Arbitrary<Extract<Exercise, { exercise_type: T }>> =>
  TYPES[type];

/** Any exercise of the nine types. */
export const anyExercise: fc.Arbitrary<Exercise> = fc.oneof(...Object.values(TYPES));
