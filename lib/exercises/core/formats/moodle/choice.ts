import { type ChoiceOption, type Exercise, type ExerciseBase, optionLabel } from '../../exercise.ts';
import { readText } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { percent, reasonOf } from './parts.ts';
import { isClose, isFull, type MoodleQuestion } from './question.ts';

/** The id that an option without one of its own gets. */
export const optionId = (at: number) => `opt_${optionLabel(at).toLowerCase()}`;

/** One choice or several, by what Moodle says and by the points of the options. */
export function toChoice(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const isSet = question.type === 'multichoiceset';
  return question.is_single && !isSet
    ? toMcq(question, base, conversion)
    : toMultiSelect(question, base, conversion, isSet);
}

function optionsOf(question: MoodleQuestion, conversion: Conversion, isRight: (at: number) => boolean): ChoiceOption[] {
  return question.answers.map(({ text, feedback }, at) => {
    const pointer = `/options/${at}`;
    const reason = isRight(at)
      ? ''
      : readText(feedback, conversion, { field: 'options', pointer: `${pointer}/rationale_wrong` });
    return {
      id: optionId(at),
      label: optionLabel(at),
      text: readText(text, conversion, { field: 'options', pointer: `${pointer}/text` }),
      rationale_wrong: reason === '' ? null : reason,
    };
  });
}

function toMcq(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise {
  const { answers } = question;
  const right = answers.filter(({ fraction }) => isFull(fraction));
  const options = optionsOf(question, conversion, (at) => isFull(answers[at]?.fraction ?? 0));
  if (right.length > 1)
    conversion.lose('several_right_answers', 'answer_key', {
      pointer: '/answer_key/option_id',
      sentence: `${right.length} options are fully right, but only one can be chosen.`,
    });
  const partly = answers.filter(({ fraction }) => fraction > 0 && !isFull(fraction));
  if (partly.length > 0)
    conversion.lose('points_of_options', 'options', {
      sentence: `Options earn ${partly.map(({ fraction }) => percent(fraction)).join(', ')} of the point.`,
      instead: 'They count as wrong.',
    });
  else if (answers.some(({ fraction }) => fraction < 0) && right.length > 0)
    conversion.lose('points_of_options', 'options', {
      sentence: 'Wrong options take points off.',
      instead: 'A wrong option counts nothing.',
    });
  const chosen = right.length === 1 ? options[answers.indexOf(right[0] as (typeof answers)[number])] : undefined;
  return {
    ...base,
    exercise_type: 'mcq',
    options,
    answer_key: {
      label: chosen?.label ?? '',
      option_id: chosen?.id ?? '',
      rationale_right: reasonOf(question, right, conversion, 'answer_key', '/answer_key/rationale_right'),
    },
  };
}

function toMultiSelect(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion, isSet: boolean): Exercise {
  const { answers } = question;
  const right = answers.filter(({ fraction }) => fraction > 0);
  const share = 1 / right.length;
  const isOurs = answers.every(({ fraction }) => isClose(fraction, fraction > 0 ? share : -share));
  if (!isOurs && !isSet && right.length > 0)
    conversion.lose('points_of_options', 'options', {
      pointer: '/scoring',
      sentence: `The options count ${answers.map(({ fraction }) => percent(fraction)).join(', ')}.`,
    });
  const options = optionsOf(question, conversion, (at) => (answers[at]?.fraction ?? 0) > 0);
  return {
    ...base,
    exercise_type: 'multi_select',
    options,
    answer_key: {
      option_ids: options.filter((_, at) => (answers[at]?.fraction ?? 0) > 0).map(({ id }) => id),
      rationale_right: reasonOf(question, right, conversion, 'answer_key', '/answer_key/rationale_right'),
    },
    scoring: isSet ? 'all_or_nothing' : 'partial',
  };
}
