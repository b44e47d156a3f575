/** What objectives belong to. */
export const OBJECTIVE_OWNERS = ['concept', 'trail'] as const;
export type ObjectiveOwner = (typeof OBJECTIVE_OWNERS)[number];

/** The kind of content that the objectives of an owner are. */
export const OBJECTIVE_KIND = { concept: 'objective', trail: 'trail_objective' } as const;

/** As long as one may be; the database holds it as well. */
export const OBJECTIVE_TITLE_LENGTH = 500;

/** The ids in the order in which one of them stands `by` places further; as they were where there is no such place. */
export function movedBy(ids: readonly string[], id: string, by: number): string[] {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return [...ids];
  return ids.toSpliced(at, 1).toSpliced(to, 0, id);
}
