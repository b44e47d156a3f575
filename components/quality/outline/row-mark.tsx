'use client';

import { useQuery } from '@tanstack/react-query';
import { Lightbulb, OctagonX } from 'lucide-react';
import { useNumber } from '#components/ui/number.tsx';
import { qualityCountQuery } from '#lib/quality/queries/quality.ts';
import { qualityText } from '../text.ts';

/** How many findings there are in and below a row of the outline; one that holds back a snapshot is said first. */
export function QualityMark({ workspace, id }: { workspace: string; id: string }) {
  const number = useNumber();
  const { data } = useQuery(qualityCountQuery(workspace, id));
  if (!data) return null;
  const { blocks, consider } = data;
  if (blocks + consider === 0) return null;
  const count = number(blocks + consider);
  const said = blocks > 0 ? qualityText.markBlocks(number(blocks), count) : qualityText.mark(consider, count);
  const Icon = blocks > 0 ? OctagonX : Lightbulb;
  return (
    <span
      title={said}
      className={
        blocks > 0
          ? 'flex items-center gap-1 text-xs text-danger-text tabular-nums'
          : 'flex items-center gap-1 text-xs text-muted tabular-nums'
      }
    >
      <Icon aria-hidden className="size-3" />
      <span aria-hidden>{count}</span>
      <span className="sr-only">{said}</span>
    </span>
  );
}
