'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { HistoryOf } from '#lib/history/data/versions.ts';
import { historyQuery } from '#lib/history/queries/versions.ts';
import { timelineText } from '../text.ts';
import { TimelineChangeSet } from './timeline-change-set.tsx';

export interface TimelineProps {
  workspace: string;
  kind: ContentKind;
  id: string;
  /** Told when a newer version of the thing itself is there than was shown before. */
  onNewer?: () => void;
}

/** Who did what to something and to all that is below it, newest first, with the way back. What is open stands in the address. */
export function Timeline({ workspace, kind, id, onNewer }: TimelineProps) {
  const [params, write] = useUrlState();
  // Nothing belongs to these.
  const hasBelow = kind !== 'beacon' && kind !== 'persona';
  const of: HistoryOf = { kind, id, below: hasBelow && params.get('only') !== '1' };
  const pages = useInfiniteQuery(historyQuery(workspace, of));
  const change_sets = pages.data?.pages.flat() ?? [];
  useNewer(
    change_sets.flatMap(({ versions }) => versions).find((one) => one.entity_id === id)?.newest.version,
    onNewer,
  );
  return (
    <section aria-label={timelineText.list} className="flex min-w-0 flex-col gap-3">
      {hasBelow && (
        <Segmented
          label={timelineText.shown}
          value={of.below ? 'below' : 'only'}
          onChange={(next) => write({ only: next === 'only' ? '1' : null, version: null, with: null })}
          items={[
            { id: 'below', label: kind === 'spark' ? timelineText.withExercises : timelineText.below },
            { id: 'only', label: timelineText.only },
          ]}
          className="self-start"
        />
      )}
      {pages.error ? (
        <QueryProblem title={timelineText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <LogSkeleton />
      ) : change_sets.length === 0 ? (
        <EmptyState drawing="pages" title={timelineText.none}>
          {timelineText.noneWhy}
        </EmptyState>
      ) : (
        <ol className="@container flex flex-col border-t">
          {change_sets.map((one) => (
            <TimelineChangeSet
              key={one.change_set_id}
              workspace={workspace}
              of={of}
              change_set={one}
              onRestored={onNewer}
            />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()} className="self-start">
          {timelineText.more}
        </Button>
      )}
    </section>
  );
}

function useNewer(version: number | undefined, onNewer: (() => void) | undefined) {
  const known = useRef(version);
  const tell = useEffectEvent(() => onNewer?.());
  useEffect(() => {
    if (version === undefined) return;
    if (known.current !== undefined && version > known.current) tell();
    known.current = version;
  }, [version]);
}
