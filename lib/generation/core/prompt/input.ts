import { z } from 'zod';
import { isScriptLike } from '../request.ts';
import { type ContentType, LENGTHS, RESEARCH_REPORTS } from './content-types.ts';
import type { Strategy, TextRule } from './rules.ts';
import type { Owner, PromptTemplate } from './variables.ts';

/** What a person asks a prompt for. Keywords as the reference bounds them. */
export const promptRequest = z.object({
  topic: z
    .string()
    .trim()
    .min(5, 'Say the topic in at least 5 characters.')
    .max(1_000, 'A topic has at most 1000 characters.')
    .refine((topic) => !isScriptLike(topic), 'This looks like a script. Say it in words.'),
  length: z.enum(LENGTHS).default('medium'),
  keywords: z
    .string()
    .trim()
    .min(1)
    .max(50, 'A keyword has at most 50 characters.')
    .array()
    .max(10, 'At most 10 keywords.')
    .default([]),
  instruction: z.string().trim().max(4_000).optional(),
  count: z.int().min(1).max(200).optional(),
  report: z.enum(RESEARCH_REPORTS).optional(),
});
export type PromptRequest = z.output<typeof promptRequest>;

/** Whose voice it is written in. */
export interface PromptPersona {
  name: string;
  version: number;
  /** As the persona or its course has it: a value or a list of them by what it is about. */
  voice: Readonly<Record<string, unknown>>;
}

/** Where in the graph it stands, by titles. */
export interface Neighbourhood {
  place: readonly string[];
  known: readonly string[];
  next: readonly string[];
}

export interface PromptSource {
  name: string;
  text: string;
  /** Without it the task makes no sense: it is never cut. */
  is_needed?: boolean;
}

/** All that a prompt is made of. Nothing else has a say in it. */
export interface PromptInput {
  workspace_id: string;
  content_type: ContentType;
  template: PromptTemplate;
  /** Active ones and rules, of the workspace and of those above it. */
  strategies: readonly Strategy[];
  seo_rules: readonly TextRule[];
  preferences: readonly TextRule[];
  persona: PromptPersona | null;
  neighbourhood: Neighbourhood;
  sources: readonly PromptSource[];
  request: PromptRequest;
  /** Marks the fences around sources. Whoever wrote a source must not have been able to guess it. */
  nonce: string;
}

export const LINE_ORIGINS = [
  'guard',
  'template',
  'strategy',
  'seo_rule',
  'preference',
  'persona',
  'place',
  'request',
  'source',
] as const;
export type LineOrigin = (typeof LINE_ORIGINS)[number];

/** A stretch of a prompt with where it comes from. */
export interface PromptLine {
  role: 'system' | 'user';
  origin: LineOrigin;
  owner: Owner;
  name: string;
  version: number | null;
  text: string;
  /** What says the same thing nearer by: this line is not in the prompt then. */
  replaced_by?: string;
}

export interface AssembledPrompt {
  messages: { role: 'system' | 'user'; content: string }[];
  lines: PromptLine[];
  hash: string;
  metadata: {
    client_id: string;
    content_type: ContentType;
    keywords: string[];
    template_version: string;
    refined: boolean;
    strategy_version: number;
  };
}
