import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { z } from 'zod';
import type { Problem, Result } from '#lib/base/core/problem.ts';
import { languageModel } from '../../core/language-model.ts';
import { bytesOf, type LeftOut, roomIn } from '../../core/prompt/fit.ts';
import type { TakenStep } from '../../core/step.ts';
import { ATTRIBUTES, SPANS } from '../../core/telemetry.ts';
import {
  addText,
  answerOf,
  bookCached,
  type Came,
  type OverBudget,
  type Route,
  type Sending,
  sendRequest,
  settleRequest,
} from '../../data/books.ts';
import { failSpan, inSpan } from '../tracing.ts';
import { decryptKey } from './keys.ts';
import { outgoingFetch } from './outgoing.ts';
import { askModel, type Message } from './stream.ts';

/** What a worker needs to reach models. */
export interface ModelSettings {
  secrets_key: string | null;
  private_models: boolean;
  /** A call may take so long. */
  call_ms?: number;
}

/** A prompt for one model, with what was left out so that it fits. */
export interface FittingPrompt {
  messages: readonly Message[];
  template_version: string | null;
  left_out: readonly LeftOut[];
  fits: boolean;
}

/** What is asked of a model. */
export interface Question<T> {
  /** The prompt for a model that has room for so many bytes; null where nobody knows how many. */
  promptWithin: (most_bytes: number | null) => Promise<Result<FittingPrompt>>;
  schema: z.ZodType;
  max_output_tokens: number;
  /** How often an answer that is not valid is asked to be mended, where that is not as often as usual. */
  most_repairs?: number;
  /** What people see of an answer while it arrives; null where they see nothing before it is whole. */
  shown: ((partial: unknown) => string) | null;
  /** Makes something of an answer; what it throws goes back to the model as what is wrong with it. */
  use: (answer: unknown) => T;
}

/** What came of asking: an answer, or why there is none. */
export type Answered<T> =
  | { answer: T; model: string; left_out: readonly LeftOut[] }
  | { over: OverBudget }
  | { until: string; why: 'limited' | 'breaker' }
  | { no_price: string }
  | { lost: true }
  /** The prompt itself cannot be made, whatever the model. */
  | { refused: Problem }
  /** `is_too_long`: no model of the list can read the prompt, which trying again does not change. */
  | { failed: string; is_invalid?: boolean; is_too_long?: boolean };

export interface Caller {
  db: pg.Pool;
  step: TakenStep;
  workspace_id: string;
  signal: AbortSignal;
  settings: ModelSettings;
}

/** An answer that is not valid is asked to be mended so often, by the same model. */
const MOST_REPAIRS = 2;
const CALL_MS = 10 * 60_000;
const MOST_ANSWER_BYTES = 8 * 1024 * 1024;

/** English is off by up to 10 % and Chinese by 4 %; characters would miss a third there. */
export const tokensOf = (messages: readonly Message[]): number =>
  Math.ceil(messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) / 4) + 8;

export const hashOf = (messages: readonly Message[]): string =>
  createHash('sha256').update(JSON.stringify(messages)).digest('hex');

/**
 * Asks the models of a list in their order until one has given an answer that can be used. Each call is booked before it goes out and
 * after it came, whatever came. Where none may be asked now the earliest time is said at which one may.
 */
export async function ask<T>(caller: Caller, routes: readonly Route[], question: Question<T>): Promise<Answered<T>> {
  let last: Answered<T> = { failed: 'No model is set up for this. Ask an admin to choose one in Generation rules.' };
  let wait: { until: string; why: 'limited' | 'breaker' } | null = null;
  let is_too_long = routes.length > 0;
  for (const [nth, route] of routes.entries()) {
    caller.signal.throwIfAborted();
    const came = await askOne(caller, route, question, nth === 0 ? 'first' : 'fallback');
    if ('answer' in came || 'over' in came || 'lost' in came || 'refused' in came) return came;
    is_too_long &&= 'failed' in came && came.is_too_long === true;
    if (!('until' in came)) last = came;
    else if (!wait || Date.parse(came.until) < Date.parse(wait.until)) wait = came;
  }
  return wait ?? ('failed' in last ? { ...last, is_too_long } : last);
}

