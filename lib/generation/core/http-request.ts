import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { JOB_FILTERS, JOB_KINDS } from './job.ts';
import { type JobRequest, jobRequest } from './request.ts';
import { MOST_JOBS } from './start.ts';

// What programs send to `/api/v1/{workspace}/jobs`, brought to what the studio itself asks with.

const asked = z
  .strictObject({
    kind: z.enum(JOB_KINDS),
    topic: z.string().optional(),
    title: z.string().optional(),
    place: z.unknown(),
    source_ids: z.unknown(),
    is_batch: z.unknown(),
    maker: z.unknown(),
    keywords: z.unknown(),
    length: z.unknown(),
    priority: z.unknown(),
    content_type: z.unknown(),
    provider_id: z.unknown(),
    model: z.unknown(),
    budget_micros: z.unknown(),
    improves: z.unknown(),
  })
  .partial()
  .required({ kind: true });

/** A body of `POST .../jobs` as a request for a job; a refusal names its fields as the body has them. */
export function jobOfBody(body: unknown): Result<JobRequest> {
  const outer = asked.safeParse(body);
  if (!outer.success) return refused(outer.error);
  const { kind, topic, title, ...rest } = outer.data;
  const name = title === undefined ? 'topic' : 'title';
  const request = jobRequest.safeParse({
    job_kind: kind,
    title: title ?? topic?.slice(0, 300),
    ...(title !== undefined && topic !== undefined && { topic }),
    ...rest,
  });
  return request.success ? ok(request.data) : refused(request.error, name);
}

/** What `POST .../jobs` was sent: one job, or `{jobs: [...]}`, of which nobody waits for each and all or none are taken. */
export function jobsOfBody(body: unknown): Result<{ is_many: boolean; requests: JobRequest[] }> {
  const many = z.strictObject({ jobs: z.unknown().array().min(1).max(MOST_JOBS) });
  if (typeof body !== 'object' || body === null || !('jobs' in body)) {
    const one = jobOfBody(body);
    return one.ok ? ok({ is_many: false, requests: [one.data] }) : one;
  }
  const outer = many.safeParse(body);
  if (!outer.success) return refused(outer.error);
  const read = outer.data.jobs.map((job) => jobOfBody(isPlain(job) ? { is_batch: true, ...job } : job));
  const fields = read.flatMap((one, nth) =>
    one.ok ? [] : Object.entries(one.problem.fields ?? {}).map(([name, said]) => [`jobs.${nth}.${name}`, said]),
  );
  if (fields.length > 0) {
    return fail('invalid_input', 'None of these jobs was started, because some cannot be taken.', {
      fields: Object.fromEntries(fields),
    });
  }
  return ok({ is_many: true, requests: read.flatMap((one) => (one.ok ? [one.data] : [])) });
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parameters of `GET .../jobs`. */
export const listed = z.strictObject({
  show: z.enum(JOB_FILTERS).default('all'),
  kind: z.enum(JOB_KINDS).array().optional(),
  by: z.uuid().optional(),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});

/** The parameters of `GET .../jobs`; `kind` may stand there several times. */
export function jobFilterOf(parameters: URLSearchParams) {
  const kinds = parameters.getAll('kind');
  const filter = listed.safeParse({ ...Object.fromEntries(parameters), kind: kinds.length > 0 ? kinds : undefined });
  if (!filter.success) return refused(filter.error);
  const { kind, ...rest } = filter.data;
  return ok({ ...rest, ...(kind && { kinds: kind }) });
}

/** Why something cannot be taken, field by field. `title_name`: what the field of the title is called where it came from. */
export function refused({ issues }: z.ZodError, title_name = 'title') {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? 'body')];
    for (const name of names) fields[name === 'title' ? title_name : name] ??= issue.message;
  }
  const [first = 'body'] = Object.keys(fields);
  return fail('invalid_input', `Of what was sent, ${first} cannot be taken: ${fields[first]}`, { fields });
}
