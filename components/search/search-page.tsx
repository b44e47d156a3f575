'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import type { ContentState } from '#components/ui/state-badge.tsx';
import { isNamedKind, ownerOf } from '#lib/base/core/content-kinds.ts';
import { pendingQuery } from '#lib/catalogue/queries/outline.ts';
import type { Found, SearchAnswer } from '#lib/search/data/search.ts';
import { type SearchFilter, searchQuery } from '#lib/search/queries.ts';
import { readSearch } from './address.tsx';
import { Filters, isFiltered, NO_FILTERS } from './filters.tsx';
import { FoundRow } from './found-row.tsx';
import { ResultsSkeleton } from './results-skeleton.tsx';
import { searchText } from './text.ts';

const PAUSE = 200;
/** Of as many hits the state is asked for. */
const MOST_ASKED = 1000;

export interface SearchPageProps {
  workspace: string;
  beacons: readonly { id: string; slug: string; name: string }[];
}

/** Everything that holds some words, best first. What is asked and how it is narrowed down stands in the address. */
export function SearchPage({ workspace, beacons }: SearchPageProps) {
  const [params, write] = useUrlState();
  const filter = useMemo(() => readSearch(params, beacons), [params, beacons]);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="sr-only">{searchText.title}</h1>
      <AskField asked={filter.q} onAsk={(q) => write({ q })} />
      {filter.q === '' ? (
        <EmptyState drawing="search" title={searchText.begin}>
          {searchText.beginWhy}
        </EmptyState>
      ) : (
        <div className="flex flex-col">
          <Filters workspace={workspace} filter={filter} beacons={beacons} write={write} />
          <Results workspace={workspace} filter={filter} onClear={() => write(NO_FILTERS)} />
        </div>
      )}
    </div>
  );
}

/** Asks once the person has paused, or at Enter; follows when something else is asked from elsewhere. */
function AskField({ asked, onAsk }: { asked: string; onAsk: (q: string) => void }) {
  const [typed, setTyped] = useState(asked);
  const said = useRef(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (asked === said.current) return;
    said.current = asked;
    setTyped(asked);
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (q: string) => {
    clearTimeout(timer.current);
    said.current = q.trim().slice(0, 200);
    onAsk(said.current);
  };
  return (
    <SearchField
      label={searchText.field}
      value={typed}
      autoFocus={asked === ''}
      onChange={(next) => {
        setTyped(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => ask(next), PAUSE);
      }}
      onSubmit={ask}
      className="w-full max-w-2xl"
    />
  );
}

function Results({ workspace, filter, onClear }: { workspace: string; filter: SearchFilter; onClear: () => void }) {
  const pages = useInfiniteQuery(searchQuery(workspace, filter));
  const [first] = pages.data?.pages ?? [];
  const found = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const stateOf = useStates(workspace, found);
  if (pages.error && !pages.isFetching)
    return (
      <div className="pt-4">
        <QueryProblem title={searchText.failed} error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    );
  if (!pages.data || !first) return <ResultsSkeleton />;
  return (
    <section aria-label={searchText.list} aria-busy={pages.isPlaceholderData} className="flex flex-col">
      <Summary answer={first} isEmpty={found.length === 0} />
      {found.length === 0 ? (
        <EmptyState
          drawing="search"
          title={isFiltered(filter) ? searchText.noneFiltered : searchText.none(filter.q)}
          action={isFiltered(filter) && <Button onPress={onClear}>{searchText.clear}</Button>}
        >
          {isFiltered(filter) ? searchText.noneFilteredWhy : searchText.noneWhy}
        </EmptyState>
      ) : (
        <ol className={cx('transition-opacity duration-quick', pages.isPlaceholderData && 'opacity-60')}>
          {found.map((one) => (
            <FoundRow key={one.entity_id} workspace={workspace} found={one} state={stateOf(one)} />
          ))}
        </ol>
      )}
      {pages.hasNextPage && !pages.isPlaceholderData && (
        <Button
          isPending={pages.isFetchingNextPage}
          onPress={() => void pages.fetchNextPage()}
          className="mt-4 self-start"
        >
          {searchText.more}
        </Button>
      )}
    </section>
  );
}

/** How many, whether they only come close, and whether there may be more in a moment. */
function Summary({ answer, isEmpty }: { answer: SearchAnswer; isEmpty: boolean }) {
  const write = useNumber();
  const { total, is_close, is_cut, is_complete } = answer;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-3 text-sm text-muted">
      <p role="status" className="tabular-nums">
        {isEmpty ? '' : is_close ? searchText.close : searchText.found(total, write(total), is_cut)}
      </p>
      {!is_complete && (
        <p role="status" className="flex items-center gap-1.5">
          <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin text-faint motion-reduce:animate-none" />
          {searchText.reading}
        </p>
      )}
    </div>
  );
}

/** Whose state a hit shares: its own, or that of what it belongs to. */
function statefulOf({ kind, owner_id }: Found) {
  const owner = isNamedKind(kind) ? kind : ownerOf(kind);
  return owner ? [{ kind: owner, id: owner_id }] : [];
}

/** What readers have of each: nothing, this very state, or an older one. */
function useStates(workspace: string, found: readonly Found[]): (found: Found) => ContentState | null {
  const items = useMemo(() => found.slice(-MOST_ASKED).flatMap(statefulOf), [found]);
  const { data } = useQuery({
    ...pendingQuery(workspace, items),
    enabled: items.length > 0,
    placeholderData: (before) => before,
  });
  const changed = useMemo(() => new Set(data?.map(({ owner_id }) => owner_id)), [data]);
  return ({ owner_id, is_published }) => {
    if (is_published === false) return 'draft';
    if (changed.has(owner_id)) return 'changed';
    return is_published ? 'published' : null;
  };
}
