import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { trashEntityAction } from '#lib/history/actions/trash.ts';
import { createPersonaAction } from '../actions/personas.ts';
import { saveProfileAction } from '../actions/profiles.ts';
import { COURSES_A_DOWNLOAD, COURSES_A_PAGE, type CourseGroup } from '../core/courses.ts';
import type { CourseAsk, CourseRow, FailedLessons, Persona } from '../data/courses.ts';
import type { ProfileEdit, SavedProfile } from '../data/profiles.ts';
import type {
  courseFiguresRead,
  courseLessonsRead,
  coursesRead,
  failedLessonsRead,
  personasRead,
} from '../reads/courses.ts';

/** What is asked of the list, whatever the page. */
export type CourseQuestion = Omit<CourseAsk, 'offset' | 'limit'>;

const readPage = (workspace: string, ask: CourseAsk, signal?: AbortSignal) =>
  unwrap(fetchRead<typeof coursesRead>(workspace, 'courses', ask, signal));
const readFailed = (workspace: string, offset: number, limit: number, signal?: AbortSignal) =>
  unwrap(fetchRead<typeof failedLessonsRead>(workspace, 'failed-lessons', { offset, limit }, signal));

/** The list of courses, page by page. */
export const coursesQuery = (workspace: string, question: CourseQuestion) =>
  infiniteQueryOptions({
    queryKey: keys.courseList(workspace, question),
    queryFn: ({ pageParam, signal }) =>
      readPage(workspace, { ...question, offset: pageParam, limit: COURSES_A_PAGE }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const read = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return read < total ? read : undefined;
    },
  });

/** All pages of something, one after the other, for a download. */
async function all<Row>(read: (offset: number) => Promise<{ total: number; rows: Row[] }>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.length);
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** Every course that a question leaves. */
export const fetchCourses = (workspace: string, question: CourseQuestion): Promise<CourseRow[]> =>
  all((offset) => readPage(workspace, { ...question, offset, limit: COURSES_A_DOWNLOAD }));

/** Every lesson that a validator failed. */
export const fetchFailedLessons = (workspace: string): Promise<FailedLessons['rows']> =>
  all((offset) => readFailed(workspace, offset, COURSES_A_DOWNLOAD));

/** Means and distributions of courses by persona, type or framework. */
export const courseFiguresQuery = (workspace: string, by: CourseGroup) =>
  queryOptions({
    queryKey: keys.courseFigures(workspace, by),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof courseFiguresRead>(workspace, 'course-figures', { by }, signal)),
  });

/** The modules and lessons of one course. */
export const courseLessonsQuery = (workspace: string, trail_id: string) =>
  queryOptions({
    queryKey: keys.courseLessons(workspace, trail_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof courseLessonsRead>(workspace, 'course-lessons', { trail_id }, signal)),
  });

/** The lessons that a validator failed, page by page. */
export const failedLessonsQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: keys.failedLessons(workspace),
    queryFn: ({ pageParam, signal }) => readFailed(workspace, pageParam, COURSES_A_PAGE, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const read = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return read < total ? read : undefined;
    },
  });

/** The personas of a workspace with their courses. */
export const personasQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.personas(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof personasRead>(workspace, 'personas', {}, signal)),
  });

/** Adds a persona; gives its id once the lists know it. */
export function useCreatePersona(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (display_name: string) => unwrap(createPersonaAction(workspace, { display_name })),
    onSuccess: () => makeStale(queries, workspace, 'profile', { until: 'profile' }),
  });
}

/** Saves fields of a persona; its list shows them at once. */
export function useSavePersona(workspace: string, id: string) {
  const queries = useQueryClient();
  const key = keys.personas(workspace);
  return useMutation({
    mutationFn: (edit: Omit<ProfileEdit, 'owner_id'>) =>
      unwrap<SavedProfile>(saveProfileAction(workspace, { ...edit, owner_id: id })),
    onSuccess: ({ row }) => {
      queries.setQueryData<Persona[]>(key, (now) => now?.map((one) => (one.id === id ? { ...one, ...row } : one)));
      void makeStale(queries, workspace, 'profile', { patched: [key] });
    },
  });
}

/** Moves a persona to the trash; its courses go on without one. Gives the change set, which undoes it. */
export function useTrashPersona(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(trashEntityAction(workspace, { kind: 'persona', id, with_sparks: false })),
    onSuccess: () => void makeStale(queries, workspace, 'trash'),
  });
}
