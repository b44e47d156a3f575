'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowRight, RotateCcw } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { courseComparisonQuery, courseVersionsQuery } from '#lib/snapshots/queries/course-versions.ts';
import { RollbackDialog } from './rollback-dialog.tsx';
import { courseVersionsText } from './text.ts';
import { ThingDifference } from './thing-difference.tsx';
import { ThingList } from './thing-list.tsx';
import { saidOf } from './version-row.tsx';

export interface ComparePageProps {
  workspace: string;
  trail: { id: string; slug: string; title: string };
  mayRollBack: boolean;
}

const NOW = 'now';
const numberIn = (given: string | null) => (given && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : null);

/** Two versions of a course beside each other: on one side what differs, on the other how. Which two stands in the address. */
export function ComparePage({ workspace, trail, mayRollBack }: ComparePageProps) {
  const [params, show] = useUrlState();
  const before = numberIn(params.get('a')) ?? 1;
  const after = numberIn(params.get('b'));
  const { data, error, refetch } = useQuery(courseComparisonQuery(workspace, { trail_id: trail.id, before, after }));
  const [back, setBack] = useState(false);
  const things = data?.things ?? [];
  const at = Math.max(
    0,
    things.findIndex((thing) => idOf(thing) === params.get('thing')),
  );
  const shown = things[at];
  // On a phone the list comes first, and one thing once it was chosen.
  const isChosen = params.get('thing') !== null;
  const walk = (by: number) => {
    const next = things[at + by];
    if (next) show({ thing: idOf(next) });
  };
  useWalkKeys(walk);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3 md:px-6">
        <VersionChoices workspace={workspace} trail_id={trail.id} before={before} after={after} show={show} />
        {data && <DiffCounts added={data.added} changed={data.changed} removed={data.removed} />}
        {mayRollBack && (
          <Button icon={<RotateCcw />} className="ms-auto" onPress={() => setBack(true)}>
            {courseVersionsText.rollBackTo(before)}
          </Button>
        )}
      </div>
      {error ? (
        <div className="p-6">
          <QueryProblem title={courseVersionsText.notCompared} error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <div className="p-6">
          <TextSkeleton lines={8} />
        </div>
      ) : !shown ? (
        <EmptyState drawing="pages" title={courseVersionsText.same}>
          {courseVersionsText.sameWhy}
        </EmptyState>
      ) : (
        <div className="grid min-h-0 flex-1 md:grid-cols-[18rem_minmax(0,1fr)]">
          <ThingList
            comparison={data}
            selected={shown}
            onSelect={(thing) => show({ thing: idOf(thing) }, isChosen ? 'replace' : 'push')}
            className={cx(isChosen && 'max-md:hidden')}
          />
          <ThingDifference
            key={idOf(shown)}
            workspace={workspace}
            thing={shown}
            onBack={() => show({ thing: null })}
            onNext={at < things.length - 1 ? () => walk(1) : undefined}
            onPrevious={at > 0 ? () => walk(-1) : undefined}
            className={cx(!isChosen && 'max-md:hidden')}
          />
        </div>
      )}
      {back && <RollbackDialog workspace={workspace} trail={trail} nth={before} onClose={() => setBack(false)} />}
    </div>
  );
}

/** What tells the things of a comparison apart: a lesson may stand in it with its text and its place. */
const idOf = ({ section, entity_id }: { section: string; entity_id: string }) => `${section}-${entity_id}`;

/** N goes to the next thing and P to the one before, unless somebody types. */
function useWalkKeys(walk: (by: number) => void) {
  const step = useEffectEvent(walk);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
      if (target.closest('input, textarea, select, [contenteditable], [role="listbox"], [role="alertdialog"]')) return;
      const key = event.key.toLowerCase();
      if (key === 'n') step(1);
      else if (key === 'p') step(-1);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

interface VersionChoicesProps {
  workspace: string;
  trail_id: string;
  before: number;
  after: number | null;
  show: (patch: Record<string, string | null>) => void;
}

function VersionChoices({ workspace, trail_id, before, after, show }: VersionChoicesProps) {
  const pages = useInfiniteQuery(courseVersionsQuery(workspace, trail_id));
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const known = rows.map((version) => ({
    id: String(version.nth),
    label: courseVersionsText.choice(version.nth, version.reason),
    description: saidOf(version),
  }));
  // One that stands further back than the list reaches is a choice all the same.
  const withOwn = (nth: number | null) =>
    nth === null || known.some(({ id }) => id === String(nth))
      ? known
      : [...known, { id: String(nth), label: String(nth) }];
  return (
    <>
      <Select
        label={courseVersionsText.older}
        hideLabel
        className="w-44"
        value={String(before)}
        options={withOwn(before)}
        onChange={(id) => show({ a: id, thing: null })}
      />
      <ArrowRight aria-hidden className="size-4 text-faint rtl:rotate-180" />
      <Select
        label={courseVersionsText.newer}
        hideLabel
        className="w-44"
        value={after === null ? NOW : String(after)}
        options={[{ id: NOW, label: courseVersionsText.now }, ...withOwn(after)]}
        onChange={(id) => show({ b: id === NOW ? null : id, thing: null })}
      />
    </>
  );
}
