'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { EntityLink } from '#components/base/kind.tsx';
import { QueryProblem } from '#components/base/problem.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import type { AssetProblem, AssetProblems as Found } from '#lib/assets/data/assets.ts';
import { assetProblemsQuery } from '#lib/assets/queries.ts';
import { assetsText } from './text.ts';

const MOST_SHOWN = 6;

/** Lessons whose images are broken or not described: those that keep a snapshot back first. */
export function AssetProblems({ workspace }: { workspace: string }) {
  const write = useNumber();
  const problems = useQuery(assetProblemsQuery(workspace));
  if (problems.error) {
    return (
      <QueryProblem
        title={assetsText.problemsNotLoaded}
        error={problems.error}
        onRetry={() => void problems.refetch()}
      />
    );
  }
  if (!problems.data) return <LogSkeleton />;
  const { total, blocking, lessons } = problems.data;
  if (total === 0) {
    return (
      <EmptyState drawing="inbox" title={assetsText.problemsNone}>
        {assetsText.problemsNoneWhy}
      </EmptyState>
    );
  }
  const warned = total - blocking;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{assetsText.problemsLead}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <p className="flex items-center gap-2 font-medium">
          {blocking > 0 ? (
            <OctagonX aria-hidden className="size-4 text-blocked" />
          ) : (
            <CircleCheck aria-hidden className="size-4 text-published" />
          )}
          {blocking > 0 ? assetsText.blocking(write(blocking), blocking === 1) : assetsText.blockingNone}
        </p>
        {warned > 0 && <p className="text-muted">{assetsText.warned(write(warned), warned === 1)}</p>}
      </div>
      <ul aria-label={assetsText.problemsList} className="flex flex-col border-t">
        {lessons.map((lesson) => (
          <Lesson key={lesson.entity_id} workspace={workspace} lesson={lesson} />
        ))}
      </ul>
      {lessons.length < total && (
        <p className="text-sm text-muted">{assetsText.shown(write(lessons.length), write(total))}</p>
      )}
    </div>
  );
}

function Lesson({ workspace, lesson }: { workspace: string; lesson: Found['lessons'][number] }) {
  const write = useNumber();
  const shown = lesson.problems.slice(0, MOST_SHOWN);
  const groups = Map.groupBy(shown, ({ rule, state }) => `${rule} ${state ?? ''}`);
  const Icon = lesson.blocks ? OctagonX : TriangleAlert;
  return (
    <li aria-label={lesson.label} className="flex min-w-0 gap-3 border-b py-3">
      <Icon
        role="img"
        aria-label={lesson.blocks ? assetsText.blocks : assetsText.warns}
        className={`mt-0.5 size-4 shrink-0 ${lesson.blocks ? 'text-blocked' : 'text-draft'}`}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <EntityLink workspace={workspace} entity={{ kind: 'spark', slug: lesson.slug, label: lesson.label }} />
        <dl className="flex min-w-0 flex-col gap-2 text-sm">
          {[...groups].map(([group, problems]) => (
            <ProblemGroup key={group} problems={problems} />
          ))}
        </dl>
        {lesson.total > shown.length && (
          <p className="text-sm text-muted">{assetsText.moreProblems(write(lesson.total - shown.length))}</p>
        )}
      </div>
    </li>
  );
}

/** Addresses with the same thing wrong about them. */
function ProblemGroup({ problems }: { problems: AssetProblem[] }) {
  const [first] = problems;
  if (!first) return null;
  const why = first.rule === 'leads_nowhere' ? assetsText.leadsNowhere : first.state && assetsText.states[first.state];
  return (
    <div className="grid gap-x-4 sm:grid-cols-[13rem_minmax(0,1fr)]">
      <dt className={first.blocks ? 'text-blocked' : ''}>{assetsText.rules[first.rule]}</dt>
      <dd className="flex min-w-0 flex-col text-muted">
        {why && <p>{why}</p>}
        {problems.map(({ address }) => (
          <code key={address} dir="ltr" className="truncate font-mono text-xs/5" title={address}>
            {address}
          </code>
        ))}
      </dd>
    </div>
  );
}
