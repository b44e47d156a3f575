import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { builtinTemplate } from '../core/prompt/builtin/templates.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import { declaredIn } from '../core/prompt/declared.ts';
import { checkTemplate } from '../core/prompt/template.ts';
import type { PromptTemplate, TemplateParts } from '../core/prompt/variables.ts';
import type { PromptRules } from '../data/prompt-rules.ts';
import * as data from '../data/rules.ts';
import { type PromptWish, promptFor, rulesOf, templateOf } from './prompt.ts';

/** What holds in a workspace, and what of it is its own: for the pages about rules. */
export async function openRules(db: Db, workspace_id: string) {
  const [holding, strategies, labels] = await Promise.all([
    rulesOf(db, workspace_id),
    data.listOwnStrategies(db, workspace_id),
    data.listTemplateLabels(db, workspace_id),
  ]);
  if (!holding.ok) return holding;
  if (!strategies.ok) return strategies;
  if (!labels.ok) return labels;
  const { owners, templates, seo_rules, preferences } = holding.data;
  return ok({
    owners,
    /** Whose template holds for each content type that is not builtin, without its text. */
    templates: templates.map(({ content_type, depth, owner_name, version }) => ({
      content_type,
      depth,
      owner_name,
      version,
    })),
    labels: labels.data,
    strategies: holding.data.strategies,
    own_strategies: strategies.data,
    seo_rules,
    content_preferences: preferences,
  });
}
export type OpenRules = Extract<Awaited<ReturnType<typeof openRules>>, { ok: true }>['data'];

/** A template: what the workspace would follow without one of its own, its own versions, and how often its prompts were there already. */
export async function openTemplate(db: Db, workspace_id: string, content_type: ContentType) {
  const [holding, versions, labels, counts] = await Promise.all([
    rulesOf(db, workspace_id),
    data.listTemplateVersions(db, workspace_id, content_type),
    data.listTemplateLabels(db, workspace_id),
    data.readPromptCounts(db, workspace_id),
  ]);
  if (!holding.ok) return holding;
  if (!versions.ok) return versions;
  if (!labels.ok) return labels;
  if (!counts.ok) return counts;
  const { hits = 0, misses = 0 } = counts.data.find((one) => one.content_type === content_type) ?? {};
  return ok({
    followed: followedTemplate(holding.data, content_type),
    builtin: builtinTemplate(content_type),
    versions: versions.data,
    active_number: labels.data.find((one) => one.content_type === content_type)?.active_number ?? null,
    hits,
    misses,
  });
}
export type OpenTemplate = Extract<Awaited<ReturnType<typeof openTemplate>>, { ok: true }>['data'];

/** Saves a text as the next version of a template. It declares what it names; whether it can be used is looked at when it is to become active. */
export const saveTemplate = (
  db: Db,
  workspace_id: string,
  given: { content_type: ContentType; parts: TemplateParts; note: string; newest: number },
): Promise<Result<number>> =>
  data.addTemplateVersion(db, workspace_id, { ...given, variables: declaredIn(given.parts) });

/** Makes a version the one that prompts are made from; one that cannot be used is refused with its line. */
export async function activateTemplate(
  db: Db,
  workspace_id: string,
  move: { content_type: ContentType; number: number | null; active: number | null; reason: string },
): Promise<Result<null>> {
  if (move.number !== null) {
    const chosen = await versionOf(db, workspace_id, move.content_type, move.number);
    if (!chosen.ok) return chosen;
    const [problem] = checkTemplate(chosen.data.parts, chosen.data.variables);
    if (problem)
      return fail('invalid_input', `Line ${problem.line}: ${problem.message}`, { detail: { line: problem.line } });
  }
  return data.activateTemplate(db, workspace_id, move);
}

/** Longer lines of a prompt are shown from their beginning: a source may be a book. */
const MOST_SHOWN = 4_000;

/** Which text of a template a prompt is made from: a version of the workspace by its number, or one that it would follow without. */
type TemplateChoice = number | 'followed' | 'builtin';

/** A prompt as it would be sent, line by line with where each comes from. Nothing is spent and nothing is counted. */
export async function previewPrompt(
  db: Db,
  workspace_id: string,
  { template, ...wish }: Omit<PromptWish, 'template' | 'is_preview'> & { template?: TemplateChoice },
) {
  const chosen = template === undefined ? ok(undefined) : await chosenOf(db, workspace_id, wish.content_type, template);
  if (!chosen.ok) return chosen;
  const made = await promptFor(db, workspace_id, {
    ...wish,
    ...(chosen.data && { template: chosen.data }),
    is_preview: true,
  });
  if (!made.ok) return made;
  const { lines, messages, hash, metadata } = made.data;
  return ok({
    lines: lines.map((line) => ({
      ...line,
      text: line.text.slice(0, MOST_SHOWN),
      left_out: Math.max(0, line.text.length - MOST_SHOWN),
    })),
    characters: messages.reduce((sum, { content }) => sum + content.length, 0),
    hash,
    template_version: metadata.template_version,
  });
}
export type PreviewedPrompt = Extract<Awaited<ReturnType<typeof previewPrompt>>, { ok: true }>['data'];

async function chosenOf(
  db: Db,
  workspace_id: string,
  content_type: ContentType,
  choice: TemplateChoice,
): Promise<Result<PromptTemplate>> {
  if (choice === 'builtin') return ok(builtinTemplate(content_type));
  const holding = await rulesOf(db, workspace_id);
  if (!holding.ok) return holding;
  return choice === 'followed'
    ? ok(followedTemplate(holding.data, content_type))
    : versionOf(db, workspace_id, content_type, choice, holding.data.owners[0]);
}

/** The template that would count for a content type if the workspace had none of its own. */
const followedTemplate = (holding: PromptRules, content_type: ContentType): PromptTemplate =>
  templateOf({ ...holding, templates: holding.templates.filter(({ depth }) => depth > 0) }, content_type);

async function versionOf(
  db: Db,
  workspace_id: string,
  content_type: ContentType,
  number: number,
  owner_name = '',
): Promise<Result<PromptTemplate>> {
  const versions = await data.listTemplateVersions(db, workspace_id, content_type);
  if (!versions.ok) return versions;
  const chosen = versions.data.find((one) => one.number === number);
  if (!chosen) return fail('not_found', 'This version is not there.');
  const { parts, variables } = chosen;
  return ok({ content_type, owner: 'workspace', owner_name, version: number, parts, variables });
}
