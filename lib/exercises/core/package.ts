/** A problem of a lesson package: where inside of it, in words, and how bad. */
export interface PackageProblem {
  rule: string;
  pointer: string;
  message: string;
  hint: string;
  severity: 'error' | 'warning';
}

type Exercise = Record<string, unknown>;

/**
 * What is wrong with a lesson package. Errors are the rules without which it cannot be served, and the database has the
 * same (`private.package_problems`; `package.cases.ts` runs against both). Warnings are advice.
 */
export function packageProblems(body: Record<string, unknown>): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const add = (
    rule: string,
    pointer: string,
    message: string,
    hint: string,
    severity: 'error' | 'warning' = 'error',
  ) => {
    problems.push({ rule, pointer, message, hint, severity });
  };
  const { exercise_bank: bank, quiz } = body;
  if (!Array.isArray(bank) || !Array.isArray(quiz)) {
    add(
      'package_shape',
      '',
      'A package needs exercise_bank and quiz as lists.',
      'Add both, empty if there is nothing yet.',
    );
    return problems;
  }

  const ids = new Set<unknown>();
  (bank as Exercise[]).forEach((exercise, at) => {
    const id = exercise?.id;
    if (ids.has(id))
      add(
        'duplicate_exercise',
        `/exercise_bank/${at}/id`,
        `The exercise id ${id} is used twice.`,
        'Give each exercise its own id.',
      );
    ids.add(id);
    for (const problem of optionProblems(exercise, at)) problems.push(problem);
  });

  const chosen = new Set<unknown>();
  quiz.forEach((id, at) => {
    if (!ids.has(id))
      add(
        'unknown_quiz_item',
        `/quiz/${at}`,
        `The quiz names ${id}, which is not in the bank.`,
        'Add the exercise to the bank, or take it out of the quiz.',
      );
    if (chosen.has(id)) add('duplicate_quiz_item', `/quiz/${at}`, `The quiz names ${id} twice.`, 'Name it once.');
    chosen.add(id);
  });

  const total = (body.quiz_metadata as Record<string, unknown> | undefined)?.total_items;
  if (typeof total === 'number' && total !== quiz.length) {
    add(
      'quiz_total',
      '/quiz_metadata/total_items',
      `total_items is ${total}, but the quiz has ${quiz.length} items.`,
      `Write ${quiz.length}.`,
    );
  }
  return problems;
}

/** Choice exercises: option ids are unique and the answer is among them; wrong options should say why they are wrong. */
function optionProblems(exercise: Exercise, at: number): PackageProblem[] {
  if (exercise?.exercise_type !== 'mcq' || !Array.isArray(exercise.options)) return [];
  const problems: PackageProblem[] = [];
  const options = exercise.options as Record<string, unknown>[];
  const ids = options.map((option) => option?.id);
  const answer = (exercise.answer_key as Record<string, unknown> | undefined)?.option_id;
  if (new Set(ids).size < ids.length) {
    problems.push({
      rule: 'duplicate_option',
      pointer: `/exercise_bank/${at}/options`,
      message: `Exercise ${exercise.id} has two options with one id.`,
      hint: 'Give each option its own id.',
      severity: 'warning',
    });
  }
  if (answer !== undefined && !ids.includes(answer)) {
    problems.push({
      rule: 'answer_not_an_option',
      pointer: `/exercise_bank/${at}/answer_key/option_id`,
      message: `The answer of exercise ${exercise.id} is not among its options.`,
      hint: 'Name the id of an option.',
      severity: 'warning',
    });
  }
  return problems;
}
