import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  skipToken,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Problem } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { leaveForSignIn, ProblemError, unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  addPricesAction,
  approveOutlineAction,
  branchJobAction,
  cancelJobAction,
  pauseJobAction,
  regenerateLessonAction,
  removeProviderAction,
  removeSourceAction,
  resumeJobAction,
  retryJobAction,
  saveOutlineAction,
  saveProviderAction,
  setBudgetAction,
  setRoutesAction,
  settleByHandAction,
  startJobsAction,
  testProviderAction,
} from '../actions/jobs.ts';
import type { CourseFile } from '../core/course/folder.ts';
import { isMoving, JOBS_A_PAGE } from '../core/job.ts';
import type { OpenJob } from '../core/job-json.ts';
import type { Outline } from '../core/outline.ts';
import type { BookView } from '../core/provider.ts';
import type { JobAsk } from '../core/request.ts';
import type { JobFilter } from '../data/jobs.ts';
import type {
  booksRead,
  callTextRead,
  jobEstimateRead,
  jobPlacesRead,
  jobRead,
  jobRequestsRead,
  jobSourceRead,
  jobsRead,
  jobTextRead,
  modelsRead,
  proposalRead,
} from '../reads/jobs.ts';
import { lookAgainIn } from './realtime.ts';

/** Text arrives unannounced. */
const READ_TEXT_EVERY_MS = 1_000;

/** Jobs of a workspace, the newest first, a page at a time. */
export const jobsQuery = (workspace: string, filter: Omit<JobFilter, 'before'>) =>
  infiniteQueryOptions({
    queryKey: keys.jobs(workspace, filter),
    queryFn: ({ signal, pageParam: before }) =>
      unwrap(fetchRead<typeof jobsRead>(workspace, 'jobs', { ...filter, ...(before && { before }) }, signal)),
    initialPageParam: null as number | null,
    getNextPageParam: ({ jobs }) => (jobs.length < JOBS_A_PAGE ? null : (jobs.at(-1)?.ordinal ?? null)),
    refetchInterval: ({ state }) =>
      lookAgainIn(workspace, state.data?.pages.some(({ jobs }) => jobs.some(isMoving)) ?? false),
    placeholderData: keepPreviousData,
  });

/** A job with what whoever looks may do about it. */
export type ShownJob = OpenJob & { may_decide: boolean; may_approve: boolean; may_settle: boolean };

/** One job as it goes on. */
export const jobQuery = (workspace: string, job_id: string) =>
  queryOptions({
    queryKey: keys.job(workspace, job_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof jobRead>(workspace, 'job', { job_id }, signal)),
    refetchInterval: ({ state }) => lookAgainIn(workspace, state.data !== undefined && movesNow(state.data)),
  });

/** What was being written when somebody stopped the job is still written. */
const movesNow = (job: OpenJob): boolean =>
  isMoving(job) || job.steps.some(({ status }) => status === 'in_progress' && job.held === 'pause');

export const proposalQuery = (workspace: string, proposal_id: string) =>
  queryOptions({
    queryKey: keys.proposal(workspace, proposal_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof proposalRead>(workspace, 'proposal', { proposal_id }, signal)),
  });

