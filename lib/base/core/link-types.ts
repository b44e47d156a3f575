export const LINK_TYPES = ['prerequisite', 'recommended', 'related', 'deepens'] as const;
export type LinkType = (typeof LINK_TYPES)[number];

/** What authors usually give each type: the default weight, and the range outside which a hint is shown. */
export const USUAL_WEIGHTS: Record<LinkType, { low: number; high: number; usual: number }> = {
  prerequisite: { low: 0.8, high: 1, usual: 0.9 },
  recommended: { low: 0.5, high: 0.7, usual: 0.6 },
  related: { low: 0.3, high: 0.5, usual: 0.4 },
  deepens: { low: 0.6, high: 0.8, usual: 0.7 },
};

/** How many characters the reason of a link may have. */
export const LONGEST_REASON = 500;

/** Whether a weight lies outside what is usual for its type. Never an error. */
export function isUnusualWeight(type: LinkType, weight: number): boolean {
  const { low, high } = USUAL_WEIGHTS[type];
  return weight < low || weight > high;
}