async function askOne<T>(
  caller: Caller,
  route: Route,
  question: Question<T>,
  first: Sending['role'],
): Promise<Answered<T>> {
  const { db, step, settings } = caller;
  const key = keyOf(caller, route);
  if (key === undefined) return { failed: `The key of ${route.name} cannot be read. Ask an admin to enter it again.` };
  const fetch = outgoingFetch({ allows_private: settings.private_models, most_bytes: MOST_ANSWER_BYTES });
  const model = languageModel({ ...route, key }, route.model, fetch);
  const { max_output_tokens, most_repairs = MOST_REPAIRS } = question;
  const room = roomIn(route.context_tokens, max_output_tokens);
  const made = await question.promptWithin(room);
  if (!made.ok) return { refused: made.problem };
  const prompt = made.data;
  if (!prompt.fits) return { failed: tooSmall(route), is_too_long: true };
  const { left_out } = prompt;
  let messages = prompt.messages;
  let role = first;
  for (let repair = 0; ; repair += 1) {
    const prompt_hash = hashOf(messages);
    const kept = await answerOf(db, step, prompt_hash, route.model);
    if (kept) {
      const used = tryToUse(question, kept.answer);
      if ('answer' in used) {
        await bookCached(db, step, kept.id);
        return { answer: used.answer, model: route.model, left_out };
      }
    }
    const sending: Sending = {
      provider_id: route.provider_id,
      model: route.model,
      role,
      input_tokens: tokensOf(messages),
      max_output_tokens,
      prompt: messages,
      prompt_hash,
      template_version: prompt.template_version,
      is_streamed: question.shown !== null,
    };
    const sent = await sendRequest(db, step, sending);
    if ('lost' in sent) return sent;
    if ('gone' in sent) return { failed: `${route.name} was removed or switched off.` };
    if ('no_price' in sent) return sent;
    if ('budget' in sent) return { over: sent };
    if ('wait' in sent) return { until: sent.until, why: sent.wait };
    const { text, ...came } = withoutKey(key, await callModel(caller, route, model, question, messages));
    const used = came.outcome === 'ok' ? tryToUse(question, text) : { wrong: came.error_message ?? '' };
    const booked: Came = {
      ...came,
      ...(text !== '' && { answer: text }),
      ...('wrong' in used && came.outcome === 'ok' && { outcome: 'invalid' as const, error_message: used.wrong }),
    };
    await settleRequest(db, sent.request_id, booked);
    caller.signal.throwIfAborted();
    if ('answer' in used) return { answer: used.answer, model: route.model, left_out };
    if (booked.outcome === 'limited') return { until: laterBy(booked.retry_after_ms), why: 'limited' };
    if (booked.outcome !== 'invalid' || repair >= most_repairs)
      return { failed: failure(route, booked), is_invalid: booked.outcome === 'invalid' };
    // An answer that was cut off is asked for anew; one that is wrong is sent back with what is wrong.
    if (came.outcome === 'ok') messages = [...prompt.messages, mend(text, used.wrong, room, prompt.messages)];
    role = came.outcome === 'ok' ? 'repair' : 'again';
  }
}

/** What nothing can be left out of does not go to a model that would not read it to its end. */
const tooSmall = ({ model, context_tokens }: Route): string =>
  `${model} reads and writes ${context_tokens} tokens at once, and what cannot be left out of this prompt is longer.`;

/** When to ask again a provider that asked us to wait, and perhaps said how long. */
const laterBy = (ms: number = USUAL_WAIT_MS): string => new Date(Date.now() + ms).toISOString();
const USUAL_WAIT_MS = 5_000;

/** The key in the clear; null where the provider has none; undefined where it cannot be read. */
function keyOf({ workspace_id, settings }: Caller, { provider_id, cipher }: Route): string | null | undefined {
  if (cipher === null) return null;
  if (settings.secrets_key === null) return undefined;
  return decryptKey(settings.secrets_key, { workspace_id, provider_id }, cipher) ?? undefined;
}

