import type { LinkType } from '#lib/base/core/link-types.ts';

/** How the line of a link type is drawn, at a zoom of 1; what it weighs makes it thicker or thinner. */
export const STROKES: Record<LinkType, { width: number; dashes: readonly number[] }> = {
  prerequisite: { width: 1.6, dashes: [] },
  deepens: { width: 0.9, dashes: [] },
  recommended: { width: 1.4, dashes: [7, 5] },
  related: { width: 1.4, dashes: [1.5, 4.5] },
};

export const strokeWidth = (type: LinkType, weight: number) => STROKES[type].width * (0.4 + 0.85 * weight);
