import type pg from 'pg';
import { packageProblems } from '#lib/exercises/core/package.ts';
import { startBenchDatabase } from './database-server.ts';
import { type Bench, type Figure, figure, type Row, timed } from './report.ts';

// Banks of 2,000 and 10,000 exercises of nine types, each about 700 bytes: what the rules cost, what writing and editing them
// costs, and how fast a bank is read; beside a plain table of the same documents and rows.

const SIZES = [2000, 10_000];
const REPEATS = 9;

const words = (at: number) => `What does part ${at} of the system do when the reading is ${at * 7} and nobody looks?`;
const OPTIONS = ['a', 'b', 'c', 'd'].map((id, at) => ({
  id,
  label: id.toUpperCase(),
  text: `It does what ${id} says, and then waits for the next reading`,
  rationale_wrong: at === 0 ? null : 'It would wait for ever, which the lesson shows in its second part.',
}));

/** One exercise of each type in turn. */
function exercise(at: number): Record<string, unknown> {
  const base = {
    id: `ex_${at}`,
    stem: words(at),
    exercise_category: 'comprehension',
    cognitive_level: ['Recall', 'Comprehension', 'Application', 'Transfer'][at % 4],
    difficulty: ['easy', 'medium', 'hard'][at % 3],
    aligned_learning_objective: `lo_${at % 8}`,
  };
  const more = [
    {
      exercise_type: 'mcq',
      options: OPTIONS,
      answer_key: { option_id: 'a', label: 'A', rationale_right: 'So it is.' },
    },
    { exercise_type: 'multi_select', options: OPTIONS, answer_key: { option_ids: ['a', 'c'] }, scoring: 'partial' },
    { exercise_type: 'true_false', answer: at % 2 === 0, rationale_right: 'Yes.', rationale_wrong: 'No.' },
    { exercise_type: 'short_answer', canonical_answer: 'waits', acceptable_answers: ['it waits', 'waiting'] },
    {
      exercise_type: 'numeric',
      value: at,
      tolerance: { mode: 'relative', value: 0.05 },
      unit: '°C',
      unit_mode: 'optional',
    },
    {
      exercise_type: 'cloze',
      text: 'First it {{b1}}, then it {{b2}}.',
      blanks: ['b1', 'b2'].map((id) => ({ id, accepted: ['reads', 'waits'] })),
    },
    {
      exercise_type: 'matching',
      pairs: OPTIONS.map(({ id, text }) => ({ left: id, right: text })),
      distractors: ['none'],
    },
    { exercise_type: 'ordering', items: OPTIONS.map(({ id, text }) => ({ id, text })) },
    {
      exercise_type: 'open_response',
      rubric: [{ criterion: 'Clear', levels: [{ label: 'Good', points: 2 }] }],
      model_answer: words(at),
    },
  ];
  return { ...base, ...more[at % more.length] };
}
const bankOf = (size: number) => ({
  exercise_bank: Array.from({ length: size }, (_, at) => exercise(at)),
  quiz: Array.from({ length: 20 }, (_, at) => `ex_${at * 7}`),
});

async function repeated(run: (turn: number) => Promise<unknown>, before?: () => Promise<unknown>): Promise<Figure> {
  const samples: number[] = [];
  for (let turn = 0; turn <= REPEATS; turn++) {
    await before?.();
    const took = await timed(() => run(turn));
    // The first one warms up.
    if (turn > 0) samples.push(took);
  }
  return figure(samples);
}

async function lesson(db: pg.ClientBase, workspace: string, slug: string): Promise<string> {
  const { rows } = await db.query(
    `with s as (insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, $2, $2, 'x', 5, 'beginner') returning id),
       c as (insert into public.concepts (workspace_id, slug, title) values ($1, $2, $2) returning id),
       o as (insert into public.objectives (workspace_id, concept_id, objective_id, title) select $1, c.id, 'lo_' || n, 'Objective' from c, generate_series(0, 7) n),
       p as (insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index) select $1, c.id, s.id, 0 from c, s)
     select id from s`,
    [workspace, slug],
  );
  return rows[0].id;
}

