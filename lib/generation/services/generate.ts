import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { GenerateRequest } from '../core/generate-request.ts';
import { type MadeText, type StatusBody, statusOf } from '../core/generation-status.ts';
import type { OpenJob } from '../core/job-json.ts';
import { namedModel } from '../core/named-model.ts';
import { readJob, readProposal } from '../data/jobs.ts';
import { readJobRequests, readModelSetup } from '../data/providers.ts';
import { startJob } from './start-jobs.ts';

/** Starts the job of a request of the generation API, with the model that it names. */
export async function startGeneration(
  db: Db,
  workspace_id: string,
  { request, named }: GenerateRequest,
): Promise<Result<string>> {
  if (named.llm_provider === null && named.model === null) return startJob(db, workspace_id, request);
  const setup = await readModelSetup(db, workspace_id);
  if (!setup.ok) return setup;
  const model = namedModel(setup.data, { ...named, priority: request.priority });
  return model.ok ? startJob(db, workspace_id, { ...request, ...model.data }) : model;
}

/** A job in the words of the generation API, with the text that came of it once it is completed. */
export async function generationStatus(db: Db, workspace_id: string, job_id: string): Promise<Result<StatusBody>> {
  const job = await readJob(db, workspace_id, job_id);
  if (!job.ok) return job;
  if (job.data.status !== 'completed') return ok(statusOf(job.data, null, []));
  const [text, calls] = await Promise.all([
    textOf(db, workspace_id, job.data),
    readJobRequests(db, workspace_id, job_id),
  ]);
  if (!text.ok) return text;
  return calls.ok ? ok(statusOf(job.data, text.data, calls.data)) : calls;
}

/** The first text that a job made, in its newest version; null where it made something else. */
async function textOf(db: Db, workspace_id: string, { made }: OpenJob): Promise<Result<MadeText | null>> {
  const first = made.find(({ kind, status }) => (kind === 'piece' || kind === 'spark') && status !== 'superseded');
  if (!first) return ok(null);
  const proposal = await readProposal(db, workspace_id, first.id);
  if (!proposal.ok) return proposal;
  const { body } = proposal.data;
  if (body.kind !== 'piece' && body.kind !== 'spark') return ok(null);
  return ok({ ...body, seo_notes: body.kind === 'piece' ? body.seo_notes : null });
}
