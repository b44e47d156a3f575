import { csvParse } from 'd3-dsv';
import { beforeAll, describe, expect, test } from 'vitest';
import { chartCsv, chartsCsv } from '#lib/analytics/core/chart-csv.ts';
import { CHART_NAMES, type ChartFilter, type ChartName, columnsOf } from '#lib/analytics/core/charts.ts';
import { readChart } from '#lib/analytics/services.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { Author, codeOf, list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const FUNCTIONS: Record<ChartName, string> = {
  acceptance: 'read_acceptance',
  costs: 'read_draft_costs',
  times: 'read_decision_times',
  throughput: 'read_throughput',
  reviewers: 'read_reviewers',
  checks: 'read_checks',
  check_weeks: 'read_check_weeks',
  agreement: 'read_agreement',
  quality: 'read_quality_weeks',
  voice: 'read_voice_weeks',
  levels: 'read_exercise_levels',
  performance: 'read_performance_weeks',
  learnings: 'read_learnings',
};
const who: Record<string, string> = {};
const at: Record<string, string> = {};
let client: Db;

interface Draft {
  template?: string;
  model?: string;
  status?: 'approved' | 'rejected' | 'pending';
  human_share?: number;
  by?: string;
  spark?: string;
  cost?: number;
  seconds?: number;
  weeks_ago?: number;
  is_seeded?: boolean;
  asked_by?: string;
}

