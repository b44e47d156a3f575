'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { issuesOf } from '#lib/catalogue/core/courses.ts';
import type { FailedLessons } from '#lib/catalogue/data/courses.ts';
import { failedLessonsQuery, fetchFailedLessons } from '#lib/catalogue/queries/courses.ts';
import { useFigure } from '../profiles/use-figure.ts';
import { CoursesFrame } from './courses-frame.tsx';
import { failedCsv } from './csv.ts';
import { CsvButton } from './csv-button.tsx';
import { coursesText } from './text.ts';

/** The lessons of all courses that a validator failed, with what it says of them. */
export function FailedLessonsPage({ workspace }: { workspace: string }) {
  const write = useFigure();
  const pages = useInfiniteQuery(failedLessonsQuery(workspace));
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <CoursesFrame
      workspace={workspace}
      selected="failed"
      actions={
        <CsvButton
          name={`${workspace}-failed-lessons`}
          isDisabled={total === 0}
          write={async () => failedCsv(await fetchFailedLessons(workspace))}
        />
      }
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-4 md:px-6">
        {pages.error ? (
          <QueryProblem title={coursesText.notRead} error={pages.error} onRetry={() => void pages.refetch()} />
        ) : !pages.data ? (
          <TextSkeleton lines={6} />
        ) : total === 0 ? (
          <EmptyState drawing="pages" title={coursesText.noFailed}>
            {coursesText.noFailedWhy}
          </EmptyState>
        ) : (
          <>
            <p className="text-sm text-muted tabular-nums">{coursesText.failedCount(write(total))}</p>
            <FailedTable workspace={workspace} rows={rows} />
            {pages.hasNextPage && (
              <Button
                isPending={pages.isFetchingNextPage}
                onPress={() => void pages.fetchNextPage()}
                className="self-start"
              >
                {coursesText.more}
              </Button>
            )}
          </>
        )}
      </div>
    </CoursesFrame>
  );
}

function FailedTable({ workspace, rows }: { workspace: string; rows: FailedLessons['rows'] }) {
  const write = useFigure();
  const address = inWorkspace(workspace);
  const share = (value: number | null) =>
    value === null ? '' : write(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div className="overflow-x-auto">
      <table aria-label={coursesText.failed} className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b text-muted">
            {[coursesText.number, coursesText.lesson, coursesText.course].map((head) => (
              <th key={head} scope="col" className="py-2 pe-4 text-start font-medium">
                {head}
              </th>
            ))}
            {[coursesText.gps, coursesText.didactic].map((head) => (
              <th key={head} scope="col" className="py-2 pe-4 text-end font-medium">
                {head}
              </th>
            ))}
            <th scope="col" className="min-w-56 py-2 text-start font-medium">
              {coursesText.issues}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.spark_id} className="border-b align-top last:border-b-0">
              <td className="py-2 pe-4 text-muted">{row.lesson_id}</td>
              <th scope="row" className="py-2 pe-4 text-start font-medium">
                <Link href={address.spark(row.slug)}>
                  <span dir="auto">{row.title}</span>
                </Link>
              </th>
              <td className="py-2 pe-4">
                {row.trail_slug && (
                  <Link variant="plain" href={address.course(row.trail_slug)}>
                    <span dir="auto">{row.trail_title}</span>
                  </Link>
                )}
              </td>
              <td className="py-2 pe-4 text-end">{share(row.gps_score)}</td>
              <td className="py-2 pe-4 text-end">{share(row.didatica_score)}</td>
              <td className="py-2">
                <ul className="flex flex-col gap-0.5">
                  {issuesOf(row.validation_issues).map(({ text, severity }) => (
                    <li key={text} dir="auto" className="[overflow-wrap:anywhere]">
                      {text}
                      {severity && <span className="text-muted"> · {severity}</span>}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
