'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { CHANGE_ACTIONS } from '#lib/history/core/history.ts';
import type { ChangeSetFilter } from '#lib/history/data/change-sets.ts';
import { changeSetsQuery } from '#lib/history/queries/change-sets.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';
import { historyText } from '../text.ts';
import { ChangeSetRow } from './change-set-row.tsx';

const ALL = 'all';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Who did what to how many of what, and the way back. Filters and the change set that is open stand in the address. */
export function ChangeSets({ workspace }: { workspace: string }) {
  const [params, write] = useUrlState();
  const people = useQuery(peopleQuery(workspace));
  const action = CHANGE_ACTIONS.find((one) => one === params.get('action'));
  const author = Object.keys(people.data ?? {}).find((id) => id === params.get('by'));
  // A link from elsewhere leads to one change set, wherever in the list it stands.
  const only = UUID.test(params.get('one') ?? '') ? (params.get('one') ?? undefined) : undefined;
  const filter: ChangeSetFilter = only ? { only } : { action, author };

  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={historyText.title}>{historyText.lead}</PageHeader>
      <TaskNotices workspace={workspace} kinds={['change_set.undo']} />
      <div className="flex flex-col">
        {only ? (
          <div className="flex flex-wrap items-center gap-3 border-b pb-4">
            <p className="text-muted">{historyText.one}</p>
            <Button size="sm" onPress={() => write({ one: null, open: null })}>
              {historyText.showAll}
            </Button>
          </div>
        ) : (
          <div className="flex flex-wrap gap-3 border-b pb-4">
            <Select
              label={historyText.action}
              value={action ?? ALL}
              onChange={(next) => write({ action: next === ALL ? null : next, open: null })}
              options={[
                { id: ALL, label: historyText.anyAction },
                ...CHANGE_ACTIONS.map((id) => ({ id, label: historyText.actions[id] })),
              ]}
              className="w-44"
            />
            <Select
              label={historyText.person}
              value={author ?? ALL}
              onChange={(next) => write({ by: next === ALL ? null : next, open: null })}
              options={[
                { id: ALL, label: historyText.anybody },
                ...Object.entries(people.data ?? {}).map(([id, { display_name }]) => ({ id, label: display_name })),
              ]}
              className="w-52"
            />
          </div>
        )}
        <Lines workspace={workspace} filter={filter} />
      </div>
    </div>
  );
}

function Lines({ workspace, filter }: { workspace: string; filter: ChangeSetFilter }) {
  const [params, write] = useUrlState();
  const pages = useInfiniteQuery(changeSetsQuery(workspace, filter));
  if (pages.error)
    return (
      <div className="pt-4">
        <QueryProblem title={historyText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    );
  if (!pages.data) return <LogSkeleton />;
  const lines = pages.data.pages.flat();
  if (lines.length === 0) {
    if (filter.only)
      return (
        <EmptyState drawing="search" title={historyText.gone}>
          {historyText.goneWhy}
        </EmptyState>
      );
    const isFiltered = filter.action || filter.author;
    return (
      <EmptyState
        drawing={isFiltered ? 'search' : 'pages'}
        title={isFiltered ? historyText.noMatch : historyText.empty}
        action={isFiltered && <Button onPress={() => write({ action: null, by: null })}>{historyText.clear}</Button>}
      >
        {isFiltered ? historyText.noMatchWhy : historyText.emptyWhy}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={historyText.list} className="flex flex-col">
        {lines.map((line) => (
          <ChangeSetRow
            key={line.id}
            workspace={workspace}
            line={line}
            isOpen={params.get('open') === line.id}
            onOpen={(is) => write({ open: is ? line.id : null })}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          isPending={pages.isFetchingNextPage}
          onPress={() => void pages.fetchNextPage()}
          className="mt-3 self-start"
        >
          {historyText.more}
        </Button>
      )}
    </>
  );
}