/** The text that a job drafts from. */
export const jobSourceQuery = (workspace: string, source_id: string) =>
  queryOptions({
    queryKey: keys.jobSource(workspace, source_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof jobSourceRead>(workspace, 'job-source', { source_id }, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How the workspace reaches models. */
export const modelsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.models(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof modelsRead>(workspace, 'models', {}, signal)),
  });

type EstimateWish = Parameters<typeof jobEstimateRead.run>[1];

/** What a job would cost; null where there is nothing to be known of, as no place yet. */
export const jobEstimateQuery = (workspace: string, wish: EstimateWish | null) =>
  queryOptions({
    queryKey: keys.jobEstimate(workspace, wish ?? {}),
    queryFn: wish
      ? ({ signal }) => unwrap(postRead<typeof jobEstimateRead>(workspace, 'job-estimate', wish, signal))
      : skipToken,
    placeholderData: keepPreviousData,
  });

type PlacesWish = Parameters<typeof jobPlacesRead.run>[1];

/** Places by their ids, with their titles. */
export const jobPlacesQuery = (workspace: string, wish: PlacesWish | null) =>
  queryOptions({
    queryKey: keys.jobPlaces(workspace, wish ?? {}),
    queryFn: wish
      ? ({ signal }) => unwrap(fetchRead<typeof jobPlacesRead>(workspace, 'job-places', wish, signal))
      : skipToken,
  });

/** What models cost in a month. */
export const booksQuery = (workspace: string, month: string, by: BookView) =>
  queryOptions({
    queryKey: keys.books(workspace, { month, by }),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof booksRead>(workspace, 'books', { month, by }, signal)),
    placeholderData: keepPreviousData,
  });

/** The calls of a job, looked at again while it goes on. */
export const jobRequestsQuery = (workspace: string, job_id: string, moves: boolean) =>
  queryOptions({
    queryKey: keys.jobRequests(workspace, job_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof jobRequestsRead>(workspace, 'job-requests', { job_id }, signal)),
    refetchInterval: () => moves && lookAgainIn(workspace, true),
  });

/** The prompt and the answer of a call. */
export const callTextQuery = (workspace: string, request_id: string) =>
  queryOptions({
    queryKey: keys.callText(workspace, request_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof callTextRead>(workspace, 'call-text', { request_id }, signal)),
  });

type JobText = Awaited<ReturnType<typeof textAfter>>;
const textAfter = (workspace: string, step_id: string, after: number, signal: AbortSignal) =>
  unwrap(fetchRead<typeof jobTextRead>(workspace, 'job-text', { step_id, after }, signal));

/** The text of a step as it arrives, what is new of it each time. */
export const jobTextQuery = (workspace: string, step_id: string) =>
  queryOptions({
    queryKey: keys.jobText(workspace, step_id),
    queryFn: async ({ signal, client, queryKey }) => {
      const before = client.getQueryData<JobText>(queryKey) ?? null;
      const after = before?.pieces.at(-1)?.seq ?? 0;
      const more = await textAfter(workspace, step_id, after, signal);
      // Another attempt begins anew, and may already be beyond where the one before stood.
      if (before && more && more.fence !== before.fence) return textAfter(workspace, step_id, 0, signal);
      return before && more ? { ...more, pieces: [...before.pieces, ...more.pieces] } : more;
    },
    refetchInterval: READ_TEXT_EVERY_MS,
  });

/** Changes how models are reached, what they cost or may cost. */
export function useModelChanges(workspace: string) {
  const queries = useQueryClient();
  const onSettled = () => void makeStale(queries, workspace, 'models');
  type Given<A> = A extends (workspace: string, input: infer I) => unknown ? I : never;
  return {
    save: useMutation({
      mutationFn: (given: Given<typeof saveProviderAction>) => unwrap(saveProviderAction(workspace, given)),
      onSettled,
    }),
    test: useMutation({
      mutationFn: (given: Given<typeof testProviderAction>) => unwrap(testProviderAction(workspace, given)),
    }),
    remove: useMutation({
      mutationFn: (provider_id: string) => unwrap(removeProviderAction(workspace, { provider_id })),
      onSettled,
    }),
    setRoutes: useMutation({
      mutationFn: (given: Given<typeof setRoutesAction>) => unwrap(setRoutesAction(workspace, given)),
      onSettled,
    }),
    addPrices: useMutation({
      mutationFn: (given: Given<typeof addPricesAction>) => unwrap(addPricesAction(workspace, given)),
      onSettled,
    }),
    setBudget: useMutation({
      mutationFn: (given: Given<typeof setBudgetAction>) => unwrap(setBudgetAction(workspace, given)),
      onSettled,
    }),
    settle: useMutation({
      mutationFn: (given: Given<typeof settleByHandAction>) => unwrap(settleByHandAction(workspace, given)),
      onSettled,
    }),
  };
}

/** Goes on with a job that a budget stopped. */
export function useResumeJob(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { job_id: string; budget_micros: number | null }) => unwrap(resumeJobAction(workspace, given)),
    onSettled: () => void makeStale(queries, workspace, 'job'),
  });
}

