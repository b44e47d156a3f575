import { clozeParts, type Exercise } from '../exercise.ts';
import type { LossCode } from './losses.ts';

export interface Block {
  code: LossCode;
  field: string;
  pointer: string;
}

/**
 * Why an exercise that a file brought or that is to go out would block: the hard rules that its shape can break. Ids are given by the
 * readers, and objectives are known to the workspace alone.
 */
export function blocksOf(exercise: Exercise): Block[] {
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options.some(({ id }) => id === exercise.answer_key.option_id && id !== '')
        ? []
        : [{ code: 'no_right_answer', field: 'answer_key', pointer: '/answer_key/option_id' }];
    case 'multi_select': {
      const ids = new Set(exercise.options.map(({ id }) => id));
      const right = exercise.answer_key.option_ids;
      return right.length > 0 && right.every((id) => ids.has(id))
        ? []
        : [{ code: 'no_right_answer', field: 'answer_key', pointer: '/answer_key/option_ids' }];
    }
    case 'true_false':
      return exercise.answer === null ? [{ code: 'no_answer', field: 'answer', pointer: '/answer' }] : [];
    case 'short_answer':
      return exercise.canonical_answer.trim() === ''
        ? [{ code: 'no_right_answer', field: 'canonical_answer', pointer: '/canonical_answer' }]
        : [];
    case 'numeric':
      if (!Number.isFinite(exercise.value)) return [{ code: 'not_a_number', field: 'value', pointer: '/value' }];
      return Number.isFinite(exercise.tolerance.value) && exercise.tolerance.value >= 0
        ? []
        : [{ code: 'not_a_number', field: 'tolerance', pointer: '/tolerance/value' }];
    case 'cloze':
      return blankBlocks(exercise);
    default:
      return [];
  }
}

function blankBlocks({ text, blanks }: Extract<Exercise, { exercise_type: 'cloze' }>): Block[] {
  const named = clozeParts(text).flatMap((part) => ('blank_id' in part ? [part.blank_id] : []));
  const ids = blanks.map(({ id }) => id);
  const found: Block[] = blanks.flatMap(({ accepted }, at) =>
    accepted.some((one) => one.trim() !== '')
      ? []
      : [{ code: 'blank_without_answer' as const, field: 'blanks', pointer: `/blanks/${at}/accepted` }],
  );
  const fits = new Set(named).size === new Set(ids).size && ids.length > 0 && ids.every((id) => named.includes(id));
  if (!fits) found.push({ code: 'blank_mismatch', field: 'text', pointer: '/text' });
  return found;
}
