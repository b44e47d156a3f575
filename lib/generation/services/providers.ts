import { calcPrice } from '@pydantic/genai-prices';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { languageModel } from '../core/language-model.ts';
import type { NewPrice, ProviderFields } from '../core/provider.ts';
import * as data from '../data/providers.ts';
import { decryptKey, encryptKey } from './model/keys.ts';
import { outgoingFetch } from './model/outgoing.ts';
import { askModel } from './model/stream.ts';

const NO_SECRETS = 'This studio has nothing to encrypt keys with. Set STUDIO_SECRETS_KEY and start it again.';

/** What public lists say that a model costs, as a price; null where they do not know it. */
export function listPrice(model: string): NewPrice | null {
  const of = (usage: Record<string, number>) => {
    const price = calcPrice(usage, model)?.total_price ?? null;
    return price === null ? null : price * (A_MILLION / SAMPLE);
  };
  const [input, output] = [of({ input_tokens: SAMPLE }), of({ output_tokens: SAMPLE })];
  if (input === null || output === null) return null;
  const context_tokens = calcPrice({ input_tokens: SAMPLE }, model)?.model.context_window;
  const cached = of({ input_tokens: SAMPLE, cache_read_tokens: SAMPLE }) ?? input;
  const micros = (dollars: number) => Math.round(dollars * A_MILLION);
  return {
    model,
    valid_from: LISTED_FROM,
    input_micros: micros(input),
    cached_input_micros: Math.min(micros(cached), micros(input)),
    output_micros: micros(output),
    ...(context_tokens && { context_tokens }),
    origin: 'list',
  };
}
const A_MILLION = 1_000_000;
/** As many as a call of ours has: some models cost more for very long prompts. */
const SAMPLE = 10_000;
/** Before all that people type, so that theirs count. */
const LISTED_FROM = '2000-01-01T00:00:00Z';

/** Adds models of a provider behind those that are asked for balanced, with the prices that are known. */
async function addModels(
  db: Db,
  workspace_id: string,
  provider_id: string,
  models: readonly string[],
): Promise<Result<null>> {
  const setup = await data.readModelSetup(db, workspace_id);
  if (!setup.ok) return setup;
  const there = setup.data.routes.filter(({ priority }) => priority === 'balanced');
  const added = models.filter(
    (model) => !there.some((route) => route.provider_id === provider_id && route.model === model),
  );
  if (added.length > 0) {
    const routes = [
      ...there.map(({ provider_id, model }) => ({ provider_id, model })),
      ...added.map((model) => ({ provider_id, model })),
    ];
    const set = await data.setRoutes(db, workspace_id, 'balanced', routes);
    if (!set.ok) return set;
  }
  const prices = models.flatMap((model) => listPrice(model) ?? []);
  if (prices.length === 0) return ok(null);
  const priced = await data.addPrices(db, workspace_id, prices);
  return priced.ok ? ok(null) : priced;
}

/** Keeps a provider, its key and models where they were typed; gives its id. */
export async function saveProvider(
  db: Db,
  workspace_id: string,
  given: {
    id: string | null;
    version: number | null;
    fields: ProviderFields;
    key: string | null;
    models: readonly string[];
  },
): Promise<Result<string>> {
  const { secretsKey } = env();
  if (given.key && !secretsKey) return fail('unavailable', NO_SECRETS);
  const saved = await data.setProvider(db, workspace_id, given.id, given.fields, given.version);
  if (!saved.ok) return saved;
  const added = await addModels(db, workspace_id, saved.data, given.models);
  if (!added.ok) return added;
  if (!given.key || !secretsKey) return saved;
  const owner = { workspace_id, provider_id: saved.data };
  const kept = await data.setProviderKey(
    db,
    workspace_id,
    saved.data,
    encryptKey(secretsKey, owner, given.key),
    given.key.slice(-4),
  );
  return kept.ok ? saved : kept;
}

/** What a test of a provider came to. */
export interface ProviderTest {
  model: string;
  /** Until the first answer was whole. */
  ms: number;
}

const TEST_MS = 30_000;
const TEST_TOKENS = 50;
const MOST_BYTES = 1024 * 1024;

/** The key that a provider has; refused for another address than the one it was given for, so that a test cannot send it elsewhere. */
async function keptKey(
  db: Db,
  workspace_id: string,
  provider_id: string,
  { protocol, base_url }: ProviderFields,
  secrets: string | null,
): Promise<Result<string | null>> {
  const [setup, cipher] = await Promise.all([
    data.readModelSetup(db, workspace_id),
    data.providerCipher(db, workspace_id, provider_id),
  ]);
  if (!setup.ok) return setup;
  if (!cipher.ok) return cipher;
  if (!cipher.data) return ok(null);
  const saved = setup.data.providers.find(({ id }) => id === provider_id);
  if (saved?.protocol !== protocol || saved.base_url !== base_url) {
    return fail('invalid_input', 'The key was given for another address. Enter it again to test this one.', {
      fields: { key: 'Enter the key for this address.' },
    });
  }
  const key = secrets && decryptKey(secrets, { workspace_id, provider_id }, cipher.data);
  return key ? ok(key) : fail('unavailable', 'The key cannot be read any more. Enter it again.');
}

/** Asks a provider for a few words, which costs less than a thousandth of a cent and is not booked. The key is the one typed, else the one kept. */
export async function testProvider(
  db: Db,
  workspace_id: string,
  given: { id: string | null; fields: ProviderFields; key: string | null; model: string },
): Promise<Result<ProviderTest>> {
  const { secretsKey, privateModels } = env();
  const kept =
    given.key === null && given.id
      ? await keptKey(db, workspace_id, given.id, given.fields, secretsKey)
      : ok(given.key);
  if (!kept.ok) return kept;
  const key = kept.data;
  const fetch = outgoingFetch({ allows_private: privateModels, most_bytes: MOST_BYTES });
  const started = performance.now();
  const came = await askModel({
    model: languageModel({ ...given.fields, key }, given.model, fetch),
    messages: [{ role: 'user', content: 'Answer with the word ready.' }],
    schema: z.object({ word: z.string() }),
    max_output_tokens: TEST_TOKENS,
    signal: AbortSignal.timeout(TEST_MS),
    onPartial: () => undefined,
  });
  const isThere = came.outcome === 'ok' || came.outcome === 'invalid';
  if (isThere) return ok({ model: given.model, ms: Math.round(performance.now() - started) });
  const why = came.problem?.message ?? `It could not be asked: ${came.error_message ?? 'no answer came'}`;
  return fail('unavailable', key ? why.replaceAll(key, '…') : why);
}