/** Starts jobs, and gives their ids in order. */
export function useStartJobs(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (jobs: JobAsk[]) => unwrap(startJobsAction(workspace, { jobs })),
    onSettled: () => void makeStale(queries, workspace, 'job'),
  });
}

export function useCancelJob(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job_id: string) => unwrap(cancelJobAction(workspace, { job_id })),
    onSettled: () => void makeStale(queries, workspace, 'job'),
  });
}

export function useRetryJob(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job_id: string) => unwrap(retryJobAction(workspace, { job_id })),
    onSettled: () => void makeStale(queries, workspace, 'job'),
  });
}

export function useApproveOutline(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (approved: { job_id: string; outline: Outline; version?: number }) =>
      unwrap(approveOutlineAction(workspace, approved)),
    onSettled: () => void makeStale(queries, workspace, 'job'),
  });
}

/** Steers a course: edits its curriculum, stops it, has a lesson written anew, goes back to its curriculum. */
export function useCourseChanges(workspace: string) {
  const queries = useQueryClient();
  const onSettled = () => void makeStale(queries, workspace, 'job');
  return {
    saveOutline: useMutation({
      mutationFn: (given: { job_id: string; outline: Outline; version: number }) =>
        unwrap(saveOutlineAction(workspace, given)),
      onSettled,
    }),
    pause: useMutation({ mutationFn: (job_id: string) => unwrap(pauseJobAction(workspace, { job_id })), onSettled }),
    regenerate: useMutation({
      mutationFn: (given: { job_id: string; lesson: number; instruction: string | null }) =>
        unwrap(regenerateLessonAction(workspace, given)),
      onSettled,
    }),
    branch: useMutation({ mutationFn: (job_id: string) => unwrap(branchJobAction(workspace, { job_id })), onSettled }),
  };
}

export interface SentSource {
  id: string;
  name: string;
  format: string;
  words: number;
}

/** Sends a file to be read as a source. */
export function useSendSource(workspace: string) {
  return useMutation({ mutationFn: (file: File) => sendSource(workspace, file) });
}

/** Forgets a source that was sent and is not wanted. */
export function useRemoveSource(workspace: string) {
  return useMutation({ mutationFn: (source_id: string) => unwrap(removeSourceAction(workspace, { source_id })) });
}

/** Reads the zip of a course folder: the texts that a new course may begin with. */
export function useReadCourseZip(workspace: string) {
  return useMutation({
    mutationFn: async (file: File): Promise<CourseFile[]> => {
      const asked = new URLSearchParams({ file_name: file.name });
      const said = await sendFile<{ files: CourseFile[] }>(`/api/v1/${workspace}/course-folders?${asked}`, file);
      return said.files;
    },
  });
}

function sendSource(workspace: string, file: File): Promise<SentSource> {
  const asked = new URLSearchParams({ file_name: file.name });
  return sendFile<SentSource>(`/api/v1/${workspace}/sources?${asked}`, file);
}

/** Sends a file to a door that takes it as it is, and gives what the door says of it. */
async function sendFile<T>(address: string, file: File): Promise<T> {
  const answer = await fetch(address, { method: 'POST', body: file });
  if (answer.status === 401) leaveForSignIn();
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said as T;
  const { code, detail } = said as { code?: Problem['code']; detail?: string };
  throw new ProblemError({
    code: code ?? 'bug',
    message: detail ?? 'The studio could not read this file. Try again; if it stays, tell your admin.',
  });
}
