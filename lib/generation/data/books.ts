import type pg from 'pg';
import { z } from 'zod';
import type { Problem } from '#lib/base/core/problem.ts';
import type { Priority } from '../core/maker.ts';
import type { TakenStep } from '../core/step.ts';
import { storable } from './queue.ts';

// What a worker books, as the owner of the database. Each function is one transaction.

/** A model that may be asked, and where. */
export interface Route {
  provider_id: string;
  name: string;
  protocol: 'openai' | 'anthropic' | 'openai_compatible';
  base_url: string | null;
  cipher: string | null;
  model: string;
  /** How many tokens it reads and writes at once; null where nobody knows. */
  context_tokens: number | null;
}

/** The models for a priority in their order, those of balanced where it has none. */
export async function routesOf(db: pg.Pool, workspace_id: string, priority: Priority): Promise<Route[]> {
  const { rows } = await db.query<Route & { priority: Priority }>(
    `select r.priority, p.id as provider_id, p.name, p.protocol, p.base_url, k.cipher, r.model,
       private.window_of(r.workspace_id, r.model) as context_tokens
     from public.model_routes r join public.model_providers p on p.id = r.provider_id
     left join private.provider_keys k on k.provider_id = p.id
     where r.workspace_id = $1 and p.is_enabled and r.priority in ($2, 'balanced') order by r.priority = $2 desc, r.nth`,
    [workspace_id, priority],
  );
  const own = rows.filter((row) => row.priority === priority);
  return own.length > 0 ? own : rows;
}

/** A provider that somebody named, with the model they named. */
export async function routeTo(
  db: pg.Pool,
  workspace_id: string,
  provider_id: string,
  model: string,
): Promise<Route | null> {
  const { rows } = await db.query<Route>(
    `select p.id as provider_id, p.name, p.protocol, p.base_url, k.cipher, $3 as model,
       private.window_of(p.workspace_id, $3) as context_tokens from public.model_providers p
     left join private.provider_keys k on k.provider_id = p.id where p.workspace_id = $1 and p.id = $2 and p.is_enabled`,
    [workspace_id, provider_id, model],
  );
  return rows[0] ?? null;
}

/** What a call is booked with before it goes out. */
export interface Sending {
  provider_id: string;
  model: string;
  role: 'first' | 'again' | 'repair' | 'fallback';
  input_tokens: number;
  max_output_tokens: number;
  prompt: unknown;
  prompt_hash: string;
  template_version: string | null;
  is_streamed: boolean;
}

const sentJson = z.union([
  z.object({ request_id: z.uuid(), reserved_micros: z.number() }),
  z.object({ lost: z.literal(true) }),
  z.object({ gone: z.literal(true) }),
  z.object({ no_price: z.string() }),
  z.object({
    budget: z.enum(['workspace', 'month', 'job']),
    hard_micros: z.number(),
    used_micros: z.number(),
    cost_micros: z.number(),
  }),
  z.object({ wait: z.enum(['limited', 'breaker']), until: z.string() }),
]);
export type Sent = z.infer<typeof sentJson>;
export type OverBudget = Extract<Sent, { budget: string }>;

/** Books a call that is about to go out, or says why it must not. */
export async function sendRequest(db: pg.Pool, step: TakenStep, sending: Sending): Promise<Sent> {
  const { rows } = await db.query<{ said: unknown }>('select private.send_request($1, $2, $3) as said', [
    step.id,
    step.fence,
    storable(sending),
  ]);
  return sentJson.parse(rows[0]?.said);
}

/** What came of a call. Without tokens nobody knows what it cost. */
export interface Came {
  outcome: 'ok' | 'invalid' | 'failed' | 'limited' | 'refused' | 'cut';
  input_tokens?: number;
  cached_input_tokens?: number;
  output_tokens?: number;
  cost_micros?: number;
  finish_reason?: string;
  answer?: string;
  error_message?: string;
  retry_after_ms?: number;
  /** The provider said itself that it made nothing: it costs nothing. */
  is_answered?: boolean;
  problem?: Problem;
}

/** Books what came of a call; false where that was known already. */
export async function settleRequest(db: pg.Pool, request_id: string, came: Came): Promise<boolean> {
  const { rows } = await db.query<{ is_new: boolean }>('select private.settle_request($1, $2) as is_new', [
    request_id,
    storable(came),
  ]);
  return rows[0]?.is_new ?? false;
}

/** An answer to the same prompt of the same model that came for this step already, as before its worker ended. */
export async function answerOf(db: pg.Pool, step: TakenStep, prompt_hash: string, model: string) {
  const { rows } = await db.query<{ id: string; answer: string }>(
    `select id, answer from public.llm_requests where step_run_id = $1 and prompt_hash = $2 and model = $3 and outcome = 'ok'
       and answer is not null and book = 'settled' and sent_at > now() - interval '1 hour' order by nth desc limit 1`,
    [step.id, prompt_hash, model],
  );
  return rows[0] ?? null;
}

/** Books that an answer was used again. */
export async function bookCached(db: pg.Pool, step: TakenStep, request_id: string): Promise<void> {
  await db.query('select private.book_cached($1, $2, $3)', [step.id, step.fence, request_id]);
}

/** Stops a job whose next call would break a budget. */
export async function holdStep(db: pg.Pool, step: TakenStep, problem: Problem): Promise<void> {
  await db.query('select private.hold_step($1, $2, $3)', [step.id, step.fence, JSON.stringify(problem)]);
}

/** Puts a step off until its provider may be asked again. */
export async function waitStep(db: pg.Pool, step: TakenStep, until: string, problem: Problem): Promise<void> {
  await db.query('select private.wait_step($1, $2, $3, $4)', [step.id, step.fence, until, JSON.stringify(problem)]);
}

/** Keeps a piece of text for whoever looks at the step. */
export async function addText(db: pg.Pool, step: TakenStep, seq: number, delta: string): Promise<void> {
  await db.query('select private.add_text($1, $2, $3, $4)', [
    step.id,
    step.fence,
    seq,
    delta.toWellFormed().replaceAll('\0', ''),
  ]);
}

/** Books calls whose worker ended as unknown; how many. */
export async function giveUpRequests(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ lost: number }>('select private.give_up_requests() as lost');
  return rows[0]?.lost ?? 0;
}
