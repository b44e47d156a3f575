import { randomUUID } from 'node:crypto';
import { beforeAll } from 'vitest';
import {
  type AccessFunction,
  type AccessTable,
  FUNCTION_ACCESS,
  TABLE_ACCESS,
  type TableAccess,
} from '#lib/base/core/access.ts';
import {
  addCourse,
  addDraft,
  addJudged,
  addModels,
  addProposals,
  addRunParts,
  holdForApproval,
  startJobs,
  stopByBudget,
} from './access-jobs.ts';
import { Author, fresh, type Sql, value } from './authoring.ts';
import { type TestDatabase, testDatabase } from './harness.ts';

export const TABLES = Object.keys(TABLE_ACCESS) as AccessTable[];
export const FUNCTIONS = Object.keys(FUNCTION_ACCESS) as AccessFunction[];
export const access = (table: AccessTable): TableAccess => TABLE_ACCESS[table];

export interface Ids {
  workspace: string;
  domain: string;
  trails: [string, string];
  concepts: [string, string, string];
  sparks: [string, string, string];
  beacon: string;
  person: string;
  trashed: string;
  task: string;
  /** A job that waits for an approval, and one that was cancelled. */
  job: string;
  cancelled: string;
  /** A job that a budget stopped, with a request that nobody knows the cost of. */
  held: string;
  request: string;
  /** A course under way, with a lesson that is written. */
  course: string;
  /** A proposal that waits, one that was rejected, and one that a model wrote. */
  proposal: string;
  decided: string;
  drafted: string;
  /** One that a second person is asked about. */
  judged: string;
  provider: string;
  /** A thread about a passage of the first spark. */
  thread: string;
  /** A source that no job is made from. */
  source: string;
  results: string;
  draft: string;
  ready: string;
  current: string;
  archived: string;
  imports: Record<'begun' | 'planned' | 'applied' | 'staged' | 'promoted' | 'questions', string>;
}

export interface TwoWorkspaces {
  db: TestDatabase;
  /** The standard workspace with its members, and another one: both have a row in every table. */
  here: Ids;
  there: Ids & { admin: string };
  fill: (workspace: string, admin: string) => Promise<Ids>;
}

/** A database with two full workspaces for the test file that calls this at its top level. */
export function twoWorkspaces(): TwoWorkspaces {
  const db = testDatabase();
  const [here, there] = [{} as Ids, {} as TwoWorkspaces['there']];
  const fill = (workspace: string, admin: string) => fillWorkspace(db, workspace, admin);
  beforeAll(async () => {
    const members = await db.members();
    Object.assign(here, await fill(members.workspace, members.admin));
    const admin = await db.createPerson();
    const elsewhere = await db.createWorkspace();
    await db.addMember(elsewhere, admin, 'admin');
    Object.assign(there, await fill(elsewhere, admin), { admin });
  });
  return { db, here, there, fill };
}

/** The digest of a file whose bytes are in storage. */
export const STORED = 'e0'.repeat(32);

/** A rule of each kind, and a prompt that was asked for. */
async function fillRules(sql: Sql, workspace: string): Promise<void> {
  await sql.query("select public.save_strategy($1, 'Kept', '{}', true)", [workspace]);
  await sql.query("select public.save_text_rule($1, 'seo_rules', 'Kept', 'Say it.')", [workspace]);
  await sql.query("select public.save_text_rule($1, 'content_preferences', 'Kept', 'Say it.')", [workspace]);
  await sql.query(
    `select public.add_template_version($1, 'quiz', '{"system": "Write", "user": "Now"}', '{}', 'First')`,
    [workspace],
  );
  await sql.query("select public.add_prompt_job($1, 'Write', '{}')", [workspace]);
}

