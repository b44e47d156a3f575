import { createHash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { hashOf } from '../core/prompt/assemble.ts';
import { builtinTemplate } from '../core/prompt/builtin/templates.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import { assembleWithin, type FittedPrompt } from '../core/prompt/fit.ts';
import type { AssembledPrompt, PromptInput, PromptRequest, PromptSource } from '../core/prompt/input.ts';
import type { PromptTemplate } from '../core/prompt/variables.ts';
import {
  notePrompt,
  type PromptDb,
  type PromptPlace,
  type PromptRules,
  readPromptMaterial,
  readPromptRules,
  readTemplateVersion,
} from '../data/prompt-rules.ts';

/** What a prompt is wanted for. */
export interface PromptWish {
  content_type: ContentType;
  request: PromptRequest;
  place?: PromptPlace | null;
  /** Sources of the workspace, by their ids. */
  source_ids?: readonly string[];
  /** Further material, such as the lesson that is rewritten; it stands before the sources. */
  material?: readonly PromptSource[];
  /** In place of the template that counts: to see what a version would come to. */
  template?: PromptTemplate;
  /** How long it may be, for a model that reads no more; null for any length. */
  most_bytes?: number | null;
  /** Nothing is counted: somebody only looks. */
  is_preview?: boolean;
}

/** A prompt, and whether it was there already. */
export interface GivenPrompt extends FittedPrompt {
  is_cached: boolean;
}

// Of this process alone. What is kept of rules is looked at again by its stamp each time, so it is never old.
const keptRules = new LRUCache<string, PromptRules>({ max: 200 });
const keptPrompts = new LRUCache<string, FittedPrompt>({
  maxSize: 32_000_000,
  sizeCalculation: ({ messages }) => messages.reduce((sum, { content }) => sum + content.length, 1_000),
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The rules that hold in a workspace, for whoever may read them. */
export async function rulesOf(db: PromptDb, workspace_id: string): Promise<Result<PromptRules>> {
  const kept = keptRules.get(workspace_id);
  const read = await readPromptRules(db, workspace_id, kept?.stamp ?? null);
  if (!read.ok) return read;
  const rules = read.data ?? kept;
  if (!rules) return fail('bug', 'Something went wrong on our side.');
  keptRules.set(workspace_id, rules, { ttl: rules.settings.strategy_cache_seconds * 1_000 });
  return ok(rules);
}

/** The template that counts for a content type: the nearest active one, or the builtin one. */
export function templateOf({ templates }: PromptRules, content_type: ContentType): PromptTemplate {
  const [nearest] = templates.filter((one) => one.content_type === content_type).sort((a, b) => a.depth - b.depth);
  if (!nearest) return builtinTemplate(content_type);
  const { depth, ...template } = nearest;
  return { ...template, owner: depth === 0 ? 'workspace' : 'parent' };
}

/** Which text of a template a prompt is made from: a version of the workspace by its number, or one that it would follow without. */
export type TemplateChoice = number | 'followed' | 'builtin';

/** The template that would count for a content type if the workspace had none of its own. */
export const followedTemplate = (holding: PromptRules, content_type: ContentType): PromptTemplate =>
  templateOf({ ...holding, templates: holding.templates.filter(({ depth }) => depth > 0) }, content_type);

/** The text of a template that somebody chose. */
export async function chosenTemplate(
  db: PromptDb,
  workspace_id: string,
  content_type: ContentType,
  choice: TemplateChoice,
): Promise<Result<PromptTemplate>> {
  if (choice === 'builtin') return ok(builtinTemplate(content_type));
  const [holding, version] = await Promise.all([
    rulesOf(db, workspace_id),
    choice === 'followed' ? ok(null) : readTemplateVersion(db, workspace_id, content_type, choice),
  ]);
  if (!holding.ok) return holding;
  if (!version.ok) return version;
  if (!version.data) return ok(followedTemplate(holding.data, content_type));
  const { number, parts, variables } = version.data;
  const owner_name = holding.data.owners[0] ?? '';
  return ok({ content_type, owner: 'workspace', owner_name, version: number, parts, variables });
}

/** Gathers all that a prompt is made of and assembles it, for a signed-in person and for a worker alike. Nothing is spent. */
export async function promptFor(db: PromptDb, workspace_id: string, wish: PromptWish): Promise<Result<GivenPrompt>> {
  const { content_type, request, place = null, source_ids = [], material = [], most_bytes = null } = wish;
  const [rules, found] = await Promise.all([
    rulesOf(db, workspace_id),
    readPromptMaterial(db, workspace_id, place, source_ids),
  ]);
  if (!rules.ok) return rules;
  if (!found.ok) return found;
  const { place: titles, known, next, persona, sources } = found.data;
  const input: Omit<PromptInput, 'nonce'> = {
    workspace_id,
    content_type,
    template: wish.template ?? templateOf(rules.data, content_type),
    strategies: rules.data.strategies,
    seo_rules: rules.data.seo_rules,
    preferences: rules.data.preferences,
    persona,
    neighbourhood: { place: titles, known, next },
    sources: [...material, ...sources],
    request,
  };
  const key = `${hashOf(input, digest)} ${most_bytes}`;
  const kept = keptPrompts.get(key);
  const made = kept
    ? ok(kept)
    : assembleWithin({ ...input, nonce: randomBytes(12).toString('hex') }, digest, most_bytes);
  if (!made.ok) return made;
  if (!kept) keptPrompts.set(key, made.data, { ttl: rules.data.settings.prompt_cache_seconds * 1_000 });
  if (!wish.is_preview) await notePrompt(db, workspace_id, content_type, kept !== undefined);
  return ok({ ...made.data, is_cached: kept !== undefined });
}

/** A prompt as one text, for those who take it elsewhere. */
export const promptText = ({ messages }: AssembledPrompt): string =>
  messages.map(({ content }) => content).join('\n\n');
