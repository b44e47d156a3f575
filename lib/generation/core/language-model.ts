import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';

/** Where a model is asked, with the key in the clear. */
export interface Reach {
  protocol: 'openai' | 'anthropic' | 'openai_compatible';
  name: string;
  base_url: string | null;
  key: string | null;
}

/** A model of a provider, asked over a fetch that looks where it goes. */
export function languageModel(reach: Reach, model: string, fetch: typeof globalThis.fetch): LanguageModel {
  const { protocol, name, base_url, key } = reach;
  const at = { fetch, ...(base_url && { baseURL: base_url }), apiKey: key ?? 'none' };
  switch (protocol) {
    case 'openai':
      // Chat completions: what others that speak this protocol have as well, with usage in the stream.
      return createOpenAI(at).chat(model);
    case 'anthropic':
      return createAnthropic(at)(model);
    case 'openai_compatible':
      return createOpenAICompatible({
        name,
        fetch,
        baseURL: base_url ?? '',
        ...(key && { apiKey: key }),
        includeUsage: true,
        supportsStructuredOutputs: true,
      })(model);
  }
}
