'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { EntityLink } from '#components/base/kind.tsx';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { changeSetQuery } from '#lib/history/queries/change-sets.ts';
import { historyText } from '../text.ts';

/** What a change set touched, thing by thing. */
export function ChangeSetContent({ workspace, id, title }: { workspace: string; id: string; title: string }) {
  const pages = useInfiniteQuery(changeSetQuery(workspace, id));
  if (pages.error)
    return <QueryProblem title={historyText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.data)
    return (
      <Loading label={historyText.loading} className="flex flex-col gap-2 ps-7.5">
        <Skeleton className="h-3.5 w-2/5" />
        <Skeleton className="h-3.5 w-1/3" />
      </Loading>
    );
  return (
    <div className="flex flex-col gap-2 ps-7.5">
      <ul aria-label={historyText.show(title)} className="flex flex-col gap-1">
        {pages.data.pages.flat().map((one) => (
          <li key={`${one.kind}:${one.entity_id}`} className="flex min-w-0 flex-wrap items-center gap-x-2">
            {/* What was removed has no place to lead to. */}
            <EntityLink
              workspace={workspace}
              entity={one.operation === 'delete' ? { ...one, slug: null, label: one.label ?? one.slug } : one}
            />
            <span className="text-sm text-muted">{historyText.operation(one.operation)}</span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          size="sm"
          variant="quiet"
          isPending={pages.isFetchingNextPage}
          onPress={() => void pages.fetchNextPage()}
          className="self-start"
        >
          {historyText.moreTouched}
        </Button>
      )}
    </div>
  );
}