async function measure(db: pg.ClientBase, workspace: string, size: number): Promise<Row[]> {
  const body = bankOf(size);
  const text = JSON.stringify(body);
  const objectives = new Set(Array.from({ length: 8 }, (_, at) => `lo_${at}`));
  const spark = await lesson(db, workspace, `bank-${size}`);
  const many = size.toLocaleString('en');
  const call = (name: string, ...args: unknown[]) =>
    db.query(`select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`, [workspace, ...args]);

  const core = await repeated(async () => packageProblems(body, { objectives }));
  const parse = await repeated(async () => JSON.parse(text));
  const checked = await repeated(() =>
    db.query('select count(*) from private.package_problems($1, $2)', [text, [...objectives]]),
  );
  await db.query(
    'drop table if exists bench_plain; create table bench_plain (id int primary key generated always as identity, body jsonb not null)',
  );
  const plain = await repeated(() => db.query('insert into bench_plain (body) values ($1)', [text]));
  const write = await repeated(
    () =>
      db.query('insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
        workspace,
        spark,
        text,
      ]),
    () => db.query('delete from public.packages where spark_id = $1', [spark]),
  );
  const edit = (turn: number, ...ids: number[]) =>
    call(
      'edit_exercises',
      JSON.stringify(
        ids.map((at) => ({
          do: 'set',
          spark_id: spark,
          exercise_id: `ex_${at}`,
          fields: { stem: `Turn ${turn} of ${at}` },
        })),
      ),
      true,
    );
  const one = await repeated((turn) => edit(turn, 5));
  const plainly = await repeated((turn) =>
    db.query(
      `update bench_plain set body = jsonb_set(body, '{exercise_bank,5,stem}', to_jsonb($1::text)) where id = 1`,
      [`Turn ${turn}`],
    ),
  );
  const thousand = await repeated((turn) => edit(turn, ...Array.from({ length: 1000 }, (_, at) => at)));
  // Once each: what takes seconds is not done ten times over.
  const all = Array.from({ length: size }, (_, at) => at);
  const every = figure([await timed(() => edit(99, ...all))]);
  const there = await lesson(db, workspace, `copied-${size}`);
  const copies = all.map((at) => ({
    do: 'transfer',
    spark_id: spark,
    exercise_id: `ex_${at}`,
    to_spark_id: there,
    is_copy: true,
  }));
  const copied = figure([await timed(() => call('edit_exercises', JSON.stringify(copies), true))]);
  await db.query('delete from public.packages where spark_id = $1', [there]);
  await db.query('analyze private.exercise_entries');
  const page = await repeated(() => call('read_bank', spark, '{}', 'place', 0, 2000));
  const filtered = await repeated(() =>
    call('read_bank', spark, '{"types": ["mcq"], "levels": ["Recall"], "text": "reading"}', 'place', 0, 200),
  );
  const whole = await repeated(() => call('read_bank', null, '{"is_blocked": true}', 'stem', 0, 200));
  await db.query('drop table if exists bench_rows; create table bench_rows as select * from private.exercise_entries');
  const rows = await repeated(() => db.query('select jsonb_agg(r) from bench_rows r where spark_id = $1', [spark]));
  const opened = await repeated(() => call('read_exercises', spark, ['ex_5']));
  const how = 'the statement alone, by a connection of its own';
  const less = (what: Figure, most: number) => ({ text: `at most ${most} ms`, is_met: what.median <= most });
  return [
    {
      what: `rules of ${many}, core`,
      figure: core,
      reference: { what: 'JSON.parse of it', figure: parse },
      target: less(core, 1000),
      how: 'in this process',
    },
    { what: `rules of ${many}, database`, figure: checked, target: less(checked, 1000), how },
    {
      what: `writing a package of ${many}`,
      figure: write,
      reference: { what: 'a plain table', figure: plain },
      how: 'rows, versions, revision and search queue',
    },
    {
      what: `one edit in ${many}`,
      figure: one,
      reference: { what: 'jsonb_set in a plain table', figure: plainly },
      how: 'merge, metadata, revision, rows',
    },
    { what: `1,000 edits in ${many}, one call`, figure: thousand, how },
    { what: `an edit of each of ${many}, one call`, figure: every, target: less(every, 15_000), how: `${how}, once` },
    {
      what: `copying all ${many} to another lesson`,
      figure: copied,
      target: less(copied, 15_000),
      how: `${how}, once`,
    },
    {
      what: `first 2,000 rows of ${many}`,
      figure: page,
      reference: { what: 'rows of a plain table', figure: rows },
      target: less(page, 500),
      how,
    },
    { what: `a filter over ${many}`, figure: filtered, target: size === 2000 ? less(filtered, 50) : undefined, how },
    { what: `what blocks in a workspace of ${many} or more`, figure: whole, how },
    { what: `opening one of ${many}`, figure: opened, how },
  ];
}