/** Puts a row into every table of the workspace, as a person would where a person can. */
async function fillWorkspace(db: TestDatabase, workspace: string, admin: string): Promise<Ids> {
  await db.owner.query("insert into storage.objects (bucket_id, name) values ('assets', $1)", [
    `${workspace}/${STORED}`,
  ]);
  const person = await db.createPerson();
  await db.addMember(workspace, person, 'editor');
  const made = await db.commitAsPerson(admin, async (sql) => {
    const author = new Author(sql, workspace);
    const domain = await author.domain();
    const trails: [string, string] = [await author.trail(domain), await author.trail(domain)];
    const concepts: [string, string, string] = [
      await author.concept(trails[0]),
      await author.concept(trails[0]),
      await author.concept(trails[0]),
    ];
    const shows = { content_md: `![A file](/assets/${'f0'.repeat(16)}/a.png)` };
    const sparks: [string, string, string] = [
      await author.spark(),
      await author.spark(),
      await author.spark(fresh('shows'), shows),
    ];
    const beacon = await author.beacon();
    for (const table of ['concept_sparks', 'spark_beacons', 'spark_links', 'concept_links', 'objectives', 'packages']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    // A concept with a single spark cannot be split.
    await author.place(concepts[0], sparks[2], 1);
    for (const table of ['assets', 'personas', 'course_profiles', 'market_research', 'unit_profiles', 'resources']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    for (const table of ['lesson_profiles', 'trail_objectives', 'trail_performance', 'content_keys']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    await fillRules(sql, workspace);
    await sql.query("select public.set_positions($1, 'spark', $2)", [workspace, JSON.stringify([[sparks[0], 1, 2]])]);
    await sql.query('select public.mark_for_review($1, $2)', [workspace, sparks]);
    await sql.query('select public.set_exercise_goals($1)', [workspace]);
    await sql.query("select public.set_quality_gate($1, 'no_steps', true)", [workspace]);
    await sql.query("select public.dismiss_finding($1, $2, 'no_steps', '', 'A poem has none')", [workspace, sparks[0]]);
    await sql.query('select public.dismiss_suggestion($1, $2, $3)', [workspace, sparks[0], sparks[1]]);
    const stage = async () =>
      (await value<{ snapshot_id: string }>(sql, 'select public.stage_snapshot($1)', [workspace])).snapshot_id;
    const archived = await stage();
    await sql.query('select public.promote_snapshot($1)', [archived]);
    await sql.query('update public.sparks set slug = $2 where id = $1', [sparks[0], fresh('renamed')]);
    const promoted = await runImport(sql, workspace, 'staged');
    const { id: current } = await value<{ id: string }>(sql, 'select to_jsonb(public.promote_import($1))', [promoted]);
    const imports = {
      promoted,
      staged: await runImport(sql, workspace, 'staged'),
      applied: await runImport(sql, workspace, 'applied'),
      planned: await runImport(sql, workspace, 'planned'),
      begun: await runImport(sql, workspace, 'begun'),
      questions: await plannedQuestions(sql, workspace),
    };
    await sql.query("update public.sparks set title = 'Renamed again' where id = $1", [sparks[0]]);
    const ready = await stage();
    await sql.query("update public.sparks set title = 'Renamed once more' where id = $1", [sparks[0]]);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
    const doomed = await author.beacon();
    const trashed = await value<string>(sql, "select public.trash($1, 'beacon', $2)", [workspace, doomed]);
    const link = '0'.repeat(32) + randomUUID().replaceAll('-', '');
    await sql.query("select public.invite($1, $2, 'editor', $3)", [workspace, `${randomUUID()}@example.test`, link]);
    await sql.query("select public.set_picture('image/png', 'aGVsbG8=')");
    const thread = await value<string>(sql, "select public.start_thread($1, $2) ->> 'thread_id'", [
      workspace,
      JSON.stringify({ spark_id: sparks[0], quote: 'words', body: 'Why?' }),
    ]);
    const task = await value<string>(sql, "select public.start_task($1, 'snapshot.stage')", [workspace]);
    const [job, cancelled, source] = await startJobs(sql, workspace);
    const provider = await addModels(sql, workspace);
    const results = await value<string>(sql, "select public.start_results($1, 'answers.csv', 'csv')", [workspace]);
    return {
      domain,
      trails,
      concepts,
      sparks,
      beacon,
      archived,
      current,
      ready,
      draft,
      imports,
      trashed,
      task,
      thread,
      job,
      cancelled,
      provider,
      source,
      results,
    };
  });
  await db.owner.query(
    `insert into public.quality_scores (workspace_id, spark_id, version, analyser_version, text_hash, scores, findings) values ($1, $2, 1, 1, 'x', '{}', '[]')`,
    [workspace, made.sparks[0]],
  );
  await holdForApproval(db.owner, made.job);
  const [held, request] = await stopByBudget(db.owner, made.cancelled, made.provider);
  const course = await addCourse(db.owner, made.cancelled);
  await addRunParts(db.owner, workspace, made.sparks[0], made.concepts[0]);
  const [proposal, decided] = await addProposals(db.owner, made.job, admin);
  const drafted = await addDraft(db.owner, workspace, course, admin);
  const judged = await addJudged(db.owner, proposal);
  return { workspace, person, held, request, course, proposal, decided, drafted, judged, ...made };
}

/** An import of one beacon, taken as far as asked. */
async function runImport(
  sql: Sql,
  workspace: string,
  until: 'begun' | 'planned' | 'applied' | 'staged',
): Promise<string> {
  const id = await value<string>(sql, 'select public.start_import($1, $2)', [workspace, until]);
  const slug = fresh('imported');
  const item = { kind: 'beacon', position: 0, key: slug, hash: slug, fields: { slug, name: 'Imported' } };
  await sql.query('select public.add_import_items($1, $2)', [id, JSON.stringify([item])]);
  if (until === 'begun') return id;
  await sql.query('select public.plan_import($1)', [id]);
  if (until === 'planned') return id;
  await sql.query('select public.apply_import($1)', [id]);
  if (until === 'applied') return id;
  await sql.query('select public.stage_import($1)', [id]);
  return id;
}

/** An import of one question that waits to be applied. */
export async function plannedQuestions(sql: Sql, workspace: string): Promise<string> {
  const id = await value<string>(sql, "select public.start_import($1, 'questions.gift')", [workspace]);
  const exercise = { id: 'q', exercise_type: 'true_false', stem: 'Is it so?', answer: true };
  const question = { nth: 0, fate: 'whole', exercise, source: { line: 1, text: 'Is it so? {T}' }, losses: [] };
  await sql.query('select public.add_import_questions($1, $2)', [id, JSON.stringify([question])]);
  const report = { format: 'gift', encoding: 'utf-8', byte_size: 13, milliseconds: 1, pictures: [], reasons: [] };
  await sql.query("select public.plan_questions($1, 'gift', $2)", [id, JSON.stringify(report)]);
  return id;
}

type Refs = Pick<Ids, 'domain' | 'trails' | 'concepts' | 'sparks' | 'beacon'>;

/** A row that may be inserted; `nth` 0 is what `fill` inserts, 1 another that does not collide with it. */
export function rowFor(table: AccessTable, refs: Refs, nth: 0 | 1): Record<string, unknown> {
  const { domain, trails, concepts, sparks, beacon } = refs;
  const named = { slug: fresh('new'), title: 'Something new' };
  const pair = <T>(ids: readonly T[]) => ({ source_id: ids[nth], target_id: ids[nth + 1], link_type: 'related' });
  const rows: Partial<Record<AccessTable, Record<string, unknown>>> = {
    domains: { slug: fresh('new'), name: 'Something new' },
    trails: { ...named, domain_id: domain, difficulty_level: 'expert' },
    concepts: { ...named, trail_id: trails[0] },
    sparks: { ...named, content_md: 'text', estimated_mins: 5, difficulty: 'expert' },
    beacons: { slug: fresh('new'), name: 'Something new' },
    concept_sparks: { concept_id: concepts[nth], spark_id: sparks[nth] },
    spark_beacons: { spark_id: sparks[nth], beacon_id: beacon },
    spark_links: pair(sparks),
    concept_links: pair(concepts),
    objectives: { concept_id: concepts[0], objective_id: fresh('lo'), title: 'Can do' },
    packages: { spark_id: sparks[nth], body: '{"exercise_bank": [], "quiz": []}' },
    assets: { path: fresh('path'), media_type: 'image/png' },
    personas: { slug: fresh('mind'), display_name: 'Somebody' },
    course_profiles: { trail_id: trails[nth] },
    market_research: { trail_id: trails[nth] },
    unit_profiles: { concept_id: concepts[nth] },
    resources: { concept_id: concepts[0], resource_key: fresh('res') },
    trail_objectives: { trail_id: trails[0], objective_id: fresh('lo'), title: 'Can do' },
    lesson_profiles: { spark_id: sparks[nth] },
    trail_performance: { trail_id: trails[0], measured_on: nth === 0 ? '2026-01-01' : '2026-01-02' },
    content_keys: { name: 'A key', prefix: 'tw_', key_hash: randomUUID().replaceAll('-', '').repeat(2) },
  };
  return rows[table] ?? {};
}

/** The condition that finds rows of the workspace $1. */
export const inWorkspace = (table: AccessTable) =>
  table === 'workspaces'
    ? 'id = $1'
    : table === 'profiles' || table === 'pictures'
      ? 'user_id in (select m.user_id from public.memberships m where m.workspace_id = $1)'
      : 'workspace_id = $1';
