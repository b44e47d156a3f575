/**
 * The rules of lesson packages, each said once. The hard ones stand in the database as well (`private.exercise_rules` and
 * `private.package_problems`; a test compares both): what breaks one is kept and marked "Blocks", and staging refuses it. Advice keeps
 * nothing back. `{value}` stands for what was found in the place.
 */
export const RULES = {
  package_shape: {
    severity: 'hard',
    message: 'A package needs exercise_bank and quiz as lists.',
    fix: 'Add both, empty if there is nothing yet.',
  },
  exercise_shape: {
    severity: 'hard',
    message: 'This is no exercise.',
    fix: 'Write an object with id, exercise_type and stem, or remove it.',
  },
  unknown_type: {
    severity: 'hard',
    message: 'The type “{value}” is not known here, so nobody can answer the exercise.',
    fix: 'Choose one of the nine types.',
  },
  missing_exercise_id: { severity: 'hard', message: 'The exercise has no id.', fix: 'Give it an id of its own.' },
  duplicate_exercise: {
    severity: 'hard',
    message: 'The exercise id “{value}” is used twice.',
    fix: 'Give each exercise its own id.',
  },
  nothing_to_answer: {
    severity: 'hard',
    message: 'There is nothing to answer.',
    fix: 'Add an option, a blank, a pair or a step.',
  },
  duplicate_option: {
    severity: 'hard',
    message: 'Two options have the id “{value}”.',
    fix: 'Give each option its own id.',
  },
  no_right_answer: { severity: 'hard', message: 'There is no right answer.', fix: 'Say what is right.' },
  answer_not_an_option: {
    severity: 'hard',
    message: 'The right answer “{value}” is not among the options.',
    fix: 'Choose one of the options, or add this one.',
  },
  ambiguous_answer: {
    severity: 'hard',
    message: 'Two options have the label “{value}” of the right answer.',
    fix: 'Give each option its own label, or name the right one by its id.',
  },
  undecided: {
    severity: 'hard',
    message: 'Nobody has decided whether this is true or false.',
    fix: 'Choose True or False.',
  },
  not_a_number: {
    severity: 'hard',
    message: '“{value}” is not a number.',
    fix: 'Write digits, like 4.1 or 6e23.',
  },
  duplicate_blank: { severity: 'hard', message: 'Two blanks have the id “{value}”.', fix: 'Give each its own id.' },
  blank_not_in_text: {
    severity: 'hard',
    message: 'The blank “{value}” does not stand in the text.',
    fix: 'Write {{id}} where it belongs, or remove the blank.',
  },
  blank_undefined: {
    severity: 'hard',
    message: 'The text has the blank “{value}”, of which nothing is said.',
    fix: 'Say what is accepted there, or take it out of the text.',
  },
  blank_without_answer: {
    severity: 'hard',
    message: 'The blank “{value}” accepts no answer.',
    fix: 'Write at least one accepted answer.',
  },
  duplicate_step: { severity: 'hard', message: 'Two steps have the id “{value}”.', fix: 'Give each step its own id.' },
  unknown_objective: {
    severity: 'hard',
    message:
      'The objective “{value}” is not one of this lesson: no concept that holds the spark has it, nor has its trail.',
    fix: 'Choose an objective of the lesson, or add this one to its concept.',
  },
  unknown_quiz_item: {
    severity: 'hard',
    message: 'The quiz names “{value}”, which is not in the bank.',
    fix: 'Add the exercise to the bank, or take it out of the quiz.',
  },
  duplicate_quiz_item: { severity: 'hard', message: 'The quiz names “{value}” twice.', fix: 'Name it once.' },
  quiz_total: {
    severity: 'hard',
    message: 'total_items is {value}, which is not the length of the quiz.',
    fix: 'Write how many exercises the quiz has.',
  },

  answer_named_twice: {
    severity: 'advice',
    message: 'The right answer “{value}” is named twice.',
    fix: 'Name it once.',
  },
  answer_label: {
    severity: 'advice',
    message: 'The key says “{value}”, but the right option has another label.',
    fix: 'Use the label of the option.',
  },
  labels_in_order: {
    severity: 'advice',
    message: 'The labels of the options do not run A, B, C.',
    fix: 'Label them in their order.',
  },
  no_reason: {
    severity: 'advice',
    message: 'Option {value} has no reason: learners who choose it only read “Wrong”.',
    fix: 'Write why it is wrong.',
  },
  unknown_level: {
    severity: 'advice',
    message: '“{value}” is no cognitive level.',
    fix: 'Choose Recall, Comprehension, Application or Transfer.',
  },
  unknown_difficulty: {
    severity: 'advice',
    message: '“{value}” is no difficulty.',
    fix: 'Choose easy, medium or hard.',
  },
  no_level: { severity: 'advice', message: 'No cognitive level is set.', fix: 'Choose one.' },
  no_difficulty: { severity: 'advice', message: 'No difficulty is set.', fix: 'Choose one.' },
  meta_title: {
    severity: 'advice',
    message: 'The package calls the lesson “{value}”, the spark has another title.',
    fix: 'Use the title of the spark.',
  },
  meta_level: {
    severity: 'advice',
    message: 'The package is for learners of level “{value}”, the lesson for others.',
    fix: 'Use the learner level of the lesson.',
  },
} as const satisfies Record<string, { severity: 'hard' | 'advice'; message: string; fix: string }>;

export type RuleCode = keyof typeof RULES;
export type HardRule = { [Code in RuleCode]: (typeof RULES)[Code]['severity'] extends 'hard' ? Code : never }[RuleCode];

/** One step that mends a problem, as data: what to write where (a JSON pointer into what was checked). */
export type Mend = { set: string; to: unknown } | { remove: string };

/** A rule that is broken in one place. */
export interface Found {
  code: RuleCode;
  /** JSON pointer into what was checked. */
  pointer: string;
  /** What stands there, for the sentence. */
  value?: unknown;
  /** What mends it without a decision of anybody; absent where somebody has to think. */
  mend?: Mend[];
}

/** A broken rule in words. */
export interface PackageProblem {
  code: RuleCode;
  severity: 'hard' | 'advice';
  pointer: string;
  message: string;
  fix: string;
  mend?: Mend[];
}

/** The sentence of a rule about a value; long values are cut, as they are in the database. */
export function say(code: RuleCode, value?: unknown): string {
  const shown = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  return RULES[code].message.replace('{value}', () => [...shown.slice(0, 200)].slice(0, 80).join(''));
}

/** Puts what was found into words; `below` is where the thing that was checked stands in the whole. */
export function inWords(found: Found, below = ''): PackageProblem {
  const { code, pointer, value, mend } = found;
  const { severity, fix } = RULES[code];
  return {
    code,
    severity,
    pointer: below + pointer,
    message: say(code, value),
    fix,
    ...(mend && { mend: mend.map((step) => placed(step, below)) }),
  };
}

const placed = (step: Mend, below: string): Mend =>
  'set' in step ? { set: below + step.set, to: step.to } : { remove: below + step.remove };
