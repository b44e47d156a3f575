import type { Exercise, ExerciseBase, ExerciseOf } from '../../exercise.ts';
import { markdownOfPlain, readText } from '../text/read.ts';
import type { Conversion, SourceText } from '../text/text.ts';
import { explained, moodleNumber, percent, reasonOf } from './parts.ts';
import { isFull, type MoodleAnswer, type MoodleQuestion } from './question.ts';
import { rubricIn } from './rubric.ts';

export function toTrueFalse(
  question: MoodleQuestion,
  base: ExerciseBase,
  conversion: Conversion,
): ExerciseOf<'true_false'> {
  // Old files have the words of a language; then the first is true.
  const named = question.answers.map(({ text }, at) => {
    const words = text.text.trim().toLowerCase();
    return words === 'true' ? true : words === 'false' ? false : at === 0;
  });
  const right = question.answers.findIndex(({ fraction }) => isFull(fraction));
  const isUndecided = right < 0 || question.answers.filter(({ fraction }) => isFull(fraction)).length > 1;
  const answer = isUndecided ? null : (named[right] ?? null);
  const wrong = question.answers.filter((_, at) => at !== right);
  const reply = (texts: SourceText[], field: string) =>
    texts
      .map((one) => readText(one, conversion, { field, pointer: `/${field}` }))
      .filter(Boolean)
      .join('\n\n');
  return {
    ...base,
    exercise_type: 'true_false',
    answer,
    rationale_right: reasonOf(
      question,
      question.answers.slice(right, right + 1),
      conversion,
      'rationale_right',
      '/rationale_right',
    ),
    rationale_wrong: reply(isUndecided ? [] : wrong.map(({ feedback }) => feedback), 'rationale_wrong'),
  };
}

export function toShortAnswer(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const exercise: ExerciseOf<'short_answer'> = {
    ...base,
    exercise_type: 'short_answer',
    canonical_answer: '',
    acceptable_answers: [],
    wrong_answers: [],
    explanation_correct: '',
  };
  const right: MoodleAnswer[] = [];
  for (const answer of question.answers) {
    const words = answer.text.text.trim();
    if (words === '*' && !isFull(answer.fraction)) {
      conversion.lose('catch_all_reply', 'wrong_answers', { pointer: '/wrong_answers' });
      continue;
    }
    if (/(^|[^\\])\*/.test(words))
      conversion.lose('wildcard', 'canonical_answer', {
        sentence: `The answer “${words.slice(0, 80)}” has a * that stands for anything.`,
      });
    const text = words.replaceAll('\\*', '*');
    if (isFull(answer.fraction)) {
      right.push(answer);
      if (right.length === 1) exercise.canonical_answer = text;
      else exercise.acceptable_answers.push(text);
      continue;
    }
    const pointer = `/wrong_answers/${exercise.wrong_answers.length}`;
    if (answer.fraction > 0)
      conversion.lose('partly_right', 'wrong_answers', {
        pointer,
        sentence: `“${text.slice(0, 80)}” earns ${percent(answer.fraction)} of the point.`,
        instead: 'It became a wrong answer with a reply.',
      });
    const rationale = readText(answer.feedback, conversion, { field: 'wrong_answers', pointer });
    exercise.wrong_answers.push({ answer: text, rationale });
  }
  exercise.explanation_correct = reasonOf(question, right, conversion, 'explanation_correct', '/explanation_correct');
  if (question.is_case_sensitive)
    conversion.lose('case_sensitive', 'canonical_answer', { pointer: '/canonical_answer' });
  return exercise;
}

export function toNumeric(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const right = question.answers.filter(({ fraction, text }) => isFull(fraction) && text.text.trim() !== '*');
  const [first] = right;
  const value = first ? moodleNumber(first.text.text) : Number.NaN;
  if (right.length > 1) conversion.lose('several_numbers', 'value', { pointer: '/value' });
  for (const { fraction, text, feedback } of question.answers) {
    if (isFull(fraction) && text.text.trim() !== '*') continue;
    const number = text.text.trim();
    if (number === '*' || number === '') {
      if (feedback.text.trim() !== '') conversion.lose('catch_all_reply', 'feedback');
    } else if (fraction > 0)
      conversion.lose('partly_right', 'value', {
        pointer: '/value',
        sentence: `${number.slice(0, 40)} earns ${percent(fraction)} of the point.`,
        instead: 'It counts as wrong.',
      });
    else conversion.lose('feedback_of_answer', 'value', { sentence: `There is a reply to ${number.slice(0, 40)}.` });
  }
  if (question.units.length > 1) conversion.lose('more_units', 'unit', { pointer: '/unit' });
  if (question.unit_grading === 'required' && question.unit_penalty > 0 && question.unit_penalty < 1)
    conversion.lose('unit_penalty', 'unit_mode', { pointer: '/unit_mode' });
  const words = reasonOf(question, right.slice(0, 1), conversion, 'explanation_correct', '/explanation_correct');
  return {
    ...base,
    exercise_type: 'numeric',
    value,
    tolerance: { mode: 'absolute', value: first?.tolerance ?? 0 },
    unit: question.units[0]?.name.trim() ?? '',
    unit_mode: question.unit_grading,
    ...explained(words),
  };
}

export function toMatching(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const exercise: ExerciseOf<'matching'> = {
    ...base,
    exercise_type: 'matching',
    pairs: [],
    distractors: [],
    scoring: 'partial',
    ...explained(reasonOf(question, [], conversion, 'explanation_correct', '/explanation_correct')),
  };
  for (const pair of question.pairs) {
    const right = markdownOfPlain(pair.right.trim());
    const left = readText(pair.left, conversion, { field: 'pairs', pointer: `/pairs/${exercise.pairs.length}/left` });
    if (left === '') exercise.distractors.push(right);
    else exercise.pairs.push({ left, right });
  }
  return exercise;
}

export function toOrdering(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const isWhole = /^(ALL_OR_NOTHING|-1)$/.test(question.grading);
  if (!isWhole && !/^(RELATIVE_NEXT_EXCLUDE_LAST|1)$/.test(question.grading))
    conversion.lose('ordering_marking', 'scoring', { pointer: '/scoring' });
  const items = question.answers.map(({ text }, at) => ({
    id: String(at + 1),
    text: readText(text, conversion, { field: 'items', pointer: `/items/${at}/text` }),
  }));
  return {
    ...base,
    exercise_type: 'ordering',
    items,
    scoring: isWhole ? 'all_or_nothing' : 'partial',
    ...explained(reasonOf(question, [], conversion, 'explanation_correct', '/explanation_correct')),
  };
}

export function toOpenResponse(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const place = { field: 'model_answer', pointer: '/model_answer' };
  const model = readText(question.general_feedback, conversion, place);
  const rubric = rubricIn(question.grader_info);
  const notes = rubric ? '' : readText(question.grader_info, conversion, place);
  if (notes !== '' && model !== '') conversion.lose('grader_notes', 'model_answer', { pointer: '/model_answer' });
  if (question.has_response_template) conversion.lose('response_template', 'stem');
  if (question.attachments !== 0) conversion.lose('attachments', 'stem');
  return {
    ...base,
    exercise_type: 'open_response',
    rubric: rubric ?? [],
    model_answer: [model, notes].filter(Boolean).join('\n\n'),
  };
}