/** Lessons, objectives and exercises as a workspace has them: 10,000 exercises, 300 objectives of 60 concepts in 6 trails. */
async function filled(db: pg.ClientBase, workspace: string): Promise<string> {
  await db.query(
    `with d as (insert into public.domains (workspace_id, slug, name) values ($1, 'cov', 'Coverage') returning id),
       t as (insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level) select $1, d.id, 'cov-' || n, 'Trail ' || n, 'beginner' from d, generate_series(1, 6) n returning id, slug),
       c as (insert into public.concepts (workspace_id, trail_id, slug, title) select $1, t.id, t.slug || '-' || n, 'Concept ' || n from t, generate_series(1, 10) n returning id, slug),
       s as (insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) select $1, c.slug || '-s' || n, 'Spark', 'x', 5, 'beginner' from c, generate_series(1, 4) n returning id, slug),
       o as (insert into public.objectives (workspace_id, concept_id, objective_id, title) select $1, c.id, 'lo_' || n, 'Objective ' || n from c, generate_series(0, 4) n)
     insert into public.concept_sparks (workspace_id, concept_id, spark_id) select $1, c.id, s.id from c join s on s.slug like c.slug || '-s%'`,
    [workspace],
  );
  const { rows } = await db.query(
    "select id from public.sparks where workspace_id = $1 and slug like 'cov-%' order by slug",
    [workspace],
  );
  const each = Math.ceil(10_000 / rows.length);
  for (const [nth, { id }] of rows.entries()) {
    const exercise_bank = Array.from({ length: each }, (_, at) => ({
      ...exercise(nth * each + at),
      aligned_learning_objective: at % 20 === 0 ? undefined : `lo_${at % 5}`,
    }));
    await db.query('insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
      workspace,
      id,
      JSON.stringify({ exercise_bank, quiz: exercise_bank.slice(0, 5).map((one) => (one as { id?: string }).id) }),
    ]);
  }
  await db.query('analyze');
  const found = await db.query("select id from public.concepts where workspace_id = $1 and slug = 'cov-1-1'", [
    workspace,
  ]);
  return found.rows[0].id;
}

/** The matrix of objectives and levels, beside a plain count of the same rows. */
async function measureCoverage(db: pg.ClientBase, workspace: string): Promise<Row[]> {
  const concept = await filled(db, workspace);
  const call = (name: string, ...args: unknown[]) =>
    db.query(`select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`, [workspace, ...args]);
  const plain = await repeated(() =>
    db.query(
      'select spark_id, objective, level, count(*) from private.exercise_entries where workspace_id = $1 group by 1, 2, 3',
      [workspace],
    ),
  );
  const whole = await repeated(() => call('read_coverage', 'workspace', null));
  const one = await repeated(() => call('read_coverage', 'concept', concept));
  const cell = await repeated(() => call('read_coverage_cell', 'concept', concept, 'row', 'lo_1', 'Recall'));
  const marks = await repeated(() => call('read_exercise_marks', null));
  const sought = await repeated(() => call('read_bank', null, '{"text": "next reading"}', 'place', 0, 200));
  const reference = { what: 'group by over the same rows', figure: plain };
  const how = 'the statement alone, by a connection of its own';
  const most = 200;
  return [
    {
      what: 'coverage of a workspace: 10,000 exercises, 300 objectives',
      figure: whole,
      reference,
      target: { text: `at most ${most} ms`, is_met: whole.median <= most },
      how,
    },
    { what: 'coverage of one of its concepts', figure: one, reference, how },
    { what: 'what is behind a number of it', figure: cell, reference, how },
    { what: 'digests of 10,000 exercises, to tell what changed', figure: marks, reference, how },
    { what: 'words in options and reasons of 10,000', figure: sought, reference, how },
  ];
}

const bench: Bench = {
  name: 'packages',
  about: 'banks of exercises: rules, writing, editing and reading them',
  run: async (say) => {
    const database = await startBenchDatabase();
    try {
      const client = await database.connect();
      const workspace = await database.createWorkspace(client, 'bench-packages');
      const rows: Row[] = [];
      for (const size of SIZES) {
        say(`a bank of ${size}`);
        rows.push(...(await measure(client, workspace, size)));
      }
      say('coverage of a workspace');
      rows.push(...(await measureCoverage(client, await database.createWorkspace(client, 'bench-coverage'))));
      return rows;
    } finally {
      await database.stop();
    }
  },
};
export default bench;
