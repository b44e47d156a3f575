import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { JobRequest } from '../core/request.ts';
import * as data from '../data/jobs.ts';
import { traceParent } from './tracing.ts';

/** Starts a job, which belongs to the trace of the request that asks for it. */
export const startJob = (db: Db, workspace_id: string, request: JobRequest): Promise<Result<string>> =>
  data.startJob(db, workspace_id, request, traceParent());

/** Starts all of these jobs or none, in one call; their ids in the same order. */
export const startJobs = (db: Db, workspace_id: string, requests: readonly JobRequest[]): Promise<Result<string[]>> =>
  data.startJobs(db, workspace_id, requests, traceParent());
