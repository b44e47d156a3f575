'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { differenceText } from '#components/history/difference/text.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { CONTENT_KINDS, type ContentKind } from '#lib/base/core/content-kinds.ts';
import type { DifferenceLine } from '#lib/history/core/lines.ts';
import type { DifferenceScope } from '#lib/snapshots/core/scope.ts';
import type { DifferenceFilter } from '#lib/snapshots/data/differences.ts';
import { differenceCountsQuery, differenceLinesQuery } from '#lib/snapshots/queries/differences.ts';
import { DifferenceRow } from './difference-row.tsx';
import { Summary } from './summary.tsx';

type Change = NonNullable<DifferenceFilter['change']>;
const CHANGES: Change[] = ['added', 'changed', 'removed'];

export interface DifferenceBrowserProps {
  workspace: string;
  scope: DifferenceScope;
  /** Where changes are chosen: what is chosen, by id. */
  chosen?: ReadonlySet<string>;
  onChoose?: (entity_ids: string[], chosen: boolean) => void;
}

/** What differs between two states: counts by kind, then every entity with what changed in it. Filters live in the address. */
export function DifferenceBrowser({ workspace, scope, chosen, onChoose }: DifferenceBrowserProps) {
  const [params, write] = useUrlState();
  const kind = CONTENT_KINDS.find((one) => one === params.get('kind')) ?? null;
  const change = CHANGES.find((one) => one === params.get('change'));
  const search = params.get('find') ?? '';
  const filter: DifferenceFilter = { kind: kind ?? undefined, change, search: search || undefined };
  const counts = useQuery(differenceCountsQuery(workspace, scope));

  if (counts.error)
    return <QueryProblem title={differenceText.notLoaded} error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) return <BrowserSkeleton />;
  if (counts.data.total === 0)
    return (
      <EmptyState drawing="pages" title={differenceText.none}>
        {differenceText.noneWhy}
      </EmptyState>
    );
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Summary
        summary={counts.data}
        kind={kind}
        onKind={(next: ContentKind | null) => write({ kind: next, open: null })}
      />
      {!counts.data.is_exact && <p className="-mt-2 text-sm text-muted">{differenceText.notExact}</p>}
      <div className="flex flex-col">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b pb-3">
          <Segmented<Change | 'all'>
            label={differenceText.filterByChange}
            value={change ?? 'all'}
            onChange={(next) => write({ change: next === 'all' ? null : next })}
            items={[
              { id: 'all', label: differenceText.all },
              ...CHANGES.map((one) => ({ id: one, label: differenceText.changes[one] })),
            ]}
          />
          <FindField value={search} onFind={(find) => write({ find })} />
        </div>
        <Lines {...{ workspace, scope, filter, chosen, onChoose }} total={counts.data.total} />
      </div>
    </div>
  );
}

/** Asks once the person has paused. */
function FindField({ value, onFind }: { value: string; onFind: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  return (
    <SearchField
      label={differenceText.search}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        clearTimeout(timer);
        setTimer(setTimeout(() => onFind(next.trim()), 250));
      }}
      className="w-full sm:ms-auto sm:w-56"
    />
  );
}

function Lines(props: DifferenceBrowserProps & { filter: DifferenceFilter; total: number }) {
  const { workspace, scope, filter, total, chosen, onChoose } = props;
  const number = useNumber();
  const [params, write] = useUrlState();
  const open = params.get('open');
  const pages = useInfiniteQuery(differenceLinesQuery(workspace, scope, filter));

  if (pages.error)
    return (
      <div className="pt-4">
        <QueryProblem title={differenceText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    );
  if (!pages.data) return <RowsSkeleton />;
  const lines = pages.data.pages.flatMap((page) => page.lines);
  // A page is empty with more to come where much was changed back.
  if (lines.length === 0 && !pages.hasNextPage)
    return (
      <EmptyState
        drawing="search"
        title={differenceText.noMatch}
        action={
          <Button onPress={() => write({ kind: null, change: null, find: null })}>{differenceText.clearFilter}</Button>
        }
      >
        {differenceText.noMatchWhy}
      </EmptyState>
    );
  const isFiltered = filter.kind || filter.change || filter.search;
  return (
    <section aria-label={differenceText.list} className="flex flex-col">
      {onChoose && lines.length > 0 && <ChooseShown lines={lines} chosen={chosen} onChoose={onChoose} />}
      {lines.map((line) => (
        <DifferenceRow
          key={line.entity_id}
          workspace={workspace}
          scope={scope}
          line={line}
          isOpen={open === line.entity_id}
          onOpen={(is) => write({ open: is ? line.entity_id : null })}
          isChosen={chosen?.has(line.entity_id)}
          onChoose={onChoose && ((is) => onChoose([line.entity_id], is))}
        />
      ))}
      {(pages.hasNextPage || !isFiltered) && (
        <div className="flex items-center gap-3 pt-3">
          {pages.hasNextPage && (
            <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
              {differenceText.more}
            </Button>
          )}
          {!isFiltered && (
            <span className="text-sm text-faint tabular-nums">
              {differenceText.shown(number(lines.length), number(total))}
            </span>
          )}
        </div>
      )}
    </section>
  );
}

interface ChooseShownProps {
  lines: DifferenceLine[];
  chosen: DifferenceBrowserProps['chosen'];
  onChoose: NonNullable<DifferenceBrowserProps['onChoose']>;
}

/** One box over the list: all that is shown, some of it, none. What a filter hides keeps its choice. */
function ChooseShown({ lines, chosen, onChoose }: ChooseShownProps) {
  const number = useNumber();
  const ids = lines.map(({ entity_id }) => entity_id);
  const count = ids.filter((id) => chosen?.has(id)).length;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 border-b ps-3.5">
      <Checkbox
        isSelected={count === ids.length}
        isIndeterminate={count > 0 && count < ids.length}
        onChange={() => onChoose(ids, count < ids.length)}
      >
        <span className="text-sm font-medium">{differenceText.chooseShown(number(ids.length))}</span>
      </Checkbox>
      {count > 0 && (
        <>
          <span role="status" className="text-sm text-muted tabular-nums">
            {differenceText.chosen(number(count), number(ids.length))}
          </span>
          <Button size="sm" variant="quiet" className="ms-auto" onPress={() => onChoose(ids, false)}>
            {differenceText.chooseNone}
          </Button>
        </>
      )}
    </div>
  );
}

function BrowserSkeleton() {
  return (
    <Loading label={differenceText.loading} className="flex flex-col gap-5">
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))]">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="h-14.5 rounded-lg" />
        ))}
      </div>
      <div className="flex items-center justify-between border-b pb-3">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="hidden h-8 w-56 sm:block" />
      </div>
      <RowsSkeleton />
    </Loading>
  );
}

function RowsSkeleton() {
  return (
    <div className="flex flex-col">
      {['w-1/3', 'w-2/5', 'w-1/4', 'w-1/2', 'w-2/6'].map((width) => (
        <div key={width} className="flex h-10 items-center gap-3 border-b px-2">
          <Skeleton className="size-4" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
