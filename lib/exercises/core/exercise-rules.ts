import { clozeParts, EXERCISE_TYPES, type ExerciseType, optionLabel } from './exercise.ts';
import { hasText, isNamed, isObject, listOf, objectsOf, type Raw } from './raw.ts';
import type { Found, HardRule } from './rules.ts';

type Broken = Found & { code: HardRule };

/**
 * The hard rules that an exercise breaks by itself, whatever shape it came in; pointers are into the exercise. Ids and answers are
 * compared as JSON: 1 and "1" are two. `private.exercise_problems` finds the same.
 */
export function exerciseFaults(exercise: unknown): Broken[] {
  if (!isObject(exercise)) return [{ code: 'exercise_shape', pointer: '' }];
  const found: Broken[] = [];
  if (!isNamed(exercise.id)) found.push({ code: 'missing_exercise_id', pointer: '/id' });
  const type = EXERCISE_TYPES.find((one) => one === exercise.exercise_type);
  if (type) found.push(...FAULTS[type](exercise));
  else found.push({ code: 'unknown_type', pointer: '/exercise_type', value: exercise.exercise_type });
  return found;
}

const FAULTS: Record<ExerciseType, (exercise: Raw) => Broken[]> = {
  mcq: (exercise) => choiceFaults(exercise, keyFaults),
  multi_select: (exercise) => choiceFaults(exercise, keysFaults),
  true_false: ({ answer }) =>
    typeof answer === 'boolean' || answer === 'true' || answer === 'false'
      ? []
      : [{ code: 'undecided', pointer: '/answer' }],
  short_answer: (exercise) =>
    isNamed(exercise.canonical_answer) || hasText(exercise.acceptable_answers)
      ? []
      : [{ code: 'no_right_answer', pointer: '/canonical_answer' }],
  numeric: numericFaults,
  cloze: clozeFaults,
  matching: ({ pairs }) => (listOf(pairs).length === 0 ? [{ code: 'nothing_to_answer', pointer: '/pairs' }] : []),
  ordering: orderingFaults,
  open_response: rubricFaults,
};

/** What an option goes by: its id, or where it has none its label, or its place. */
export const optionKey = (option: Raw, at: number) => (isNamed(option.id) ? option.id : optionTag(option, at));
/** Its label, or the one of its place. */
export const optionTag = (option: Raw, at: number) => (isNamed(option.label) ? option.label : optionLabel(at));

/** What the right options of a choice go by. */
export function rightOptions(exercise: Raw, options: Raw[]): ReadonlySet<unknown> {
  const key = isObject(exercise.answer_key) ? exercise.answer_key : {};
  if (exercise.exercise_type === 'multi_select') {
    const ids = key.option_ids ?? key.option_id;
    return new Set(Array.isArray(ids) ? ids : isNamed(ids) ? [ids] : []);
  }
  if (isNamed(key.option_id)) return new Set([key.option_id]);
  const at = options.findIndex((option, place) => optionTag(option, place) === key.label);
  return new Set(at < 0 ? [] : [optionKey(options[at] as Raw, at)]);
}

function choiceFaults(exercise: Raw, answers: (exercise: Raw, keys: ReadonlySet<unknown>) => Broken[]): Broken[] {
  const options = objectsOf(exercise.options);
  if (options.length === 0) return [{ code: 'nothing_to_answer', pointer: '/options' }];
  const keys = options.map(optionKey);
  return [...repeated('duplicate_option', keys, (at) => `/options/${at}/id`), ...answers(exercise, new Set(keys))];
}

/** One right option, by its id or, without one, by its label. */
function keyFaults(exercise: Raw, keys: ReadonlySet<unknown>): Broken[] {
  const key = isObject(exercise.answer_key) ? exercise.answer_key : {};
  if (isNamed(key.option_id)) {
    if (keys.has(key.option_id)) return [];
    return [{ code: 'answer_not_an_option', pointer: '/answer_key/option_id', value: key.option_id }];
  }
  if (!isNamed(key.label)) return [{ code: 'no_right_answer', pointer: '/answer_key' }];
  const named = objectsOf(exercise.options).filter((option, at) => optionTag(option, at) === key.label).length;
  if (named === 1) return [];
  const code = named === 0 ? 'answer_not_an_option' : 'ambiguous_answer';
  return [{ code, pointer: '/answer_key/label', value: key.label }];
}

