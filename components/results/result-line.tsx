'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { resultsQuery } from '#lib/results/queries.ts';
import { FlagBadge } from './flag-badge.tsx';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

/** Beside an exercise that is being written: how many learners were right, and the way to all that is known. */
export function ResultLine({ workspace, row }: { workspace: string; row: BankRow }) {
  const { data } = useQuery(resultsQuery(workspace, row.spark_id));
  const write = useFigures();
  const found = row.version === null ? undefined : data?.rows.find((one) => one.exercise_id === row.exercise_id);
  if (!found) return null;
  const { figures, exercise_id, is_current } = found;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <ChartNoAxesColumn aria-hidden className="size-4 shrink-0" />
      <span>{resultsText.of(write.percent(figures.share), write.number(figures.answers))}</span>
      {/* What was wrong with another question may be mended. */}
      {is_current ? <FlagBadge figures={figures} /> : <span>{resultsText.changed}</span>}
      <Link
        href={inWorkspace(workspace).spark(row.spark_slug, {
          tab: 'exercises',
          view: 'results',
          exercise: exercise_id,
        })}
      >
        {resultsText.results}
      </Link>
    </p>
  );
}
