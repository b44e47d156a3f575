/** What a version of a course was made at. */
export const VERSION_REASONS = ['approval', 'import', 'stage', 'hand', 'rollback'] as const;
export type VersionReason = (typeof VERSION_REASONS)[number];

/** Under which heading something that differs stands, in this order. private.course_difference says the same. */
export const COURSE_SECTIONS = ['course', 'outline', 'lessons', 'exercises', 'links'] as const;
export type CourseSection = (typeof COURSE_SECTIONS)[number];

export const COURSE_CHANGES = ['new', 'gone', 'changed', 'moved'] as const;
export type CourseChange = (typeof COURSE_CHANGES)[number];

export const SUMMARY_LENGTH = 200;
export const VERSIONS_A_PAGE = 50;

/** Versions that are chosen for comparing: at most two, and a third takes the place of the one chosen first. */
export function chosenWith(chosen: readonly number[], nth: number): number[] {
  if (chosen.includes(nth)) return chosen.filter((one) => one !== nth);
  return [...chosen, nth].slice(-2);
}

/** Two chosen versions, the older one first; one alone is compared with what is there now (null). */
export function comparedOf(chosen: readonly number[]): { before: number; after: number | null } | null {
  const [first, second] = chosen;
  if (first === undefined) return null;
  return second === undefined
    ? { before: first, after: null }
    : { before: Math.min(first, second), after: Math.max(first, second) };
}
