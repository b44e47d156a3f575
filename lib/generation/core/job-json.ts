import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { PROBLEM_CODES } from '#lib/base/core/problem.ts';
import { JOB_KINDS, RUN_STATUSES } from './job.ts';
import { MAKERS } from './maker.ts';
import { outlineJson } from './outline.ts';
import { PROPOSAL_KINDS } from './proposal.ts';

// Jobs as the database and `/api/v1/{workspace}/jobs` give them.

const problemJson = z.object({ code: z.enum(PROBLEM_CODES), message: z.string() });
const time = z.string();

const jobJson = z.object({
  id: z.uuid(),
  ordinal: z.number(),
  job_kind: z.enum(JOB_KINDS),
  title: z.string(),
  maker: z.enum(MAKERS),
  is_test: z.boolean(),
  place: z
    .object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), slug: z.string().nullable(), label: z.string().nullable() })
    .nullable(),
  status: z.enum(RUN_STATUSES),
  held: z.enum(['approval', 'budget', 'pause']).nullable(),
  step_progress: z.number(),
  total_steps: z.number(),
  current_step: z.string().nullable(),
  cost_micros: z.number(),
  reserved_micros: z.number(),
  unknown_micros: z.number(),
  budget_micros: z.number().nullable(),
  problem: problemJson.nullable(),
  asked_by: z.uuid(),
  asked_by_name: z.string().nullable(),
  ended_by_name: z.string().nullable(),
  proposals: z.number(),
  created_at: time,
  started_at: time.nullable(),
  completed_at: time.nullable(),
});

/** A page of jobs. */
export const jobsJson = z.object({
  jobs: jobJson.array(),
  counts: z.object({ all: z.number(), running: z.number(), attention: z.number(), failed: z.number() }).nullable(),
});
export type JobPage = z.infer<typeof jobsJson>;

/** A job with its steps, what it made, what it was made from, and the outline that waits for an approval. */
export const openJobJson = jobJson.extend({
  params: z.looseObject({}),
  steps: z
    .object({
      id: z.uuid(),
      kind: z.string(),
      step_name: z.string(),
      step_order: z.number(),
      status: z.enum(RUN_STATUSES),
      tries: z.number(),
      ready_at: time.nullable(),
      params: z.looseObject({}).nullable(),
      cost_micros: z.number(),
      started_at: time.nullable(),
      completed_at: time.nullable(),
      problem: problemJson.nullable(),
      summary: z.record(z.string(), z.number()).nullable().catch(null),
      left_out: z
        .object({ name: z.string(), characters: z.number(), left_out: z.number() })
        .array()
        .nullable()
        .catch(null),
    })
    .array(),
  made: z
    .object({
      id: z.uuid(),
      step_run_id: z.uuid(),
      kind: z.enum(PROPOSAL_KINDS),
      title: z.string(),
      status: z.string(),
      words: z.number().nullable(),
    })
    .array(),
  sources: z.object({ id: z.uuid(), name: z.string(), format: z.string(), words: z.number() }).array(),
  outline: outlineJson.nullable(),
  curriculum: z
    .object({ outline: outlineJson, version: z.number(), by_name: z.string().nullable(), at: time.nullable() })
    .nullable()
    .catch(null),
});
export type OpenJob = z.infer<typeof openJobJson>;
