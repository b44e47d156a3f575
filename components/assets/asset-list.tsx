'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { ASSET_FILTERS, type AssetFilter } from '#lib/assets/core/asset.ts';
import { assetsQuery } from '#lib/assets/queries.ts';
import { AssetRow } from './asset-row.tsx';
import { assetsText } from './text.ts';

const filterOf = (given: string | null): AssetFilter => ASSET_FILTERS.find((one) => one === given) ?? 'all';

/** The files of a workspace, newest first. What is shown stands in the address. */
export function AssetList({ workspace, onFiles }: { workspace: string; onFiles: (files: File[]) => void }) {
  const write = useNumber();
  const [params, setParams] = useUrlState();
  const filter = filterOf(params.get('show'));
  const search = params.get('q') ?? '';
  const [typed, setTyped] = useState(search);
  const pages = useInfiniteQuery({
    ...assetsQuery(workspace, { filter, search }),
    placeholderData: (before) => before,
  });
  const counts = pages.data?.pages[0]?.counts;
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];

  if (pages.error) {
    return <QueryProblem title={assetsText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />;
  }
  if (!counts) return <LogSkeleton />;
  if (counts.all === 0) {
    return (
      <div className="flex flex-col gap-4">
        <EmptyState drawing="pages" title={assetsText.empty}>
          {assetsText.emptyWhy}
        </EmptyState>
        <FileDrop
          label={assetsText.upload}
          help={assetsText.limits}
          multiple
          onFiles={onFiles}
          className="mx-auto w-full max-w-2xl"
        />
      </div>
    );
  }
  const showAll = () => {
    setTyped('');
    setParams({ show: null, q: null });
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="-mx-1 max-w-full overflow-x-auto px-1 py-1">
          <Segmented
            label={assetsText.filter}
            value={filter}
            onChange={(next) => setParams({ show: next === 'all' ? null : next })}
            items={ASSET_FILTERS.map((id) => ({ id, label: `${assetsText.filters[id]} ${write(counts[id])}` }))}
          />
        </div>
        <SearchField
          label={assetsText.search}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setParams({ q: next.trim() || null });
          }}
          className="ms-auto w-56 max-sm:w-full"
        />
      </div>
      {items.length === 0 ? (
        <EmptyState
          drawing="search"
          title={search ? assetsText.noneFound(search) : assetsText.noneOf[filter]}
          action={<Button onPress={showAll}>{assetsText.showAll}</Button>}
        >
          {search && assetsText.noneFoundWhy}
        </EmptyState>
      ) : (
        <ul aria-label={assetsText.list} className="flex flex-col border-t">
          {items.map((asset) => (
            <AssetRow key={asset.id} workspace={workspace} asset={asset} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button className="self-start" isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {assetsText.more}
        </Button>
      )}
    </div>
  );
}