/** At least one right option, each of them there. One that is no list counts as a list of one. */
function keysFaults(exercise: Raw, keys: ReadonlySet<unknown>): Broken[] {
  const key = isObject(exercise.answer_key) ? exercise.answer_key : {};
  const name = (key.option_ids ?? null) === null && (key.option_id ?? null) !== null ? 'option_id' : 'option_ids';
  const ids = key[name];
  const pointer = `/answer_key/${name}`;
  if (Array.isArray(ids) && ids.length > 0) {
    return ids.flatMap((id, at) =>
      keys.has(id) ? [] : [{ code: 'answer_not_an_option' as const, pointer: `${pointer}/${at}`, value: id }],
    );
  }
  if (!isNamed(ids)) return [{ code: 'no_right_answer', pointer }];
  return keys.has(ids) ? [] : [{ code: 'answer_not_an_option', pointer, value: ids }];
}

const NUMBER = /^[ \t\n\r]*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?[ \t\n\r]*$/;
/** Longer texts are no numbers that anybody wrote. */
const LONGEST_NUMBER = 100;

/** A number, or a text that is one, and finite. */
const isNumeric = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length <= LONGEST_NUMBER && NUMBER.test(value) && Number.isFinite(Number(value))
    : Number.isFinite(value);

function numericFaults({ value, tolerance }: Raw): Broken[] {
  const found: Broken[] = [];
  if (!isNumeric(value)) found.push({ code: 'not_a_number', pointer: '/value', value });
  if (isObject(tolerance)) {
    if (!isNumeric(tolerance.value))
      found.push({ code: 'not_a_number', pointer: '/tolerance/value', value: tolerance.value });
  } else if ((tolerance ?? null) !== null && !isNumeric(tolerance)) {
    found.push({ code: 'not_a_number', pointer: '/tolerance', value: tolerance });
  }
  return found;
}

function clozeFaults(exercise: Raw): Broken[] {
  const text = isNamed(exercise.text) ? String(exercise.text) : '';
  const in_text = new Set(clozeParts(text).flatMap((part) => ('blank_id' in part ? [part.blank_id] : [])));
  const blanks = objectsOf(exercise.blanks);
  if (in_text.size === 0 && blanks.length === 0) return [{ code: 'nothing_to_answer', pointer: '/text' }];
  const ids = new Set(blanks.map(({ id }) => id));
  const found: Broken[] = repeated(
    'duplicate_blank',
    blanks.map(({ id }) => id),
    (at) => `/blanks/${at}/id`,
  );
  for (const [at, { id, accepted, options }] of blanks.entries()) {
    if (!in_text.has(id as string)) found.push({ code: 'blank_not_in_text', pointer: `/blanks/${at}/id`, value: id });
    if (!hasText(accepted)) found.push({ code: 'blank_without_answer', pointer: `/blanks/${at}/accepted`, value: id });
    else if (Array.isArray(options) && options.length > 0) {
      const chosen = Array.isArray(accepted) ? accepted.filter(isNamed) : [accepted];
      const offered = new Set(options);
      if (!chosen.some((one) => offered.has(one)))
        found.push({ code: 'answer_not_an_option', pointer: `/blanks/${at}/accepted`, value: chosen[0] });
    }
  }
  for (const id of in_text) if (!ids.has(id)) found.push({ code: 'blank_undefined', pointer: '/text', value: id });
  return found;
}

function orderingFaults(exercise: Raw): Broken[] {
  const items = objectsOf(exercise.items);
  if (items.length === 0) return [{ code: 'nothing_to_answer', pointer: '/items' }];
  const ids = items.map(({ id }, at) => (isNamed(id) ? id : String(at + 1)));
  return repeated('duplicate_step', ids, (at) => `/items/${at}/id`);
}

function rubricFaults(exercise: Raw): Broken[] {
  return objectsOf(exercise.rubric).flatMap(({ levels }, row) =>
    objectsOf(levels).flatMap(({ points }, at) =>
      isNumeric(points)
        ? []
        : [{ code: 'not_a_number' as const, pointer: `/rubric/${row}/levels/${at}/points`, value: points }],
    ),
  );
}

/** A problem for each name that has come before; what has no name is no repetition. */
function repeated(code: HardRule, names: unknown[], pointer: (at: number) => string): Broken[] {
  const known = new Set<unknown>();
  return names.flatMap((name, at) => {
    if (!isNamed(name)) return [];
    if (known.has(name)) return [{ code, pointer: pointer(at), value: name }];
    known.add(name);
    return [];
  });
}
