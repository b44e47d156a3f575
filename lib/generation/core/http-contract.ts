import { z } from 'zod';
import type { PersonEndpoint } from '#lib/base/core/person-endpoint.ts';
import { generateBody, promptBody } from './generate-request.ts';
import { statusBody } from './generation-status.ts';
import { listed } from './http-request.ts';
import { JOB_KINDS } from './job.ts';
import { jobsJson, openJobJson } from './job-json.ts';
import { improves, jobFields } from './request.ts';
import { MOST_JOBS } from './start.ts';

const job_id = z.uuid();
const started = z.object({ job_id });
const oneJob = jobFields
  .omit({ job_kind: true, title: true })
  .extend({ kind: z.enum(JOB_KINDS), title: jobFields.shape.title.optional(), improves })
  .meta({
    description:
      'topic or title has to be there. improves: ids of the exercises of the lesson in place that are to be made better, [] for all of them; kind is exercise_bank and maker is model then.',
  });
const ASKED = ['invalid_input', 'unauthenticated', 'forbidden', 'not_found', 'wrong_state'] as const;
const READ = ['unauthenticated', 'forbidden', 'not_found'] as const;
const CHANGED = [...READ, 'wrong_state'] as const;

export const GENERATION_ENDPOINTS: readonly PersonEndpoint[] = [
  {
    name: 'generate',
    method: 'post',
    path: '/generate',
    summary: 'Ask for a piece beside a trail',
    description: 'A blog post, a social post or a local announcement. Whatever else stands in the body is left alone.',
    body: generateBody,
    status: 200,
    answer: started,
    refusals: ASKED,
  },
  {
    name: 'status',
    method: 'get',
    path: '/status/{job_id}',
    summary: 'How far a job is, and its text',
    description: 'Ask again every second or two until it is completed or failed.',
    status: 200,
    answer: statusBody,
    refusals: READ,
  },
  {
    name: 'generate_prompt',
    method: 'post',
    path: '/generate-prompt',
    summary: 'Assemble a prompt, without spending anything',
    body: promptBody,
    status: 200,
    answer: started,
    refusals: ASKED,
  },
  {
    name: 'prompt',
    method: 'get',
    path: '/prompt/{job_id}',
    summary: 'A prompt that was assembled',
    status: 200,
    answer: z.object({ prompt: z.string(), metadata: z.record(z.string(), z.unknown()) }),
    refusals: READ,
  },
  {
    name: 'jobs',
    method: 'get',
    path: '/jobs',
    summary: 'Jobs, newest first',
    description: '`kind` may be there several times; `before` is the `ordinal` of the last job of the page before.',
    query: listed,
    status: 200,
    answer: jobsJson,
    refusals: ['invalid_input', ...READ],
  },
  {
    name: 'start_jobs',
    method: 'post',
    path: '/jobs',
    summary: 'Start a job, or many at once',
    description: `With \`{jobs: [...]}\` up to ${MOST_JOBS}, all or none; nobody waits for those unless \`is_batch\` is false.`,
    body: z.union([oneJob, z.object({ jobs: oneJob.array().min(1).max(MOST_JOBS) })]),
    status: 201,
    answer: z.union([started, z.object({ job_ids: job_id.array() })]),
    refusals: ASKED,
  },
  {
    name: 'job',
    method: 'get',
    path: '/jobs/{id}',
    summary: 'A job with its steps, its sources and what it made',
    status: 200,
    answer: openJobJson,
    refusals: READ,
  },
  {
    name: 'cancel_job',
    method: 'post',
    path: '/jobs/{id}/cancel',
    summary: 'End a job that is still open',
    status: 200,
    answer: openJobJson,
    refusals: CHANGED,
  },
  {
    name: 'retry_job',
    method: 'post',
    path: '/jobs/{id}/retry',
    summary: 'Try a job again from the step that failed',
    status: 200,
    answer: openJobJson,
    refusals: CHANGED,
  },
  {
    name: 'add_source',
    method: 'post',
    path: '/sources',
    summary: 'Add a file for jobs to draft from',
    description: 'Markdown, text, HTML, PDF or DOCX, as the body.',
    query: z.object({ file_name: z.string().max(255).optional() }),
    body: 'file',
    status: 201,
    answer: z.object({ id: z.uuid(), name: z.string(), format: z.string(), words: z.number().int() }),
    refusals: ASKED,
  },
];
