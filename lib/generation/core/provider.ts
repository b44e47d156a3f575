import { z } from 'zod';
import { PRIORITIES } from './maker.ts';

export const PROTOCOLS = ['openai', 'anthropic', 'openai_compatible'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

const limit = z.number().int().min(1).max(1_000_000_000).nullable().default(null);

/** A provider as an admin sets it up. Limits: null for none. */
export const providerFields = z
  .object({
    name: z.string().trim().min(1, 'Give it a name.').max(60),
    protocol: z.enum(PROTOCOLS),
    base_url: z
      .string()
      .trim()
      .max(500)
      .regex(/^https?:\/\/[^\s/]+/, 'Enter an address that begins with http:// or https://.')
      .nullable(),
    is_enabled: z.boolean().default(true),
    requests_a_minute: limit,
    tokens_a_minute: limit,
    at_once: limit,
  })
  .superRefine(({ protocol, base_url }, context) => {
    if (protocol === 'openai_compatible' && base_url === null) {
      context.addIssue({ code: 'custom', path: ['base_url'], message: 'Enter the address of the server.' });
    }
  });
export type ProviderFields = z.output<typeof providerFields>;

export const routeJson = z.object({ provider_id: z.uuid(), model: z.string().trim().min(1).max(200) });

const micros = z.number().int().min(0).max(1_000_000_000_000);
/** What a model costs from a time on, in millionths of a dollar for a million tokens. */
export const newPrice = z.object({
  model: z.string().trim().min(1).max(200),
  valid_from: z.iso.datetime({ offset: true }).optional(),
  input_micros: micros,
  cached_input_micros: micros.optional(),
  output_micros: micros,
  /** How many tokens a prompt and its answer may have together. */
  context_tokens: z.number().int().min(1).max(100_000_000).optional(),
  origin: z.enum(['list', 'typed']).default('typed'),
});
export type NewPrice = z.output<typeof newPrice>;

export const BUDGET_SCOPES = ['workspace', 'month', 'job'] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];
export const priorities = z.enum(PRIORITIES);

/** Where a breaker stands. */
export type BreakerState = 'closed' | 'open' | 'probing';

/** What a breaker does with the next call. */
export function breakerState(
  breaker: { open_until: string | null; probe_at: string | null },
  now: number,
): BreakerState {
  if (breaker.open_until === null) return 'closed';
  return Date.parse(breaker.open_until) > now ? 'open' : 'probing';
}

/** By what the books are added up. */
export const BOOK_VIEWS = ['model', 'provider', 'template', 'person', 'trail', 'kind'] as const;
export type BookView = (typeof BOOK_VIEWS)[number];
