import type { LinkType } from '#lib/base/core/link-types.ts';

const STROKES: Record<LinkType, { width: number; dashes?: string }> = {
  prerequisite: { width: 2.5 },
  deepens: { width: 1.25 },
  recommended: { width: 2, dashes: '6 4' },
  related: { width: 2, dashes: '1.5 4.5' },
};

export const LINK_WORDS: Record<LinkType, string> = {
  prerequisite: 'Prerequisite',
  recommended: 'Recommended',
  related: 'Related',
  deepens: 'Deepens',
};

/** The line of a link type, as the graph draws it; the word beside it says it again. */
export function LinkStroke({ type }: { type: LinkType }) {
  const { width, dashes } = STROKES[type];
  return (
    <svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true" className="shrink-0">
      <path
        d="M2 4h24"
        stroke={`var(--link-${type})`}
        strokeWidth={width}
        strokeDasharray={dashes}
        strokeLinecap="round"
      />
    </svg>
  );
}
