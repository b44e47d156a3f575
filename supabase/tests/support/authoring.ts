import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Anything that runs SQL: a pool, a connection, a transaction of the harness. */
export interface Sql {
  query: pg.ClientBase['query'];
}

export interface Attempt {
  /** SQLSTATE of the refusal, or null. */
  code: string | null;
  detail: string | undefined;
  message: string | undefined;
  constraint: string | undefined;
  rows: Record<string, unknown>[];
  count: number;
}

/** Runs a statement under a savepoint, so that a refusal leaves the transaction usable, and says how it went. */
export async function attempt(sql: Sql, text: string, values: unknown[] = []): Promise<Attempt> {
  await sql.query('savepoint attempt');
  try {
    const { rows, rowCount } = await sql.query(text, values);
    await sql.query('release savepoint attempt');
    return { code: null, detail: undefined, message: undefined, constraint: undefined, rows, count: rowCount ?? 0 };
  } catch (error) {
    await sql.query('rollback to savepoint attempt');
    return { ...refusal(error), rows: [], count: 0 };
  }
}

/** What the database said when it refused; anything else than a refusal of the database is thrown on. */
export function refusal(error: unknown): Pick<Attempt, 'detail' | 'message' | 'constraint'> & { code: string } {
  if (!(error instanceof pg.DatabaseError) || !error.code) throw error;
  return { code: error.code, detail: error.detail, message: error.message, constraint: error.constraint };
}

/** The SQLSTATE with which a promise was refused, or null when it was not. */
export async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    return refusal(error).code;
  }
}

/** One value of one row. */
export async function value<T>(sql: Sql, text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await sql.query({ text, values, rowMode: 'array' });
  return rows[0]?.[0] as T;
}

export async function list<T>(sql: Sql, text: string, values: unknown[] = []): Promise<T[]> {
  return (await sql.query(text, values)).rows as T[];
}

let counter = 0;
/** A slug nobody has used yet in this run. */
export const fresh = (word: string): string => `${word}-${++counter}-${randomUUID().slice(0, 4)}`;

/** Inserts a row from an object and gives its id. */
export async function insert(sql: Sql, table: string, row: Record<string, unknown>): Promise<string> {
  const names = Object.keys(row);
  const text = `insert into public.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`;
  return value<string>(sql, text, Object.values(row));
}

/** Makes entities of one workspace with as little said as possible. */
export class Author {
  readonly sql: Sql;
  workspace_id: string;

  constructor(sql: Sql, workspace_id: string) {
    this.sql = sql;
    this.workspace_id = workspace_id;
  }

  add(table: string, row: Record<string, unknown>): Promise<string> {
    return insert(this.sql, table, { workspace_id: this.workspace_id, ...row });
  }

  domain(slug = fresh('domain'), more: Record<string, unknown> = {}) {
    return this.add('domains', { slug, name: `Domain ${slug}`.slice(0, 100), ...more });
  }
  trail(domain_id: string, slug = fresh('trail'), more: Record<string, unknown> = {}) {
    return this.add('trails', { domain_id, slug, title: `Trail ${slug}`, difficulty_level: 'beginner', ...more });
  }
  concept(trail_id: string | null, slug = fresh('concept'), more: Record<string, unknown> = {}) {
    return this.add('concepts', { trail_id, slug, title: `Concept ${slug}`, ...more });
  }
  spark(slug = fresh('spark'), more: Record<string, unknown> = {}) {
    return this.add('sparks', {
      slug,
      title: `Spark ${slug}`,
      content_md: `# ${slug}`,
      estimated_mins: 5,
      difficulty: 'beginner',
      ...more,
    });
  }
  beacon(slug = fresh('beacon'), more: Record<string, unknown> = {}) {
    return this.add('beacons', { slug, name: `Beacon ${slug}`.slice(0, 100), ...more });
  }
  place(concept_id: string, spark_id: string, order_index = 0) {
    return this.add('concept_sparks', { concept_id, spark_id, order_index });
  }
  mark(spark_id: string, beacon_id: string) {
    return this.add('spark_beacons', { spark_id, beacon_id });
  }
  link(source_id: string, target_id: string, level: 'spark' | 'concept' = 'spark', more: Record<string, unknown> = {}) {
    return this.add(`${level}_links`, { source_id, target_id, link_type: 'prerequisite', ...more });
  }
  lessonPackage(spark_id: string, body: Record<string, unknown> = { exercise_bank: [], quiz: [] }) {
    return this.add('packages', { spark_id, body: JSON.stringify(body) });
  }
}

/** All tables that hold working content. */
export async function contentTables(sql: Sql): Promise<{ kind: string; table_name: string }[]> {
  return list(sql, 'select kind::text, table_name::text from private.kinds order by kinds.kind');
}

/** The working content of a workspace, without who saved it when: for comparing before and after. */
export async function workingContent(sql: Sql, workspace_id: string): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const { table_name } of await contentTables(sql)) {
    content[table_name] = await value(
      sql,
      `select coalesce(jsonb_object_agg(t.id, private.without_stamps(to_jsonb(t))), '{}') from public.${table_name} t where workspace_id = $1`,
      [workspace_id],
    );
  }
  return content;
}

