'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { ReadersVersion } from '#lib/history/data/named-versions.ts';
import type { HistoryOf } from '#lib/history/data/versions.ts';
import { historyQuery } from '#lib/history/queries/versions.ts';
import type { Sitting } from '#lib/history/services/sittings.ts';
import { timelineText } from '../text.ts';
import { Day } from './day.tsx';
import { sittingText } from './sitting-text.ts';
import { TimelineChangeSet } from './timeline-change-set.tsx';
import { TimelineSitting } from './timeline-sitting.tsx';
import { useSittingKeys } from './use-sitting-keys.ts';
import { useVersionActs, type VersionActs } from './version-acts.tsx';

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
  const sittings = pages.data?.pages.flatMap((page) => page.sittings) ?? [];
  const readers = pages.data?.pages[0]?.readers ?? null;
  const versions = sittings.flatMap(({ saves }) => saves.flatMap((save) => save.versions));
  useNewer(versions.find((one) => one.entity_id === id)?.newest.version, onNewer);
  const { acts, dialogs } = useVersionActs(workspace, id, onNewer);
  const list = useSittingKeys(id, sittings, acts);
  return (
    <section aria-label={timelineText.list} className="flex min-w-0 flex-col gap-3">
      {hasBelow && (
        <Segmented
          label={timelineText.shown}
          value={of.below ? 'below' : 'only'}
          onChange={(next) => write({ only: next === 'only' ? '1' : null, version: null, since: null, with: null })}
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
      ) : sittings.length === 0 ? (
        <EmptyState drawing="pages" title={timelineText.none}>
          {timelineText.noneWhy}
        </EmptyState>
      ) : (
        <ol ref={list} className="@container flex flex-col">
          {sittings.map((sitting, at) => (
            <Line
              // The newest save of a sitting that goes on is another one each time.
              key={sitting.saves.at(-1)?.change_set_id}
              workspace={workspace}
              of={of}
              sitting={sitting}
              before={sittings[at - 1]}
              readers={readers}
              acts={acts}
            />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()} className="self-start">
          {timelineText.more}
        </Button>
      )}
      {dialogs}
    </section>
  );
}

interface LineProps {
  workspace: string;
  of: HistoryOf;
  sitting: Sitting;
  /** The one that stands above. */
  before: Sitting | undefined;
  readers: ReadersVersion | null;
  acts: VersionActs;
}

/** A sitting or another act, below the day where that begins. */
function Line({ workspace, of, sitting, before, readers, acts }: LineProps) {
  const [newest] = sitting.saves;
  if (!newest) return null;
  const isSitting = newest.action === 'edit' && newest.total === 1 && newest.versions[0]?.operation === 'update';
  const nth = sitting.saves.findIndex(({ versions }) => versions.some(({ id }) => id === readers?.revision_id));
  return (
    <li className="flex flex-col pt-1">
      <Day time={newest.created_at} before={before?.saves[0]?.created_at} />
      {readers && nth >= 0 && (
        <div className="flex items-center gap-3 pt-2">
          <Badge tone="green" icon={<CircleCheck aria-hidden />}>
            <span dir="auto" className="max-w-80 truncate">
              {nth === 0 ? sittingText.readers(readers.label) : sittingText.readersInside(readers.label)}
            </span>
          </Badge>
          <span aria-hidden className="h-px flex-1 bg-line" />
        </div>
      )}
      {/* Where the keys go. */}
      <div
        data-line
        tabIndex={-1}
        className="-mx-3 rounded-lg px-3 py-2.5 outline-none focus-within:bg-accent-soft/50 focus:bg-accent-soft"
      >
        {isSitting ? (
          <TimelineSitting workspace={workspace} id={of.id} sitting={sitting} acts={acts} />
        ) : (
          <TimelineChangeSet workspace={workspace} of={of} change_set={newest} summary={sitting.summary} acts={acts} />
        )}
      </div>
    </li>
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
