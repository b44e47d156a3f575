'use client';

import { useEffect, useRef } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { MergeChoice, MergePart } from '#lib/lessons/core/text-merge.ts';
import { reviewText } from './text.ts';

const words = reviewText;
const CHOICES = ['mine', 'theirs', 'both'] as const;
const SHOWN = 240;

interface MergeViewProps {
  parts: readonly MergePart[];
  choices: readonly (MergeChoice | null)[];
  /** The place that is looked at, from 0. */
  at: number;
  onChoose: (nth: number, choice: MergeChoice) => void;
}

/** Draft and lesson in one text: what merged by itself as text, and a choice where both changed the same words. */
export function MergeView({ parts, choices, at: here, onChoose }: MergeViewProps) {
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is looked at.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const left = choices.filter((one) => one === null).length;
  let nth = -1;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {left === 0 ? words.mergeAll : words.mergeLeft(left)}
      </p>
      {parts.map((part, key) => {
        if (typeof part === 'string')
          return (
            <p
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one merge never move.
              key={key}
              dir="auto"
              className="text-muted break-words whitespace-pre-wrap"
            >
              {part.length > SHOWN * 2 ? `${part.slice(0, SHOWN)} … ${part.slice(-SHOWN)}` : part}
            </p>
          );
        nth += 1;
        const at = nth;
        return (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={key}
            ref={at === here ? place : undefined}
            aria-label={words.mergePlace(at + 1)}
            aria-current={at === here ? 'true' : undefined}
            className={cx(
              'flex flex-col gap-2 rounded-lg border border-s-3 bg-surface px-4 py-3',
              at === here ? 'border-s-accent' : choices[at] ? 'border-s-line' : 'border-s-stale',
            )}
          >
            <Segmented<MergeChoice | 'none'>
              label={words.mergePlace(at + 1)}
              size="sm"
              value={choices[at] ?? 'none'}
              onChange={(choice) => choice !== 'none' && onChoose(at, choice)}
              items={CHOICES.map((id) => ({ id, label: words.mergeChoices[id] }))}
              className="self-start"
            />
            <div className="flex flex-col text-muted">
              <span className="text-sm">{words.mergeBefore}</span>
              <span dir="auto" className="break-words whitespace-pre-wrap">
                {part.base.trim() || words.mergeNothing}
              </span>
            </div>
            {(['mine', 'theirs'] as const).map((side) => (
              <div key={side} className="flex flex-col">
                <span className="text-sm text-muted">{words.mergeChoices[side]}</span>
                <span dir="auto" className="break-words whitespace-pre-wrap">
                  {part[side].trim() || words.mergeNothing}
                </span>
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}
