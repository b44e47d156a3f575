import type { Raw } from './raw.ts';

/** A field of an exercise that two people changed, each in another way; undefined where it is absent. */
export interface FieldConflict {
  field: string;
  base?: unknown;
  mine?: unknown;
  theirs?: unknown;
}

/** What somebody changed in an exercise: fields that are set, and fields that are gone. */
export interface ExerciseChange {
  fields: Raw;
  drop: string[];
}

/** Whether two values are the same JSON; the order of the fields of an object says nothing. */
export function sameJson(a: unknown, b: unknown): boolean {
  // A number that is none yet is the same as before: NaN === NaN is false.
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, at) => sameJson(one, b[at]));
  }
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson((a as Raw)[name], (b as Raw)[name]))
  );
}

/** What makes one state of an exercise of another, field by field. */
export function changeOf(before: Raw, after: Raw): ExerciseChange {
  const fields = Object.entries(after).filter(([name, value]) => !sameJson(value, before[name]));
  return {
    fields: Object.fromEntries(fields),
    drop: Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined),
  };
}

/**
 * Merges two states of an exercise that began as the same one, field by field: what one changed is taken from that one, what both
 * changed alike is taken once, and the rest is left to a person. `merged` has their value where there is a conflict.
 * `private.merge_exercise` does the same.
 */
export function mergeExercise(base: Raw, mine: Raw, theirs: Raw): { merged: Raw; conflicts: FieldConflict[] } {
  const { fields, drop } = changeOf(base, mine);
  const merged: Raw = { ...theirs };
  const conflicts: FieldConflict[] = [];
  for (const field of [...Object.keys(fields), ...drop].sort()) {
    const [before, my, their] = [base[field], mine[field], theirs[field]];
    if (!sameJson(their, before) && !sameJson(their, my)) {
      conflicts.push({ field, base: before, mine: my, theirs: their });
    } else if (my === undefined) {
      delete merged[field];
    } else {
      merged[field] = my;
    }
  }
  return { merged, conflicts };
}