export interface Staged {
  ok: boolean;
  snapshot_id: string;
  seq: number;
  content_hash: string;
  change_counts: Record<string, { added: number; changed: number; removed: number }>;
  entity_counts: Record<string, number>;
  nothing_to_stage?: boolean;
  blockers: {
    rule: string;
    kind: string;
    entity_id: string | null;
    slug: string | null;
    label: string | null;
    message: string;
  }[];
}

export interface StageOptions {
  only?: string[];
  change_set?: string;
  label?: string;
}

export async function stage(sql: Sql, workspace: string, options: StageOptions = {}): Promise<Staged> {
  return value<Staged>(
    sql,
    'select public.stage_snapshot($1, p_only => $2, p_change_set => $3, p_version_label => $4)',
    [workspace, options.only ?? null, options.change_set ?? null, options.label ?? null],
  );
}

/** Stages and expects it to work. */
export async function staged(sql: Sql, workspace: string, options: StageOptions = {}): Promise<Staged> {
  const outcome = await stage(sql, workspace, options);
  if (!outcome.ok) throw new Error(`Blocked: ${JSON.stringify(outcome.blockers)}`);
  return outcome;
}

export async function publish(sql: Sql, workspace: string): Promise<Staged> {
  const outcome = await staged(sql, workspace);
  await sql.query('select public.promote_snapshot($1)', [outcome.snapshot_id]);
  return outcome;
}

/** Content as comparable text: `kind:id` to the body that belongs into a snapshot. */
export type Content = Map<string, string>;

export async function snapshotContent(sql: Sql, snapshot: string): Promise<Content> {
  const rows = await list<{ key: string; body: string }>(
    sql,
    `select v.kind || ':' || v.entity_id as key, v.body::text as body
     from public.snapshots s join public.entity_versions v on v.workspace_id = s.workspace_id and v.from_seq <= s.seq and v.to_seq > s.seq
     where s.id = $1`,
    [snapshot],
  );
  return new Map(rows.map((row) => [row.key, row.body]));
}

export async function workingStates(sql: Sql, workspace: string): Promise<Content> {
  const tables = await contentTables(sql);
  const rows = await list<{ key: string; body: string }>(
    sql,
    tables
      .map(
        ({ kind, table_name }) =>
          `select '${kind}:' || t.id as key, private.snapshot_body(to_jsonb(t))::text as body from public.${table_name} t where workspace_id = $1`,
      )
      .join(' union all '),
    [workspace],
  );
  return new Map(rows.map((row) => [row.key, row.body]));
}

/** What differs between two contents, as `kind:id` to added, changed or removed. */
export function differences(before: Content, after: Content): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, body] of after) {
    const old = before.get(key);
    if (old === undefined) found.set(key, 'added');
    else if (old !== body) found.set(key, 'changed');
  }
  for (const key of before.keys()) if (!after.has(key)) found.set(key, 'removed');
  return found;
}

export interface Item {
  kind: string;
  key: string;
  a?: string;
  b?: string;
  fields?: Record<string, unknown> | null;
  /** The hash of the whole item, made up from the rest unless given. */
  hash?: string;
}

export async function startImport(sql: Sql, workspace: string, items: Item[], header: unknown = null): Promise<string> {
  const id = await value<string>(sql, "select public.start_import($1, 'test', p_header => $2)", [
    workspace,
    header === null ? null : JSON.stringify(header),
  ]);
  await addItems(sql, id, items);
  return id;
}

export async function addItems(sql: Sql, id: string, items: Item[]): Promise<number> {
  const places = new Map<string, number>();
  const sent = items.map((item) => {
    const position = places.get(item.kind) ?? 0;
    places.set(item.kind, position + 1);
    return { hash: JSON.stringify([item.key, item.a, item.b, item.fields]), ...item, position };
  });
  return value<number>(sql, 'select public.add_import_items($1, $2)', [id, JSON.stringify(sent)]);
}

export interface Plan {
  counts: Record<string, Record<'create' | 'update' | 'unchanged' | 'conflict' | 'skipped', number>>;
  problems: Record<string, unknown>[];
}

export async function plan(sql: Sql, id: string, skip: string[] = []): Promise<Plan> {
  return value<Plan>(sql, 'select public.plan_import($1, $2)', [id, skip]);
}

export interface Applied {
  ok: boolean;
  changed: number;
  change_set_id: string | null;
  entity_counts: Record<string, number>;
  problems: Record<string, unknown>[];
}

export async function apply(sql: Sql, id: string, conflicts = 'refuse'): Promise<Applied> {
  return value<Applied>(sql, 'select public.apply_import($1, $2)', [id, conflicts]);
}

/** Start, add, plan and apply; gives the outcome and the id of the import. */
export async function runImport(sql: Sql, workspace: string, items: Item[], conflicts = 'refuse') {
  const id = await startImport(sql, workspace, items);
  const planned = await plan(sql, id);
  return { id, planned, applied: await apply(sql, id, conflicts) };
}
