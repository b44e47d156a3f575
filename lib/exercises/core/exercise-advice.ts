import { COGNITIVE_LEVELS, DIFFICULTIES, optionLabel } from './exercise.ts';
import { optionKey, optionTag, rightOptions } from './exercise-rules.ts';
import { isNamed, isObject, listOf, objectsOf, type Raw } from './raw.ts';
import type { Found, Mend } from './rules.ts';

/** What could be better in an exercise by the rules of a package, apart from hints on what it asks (hints.ts). */
export function exerciseAdvice(exercise: unknown): Found[] {
  if (!isObject(exercise)) return [];
  const found = [
    ...scaleAdvice(exercise, 'cognitive_level', COGNITIVE_LEVELS, 'no_level', 'unknown_level'),
    ...scaleAdvice(exercise, 'difficulty', DIFFICULTIES, 'no_difficulty', 'unknown_difficulty'),
  ];
  const { exercise_type: type } = exercise;
  if (type === 'mcq' || type === 'multi_select') found.push(...optionAdvice(exercise));
  return found;
}

function scaleAdvice(
  exercise: Raw,
  field: 'cognitive_level' | 'difficulty',
  scale: readonly string[],
  none: 'no_level' | 'no_difficulty',
  unknown: 'unknown_level' | 'unknown_difficulty',
): Found[] {
  const value = exercise[field];
  if (!isNamed(value)) return [{ code: none, pointer: `/${field}` }];
  if (scale.includes(value as string)) return [];
  const meant = scale.find((one) => one.toLowerCase() === String(value).trim().toLowerCase());
  return [{ code: unknown, pointer: `/${field}`, value, ...(meant && { mend: [{ set: `/${field}`, to: meant }] }) }];
}

function optionAdvice(exercise: Raw): Found[] {
  const options = objectsOf(exercise.options);
  const key = isObject(exercise.answer_key) ? exercise.answer_key : {};
  const right = rightOptions(exercise, options);
  const found: Found[] = [];

  const misplaced = options.flatMap(({ label }, at) => (isNamed(label) && label !== optionLabel(at) ? [at] : []));
  if (misplaced.length > 0 && isPlain(exercise.options)) {
    found.push({ code: 'labels_in_order', pointer: '/options', mend: relabel(misplaced, options, key) });
  }
  if (isNamed(key.option_id) && isNamed(key.label)) {
    const at = options.findIndex((option, place) => optionKey(option, place) === key.option_id);
    const tag = at < 0 ? key.label : optionTag(options[at] as Raw, at);
    if (tag !== key.label) {
      const mend = [{ set: '/answer_key/label', to: tag }];
      found.push({ code: 'answer_label', pointer: '/answer_key/label', value: key.label, mend });
    }
  }
  const ids = listOf(key.option_ids);
  const named = new Set<unknown>();
  const twice = ids.findIndex((id) => named.size === named.add(id).size);
  if (twice > 0) {
    const mend = [{ set: '/answer_key/option_ids', to: [...new Set(ids)] }];
    found.push({ code: 'answer_named_twice', pointer: `/answer_key/option_ids/${twice}`, value: ids[twice], mend });
  }
  // Without a right answer nobody knows which options are wrong.
  if (right.size > 0) {
    for (const [at, option] of options.entries()) {
      if (right.has(optionKey(option, at)) || isNamed(option.rationale_wrong)) continue;
      found.push({ code: 'no_reason', pointer: `/options/${at}/rationale_wrong`, value: optionTag(option, at) });
    }
  }
  return found;
}

/** Whether a label can be set in each member: a member that is no object has none. */
const isPlain = (options: unknown) => listOf(options).every(isObject);

/** Labels by place, and the label in the key moves along with its option. */
function relabel(misplaced: number[], options: Raw[], key: Raw): Mend[] {
  const steps: Mend[] = misplaced.map((at) => ({ set: `/options/${at}/label`, to: optionLabel(at) }));
  const right = isNamed(key.label) ? options.findIndex((option, at) => optionTag(option, at) === key.label) : -1;
  if (misplaced.includes(right)) steps.push({ set: '/answer_key/label', to: optionLabel(right) });
  return steps;
}
