import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** What every job gets to work with. */
export interface JobContext {
  id: string;
  /** The database as its owner: row level security does not apply, so a job checks whom it works for. */
  db: Pool;
  log: Logger;
  /** Fires when the job is cancelled, expires, or the worker stops. */
  signal: AbortSignal;
}

export interface JobOptions<Input extends z.ZodType> {
  /** Name of its queue, `noun.verb`. */
  name: string;
  input: Input;
  /** Cron expression (UTC); such a job gets an empty input and never runs twice at once. */
  cron?: string;
  /** Jobs at once in one worker. */
  concurrency?: number;
  retryLimit?: number;
  /** A job that takes longer is given up and retried. */
  expireInSeconds?: number;
  /** A job whose worker was not heard of for so long is retried elsewhere; at least 10. */
  heartbeatSeconds?: number;
  run: (input: z.output<Input>, context: JobContext) => Promise<void>;
}

/** A job with the type of its input erased, as the registry holds it. */
export interface Job {
  name: string;
  cron: string | null;
  concurrency: number;
  retryLimit: number;
  expireInSeconds: number;
  heartbeatSeconds: number;
  /** Parses what was queued, possibly by an older release, and runs the job. */
  run: (data: unknown, context: JobContext) => Promise<void>;
}

/** Declares a background job. A new one also goes into lib/studio/jobs.ts. */
export function defineJob<Input extends z.ZodType>(options: JobOptions<Input>): Job {
  return {
    name: options.name,
    cron: options.cron ?? null,
    concurrency: options.concurrency ?? 1,
    retryLimit: options.retryLimit ?? (options.cron ? 0 : 2),
    expireInSeconds: options.expireInSeconds ?? 15 * 60,
    heartbeatSeconds: options.heartbeatSeconds ?? 30,
    run: async (data, context) => options.run(options.input.parse(data ?? {}), context),
  };
}