/** A draft of a lesson as a job leaves it, decided or not, put in as it would stand there. */
async function draft(one: Draft): Promise<string> {
  const sql = db.owner;
  const asked_by = one.asked_by ?? who.editor;
  const run = await value<string>(
    sql,
    `insert into public.flow_runs (workspace_id, kind, entity_id, status, is_imported) values ($1, 'spark', $2, 'completed', true) returning id`,
    [at.workspace, at.spark],
  );
  const step = await value<string>(
    sql,
    `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind)
     values ($1, $2, 1, 'draft', 1, 'completed', 'draft') returning id`,
    [at.workspace, run],
  );
  if (one.template)
    await sql.query(
      `insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, model, template_version, cost_micros, book, outcome, sent_at, reserved_micros, role)
       values ($1, $2, $3, 1, $4, $5, $6, 'settled', 'ok', now(), 0, 'first')`,
      [at.workspace, run, step, one.model ?? 'small', one.template, one.cost ?? 1000],
    );
  const id = await value<string>(
    sql,
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, place_kind, place_id, base_version, body, created_by, is_seeded, created_at)
     values ($1, $2, $3, 'spark', 'Draft', 'spark', $4, 1, '{"kind": "spark", "content_md": "Words."}', $5, $6, now() - make_interval(days => $7 * 7 + 1)) returning id`,
    [at.workspace, run, step, one.spark ?? at.spark, asked_by, one.is_seeded ?? false, one.weeks_ago ?? 0],
  );
  if (one.status !== 'approved' && one.status !== 'rejected') return id;
  await sql.query(
    `update public.proposals set status = $2, decided_by = $3, decided_at = now() - make_interval(weeks => $4), human_share = $5, reason_code = $6 where id = $1`,
    [
      id,
      one.status,
      one.by ?? who.reviewer,
      one.weeks_ago ?? 0,
      one.status === 'approved' ? (one.human_share ?? 0) : null,
      one.status === 'rejected' ? 2 : null,
    ],
  );
  if (one.seconds !== undefined)
    await sql.query('update public.proposals set opened_at = decided_at - make_interval(secs => $2) where id = $1', [
      id,
      one.seconds,
    ]);
  return id;
}

async function fill() {
  const sql = db.owner;
  const gateway = await db.gateway();
  const admin = await gateway.signUp();
  client = admin.client as Db;
  at.workspace = await db.createWorkspace();
  who.admin = admin.id;
  await db.addMember(at.workspace, admin.id, 'admin');
  for (const [name, role] of [
    ['editor', 'editor'],
    ['reviewer', 'reviewer'],
    ['other', 'reviewer'],
  ] as const) {
    who[name] = await db.createPerson();
    await db.addMember(at.workspace, who[name], role);
  }
  const author = new Author(sql, at.workspace);
  const domain = await author.domain();
  at.trail = await author.trail(domain, undefined, { title: 'Bread' });
  at.other_trail = await author.trail(domain);
  at.spark = await author.spark();
  at.other_spark = await author.spark();
  await author.place(await author.concept(at.trail), at.spark);
  await author.place(await author.concept(at.other_trail), at.other_spark);
  const persona = await author.add('personas', { slug: 'ana', display_name: 'Ana, “calm”', voice_profile: '{}' });
  await author.add('course_profiles', { trail_id: at.trail, persona_id: persona });
  await author.lessonPackage(at.spark, {
    exercise_bank: [
      { id: 'a', exercise_type: 'mcq', stem: 'A?', cognitive_level: 'Recall', difficulty: 'easy' },
      { id: 'b', exercise_type: 'mcq', stem: 'B?', cognitive_level: 'Recall', difficulty: 'hard' },
      { id: 'c', exercise_type: 'mcq', stem: 'C?' },
    ],
    quiz: [],
  });
  const today = await value<string>(sql, "select to_char(now() at time zone 'utc', 'YYYY-MM-DD')");
  await author.add('trail_performance', {
    trail_id: at.trail,
    measured_on: today,
    views: 100,
    unique_visitors: 40,
    avg_engagement_rate: 0.5,
    conversion_rate: 0.1,
    key_learnings: '["=SUM(1) is no formula", "Short lessons, \\"read\\" twice"]',
    suggested_improvements: '["Less text"]',
  });
  for (const [spark, version, gps, weeks] of [
    [at.spark, 1, 0.5, 1],
    [at.spark, 2, 0.7, 1],
    [at.other_spark, 1, 0.9, 1],
    [at.spark, 3, 1, 0],
  ] as const)
    await sql.query(
      `insert into public.quality_scores (workspace_id, spark_id, version, analyser_version, text_hash, scores, findings, measured_at)
       values ($1, $2, $3, 1, 'x', $4, '[]', now() - make_interval(weeks => $5))`,
      [at.workspace, spark, version, JSON.stringify({ gps, didactic: 0.5 }), weeks],
    );
  await sql.query(
    `insert into private.quality_findings (workspace_id, spark_id, text_hash, findings, voice, looked_at) values ($1, $2, 'x', '[]', $3, now())`,
    [at.workspace, at.spark, JSON.stringify({ language: 'en', words: 200, uses: { the: 20 } })],
  );
  await draft({ template: 'spark_rewrite v1', status: 'approved', cost: 4000, seconds: 10 });
  await draft({ template: 'spark_rewrite v1', status: 'approved', human_share: 0.25, cost: 2000, seconds: 30 });
  await draft({ template: 'spark_rewrite v1', status: 'rejected', cost: 3000, seconds: 50, by: who.other });
  await draft({
    template: 'spark_rewrite v2',
    model: 'large',
    status: 'approved',
    spark: at.other_spark,
    weeks_ago: 2,
  });
  await draft({ status: 'approved', asked_by: who.admin });
  await draft({ template: 'spark_rewrite v1', status: 'pending' });
  // A check is no draft, and what is older than the weeks asked for is left out.
  await draft({ template: 'spark_rewrite v1', status: 'rejected', is_seeded: true });
  await draft({ template: 'spark_rewrite v1', status: 'rejected', weeks_ago: 20 });
  await sql.query(
    `insert into private.proposal_checks (workspace_id, spark_id, fault, before, was_right, is_wrong, after, part, user_id, outcome, met_at)
     select $1, $2, 'answer_key', '', 'a', 'b', '', 0, $3, outcome, now() from unnest(array['caught', 'missed']) outcome`,
    [at.workspace, at.spark, who.reviewer],
  );
  await sql.query(
    `insert into private.second_opinions (proposal_id, workspace_id, first_by, first_approved, second_by, second_approved, given_at)
     select id, workspace_id, $2, status = 'approved', $3, true, now() from public.proposals
     where workspace_id = $1 and status in ('approved', 'rejected') and not is_seeded`,
    [at.workspace, who.reviewer, who.other],
  );
}
beforeAll(fill);

const rows = async <Row = Record<string, unknown>>(chart: ChartName, filter: ChartFilter = {}) => {
  const read = await readChart(client, at.workspace as string, chart, filter);
  if (!read.ok) throw new Error(read.problem.message);
  return read.data as Row[];
};
const asked = (person: string | undefined, chart: ChartName, filter: object = {}) =>
  db.asPerson(person as string, (sql) =>
    value<Record<string, unknown>[]>(sql, `select public.${FUNCTIONS[chart]}($1, $2)`, [
      at.workspace,
      JSON.stringify(filter),
    ]),
  );

describe.each(CHART_NAMES)('%s', (chart) => {
  test('its rows, its CSV and what the database says are one and the same', async () => {
    const read = await rows(chart);
    expect(read.length).toBeGreaterThan(0);
    const columns = columnsOf(chart);
    const said = await asked(who.admin, chart);
    const same = columns.filter((name) => name !== 'closeness');
    const picked = (row: Record<string, unknown>) => Object.fromEntries(same.map((name) => [name, row[name]]));
    expect(read.map(picked)).toEqual(said.map(picked));
    // Spreadsheets get an apostrophe before what they would run.
    const plain = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));
    const file = csvParse(chartCsv(chart, read as never).slice(1));
    expect(file.columns).toEqual(columns);
    expect(file.map((row) => columns.map((name) => row[name]?.replace(/^'(?=[=])/, '')))).toEqual(
      read.map((row) => columns.map((name) => plain(row[name]))),
    );
  });
});

test('what became of drafts is counted from the drafts themselves: no checks, nothing older', async () => {
  const raw = await list<{ template: string | null; status: string; human_share: number }>(
    db.owner,
    `select q.template_version as template, p.status::text, p.human_share from public.proposals p
     left join public.llm_requests q on q.step_run_id = p.step_run_id
     where p.workspace_id = $1 and p.status in ('approved', 'rejected') and not p.is_seeded and p.decided_at > now() - interval '11 weeks'`,
    [at.workspace],
  );
  const read = await rows<{
    key: string | null;
    decided: number;
    as_it_came: number;
    with_edits: number;
    rejected: number;
  }>('acceptance');
  for (const row of read) {
    const of = raw.filter(({ template }) => template === row.key);
    expect(row).toMatchObject({
      decided: of.length,
      as_it_came: of.filter((one) => one.status === 'approved' && one.human_share === 0).length,
      with_edits: of.filter((one) => one.status === 'approved' && one.human_share > 0).length,
      rejected: of.filter((one) => one.status === 'rejected').length,
    });
  }
  expect(read.reduce((sum, { decided }) => sum + decided, 0)).toBe(raw.length);
});

test('the interval is Wilson’s, and the cost is all calls divided by approvals', async () => {
  const ofFirst = (all: { key?: unknown }[]) => all.find(({ key }) => key === 'spark_rewrite v1');
  const first = ofFirst(await rows('acceptance'));
  // Two of three: 0.2077 to 0.9385 (Wilson 1927).
  expect(first).toMatchObject({ key: 'spark_rewrite v1', decided: 3, human_share: 0.125, low: 0.2077, high: 0.9385 });
  expect(ofFirst(await rows('costs'))).toMatchObject({ approved: 2, spent_micros: 9000, cost_micros: 4500 });
});

test('by model, by persona and of one trail', async () => {
  const keys = async (filter: ChartFilter) =>
    (await rows('acceptance', filter)).map(({ label, decided }) => [label, decided]);
  expect(await keys({ by: 'model' })).toEqual([
    ['small', 3],
    ['large', 1],
    [null, 1],
  ]);
  expect(await keys({ by: 'persona' })).toEqual([
    ['Ana, “calm”', 4],
    [null, 1],
  ]);
  expect(await keys({ by: 'template', trail_id: at.other_trail })).toEqual([['spark_rewrite v2', 1]]);
  // The newest version of a template first.
  expect(await keys({})).toEqual([
    ['spark_rewrite v2', 1],
    ['spark_rewrite v1', 3],
    [null, 1],
  ]);
  expect(await keys({ weeks: 1 })).toEqual([
    ['spark_rewrite v1', 3],
    [null, 1],
  ]);
});

test('a decision is timed from its claim, which renewing leaves and another person begins anew', async () => {
  const id = await draft({ status: 'pending' });
  const claim = (person: string | undefined) =>
    db.commitAsPerson(person as string, (sql) => sql.query('select public.claim_proposal($1, $2)', [at.workspace, id]));
  const since = () => value<Date>(db.owner, 'select since from public.proposal_claims where proposal_id = $1', [id]);
  await claim(who.reviewer);
  const first = await since();
  await claim(who.reviewer);
  expect(await since()).toEqual(first);
  await db.owner.query("update public.proposal_claims set until = now() - interval '1 minute' where proposal_id = $1", [
    id,
  ]);
  await claim(who.other);
  const second = await since();
  expect(second.getTime()).toBeGreaterThan(first.getTime());
  await db.commitAsPerson(who.other as string, (sql) =>
    sql.query(`select public.decide_proposal($1, $2, '{"do": "reject", "reason_code": 1}')`, [at.workspace, id]),
  );
  expect(await value(db.owner, 'select opened_at from public.proposals where id = $1', [id])).toEqual(second);
  await db.commitAsPerson(who.other as string, (sql) =>
    sql.query('select public.undo_decision($1, $2)', [at.workspace, id]),
  );
  expect(await value(db.owner, 'select opened_at from public.proposals where id = $1', [id])).toBeNull();
});

describe('who sees what', () => {
  test('a reviewer sees their own figures, admins all with names, editors none', async () => {
    expect((await asked(who.reviewer, 'reviewers')).map(({ key }) => key)).toEqual([who.reviewer]);
    expect((await asked(who.admin, 'reviewers')).map(({ key }) => key).sort()).toEqual(
      [who.reviewer, who.other].sort(),
    );
    expect(await codeOf(asked(who.editor, 'reviewers'))).toBe('42501');
  });

  test('by person, everybody but admins sees their own line', async () => {
    for (const chart of ['acceptance', 'costs'] as const) {
      expect((await asked(who.editor, chart, { by: 'person' })).map(({ key }) => key)).toEqual([who.editor]);
      expect(await asked(who.reviewer, chart, { by: 'person' })).toEqual([]);
      expect((await asked(who.admin, chart, { by: 'person' })).map(({ key }) => key)).toHaveLength(2);
    }
  });

  test('nobody from elsewhere, and no other filter', async () => {
    const stranger = await db.createPerson();
    for (const chart of CHART_NAMES) {
      expect(await codeOf(asked(stranger, chart))).toBe('42501');
      expect(await codeOf(asked(who.admin, chart, { by: 'mood' }))).toBe('TW006');
      expect(await codeOf(asked(who.admin, chart, { since: 'ever' }))).toBe('TW006');
    }
  });
});

test('all charts in one file: each row names its chart, and one mark stands at its beginning', async () => {
  const charts = [
    { chart: 'levels' as const, rows: (await rows('levels')) as never },
    { chart: 'quality' as const, rows: (await rows('quality')) as never },
  ];
  const file = chartsCsv(charts);
  expect(file.lastIndexOf('\ufeff')).toBe(0);
  expect(file).toContain('chart,level,exercises,easy,medium,hard,unsaid');
  expect(file).toMatch(/levels,Recall,2,1,0,1,0/);
});
