import type { Exercise } from '../exercise.ts';
import { sameJson } from '../merge.ts';
import { isObject, type Raw } from '../raw.ts';

/**
 * What a form made of an exercise, put over what is stored: only fields that the form changed are written, in the shape of the studio;
 * what else an importer brought stays as it is, also inside options, blanks and steps, which are known again by their ids.
 * `before` is what the form began with (`readExercise` of `stored`).
 */
export function overlay(stored: Raw, before: Exercise, after: Exercise): Raw {
  const written: Raw = { ...stored };
  const [was, is]: [Raw, Raw] = [{ ...before }, { ...after }];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (sameJson(was[name], is[name])) continue;
    if (is[name] === undefined) delete written[name];
    else written[name] = over(stored[name], is[name]);
  }
  return written;
}

/** A new value over an old one: members of lists are known by their ids, others by their place. */
function over(old: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const known = Array.isArray(old) ? old : [];
    return value.map((one, at) => {
      if (!isObject(one)) return one;
      const same = 'id' in one ? known.find((each) => isObject(each) && each.id === one.id) : known[at];
      return over(same, one);
    });
  }
  // JSON has no NaN: a number that was not written yet is null, which the rules speak of.
  if (typeof value === 'number' && Number.isNaN(value)) return null;
  if (!isObject(value)) return value;
  const kept: Raw = isObject(old) ? { ...old } : {};
  for (const [name, inner] of Object.entries(value)) kept[name] = over(kept[name], inner);
  return kept;
}
