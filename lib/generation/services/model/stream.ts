import {
  APICallError,
  generateText,
  type LanguageModel,
  NoObjectGeneratedError,
  Output,
  parsePartialJson,
  streamText,
} from 'ai';
import type { z } from 'zod';
import type { Came } from '../../data/books.ts';
import { PrivateAddress } from './outgoing.ts';

/** One message of a prompt. */
export interface Message {
  role: 'system' | 'user';
  content: string;
}

interface Asking {
  model: LanguageModel;
  messages: readonly Message[];
  schema: z.ZodType;
  max_output_tokens: number;
  signal: AbortSignal;
  /** Gets what has arrived so far, as far as it can be read, at most twice a second. Without it the answer comes at once. */
  onPartial?: (partial: unknown) => void;
}

const PARTIAL_EVERY_MS = 500;

/** Asks a model once and reads its answer to the end. It never throws: what came is for the books, whatever it is. */
export async function askModel(asking: Asking): Promise<Came & { text: string }> {
  return asking.onPartial ? streamed(asking, asking.onPartial) : atOnce(asking);
}

const callOf = ({ model, messages, schema, max_output_tokens, signal }: Asking) => ({
  model,
  instructions: messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n\n'),
  messages: messages.flatMap(({ role, content }) => (role === 'user' ? [{ role, content }] : [])),
  output: Output.object({ schema }),
  maxOutputTokens: max_output_tokens,
  // Every attempt is a row of its own in the books, so none is made here.
  maxRetries: 0,
  abortSignal: signal,
});

async function atOnce(asking: Asking): Promise<Came & { text: string }> {
  try {
    const { text, finishReason, usage } = await generateText(callOf(asking));
    return { ...ended(finishReason, usage, text), text };
  } catch (error) {
    // An answer that is not what was asked for came all the same, and is paid for.
    if (!NoObjectGeneratedError.isInstance(error) || !error.usage) return { ...failed(error, asking.signal), text: '' };
    const text = error.text ?? '';
    return { ...ended(error.finishReason ?? 'other', error.usage, text), text };
  }
}

async function streamed(asking: Asking, onPartial: (partial: unknown) => void): Promise<Came & { text: string }> {
  const { signal } = asking;
  let text = '';
  let shown = 0;
  let end: Came | null = null;
  let broke: unknown = null;
  try {
    const { fullStream } = streamText({ ...callOf(asking), onError: () => undefined });
    for await (const part of fullStream) {
      if (part.type === 'text-delta') {
        text += part.text;
        if (performance.now() - shown < PARTIAL_EVERY_MS) continue;
        shown = performance.now();
        onPartial((await parsePartialJson(text)).value);
      } else if (part.type === 'error') broke ??= part.error;
      else if (part.type === 'finish') end = ended(part.finishReason, part.totalUsage, text);
    }
    onPartial((await parsePartialJson(text)).value);
  } catch (error) {
    broke ??= error;
  }
  if (broke || signal.aborted) return { ...failed(broke, signal), text };
  // A stream that breaks ends without an error and without usage.
  return { ...(end ?? { outcome: 'cut', error_message: 'The answer broke off.' }), text };
}

interface Usage {
  inputTokens: number | undefined;
  inputTokenDetails: { cacheReadTokens: number | undefined };
  outputTokens: number | undefined;
  raw?: unknown;
}

function ended(reason: string, usage: Usage, text: string): Came {
  const { inputTokens: input, outputTokens: output } = usage;
  // Some servers say zero where they count nothing.
  const is_counted = input !== undefined && output !== undefined && (input > 0 || output > 0 || text === '');
  const tokens = is_counted && {
    input_tokens: input,
    cached_input_tokens: Math.min(input, usage.inputTokenDetails.cacheReadTokens ?? 0),
    output_tokens: output,
  };
  const cost = costIn(usage.raw);
  const said = { ...tokens, ...(tokens && cost !== null && { cost_micros: cost }), finish_reason: reason };
  return reason === 'stop'
    ? { ...said, outcome: 'ok' }
    : {
        ...said,
        outcome: tokens ? 'invalid' : 'cut',
        error_message: `The answer ended before it was whole (${reason}).`,
      };
}

/** What a gateway says that a call cost, in dollars. It counts for more than our own prices. */
function costIn(raw: unknown): number | null {
  const cost = (raw as { cost?: unknown } | undefined)?.cost;
  return typeof cost === 'number' && Number.isFinite(cost) && cost >= 0 ? Math.ceil(cost * 1_000_000 - 1e-6) : null;
}

/** Codes of connections that were never made: nothing can have been spent. */
const NEVER_MADE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT|SSL/;
const REFUSED = 401;
const FORBIDDEN = 403;
const MOST_OF_AN_ERROR = 500;

function failed(error: unknown, signal: AbortSignal): Came {
  // A provider that takes too long has failed, and counts for its breaker; a call that we ended says nothing of it.
  if (signal.aborted && (signal.reason as Error | null)?.name === 'TimeoutError')
    return { outcome: 'failed', error_message: 'No whole answer came in time.' };
  if (signal.aborted) return { outcome: 'cut', error_message: 'The call was ended before its answer was whole.' };
  const address = causesOf(error).find((one) => one instanceof PrivateAddress);
  if (address instanceof PrivateAddress) {
    const message = `${address.host} is a private address. Set STUDIO_PRIVATE_MODELS=1 to allow models there.`;
    return { outcome: 'refused', error_message: message, problem: { code: 'forbidden', message } };
  }
  const said = String((error as Error | null)?.message ?? error).slice(0, MOST_OF_AN_ERROR);
  if (!APICallError.isInstance(error) || error.statusCode === undefined || error.statusCode < 400) {
    const is_answered = causesOf(error).some((one) => NEVER_MADE.test(String((one as { code?: unknown }).code ?? '')));
    return { outcome: 'failed', error_message: said, is_answered };
  }
  const retry_after_ms = retryAfter(error.responseHeaders ?? {});
  const common = { error_message: `${error.statusCode}: ${said}`, is_answered: true };
  if (error.statusCode === REFUSED) {
    const message = 'The provider refused the key. An admin can replace it.';
    return { ...common, outcome: 'refused', problem: { code: 'forbidden', message } };
  }
  // It knows the key and does not let it do this: the model is not in the plan, or the region is not served. Other models may well be, so
  // nothing is said of the key, and the next one is asked.
  if (error.statusCode === FORBIDDEN) {
    const message = `It does not let this key use the model, which its plan or region may not have. ${common.error_message}`;
    return { ...common, outcome: 'refused', error_message: message.slice(0, MOST_OF_AN_ERROR) };
  }
  if (error.statusCode === 429)
    return { ...common, outcome: 'limited', ...(retry_after_ms !== null && { retry_after_ms }) };
  if (error.statusCode >= 500)
    return { ...common, outcome: 'failed', ...(retry_after_ms !== null && { retry_after_ms }) };
  // The request or the model is wrong, not the provider: nothing is said of it.
  return { ...common, outcome: 'refused' };
}

function causesOf(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let one = error; one && typeof one === 'object' && all.length < 10; one = (one as { cause?: unknown }).cause) {
    all.push(one, ...((one as { errors?: unknown[] }).errors ?? []));
  }
  return all;
}

const LONGEST_WAIT_MS = 3_600_000;

/** How long a provider asks to be left alone, from Retry-After in seconds or as a date. */
export function retryAfter(headers: Record<string, string>, now = Date.now()): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  const ms = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, Math.ceil(ms))) : null;
}
