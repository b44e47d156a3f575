import type pg from 'pg';
import { z } from 'zod';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson, parseAnswer } from '#lib/base/data/rpc.ts';
import { CONTENT_TYPES, type ContentType } from '../core/prompt/content-types.ts';
import { strategyConfig } from '../core/prompt/rules.ts';

/** Whoever reads: a signed-in person, or a worker as the owner of the database. Both ask the same functions. */
export type PromptDb = Db | pg.Pool;

const owned = { name: z.string(), depth: z.number(), owner_name: z.string(), version: z.number() };
const parts = z.object({ system: z.string(), user: z.string() });
const textRule = z.object({ ...owned, rule: z.string() });
const rulesJson = z.object({
  stamp: z.string(),
  owners: z.string().array(),
  templates: z
    .object({
      content_type: z.enum(CONTENT_TYPES),
      depth: z.number(),
      owner_name: z.string(),
      version: z.number(),
      parts,
      variables: z.string().array(),
    })
    .array(),
  strategies: z.object({ ...owned, config: strategyConfig }).array(),
  seo_rules: textRule.array(),
  preferences: textRule.array(),
  settings: z.object({ prompt_cache_seconds: z.number(), strategy_cache_seconds: z.number() }),
});
/** What holds in a workspace: its own rules (depth 0) and those it follows. */
export type PromptRules = z.output<typeof rulesJson>;
const unchanged = z.strictObject({ stamp: z.string() });

const materialJson = z.object({
  place: z.string().array(),
  known: z.string().array(),
  next: z.string().array(),
  persona: z.object({ name: z.string(), version: z.number(), voice: z.record(z.string(), z.unknown()) }).nullable(),
  sources: z.object({ name: z.string(), text: z.string() }).array(),
});
export type PromptMaterial = z.output<typeof materialJson>;

const isPool = (db: PromptDb): db is pg.Pool => !('rpc' in db);

/** Asks a function as the owner; what it refuses is a problem as it is for a person. */
async function askAsOwner<Schema extends z.ZodType>(
  db: pg.Pool,
  name: string,
  text: string,
  values: unknown[],
  schema: unknown extends z.output<Schema> ? never : Schema,
): Promise<Result<z.output<Schema>>> {
  try {
    const { rows } = await db.query<{ said: unknown }>(text, values);
    return parseAnswer<Schema>(name, schema, rows[0]?.said);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return problemFromPostgres({ code: String(error.code), message: error.message });
  }
}

/** The rules of a workspace; null where nothing has changed since the answer with that stamp. */
export async function readPromptRules(
  db: PromptDb,
  workspace_id: string,
  stamp: string | null = null,
): Promise<Result<PromptRules | null>> {
  const schema = z.union([unchanged, rulesJson]);
  const said = isPool(db)
    ? await askAsOwner(
        db,
        'read_prompt_rules',
        'select public.read_prompt_rules($1, $2) as said',
        [workspace_id, stamp],
        schema,
      )
    : await callJson(db, 'read_prompt_rules', { p_workspace: workspace_id, p_stamp: stamp }, schema);
  if (!said.ok) return said;
  return ok('templates' in said.data ? said.data : null);
}

export interface PromptPlace {
  kind: NamedKind;
  id: string;
}

/** What stands around a place, whose voice its course has, and the texts of sources. */
export async function readPromptMaterial(
  db: PromptDb,
  workspace_id: string,
  place: PromptPlace | null,
  source_ids: readonly string[],
): Promise<Result<PromptMaterial>> {
  const name = 'read_prompt_material';
  if (isPool(db)) {
    const text = `select public.${name}($1, $2, $3, $4) as said`;
    return askAsOwner(db, name, text, [workspace_id, place?.kind, place?.id, source_ids], materialJson);
  }
  return callJson(
    db,
    name,
    {
      p_workspace: workspace_id,
      p_place_kind: place?.kind ?? null,
      p_place: place?.id ?? null,
      p_sources: [...source_ids],
    },
    materialJson,
  );
}

const versionRow = z.object({ number: z.number(), parts, variables: z.string().array() });

/** A version of a template of the workspace itself. */
export async function readTemplateVersion(
  db: PromptDb,
  workspace_id: string,
  content_type: ContentType,
  number: number,
): Promise<Result<z.output<typeof versionRow>>> {
  const columns = 'number, parts, variables';
  const of = { workspace_id, content_type, number };
  const { data, error } = isPool(db)
    ? await db
        .query<Record<string, unknown>>(
          `select ${columns} from public.prompt_template_versions where workspace_id = $1 and content_type = $2 and number = $3`,
          Object.values(of),
        )
        .then(({ rows }) => ({ data: rows[0] ?? null, error: null }))
    : await db.from('prompt_template_versions').select(columns).match(of).maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(versionRow.parse(data)) : fail('not_found', 'This version is not there.');
}

/** Counts a prompt that was asked for, and whether it was there already. */
export async function notePrompt(
  db: PromptDb,
  workspace_id: string,
  content_type: ContentType,
  is_hit: boolean,
): Promise<void> {
  if (isPool(db)) {
    await db.query('select public.note_prompt($1, $2, $3)', [workspace_id, content_type, is_hit]);
    return;
  }
  await call(db, 'note_prompt', { p_workspace: workspace_id, p_content_type: content_type, p_is_hit: is_hit });
}

/** Keeps a prompt that was asked for by HTTP, and gives the id that it is asked for by. */
export async function addPromptJob(
  db: Db,
  workspace_id: string,
  prompt: string,
  metadata: unknown,
): Promise<Result<string>> {
  return call(db, 'add_prompt_job', { p_workspace: workspace_id, p_prompt: prompt, p_metadata: metadata });
}

const promptJobJson = z.object({ prompt: z.string(), metadata: z.record(z.string(), z.unknown()) });
export async function readPromptJob(db: Db, workspace_id: string, job_id: string) {
  const { data, error } = await db
    .from('prompt_jobs')
    .select('prompt, metadata')
    .eq('workspace_id', workspace_id)
    .eq('id', job_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(promptJobJson.parse(data)) : fail('not_found', 'Job not found');
}
