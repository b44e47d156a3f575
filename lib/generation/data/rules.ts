import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson, parseRows } from '#lib/base/data/rpc.ts';
import { CONTENT_TYPES, type ContentType } from '../core/prompt/content-types.ts';
import type { RuleList, TextRuleList } from '../core/prompt/rule-lists.ts';
import { strategyConfig } from '../core/prompt/rules.ts';
import type { TemplateParts } from '../core/prompt/variables.ts';
import type { TemplateTest } from '../core/template-test.ts';

// What a workspace itself has written, where prompt-rules.ts reads what holds in it.

const MOST_VERSIONS = 200;

const countsJson = z.object({ content_type: z.enum(CONTENT_TYPES), hits: z.number(), misses: z.number() }).array();
/** How many prompts of each content type were there already, and how many were assembled. */
export const readPromptCounts = (db: Db, workspace_id: string) =>
  callJson(db, 'read_prompt_counts', { p_workspace: workspace_id }, countsJson);

const versionRow = z.object({
  number: z.number(),
  parts: z.object({ system: z.string(), user: z.string() }),
  variables: z.string().array(),
  note: z.string(),
  created_by: z.string().nullable(),
  created_at: z.string(),
});
/** A version of a template of the workspace itself. */
export type TemplateVersion = z.output<typeof versionRow>;

/** The workspace's own versions of a template, the newest first. */
export async function listTemplateVersions(
  db: Db,
  workspace_id: string,
  content_type: ContentType,
): Promise<Result<TemplateVersion[]>> {
  const { data, error } = await db
    .from('prompt_template_versions')
    .select('number, parts, variables, note, created_by, created_at')
    .eq('workspace_id', workspace_id)
    .eq('content_type', content_type)
    .order('number', { ascending: false })
    .limit(MOST_VERSIONS);
  return error ? problemFromPostgres(error) : parseRows('prompt_template_versions', versionRow, data);
}

const labelRow = z.object({
  content_type: z.enum(CONTENT_TYPES),
  active_number: z.number().nullable(),
  prompt_template_versions: z.object({ count: z.number() }).array(),
});
/** The templates that a workspace has of its own: the active version, null where it follows another, and the newest one. */
export interface TemplateLabel {
  content_type: ContentType;
  active_number: number | null;
  newest: number;
}

export async function listTemplateLabels(db: Db, workspace_id: string): Promise<Result<TemplateLabel[]>> {
  const { data, error } = await db
    .from('prompt_templates')
    .select('content_type, active_number, prompt_template_versions!prompt_template_versions_template_fkey(count)')
    .eq('workspace_id', workspace_id);
  if (error) return problemFromPostgres(error);
  const rows = parseRows('prompt_templates', labelRow, data);
  if (!rows.ok) return rows;
  // Numbers count up from 1 without gaps, and versions are never removed.
  return ok(
    rows.data.map(({ prompt_template_versions: [versions], ...label }) => ({ ...label, newest: versions?.count ?? 0 })),
  );
}

const strategyRow = z.object({ name: z.string(), version: z.number(), active: z.boolean(), config: strategyConfig });
/** A strategy of the workspace itself, which may be switched off. */
export type OwnStrategy = z.output<typeof strategyRow>;

/** The workspace's own strategies, those that are switched off among them. */
export async function listOwnStrategies(db: Db, workspace_id: string): Promise<Result<OwnStrategy[]>> {
  const { data, error } = await db
    .from('strategies')
    .select('name, version, active, config')
    .eq('workspace_id', workspace_id)
    .order('name');
  return error ? problemFromPostgres(error) : parseRows('strategies', strategyRow, data);
}

/** How many personas and providers a workspace has. */
export async function countVoicesAndProviders(
  db: Db,
  workspace_id: string,
): Promise<Result<{ personas: number; providers: number }>> {
  const count = (table: 'personas' | 'model_providers') =>
    db.from(table).select('id', { count: 'exact', head: true }).eq('workspace_id', workspace_id);
  const [personas, providers] = await Promise.all([count('personas'), count('model_providers')]);
  if (personas.error) return problemFromPostgres(personas.error);
  if (providers.error) return problemFromPostgres(providers.error);
  return ok({ personas: personas.count ?? 0, providers: providers.count ?? 0 });
}

const historyRow = strategyRow.extend({
  note: z.string().nullable(),
  created_by: z.string().nullable(),
  created_at: z.string(),
});
/** A version of a strategy as it was saved. */
export type StrategyVersion = z.output<typeof historyRow>;

