import { z } from 'zod';
import type { RunStatus } from './job.ts';

// `GET /api/v1/{workspace}/status/{job_id}`: a job in the words of the generation API.

const count = z.number().int().min(0);

export const statusBody = z.object({
  job_id: z.uuid(),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed']),
  result: z
    .object({
      content: z.string(),
      title: z.string(),
      metadata: z.object({
        word_count: count,
        keywords_used: z
          .string()
          .array()
          .meta({ description: 'Of the keywords asked for, those that stand in the text.' }),
        llm_provider: z.string().meta({ description: 'builtin where no model was asked.' }),
        model: z.string(),
        generation_cost: z.number().min(0).meta({ description: 'In dollars, of all calls of the job.' }),
        generation_time_ms: count.meta({ description: 'How long workers were at it; what it waited is left out.' }),
        token_usage: z.object({ input: count, output: count }),
        seo_notes: z.string().optional(),
      }),
    })
    .optional()
    .meta({ description: 'Once it is completed.' }),
  error: z.string().optional().meta({ description: 'Why it failed, or what it waits for.' }),
  created_at: z.string().meta({ format: 'date-time' }),
  updated_at: z.string().meta({ format: 'date-time' }),
});
export type StatusBody = z.infer<typeof statusBody>;

interface SeenJob {
  id: string;
  status: RunStatus;
  held: 'approval' | 'budget' | 'pause' | null;
  problem: { message: string } | null;
  cost_micros: number;
  created_at: string;
  started_at: string | null;
  completed_at: string | null;
  params: { keywords?: unknown };
  steps: readonly { started_at: string | null; completed_at: string | null }[];
}

/** A text that a job made. */
export interface MadeText {
  title: string;
  content_md: string;
  words: number;
  seo_notes: string | null;
}

interface SeenCall {
  book: string;
  outcome: string | null;
  provider: string | null;
  model: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
}

const STATUS: Record<RunStatus, StatusBody['status']> = {
  pending: 'pending',
  in_progress: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** A job as clients of the generation API read it; `text` and `calls` of one that is completed. */
export function statusOf(job: SeenJob, text: MadeText | null, calls: readonly SeenCall[]): StatusBody {
  const error = errorOf(job);
  return {
    job_id: job.id,
    status: STATUS[job.status],
    ...(job.status === 'completed' && text && { result: resultOf(job, text, calls) }),
    ...(error !== null && { error }),
    created_at: iso(job.created_at),
    updated_at: iso(latest(job)),
  };
}

function errorOf({ status, held, problem }: SeenJob): string | null {
  if (status === 'cancelled') return 'The job was cancelled.';
  if (held === 'approval') return 'The job waits until somebody approves its outline in the studio.';
  if (held === 'pause') return 'Somebody paused the job in the studio.';
  return status === 'failed' || held === 'budget' ? (problem?.message ?? 'The job failed.') : null;
}

function resultOf(job: SeenJob, { content_md, title, words, seo_notes }: MadeText, calls: readonly SeenCall[]) {
  const last = calls.findLast(({ book, outcome }) => outcome === 'ok' || book === 'cached');
  const plain = content_md.toLowerCase();
  const keywords = z.string().array().catch([]).parse(job.params.keywords);
  return {
    content: content_md,
    title,
    metadata: {
      word_count: words,
      keywords_used: keywords.filter((one) => plain.includes(one.toLowerCase())),
      llm_provider: last?.provider ?? 'builtin',
      model: last?.model ?? 'builtin',
      generation_cost: job.cost_micros / 1_000_000,
      generation_time_ms: job.steps.reduce((sum, step) => sum + timeOf(step), 0),
      token_usage: {
        input: calls.reduce((sum, { input_tokens }) => sum + (input_tokens ?? 0), 0),
        output: calls.reduce((sum, { output_tokens }) => sum + (output_tokens ?? 0), 0),
      },
      ...(seo_notes !== null && { seo_notes }),
    },
  };
}

const timeOf = ({ started_at, completed_at }: SeenJob['steps'][number]): number =>
  started_at && completed_at ? Math.max(0, Date.parse(completed_at) - Date.parse(started_at)) : 0;

const iso = (time: string): string => new Date(time).toISOString();

/** When it last changed, as far as its times tell. */
function latest({ created_at, started_at, completed_at, steps }: SeenJob): string {
  const times = [started_at, completed_at, ...steps.flatMap((step) => [step.started_at, step.completed_at])];
  return times.reduce<string>((last, time) => (time && Date.parse(time) > Date.parse(last) ? time : last), created_at);
}
