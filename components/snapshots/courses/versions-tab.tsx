'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Bookmark, GitCompareArrows } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { chosenWith, comparedOf } from '#lib/snapshots/core/course-versions.ts';
import { courseVersionsQuery } from '#lib/snapshots/queries/course-versions.ts';
import { NameDialog } from './name-dialog.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';
import { courseVersionsText } from './text.ts';
import { VersionRow } from './version-row.tsx';

export interface VersionsTabProps {
  workspace: string;
  trail: { id: string; slug: string; title: string };
  mayRollBack: boolean;
}

/** The versions of a course, newest first: two are chosen and compared, or the course goes back to one. */
export function VersionsTab({ workspace, trail, mayRollBack }: VersionsTabProps) {
  const pages = useInfiniteQuery(courseVersionsQuery(workspace, trail.id));
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [naming, setNaming] = useState<{ nth: number | null; summary: string } | null>(null);
  const [back, setBack] = useState<number | null>(null);
  const go = useGo();
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const read = pages.data?.pages[0]?.read ?? null;
  const compare = (numbers: readonly number[]) => {
    const asked = comparedOf(numbers);
    if (asked) go(inWorkspace(workspace).courseVersions(trail.slug, asked));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A button or link inside does what it says.
    if (event.target instanceof HTMLElement && event.target.closest('button, a, [role="menu"]')) return;
    if (event.key === 'Enter' && chosen.length > 0) compare(chosen);
    else if (event.key === 'Escape' && chosen.length > 0) setChosen([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section aria-label={courseVersionsText.list} className="@container flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose flex-1 basis-60 text-sm text-muted">{courseVersionsText.lead}</p>
        <Button size="sm" icon={<Bookmark />} onPress={() => setNaming({ nth: null, summary: '' })}>
          {courseVersionsText.nameState}
        </Button>
      </div>
      {pages.error ? (
        <QueryProblem title={courseVersionsText.notLoaded} error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <LogSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState drawing="pages" title={courseVersionsText.empty}>
          {courseVersionsText.emptyWhy}
        </EmptyState>
      ) : (
        <ol onKeyDown={onKeyDown} className="flex flex-col border-t">
          {rows.map((version) => (
            <VersionRow
              key={version.nth}
              version={version}
              isRead={version.nth === read}
              isChosen={chosen.includes(version.nth)}
              mayRollBack={mayRollBack}
              onChoose={() => setChosen((now) => chosenWith(now, version.nth))}
              onCompare={(numbers) => compare(numbers)}
              onRollBack={() => setBack(version.nth)}
              onName={() => setNaming({ nth: version.nth, summary: version.summary ?? '' })}
            />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()} className="self-start">
          {courseVersionsText.more}
        </Button>
      )}
      {chosen.length > 0 && <Chosen chosen={chosen} onClear={() => setChosen([])} onCompare={() => compare(chosen)} />}
      {naming && <NameDialog workspace={workspace} trail_id={trail.id} {...naming} onClose={() => setNaming(null)} />}
      {back !== null && <RollbackDialog workspace={workspace} trail={trail} nth={back} onClose={() => setBack(null)} />}
    </section>
  );
}

interface ChosenProps {
  chosen: readonly number[];
  onClear: () => void;
  onCompare: () => void;
}

/** What is chosen, and what may be done with it. */
function Chosen({ chosen, onClear, onCompare }: ChosenProps) {
  return (
    <div className="sticky bottom-3 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-raised px-4 py-2.5 shadow-float">
      <p aria-live="polite" className="text-sm font-medium tabular-nums">
        {courseVersionsText.chosen([...chosen].sort((one, other) => one - other))}
      </p>
      <div className="flex items-center gap-2">
        <Button size="sm" variant="quiet" onPress={onClear}>
          {courseVersionsText.clear} <KeyHint keys="Escape" />
        </Button>
        <Button size="sm" variant="primary" icon={<GitCompareArrows />} onPress={onCompare}>
          {courseVersionsText.compare} <KeyHint keys="Enter" />
        </Button>
      </div>
    </div>
  );
}