/** Every version of a strategy of the workspace by its name, the newest first. */
export async function listStrategyVersions(
  db: Db,
  workspace_id: string,
  name: string,
): Promise<Result<StrategyVersion[]>> {
  const { data, error } = await db
    .from('strategy_history')
    .select('name, version, active, config, note, created_by, created_at')
    .eq('workspace_id', workspace_id)
    // Of a name whatever its case, as the database tells them apart.
    .ilike('name', name.replace(/[\\%_]/g, '\\$&'))
    .order('version', { ascending: false })
    .limit(MOST_VERSIONS);
  return error ? problemFromPostgres(error) : parseRows('strategy_history', historyRow, data);
}

/** Adds a version to a template and gives its number; it counts once it is active. */
export const addTemplateVersion = (
  db: Db,
  workspace_id: string,
  version: {
    content_type: ContentType;
    parts: TemplateParts;
    variables: readonly string[];
    note: string;
    newest: number;
  },
): Promise<Result<number>> =>
  call(db, 'add_template_version', {
    p_workspace: workspace_id,
    p_content_type: version.content_type,
    p_parts: version.parts,
    p_variables: [...version.variables],
    p_note: version.note,
    p_newest: version.newest,
  });

/** Has two versions of a template answer the same inputs; gives the id of the job. */
export const startTemplateTest = (
  db: Db,
  workspace_id: string,
  test: Pick<TemplateTest, 'content_type' | 'versions' | 'place'> & { params: unknown; trace_parent: string | null },
): Promise<Result<string>> =>
  call(db, 'start_template_test', {
    p_workspace: workspace_id,
    p_content_type: test.content_type,
    p_versions: test.versions.map(String),
    p_params: test.params,
    p_place_kind: test.place?.kind ?? null,
    p_place: test.place?.id ?? null,
    p_trace_parent: test.trace_parent,
  });

/** The newest test of a template; null where there was none. */
export async function latestTest(
  db: Db,
  workspace_id: string,
  content_type: ContentType,
): Promise<Result<string | null>> {
  const { data, error } = await db
    .from('flow_runs')
    .select('id')
    .eq('workspace_id', workspace_id)
    .eq('is_test', true)
    .eq('params->>tested', content_type)
    .order('ordinal', { ascending: false })
    .limit(1)
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data?.id ?? null);
}

const figuresJson = z
  .object({
    version: z.string(),
    jobs: z.number(),
    jobs_30_days: z.number(),
    drafts: z.number(),
    failed: z.number(),
    repaired: z.number(),
    cost_micros: z.number().nullable(),
    ms: z.number().nullable(),
    // Known once drafts are reviewed; until then nothing is said of them.
    approved: z.number().nullable().default(null),
    human_share: z.number().nullable().default(null),
    /** Lessons that came of its drafts and stand in the studio, and what is found in them now. */
    lessons: z.number(),
    findings: z.number(),
  })
  .array();
/** What was drafted with one version of a template; cost and time are of one draft. */
export type TemplateFigures = z.output<typeof figuresJson>[number];

/** What was drafted with each version of a template. */
export const readTemplateFigures = (db: Db, workspace_id: string, content_type: ContentType) =>
  callJson(db, 'read_template_figures', { p_workspace: workspace_id, p_content_type: content_type }, figuresJson);

/** Moves the label `active`; to null: the workspace follows the one above again, or the builtin template. */
export const activateTemplate = (
  db: Db,
  workspace_id: string,
  move: { content_type: ContentType; number: number | null; active: number | null; reason: string },
): Promise<Result<null>> =>
  call(db, 'activate_template', {
    p_workspace: workspace_id,
    p_content_type: move.content_type,
    p_number: move.number,
    p_reason: move.reason,
    p_active: move.active,
  });

export const saveTextRule = (
  db: Db,
  workspace_id: string,
  of: { list: TextRuleList; name: string; rule: string; version: number },
): Promise<Result<number>> =>
  call(db, 'save_text_rule', {
    p_workspace: workspace_id,
    p_list: of.list,
    p_name: of.name,
    p_rule: of.rule,
    p_version: of.version,
  });

export const saveStrategy = (
  db: Db,
  workspace_id: string,
  of: { name: string; config: unknown; active: boolean; version: number; note: string | null },
): Promise<Result<number>> =>
  call(db, 'save_strategy', {
    p_workspace: workspace_id,
    p_name: of.name,
    p_config: of.config,
    p_active: of.active,
    p_version: of.version,
    p_note: of.note,
  });

/** Removes a rule of its own from a workspace, which follows the one of that name above again, where there is one. */
export const removeRule = (
  db: Db,
  workspace_id: string,
  of: { list: RuleList; name: string; version: number },
): Promise<Result<null>> =>
  call(db, 'remove_rule', {
    p_workspace: workspace_id,
    p_list: of.list,
    p_name: of.name,
    p_version: of.version,
  });
