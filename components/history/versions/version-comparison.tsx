'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { FieldList, LongFields } from '#components/history/difference/field-list.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import type { VersionLine } from '#lib/history/data/versions.ts';
import { comparisonQuery } from '#lib/history/queries/versions.ts';
import type { ComparedWith } from '#lib/history/services/versions.ts';
import { timelineText } from '../text.ts';

interface VersionComparisonProps {
  workspace: string;
  line: VersionLine;
  /** Of a sitting: the version before its first save. Null for the version before this one. */
  since: number | null;
}

/** A version beside the one before it, or beside what is saved now: old and new, only what differs. */
export function VersionComparison({ workspace, line, since }: VersionComparisonProps) {
  const [params, write] = useUrlState();
  // Nothing has been saved since.
  const isNewest = line.newest.id === line.id;
  const compared_with = params.get('with') === 'now' && !isNewest ? 'now' : 'before';
  const { data, error, refetch } = useQuery(comparisonQuery(workspace, line.id, compared_with, since));
  return (
    <div className="flex flex-col gap-3 rounded-lg border px-4 py-3">
      {!isNewest && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-muted">{timelineText.comparedWith}</span>
          <Segmented<ComparedWith>
            size="sm"
            label={timelineText.comparedWith}
            value={compared_with}
            onChange={(next) => write({ with: next === 'now' ? 'now' : null })}
            items={[
              { id: 'before', label: timelineText.before },
              { id: 'now', label: timelineText.now },
            ]}
          />
        </div>
      )}
      {error ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading label={timelineText.loading} className="flex flex-col gap-2 py-1">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-3/5" />
        </Loading>
      ) : data.line.fields.length === 0 ? (
        <p className="text-sm text-muted">{timelineText.same}</p>
      ) : (
        <>
          {data.line.change !== 'changed' && (
            <p className="text-sm text-muted">
              {data.line.change === 'added' ? timelineText.added : timelineText.removed}
            </p>
          )}
          <FieldList
            line={data.line}
            long={(fields) => (
              <LongFields
                kind={data.line.kind}
                fields={fields}
                before={data.before}
                after={data.after}
                lesson={data.lesson}
              />
            )}
          />
        </>
      )}
    </div>
  );
}