const failure = ({ name, model }: Route, { outcome, error_message, problem }: Came): string => {
  if (problem) return problem.message;
  return outcome === 'invalid'
    ? `${model} gave no answer that can be used: ${error_message}`
    : `${name} could not be asked: ${error_message}`;
};

/** What providers say of a bad key may hold a part of it, and errors of connections hold headers. */
const withoutKey = <C extends Came>(key: string | null, came: C): C =>
  key && came.error_message
    ? { ...came, error_message: came.error_message.replaceAll(key, '…').replace(/\bsk-[\w*-]{4,}/g, '…') }
    : came;

const MOST_SENT_BACK = 20_000;

function mend(text: string, wrong: string, room: number | null, prompt: readonly Message[]): Message {
  const said = `Your last answer cannot be used. ${wrong}\nGive the whole answer again, corrected. This is the last answer, as data:\n`;
  const left = (room ?? Number.POSITIVE_INFINITY) - bytesOf([...prompt, { content: said }]);
  // A character has three bytes at most, four where it counts for two.
  return { role: 'user', content: said + text.slice(0, Math.max(0, Math.min(MOST_SENT_BACK, Math.floor(left / 3)))) };
}

function tryToUse<T>(question: Question<T>, text: string): { answer: T } | { wrong: string } {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return { wrong: 'It is not the JSON that was asked for.' };
  }
  const read = question.schema.safeParse(said);
  if (!read.success) {
    const issues = read.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.join('.') || 'answer'}: ${message}`);
    return { wrong: issues.join('; ') };
  }
  try {
    return { answer: question.use(said) };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

type Model = Parameters<typeof askModel>[0]['model'];

/** One call, in a span of its own, named as the conventions for models have it. */
function callModel<T>(caller: Caller, route: Route, model: Model, question: Question<T>, messages: readonly Message[]) {
  const attributes = {
    [ATTRIBUTES.operation]: 'chat',
    [ATTRIBUTES.provider]: route.protocol,
    [ATTRIBUTES.request_model]: route.model,
    [ATTRIBUTES.max_tokens]: question.max_output_tokens,
  };
  return inSpan(SPANS.model, { attributes, is_call: true }, async (span) => {
    const came = await read(caller, model, question, messages);
    if (came.finish_reason !== undefined) span.setAttribute(ATTRIBUTES.finish_reasons, [came.finish_reason]);
    if (came.input_tokens !== undefined) span.setAttribute(ATTRIBUTES.input_tokens, came.input_tokens);
    if (came.cached_input_tokens !== undefined) span.setAttribute(ATTRIBUTES.cached_tokens, came.cached_input_tokens);
    if (came.output_tokens !== undefined) span.setAttribute(ATTRIBUTES.output_tokens, came.output_tokens);
    if (came.outcome !== 'ok') failSpan(span, came.outcome);
    return came;
  });
}

async function read<T>(caller: Caller, model: Model, question: Question<T>, messages: readonly Message[]) {
  const { db, step, signal, settings } = caller;
  const { schema, max_output_tokens, shown } = question;
  let seen = '';
  let seq = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const onPartial = (partial: unknown) => {
    const now = shown?.(partial) ?? '';
    // Text that people have seen stays; what does not go on from it is shown with the next attempt.
    if (now.length <= seen.length || !now.startsWith(seen)) return;
    const delta = now.slice(seen.length);
    seen = now;
    seq += 1;
    const nth = seq;
    writing = writing.then(() => addText(db, step, nth, delta)).catch(() => undefined);
  };
  const limit = AbortSignal.timeout(settings.call_ms ?? CALL_MS);
  const came = await askModel({
    model,
    messages,
    schema,
    max_output_tokens,
    signal: AbortSignal.any([signal, limit]),
    ...(shown && { onPartial }),
  });
  await writing;
  return came;
}
