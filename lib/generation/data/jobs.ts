import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { JOBS_A_PAGE, type JobFilterName, type JobKind } from '../core/job.ts';
import { type JobPage, jobsJson, type OpenJob, openJobJson } from '../core/job-json.ts';
import type { Outline } from '../core/outline.ts';
import { evidenceJson, PROPOSAL_KINDS, proposalBody } from '../core/proposal.ts';
import type { JobRequest } from '../core/request.ts';

export interface JobFilter {
  show: JobFilterName;
  kinds?: JobKind[];
  by?: string;
  /** Those before this ordinal. */
  before?: number;
}

export async function readJobs(db: Db, workspace_id: string, filter: JobFilter): Promise<Result<JobPage>> {
  const args = {
    p_workspace: workspace_id,
    p_show: filter.show,
    p_kinds: filter.kinds ?? null,
    p_by: filter.by ?? null,
    p_before: filter.before ?? null,
    p_limit: JOBS_A_PAGE,
  };
  return callJson(db, 'read_jobs', args, jobsJson);
}

export async function readJob(db: Db, workspace_id: string, job_id: string): Promise<Result<OpenJob>> {
  return callJson(db, 'read_job', { p_workspace: workspace_id, p_job: job_id }, openJobJson);
}

/** `trace_parent`: of what this request is a part of. */
export async function startJob(
  db: Db,
  workspace_id: string,
  request: JobRequest,
  trace_parent: string | null,
): Promise<Result<string>> {
  const { kind, title, params, place_kind, place, is_batch } = askedJob(request);
  return call(db, 'start_job', {
    p_workspace: workspace_id,
    p_kind: kind,
    p_title: title,
    p_params: params,
    p_place_kind: place_kind,
    p_place: place,
    p_is_batch: is_batch,
    p_trace_parent: trace_parent,
  });
}

/** Starts all of them or none; their ids in the same order. */
export async function startJobs(
  db: Db,
  workspace_id: string,
  requests: readonly JobRequest[],
  trace_parent: string | null,
): Promise<Result<string[]>> {
  const started = await call(db, 'start_jobs', {
    p_workspace: workspace_id,
    p_jobs: requests.map(askedJob),
    p_trace_parent: trace_parent,
  });
  const nth = started.ok ? null : aboutJob.safeParse(started.problem.detail).data?.job;
  if (started.ok || nth == null) return started;
  const { code, message } = started.problem;
  return fail(code, `None of these jobs was started. Job ${nth + 1}: ${message}`, {
    fields: { [`jobs.${nth}`]: message },
  });
}
const aboutJob = z.object({ job: z.number() });

const askedJob = ({ job_kind, title, place, is_batch, ...params }: JobRequest) => ({
  kind: job_kind,
  title,
  params,
  place_kind: place?.kind ?? null,
  place: place?.id ?? null,
  is_batch,
});

export async function cancelJob(db: Db, workspace_id: string, job_id: string): Promise<Result<null>> {
  return call(db, 'cancel_job', { p_workspace: workspace_id, p_job: job_id });
}

export async function retryJob(db: Db, workspace_id: string, job_id: string): Promise<Result<null>> {
  return call(db, 'retry_job', { p_workspace: workspace_id, p_job: job_id });
}

export async function approveJob(db: Db, workspace_id: string, job_id: string, output: Record<string, unknown>) {
  return call(db, 'approve_job_step', { p_workspace: workspace_id, p_job: job_id, p_output: output });
}

/** Lets what is being written end, and begins nothing more. */
export async function pauseJob(db: Db, workspace_id: string, job_id: string): Promise<Result<null>> {
  return call(db, 'pause_job', { p_workspace: workspace_id, p_job: job_id });
}

/** Keeps an outline that waits for approval; gives its version. */
export async function saveOutline(db: Db, workspace_id: string, job_id: string, outline: Outline, version: number) {
  return call(db, 'save_outline', {
    p_workspace: workspace_id,
    p_job: job_id,
    p_outline: outline,
    p_version: version,
  });
}

/** Has a lesson of a course written anew; gives the step. */
export async function regenerateLesson(
  db: Db,
  workspace_id: string,
  given: { job_id: string; lesson: number; instruction: string | null },
): Promise<Result<string>> {
  return call(db, 'regenerate_lesson', {
    p_workspace: workspace_id,
    p_job: given.job_id,
    p_lesson: given.lesson,
    p_instruction: given.instruction,
  });
}

/** A new course that waits with the curriculum of another one; gives its id. */
export async function branchJob(db: Db, workspace_id: string, job_id: string): Promise<Result<string>> {
  return call(db, 'branch_job', { p_workspace: workspace_id, p_job: job_id });
}

const proposalJson = z.object({
  id: z.uuid(),
  flow_run_id: z.uuid(),
  kind: z.enum(PROPOSAL_KINDS),
  title: z.string(),
  status: z.string(),
  body: proposalBody,
  evidence: evidenceJson.array(),
  created_at: z.string(),
});
export type Proposal = z.infer<typeof proposalJson>;

export async function readProposal(db: Db, workspace_id: string, proposal_id: string): Promise<Result<Proposal>> {
  const { data, error } = await db
    .from('proposals')
    .select('id, flow_run_id, kind, title, status, body, evidence, created_at')
    .eq('workspace_id', workspace_id)
    .eq('id', proposal_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(proposalJson.parse(data)) : fail('not_found', 'There is no such proposal in this workspace.');
}

const sizeJson = z.object({
  source_bytes: z.number(),
  lesson_bytes: z.number().array(),
  outputs: z.object({ content_type: z.string(), answers: z.number(), low: z.number(), high: z.number() }).array(),
});

/** How much text jobs at some places would send, and how long answers were lately. */
export function readJobSize(db: Db, workspace_id: string, places: readonly string[], source_ids: readonly string[]) {
  return callJson(
    db,
    'read_job_size',
    { p_workspace: workspace_id, p_places: [...places], p_sources: [...source_ids] },
    sizeJson,
  );
}

const placeJson = z.object({ id: z.uuid(), kind: z.enum(NAMED_KINDS), title: z.string() });

/** What places of jobs are called, in the order of their ids; those that are gone are left out. */
export function readPlaces(db: Db, workspace_id: string, ids: readonly string[]) {
  return callJson(db, 'read_job_places', { p_workspace: workspace_id, p_ids: [...ids] }, placeJson.array());
}
