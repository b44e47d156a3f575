import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { nameCourseVersionAction, rollBackCourseAction } from '../actions/course-versions.ts';
import type { CoursePart, RollbackAsk, RollbackPreview } from '../data/course-versions.ts';
import type {
  courseComparisonRead,
  courseRollbackRead,
  courseThingRead,
  courseVersionsRead,
} from '../reads/course-versions.ts';

/** The versions of a course, newest first, page by page. */
export const courseVersionsQuery = (workspace: string, trail_id: string) =>
  infiniteQueryOptions({
    queryKey: keys.courseVersions(workspace, trail_id),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        postRead<typeof courseVersionsRead>(workspace, 'course-versions', { trail_id, before: pageParam }, signal),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ rows }) => {
      const last = rows.at(-1);
      return last && last.nth > 1 ? last.nth : null;
    },
  });

/** What differs between two versions of a course, or one and what is there now. */
export const courseComparisonQuery = (
  workspace: string,
  ask: { trail_id: string; before: number; after: number | null },
) =>
  queryOptions({
    queryKey: keys.courseComparison(workspace, ask),
    queryFn: ({ signal }) => unwrap(postRead<typeof courseComparisonRead>(workspace, 'course-comparison', ask, signal)),
  });

/** Old and new of one thing. Revisions never change. */
export const courseThingQuery = (workspace: string, all: readonly CoursePart[]) => {
  const parts = all.slice(0, 50).map(({ before, after }) => ({ before, after }));
  return queryOptions({
    queryKey: keys.courseThing(workspace, parts),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof courseThingRead>(workspace, 'course-thing', { parts }, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
};

/** What going back to a version would do, as things are now. */
export const courseRollbackQuery = (workspace: string, ask: RollbackAsk) =>
  queryOptions({
    queryKey: keys.courseRollback(workspace, ask),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof courseRollbackRead>(workspace, 'course-rollback', ask, signal)),
    staleTime: 0,
    gcTime: 0,
    // Another answer to the same question: what is on screen stays until it is there.
    placeholderData: keepPreviousData,
  });

/** Keeps the course as it is now under a name, or names a version that is there. */
export function useNameCourseVersion(workspace: string, trail_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { summary: string; nth: number | null }) =>
      unwrap(nameCourseVersionAction(workspace, { trail_id, ...given })),
    onSuccess: () => makeStale(queries, workspace, 'course.version', { until: 'course-versions' }),
  });
}

/** Goes back to a version. Gives the change set, which undoes it. */
export function useRollBackCourse(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ seen, seen_revision, ...ask }: RollbackAsk & Pick<RollbackPreview, 'seen' | 'seen_revision'>) =>
      unwrap(rollBackCourseAction(workspace, { ...ask, seen, seen_revision })),
    onSuccess: () => void makeStale(queries, workspace, 'undo'),
  });
}
