import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import type { Priority } from '../core/maker.ts';
import {
  BUDGET_SCOPES,
  type BudgetScope,
  type NewPrice,
  PROTOCOLS,
  type ProviderFields,
  priorities,
} from '../core/provider.ts';

const problemJson = z.object({ code: z.string(), message: z.string() });
const providerJson = z.object({
  id: z.uuid(),
  name: z.string(),
  protocol: z.enum(PROTOCOLS),
  base_url: z.string().nullable(),
  is_enabled: z.boolean(),
  requests_a_minute: z.number().nullable(),
  tokens_a_minute: z.number().nullable(),
  at_once: z.number().nullable(),
  key_last4: z.string().nullable(),
  key_set_at: z.string().nullable(),
  problem: problemJson.nullable(),
  version: z.number(),
});
const breakerJson = z.object({
  provider_id: z.uuid(),
  failures: z.number(),
  not_before: z.string().nullable(),
  open_until: z.string().nullable(),
  probe_at: z.string().nullable(),
});
export type Provider = z.infer<typeof providerJson> & { breaker: z.infer<typeof breakerJson> | null };
const routeRow = z.object({ priority: priorities, nth: z.number(), provider_id: z.uuid(), model: z.string() });
export type RouteRow = z.infer<typeof routeRow>;
const priceRow = z.object({
  id: z.uuid(),
  model: z.string(),
  valid_from: z.string(),
  input_micros: z.number(),
  cached_input_micros: z.number(),
  output_micros: z.number(),
  context_tokens: z.number().nullable(),
  origin: z.string(),
});
export type PriceRow = z.infer<typeof priceRow>;

/** How a workspace reaches models: providers in the order they were added, routes, and prices with the newest of a model first. */
export interface ModelSetup {
  providers: Provider[];
  routes: RouteRow[];
  prices: PriceRow[];
}

const PROVIDER_COLUMNS =
  'id, name, protocol, base_url, is_enabled, requests_a_minute, tokens_a_minute, at_once, key_last4, key_set_at, problem, version';
const MOST_PRICES = 1000;

export async function readModelSetup(db: Db, workspace_id: string): Promise<Result<ModelSetup>> {
  const [providers, breakers, routes, prices] = await Promise.all([
    db.from('model_providers').select(PROVIDER_COLUMNS).eq('workspace_id', workspace_id).order('ordinal'),
    db
      .from('provider_breakers')
      .select('provider_id, failures, not_before, open_until, probe_at')
      .eq('workspace_id', workspace_id),
    db
      .from('model_routes')
      .select('priority, nth, provider_id, model')
      .eq('workspace_id', workspace_id)
      .order('priority')
      .order('nth'),
    db
      .from('model_prices')
      .select('id, model, valid_from, input_micros, cached_input_micros, output_micros, context_tokens, origin')
      .eq('workspace_id', workspace_id)
      .order('model')
      .order('valid_from', { ascending: false })
      .limit(MOST_PRICES),
  ]);
  const error = providers.error ?? breakers.error ?? routes.error ?? prices.error;
  if (error) return problemFromPostgres(error);
  const states = breakerJson.array().parse(breakers.data);
  return ok({
    providers: providerJson
      .array()
      .parse(providers.data)
      .map((one) => ({ ...one, breaker: states.find(({ provider_id }) => provider_id === one.id) ?? null })),
    routes: routeRow.array().parse(routes.data),
    prices: priceRow.array().parse(prices.data),
  });
}

export function setProvider(
  db: Db,
  workspace_id: string,
  id: string | null,
  fields: ProviderFields,
  version: number | null,
) {
  return call(db, 'set_provider', { p_workspace: workspace_id, p_provider: id, p_fields: fields, p_version: version });
}

export function setProviderKey(db: Db, workspace_id: string, provider_id: string, cipher: string, last4: string) {
  return call(db, 'set_provider_key', {
    p_workspace: workspace_id,
    p_provider: provider_id,
    p_cipher: cipher,
    p_last4: last4,
  });
}

/** The key of a provider as it was encrypted; null where it has none. */
export function providerCipher(db: Db, workspace_id: string, provider_id: string) {
  return call(db, 'provider_cipher', { p_workspace: workspace_id, p_provider: provider_id });
}

export function removeProvider(db: Db, workspace_id: string, provider_id: string) {
  return call(db, 'remove_provider', { p_workspace: workspace_id, p_provider: provider_id });
}

