import type { ContentType } from './content-types.ts';

/** Whose a line of a prompt is. */
export const OWNERS = ['builtin', 'parent', 'workspace', 'request', 'source'] as const;
export type Owner = (typeof OWNERS)[number];

interface Variable {
  /** Where it is filled from, for people. */
  from: string;
  origin: 'place' | 'request' | 'source' | 'strategy';
  most: number;
  as: 'text' | 'number' | 'list' | 'material';
}

/** Everything that a template may name, each with the most characters (of a list: items) it is filled with. */
export const VARIABLES = {
  topic: { from: 'the request', origin: 'request', as: 'text', most: 1_000 },
  keywords: { from: 'the request', origin: 'request', as: 'list', most: 10 },
  instruction: { from: 'whoever starts the job', origin: 'request', as: 'text', most: 4_000 },
  count: { from: 'the request', origin: 'request', as: 'number', most: 200 },
  report: { from: 'the request', origin: 'request', as: 'text', most: 1_000 },
  min_words: { from: 'the strategy, or the length asked for', origin: 'strategy', as: 'number', most: 20_000 },
  max_words: { from: 'the strategy, or the length asked for', origin: 'strategy', as: 'number', most: 20_000 },
  place: { from: 'the outline', origin: 'place', as: 'text', most: 1_000 },
  known: { from: 'the graph', origin: 'place', as: 'list', most: 40 },
  next: { from: 'the graph', origin: 'place', as: 'list', most: 40 },
  sources: { from: 'the files of the job', origin: 'source', as: 'material', most: 100 },
} as const satisfies Record<string, Variable>;
export type VariableName = keyof typeof VARIABLES;
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

export const isVariable = (name: string): name is VariableName => Object.hasOwn(VARIABLES, name);

/** The text of a template: one part for each role, which no variable can change. */
export interface TemplateParts {
  system: string;
  user: string;
}

export interface PromptTemplate {
  content_type: ContentType;
  owner: Extract<Owner, 'builtin' | 'parent' | 'workspace'>;
  /** Whose it is, as people call them. */
  owner_name: string;
  version: number;
  parts: TemplateParts;
  variables: readonly string[];
}
