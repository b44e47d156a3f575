import type { Exercise } from '../exercise.ts';
import { exerciseProblems } from '../package.ts';
import type { RuleCode } from '../rules.ts';
import { isWithin } from './differences.ts';
import type { LossCode } from './losses.ts';
import { LOSSES } from './losses.ts';
import type { Conversion } from './text/text.ts';

export interface Block {
  code: LossCode;
  field: string;
  pointer: string;
  /** What the rule says. */
  sentence: string;
}

/** Rules that files of questions often break have words of their own in the report. */
const IN_REPORTS: Partial<Record<RuleCode, LossCode>> = {
  no_right_answer: 'no_right_answer',
  answer_not_an_option: 'no_right_answer',
  ambiguous_answer: 'several_right_answers',
  undecided: 'no_answer',
  not_a_number: 'not_a_number',
  blank_without_answer: 'blank_without_answer',
  blank_not_in_text: 'blank_mismatch',
  blank_undefined: 'blank_mismatch',
};

/** Why an exercise that a file brought or that is to go out would block: the hard rules that it breaks. Ids are given by the readers. */
export function blocksOf(exercise: Exercise): Block[] {
  return exerciseProblems(exercise)
    .filter(({ severity, code }) => severity === 'hard' && code !== 'missing_exercise_id')
    .map(({ code, pointer, message }) => ({
      code: IN_REPORTS[code] ?? 'breaks_rule',
      field: pointer.split('/')[1] ?? '',
      pointer,
      sentence: message,
    }));
}

/** Notes why an exercise blocks, where a reason of the same place has not said so already. */
export function noteBlocks(exercise: Exercise, conversion: Conversion) {
  for (const { code, field, pointer, sentence } of blocksOf(exercise)) {
    const isSaid = conversion.losses.some(
      (one) =>
        LOSSES[one.code].fate === 'blocked' &&
        one.code !== code &&
        (isWithin(one.pointer ?? '', pointer) || isWithin(pointer, one.pointer)),
    );
    if (!isSaid) conversion.lose(code, field, { pointer, ...(code === 'breaks_rule' ? { sentence } : {}) });
  }
}
