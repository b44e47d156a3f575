import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Priority } from '../core/maker.ts';
import { builtinTemplate } from '../core/prompt/builtin/templates.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import { declaredIn } from '../core/prompt/declared.ts';
import { checkTemplate } from '../core/prompt/template.ts';
import type { TemplateParts } from '../core/prompt/variables.ts';
import { readTemplateVersion } from '../data/prompt-rules.ts';
import * as data from '../data/rules.ts';
import {
  chosenTemplate,
  followedTemplate,
  type PromptWish,
  promptFor,
  rulesOf,
  type TemplateChoice,
} from './prompt.ts';
import { roomFor } from './room.ts';

/** What holds in a workspace, and what of it is its own: for the pages about rules. */
export async function openRules(db: Db, workspace_id: string) {
  const [holding, strategies, labels, counts] = await Promise.all([
    rulesOf(db, workspace_id),
    data.listOwnStrategies(db, workspace_id),
    data.listTemplateLabels(db, workspace_id),
    data.countVoicesAndProviders(db, workspace_id),
  ]);
  if (!holding.ok) return holding;
  if (!strategies.ok) return strategies;
  if (!labels.ok) return labels;
  if (!counts.ok) return counts;
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
    /** What has a page of its own among the rules, and is read there. */
    counts: counts.data,
  });
}
export type OpenRules = Extract<Awaited<ReturnType<typeof openRules>>, { ok: true }>['data'];

/** A template: what the workspace would follow without one of its own, its own versions, and how often its prompts were there already. */
export async function openTemplate(db: Db, workspace_id: string, content_type: ContentType) {
  const [holding, versions, labels, counts, figures, latest] = await Promise.all([
    rulesOf(db, workspace_id),
    data.listTemplateVersions(db, workspace_id, content_type),
    data.listTemplateLabels(db, workspace_id),
    data.readPromptCounts(db, workspace_id),
    data.readTemplateFigures(db, workspace_id, content_type),
    data.latestTest(db, workspace_id, content_type),
  ]);
  if (!holding.ok) return holding;
  if (!versions.ok) return versions;
  if (!labels.ok) return labels;
  if (!counts.ok) return counts;
  if (!figures.ok) return figures;
  if (!latest.ok) return latest;
  const { hits = 0, misses = 0 } = counts.data.find((one) => one.content_type === content_type) ?? {};
  return ok({
    followed: followedTemplate(holding.data, content_type),
    builtin: builtinTemplate(content_type),
    versions: versions.data,
    active_number: labels.data.find((one) => one.content_type === content_type)?.active_number ?? null,
    hits,
    misses,
    figures: figures.data,
    latest_test: latest.data,
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
    const chosen = await readTemplateVersion(db, workspace_id, move.content_type, move.number);
    if (!chosen.ok) return chosen;
    const [problem] = checkTemplate(chosen.data.parts, chosen.data.variables);
    if (problem)
      return fail('invalid_input', `Line ${problem.line}: ${problem.message}`, { detail: { line: problem.line } });
  }
  return data.activateTemplate(db, workspace_id, move);
}

/** Longer lines of a prompt are shown from their beginning: a source may be a book. */
const MOST_SHOWN = 4_000;

/** A prompt as it would be sent, line by line with where each comes from. Nothing is spent and nothing is counted. */
export async function previewPrompt(
  db: Db,
  workspace_id: string,
  {
    template,
    priority = 'balanced',
    ...wish
  }: Omit<PromptWish, 'template' | 'is_preview' | 'most_bytes'> & {
    template?: TemplateChoice;
    priority?: Priority;
  },
) {
  const chosen =
    template === undefined ? ok(undefined) : await chosenTemplate(db, workspace_id, wish.content_type, template);
  if (!chosen.ok) return chosen;
  const room = await roomFor(db, workspace_id, { ...wish, priority, length: wish.request.length });
  if (!room.ok) return room;
  const made = await promptFor(db, workspace_id, {
    ...wish,
    most_bytes: room.data.most_bytes,
    ...(chosen.data && { template: chosen.data }),
    is_preview: true,
  });
  if (!made.ok) return made;
  const { lines, messages, hash, metadata, left_out, fits } = made.data;
  return ok({
    lines: lines.map((line) => ({
      ...line,
      text: line.text.slice(0, MOST_SHOWN),
      left_out: Math.max(0, line.text.length - MOST_SHOWN),
    })),
    characters: messages.reduce((sum, { content }) => sum + content.length, 0),
    hash,
    template_version: metadata.template_version,
    left_out,
    fits,
    model: room.data.model,
  });
}
export type PreviewedPrompt = Extract<Awaited<ReturnType<typeof previewPrompt>>, { ok: true }>['data'];
