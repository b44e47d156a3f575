'use client';

import '#components/history/difference/lesson-difference.css';
import { useEffect, useRef } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { LessonStretch } from '#lib/lessons/core/html/difference.ts';
import { reviewText } from './text.ts';

const EDGES = { changed: 'border-changed', added: 'border-published', removed: 'border-blocked' };

interface ChangeViewProps {
  stretches: readonly LessonStretch[];
  /** The change that is looked at, from 0. */
  at: number;
  /** Whether what is the same shows as well. */
  isUnfolded?: boolean;
  onUnfold?: () => void;
}

/** What differs, in the flow of the lesson: one bar beside the change that is looked at, passages that are the same folded. */
export function ChangeView({ stretches, at, isUnfolded, onUnfold }: ChangeViewProps) {
  const here = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change is looked at.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'center' });
  }, [at]);
  let nth = -1;
  return (
    <div className="lesson-difference flex flex-col gap-2">
      {stretches.map((stretch, key) => {
        if (stretch.change === 'same' && isUnfolded && stretch.html)
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one comparison never move.
          return <LessonView key={key} html={stretch.html} />;
        if (stretch.change === 'same')
          return (
            <p
              // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one comparison never move.
              key={key}
              className="flex items-center gap-3 text-sm text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
            >
              {onUnfold ? (
                <button type="button" onClick={onUnfold} className="cursor-default hover:text-muted">
                  {reviewText.unchanged(stretch.blocks)}
                </button>
              ) : (
                reviewText.unchanged(stretch.blocks)
              )}
            </p>
          );
        nth += 1;
        const isHere = nth === at;
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={key}
            ref={isHere ? here : undefined}
            className={cx('-ms-4 border-s-3 ps-3.5', isHere ? 'border-accent' : EDGES[stretch.change])}
          >
            <LessonView html={stretch.html} />
          </div>
        );
      })}
    </div>
  );
}

/** How many places differ. */
export const changesIn = (stretches: readonly LessonStretch[]): number =>
  stretches.filter(({ change }) => change !== 'same').length;
