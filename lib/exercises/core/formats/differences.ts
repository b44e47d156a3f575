import type { Exercise } from '../exercise.ts';
import { type Loss, type LossCode, type LossDetail, loss } from './losses.ts';

export interface Difference {
  /** JSON pointer of the smallest part that differs; a list of another length differs as a whole. */
  pointer: string;
  before: unknown;
  after: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Where two values differ. A field that is undefined is as good as none. */
export function differencesOf(before: unknown, after: unknown, pointer = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const areLists = Array.isArray(before) && Array.isArray(after);
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after))
    return before === after ? [] : [{ pointer, before, after }];
  if (areLists && before.length !== after.length) return [{ pointer, before, after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differencesOf(before[key], after[key], `${pointer}/${pointerKey(key)}`));
}

export const pointerKey = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Whether a place lies at or below another. */
export const isWithin = (pointer: string, outer: string | undefined) =>
  outer !== undefined && (pointer === outer || pointer.startsWith(`${outer}/`));

/**
 * The losses of an exercise that goes out, found by reading it back: each field that comes back otherwise is named, and no other. What
 * the conversion has named by itself is not named again.
 */
export function lossesBetween(before: Exercise, after: unknown, named: readonly Loss[]): Loss[] {
  return differencesOf(before, after)
    .filter(({ pointer }) => !named.some((one) => isWithin(pointer, one.pointer)))
    .map((difference) => {
      const { code, ...detail } = kindOf(before, after, difference);
      const field = difference.pointer.split('/')[1] ?? '';
      return loss(code, field, { pointer: difference.pointer, ...detail });
    });
}

const NUMBERED = /^\/(options|items|blanks)\/\d+\/(id|label)$|^\/answer_key\/(option_id|option_ids(\/\d+)?|label)$/;

function kindOf(
  exercise: Exercise,
  back: unknown,
  { pointer, before, after }: Difference,
): { code: LossCode } & LossDetail {
  if (NUMBERED.test(pointer)) {
    // Another id is a note; another option would not be.
    const isSame = rightPlaces(exercise) === rightPlaces(back as Exercise | null);
    return { code: isSame ? 'ids_renumbered' : 'detail_lost' };
  }
  if (pointer === '/text' && sameButIds(before, after)) return { code: 'ids_renumbered' };
  if (pointer === '/weight') return { code: 'weight_lost' };
  if (pointer === '/stimulus_id') return { code: 'passage_repeated' };
  if (/\/misconception_ids(\/\d+)?$/.test(pointer)) return { code: 'misconceptions' };
  if (pointer === '/scoring') {
    if (before === undefined && after === 'all_or_nothing') return { code: 'default_written' };
    return { code: after === 'partial' ? 'all_or_nothing' : 'part_for_part' };
  }
  if (/^\/tolerance/.test(pointer)) return { code: 'relative_tolerance', ...toleranceWords(exercise, after) };
  if (/^\/unit(_mode)?$/.test(pointer)) return { code: 'unit_lost' };
  if (/^\/rubric/.test(pointer)) return { code: 'rubric_lost' };
  if (typeof before === 'string' && before.trim() === after) return { code: 'spaces_trimmed' };
  return { code: typeof before === 'string' && typeof after === 'string' ? 'text_restyled' : 'detail_lost' };
}

/** Where the right options of a choice stand. */
function rightPlaces(exercise: Exercise | null): string {
  if (exercise?.exercise_type !== 'mcq' && exercise?.exercise_type !== 'multi_select') return '';
  const ids = exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids;
  return ids
    .map((id) => exercise.options.findIndex((one) => one.id === id))
    .sort((a, b) => a - b)
    .join();
}

function toleranceWords(exercise: Exercise, after: unknown): LossDetail {
  if (exercise.exercise_type !== 'numeric' || exercise.tolerance.mode !== 'relative' || typeof after !== 'number')
    return {};
  const share = Number((exercise.tolerance.value * 100).toPrecision(6));
  return { sentence: `±${share} % of ${exercise.value} is ±${after}.` };
}

/** Whether two texts with blanks differ by the ids of their blanks alone. */
function sameButIds(before: unknown, after: unknown): boolean {
  const bare = (text: unknown) => String(text).replace(/\{\{\s*[^{}\s]+\s*\}\}/g, '{{}}');
  return typeof before === 'string' && typeof after === 'string' && bare(before) === bare(after);
}
