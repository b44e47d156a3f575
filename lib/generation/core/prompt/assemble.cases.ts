import { createHash } from 'node:crypto';
import { builtinTemplate } from './builtin/templates.ts';
import type { ContentType } from './content-types.ts';
import { EVERYTHING } from './golden.ts';
import type { PromptInput } from './input.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An input with something of everything, for tests. */
export const promptInput = (
  content_type: ContentType = 'spark_draft',
  other: Partial<PromptInput> = {},
): PromptInput => ({ ...EVERYTHING, content_type, template: builtinTemplate(content_type), ...other });
