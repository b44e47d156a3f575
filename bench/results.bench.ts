import type pg from 'pg';
import { simulated } from '#lib/results/core/item-rest.cases.ts';
import { startBenchDatabase } from './database-server.ts';
import { type Bench, type Figure, figure, type Row, timed } from './report.ts';

// 100,000 answers of learners to 200 exercises in 20 lessons: what bringing them in costs, and how fast the figures are counted.

const LESSONS = 20;
const A_LESSON = 10;
const LEARNERS = 556;
const AT_ONCE = 5_000;
const REPEATS = 7;

const bank = {
  exercise_bank: Array.from({ length: A_LESSON }, (_, at) => ({
    id: `ex_${at}`,
    exercise_type: 'mcq',
    stem: `What does part ${at} do?`,
    options: ['a', 'b', 'c', 'd'].map((id) => ({ id, label: id.toUpperCase(), text: `It does ${id}` })),
    answer_key: { option_id: 'a' },
  })),
  quiz: [],
};

async function lessons(db: pg.ClientBase, workspace: string): Promise<string[]> {
  const sparks: string[] = [];
  for (let nth = 0; nth < LESSONS; nth++) {
    const { rows } = await db.query(
      "insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, $2, $2, 'x', 5, 'beginner') returning id",
      [workspace, `lesson-${nth}`],
    );
    sparks.push(rows[0].id);
    await db.query('insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
      workspace,
      rows[0].id,
      JSON.stringify(bank),
    ]);
  }
  return sparks;
}

function answersTo(sparks: readonly string[]): unknown[][] {
  const slopes = Array.from({ length: A_LESSON }, (_, at) => (at === 3 ? -0.5 : 1.2));
  return sparks.flatMap((spark, nth) =>
    simulated(LEARNERS, slopes, nth + 1).map(({ learner, exercise, score }) => {
      return [spark, exercise, 1, learner, '2026-11-24T09:14:00Z', 1, score, [score === 1 ? 'a' : 'b']];
    }),
  );
}

async function repeated(run: () => Promise<unknown>): Promise<Figure> {
  await run();
  const samples: number[] = [];
  for (let turn = 0; turn < REPEATS; turn++) samples.push(await timed(run));
  return figure(samples);
}

const how = 'the statement alone, by a connection of its own';

async function measure(db: pg.ClientBase, workspace: string): Promise<Row[]> {
  const sparks = await lessons(db, workspace);
  const answers = answersTo(sparks);
  const many = answers.length.toLocaleString('en');
  const { rows } = await db.query("select public.start_results($1, 'bench', 'csv') as id", [workspace]);
  const batches = Array.from({ length: Math.ceil(answers.length / AT_ONCE) }, (_, at) =>
    JSON.stringify(answers.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
  );
  const send = async () => {
    for (const batch of batches) await db.query('select public.add_results($1, $2)', [rows[0].id, batch]);
  };
  const added = await timed(send);
  const again = await timed(send);
  await db.query('create table bench_plain as select * from private.results limit 0');
  const plainly = await timed(async () => {
    for (const batch of batches) {
      await db.query(
        `insert into bench_plain (exercise_id, learner, score)
         select a ->> 1, md5(a ->> 3)::uuid, (a ->> 6)::double precision from jsonb_array_elements($1) a`,
        [batch],
      );
    }
  });
  await db.query('drop table bench_plain; analyze private.results');
  const read = (spark: string | null) =>
    repeated(() => db.query('select public.read_results($1, $2)', [workspace, spark]));
  const all = await read(null);
  const grouped = await repeated(() =>
    db.query(
      'select package_id, exercise_id, count(*), avg(score) from private.results where workspace_id = $1 group by 1, 2',
      [workspace],
    ),
  );
  const one = await read(sparks[0] ?? '');
  const opened = await repeated(() =>
    db.query("select public.read_exercise_results($1, $2, 'ex_3')", [workspace, sparks[0]]),
  );
  return [
    {
      what: `bringing in ${many} answers`,
      figure: figure([added]),
      reference: { what: 'into a plain table without keys', figure: figure([plainly]) },
      how: `in batches of ${AT_ONCE}, learners made unreadable`,
    },
    { what: 'the same again', figure: figure([again]), how: 'nothing is new' },
    {
      what: `figures of all exercises from ${many} answers`,
      figure: all,
      reference: { what: 'a plain group by: count and mean', figure: grouped },
      target: { text: 'at most 1,000 ms', is_met: all.median <= 1_000 },
      how: `${how}; correlations with the other exercises of each bank among them`,
    },
    { what: `of one lesson`, figure: one, target: { text: 'at most 100 ms', is_met: one.median <= 100 }, how },
    { what: 'all that was chosen in one exercise', figure: opened, how },
  ];
}

const bench: Bench = {
  name: 'results',
  about: `Answers of ${LEARNERS} learners to ${LESSONS * A_LESSON} exercises in ${LESSONS} lessons`,
  run: async () => {
    const server = await startBenchDatabase();
    try {
      const db = await server.connect();
      return await measure(db, await server.createWorkspace(db, 'results'));
    } finally {
      await server.stop();
    }
  },
};
export default bench;
