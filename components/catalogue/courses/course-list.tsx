'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Import } from 'lucide-react';
import { useMemo } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { COURSE_FILTERS, COURSE_SORTS, filterOf } from '#lib/catalogue/core/courses.ts';
import { type CourseQuestion, coursesQuery, fetchCourses } from '#lib/catalogue/queries/courses.ts';
import { useFigure } from '../profiles/use-figure.ts';
import { CourseFilters } from './course-filters.tsx';
import { CourseTable } from './course-table.tsx';
import { CoursesFrame } from './courses-frame.tsx';
import { coursesCsv } from './csv.ts';
import { CsvButton } from './csv-button.tsx';
import { coursesText } from './text.ts';
import { useTypedSearch } from './use-typed-search.ts';

const NOTHING = Object.fromEntries([...COURSE_FILTERS, 'q'].map((name) => [name, null]));

/** All courses of a workspace, filtered by what the address says. */
export function CourseListPage({ workspace }: { workspace: string }) {
  const write = useFigure();
  const [params, show] = useUrlState();
  const [typed, setTyped] = useTypedSearch(params.get('q') ?? '', (q) => show({ q }));
  const question = useMemo<CourseQuestion>(
    () => ({
      filter: filterOf(params),
      sort: COURSE_SORTS.find((one) => one === params.get('sort')) ?? 'title',
      descending: params.get('down') === '1',
    }),
    [params],
  );
  const pages = useInfiniteQuery({ ...coursesQuery(workspace, question), placeholderData: (before) => before });
  const first = pages.data?.pages[0];
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const address = inWorkspace(workspace);
  return (
    <CoursesFrame
      workspace={workspace}
      selected="courses"
      actions={
        <CsvButton
          name={`${workspace}-courses`}
          isDisabled={!first || first.total === 0}
          write={async () => coursesCsv(await fetchCourses(workspace, question))}
        />
      }
    >
      {pages.error ? (
        <div className="p-6">
          <QueryProblem title={coursesText.notRead} error={pages.error} onRetry={() => void pages.refetch()} />
        </div>
      ) : !first ? (
        <div className="p-6">
          <TextSkeleton lines={8} />
        </div>
      ) : first.all === 0 ? (
        <EmptyState
          drawing="pages"
          title={coursesText.none}
          action={
            <div className="flex flex-wrap justify-center gap-2">
              <LinkButton href={address.newImport} icon={<Import />}>
                {coursesText.importCourse}
              </LinkButton>
              <LinkButton href={address.outline}>{coursesText.toOutline}</LinkButton>
            </div>
          }
        >
          {coursesText.noneWhy}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-col gap-3 px-4 py-4 md:px-6">
            <SearchField label={coursesText.search} value={typed} onChange={setTyped} className="max-w-md" />
            <CourseFilters filter={question.filter} list={first} onChange={(name, value) => show({ [name]: value })} />
            <p role="status" className="text-sm text-muted tabular-nums" title={coursesText.qualityHelp}>
              {[
                coursesText.count(write(first.total), write(first.all)),
                first.mean_fidelity !== null &&
                  coursesText.meanFidelity(write(first.mean_fidelity, { maximumFractionDigits: 2 })),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <CourseTable
            workspace={workspace}
            rows={rows}
            sort={{ column: question.sort, direction: question.descending ? 'descending' : 'ascending' }}
            onSort={({ column, direction }) => show({ sort: column, down: direction === 'descending' ? '1' : null })}
            onEnd={() => pages.hasNextPage && !pages.isFetchingNextPage && void pages.fetchNextPage()}
            empty={
              <EmptyState
                compact
                title={coursesText.noneFits}
                action={
                  <Button
                    onPress={() => {
                      setTyped('');
                      show(NOTHING);
                    }}
                  >
                    {coursesText.clear}
                  </Button>
                }
              />
            }
          />
        </>
      )}
    </CoursesFrame>
  );
}