export function setRoutes(
  db: Db,
  workspace_id: string,
  priority: Priority,
  routes: { provider_id: string; model: string }[],
) {
  return call(db, 'set_routes', { p_workspace: workspace_id, p_priority: priority, p_routes: routes });
}

export function addPrices(db: Db, workspace_id: string, prices: NewPrice[]) {
  return call(db, 'add_prices', { p_workspace: workspace_id, p_prices: prices });
}

const amount = z.object({ spent_micros: z.number(), reserved_micros: z.number(), unknown_micros: z.number() });
const booksJson = z.object({
  total: amount,
  budgets: z.partialRecord(
    z.enum(BUDGET_SCOPES),
    z.object({ soft_micros: z.number().nullable(), hard_micros: z.number().nullable() }),
  ),
  rows: amount
    .extend({
      name: z.string(),
      requests: z.number(),
      jobs: z.number(),
      input_tokens: z.number(),
      cached_input_tokens: z.number(),
      output_tokens: z.number(),
    })
    .array(),
  days: z.object({ day: z.string(), spent_micros: z.number(), unknown_micros: z.number() }).array(),
  unknown: z
    .object({
      id: z.uuid(),
      flow_run_id: z.uuid(),
      job_title: z.string().nullable(),
      model: z.string().nullable(),
      provider: z.string().nullable(),
      cost_micros: z.number(),
      sent_at: z.string(),
      error_message: z.string().nullable(),
    })
    .array(),
});
export type Books = z.infer<typeof booksJson>;

/** What models cost in a month, `month` as its first day. Money in millionths of a dollar. */
export function readBooks(db: Db, workspace_id: string, month: string, by: string): Promise<Result<Books>> {
  return callJson(db, 'read_books', { p_workspace: workspace_id, p_month: month, p_by: by }, booksJson);
}

export function setBudget(db: Db, workspace_id: string, scope: BudgetScope, soft: number | null, hard: number | null) {
  return call(db, 'set_budget', {
    p_workspace: workspace_id,
    p_scope: scope,
    p_soft_micros: soft,
    p_hard_micros: hard,
  });
}

export function settleByHand(db: Db, workspace_id: string, request_id: string, cost_micros: number, reason: string) {
  return call(db, 'settle_by_hand', {
    p_workspace: workspace_id,
    p_request: request_id,
    p_cost_micros: cost_micros,
    p_reason: reason,
  });
}

/** Goes on with a job that a budget stopped. */
export function resumeJob(db: Db, workspace_id: string, job_id: string, budget_micros: number | null) {
  return call(db, 'resume_job', { p_workspace: workspace_id, p_job: job_id, p_budget_micros: budget_micros });
}

const requestJson = z.object({
  id: z.uuid(),
  nth: z.number(),
  step_run_id: z.uuid(),
  fence: z.number(),
  role: z.string(),
  book: z.enum(['sent', 'settled', 'unknown', 'cached']),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  outcome: z.string().nullable(),
  input_tokens: z.number().nullable(),
  cached_input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  cost_micros: z.number(),
  reserved_micros: z.number(),
  finish_reason: z.string().nullable(),
  error_message: z.string().nullable(),
  template_version: z.string().nullable(),
  sent_at: z.string(),
  settled_at: z.string().nullable(),
  settled_reason: z.string().nullable(),
});
export type JobCall = z.infer<typeof requestJson>;

/** The calls of a job in their order. */
export function readJobRequests(db: Db, workspace_id: string, job_id: string): Promise<Result<JobCall[]>> {
  return callJson(db, 'read_job_requests', { p_workspace: workspace_id, p_job: job_id }, requestJson.array());
}

const promptJson = z.object({
  prompt: z.object({ role: z.string(), content: z.string() }).array().nullable(),
  answer: z.string().nullable(),
});
export type CallText = z.infer<typeof promptJson>;

/** The prompt and the answer of one call. */
export async function readCallText(db: Db, workspace_id: string, request_id: string): Promise<Result<CallText | null>> {
  const { data, error } = await db
    .from('llm_requests')
    .select('prompt, answer')
    .eq('workspace_id', workspace_id)
    .eq('id', request_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return ok(data && promptJson.parse(data));
}

const textJson = z
  .object({ fence: z.number(), pieces: z.object({ seq: z.number(), delta: z.string() }).array() })
  .nullable();

/** The text of a step as it arrives, after a number; another fence is another attempt, which begins anew. */
export function readJobText(db: Db, workspace_id: string, step_id: string, after: number) {
  return callJson(db, 'read_job_text', { p_workspace: workspace_id, p_step: step_id, p_after: after }, textJson);
}
