import type pg from 'pg';
import { startBenchDatabase } from './database-server.ts';
import { type Bench, type Figure, figure, type Row, timed } from './report.ts';

// A thousand courses of twenty lessons: how fast they are listed, filtered and summed up, beside the same asked of plain tables that
// somebody would have filled for it.

const COURSES = 1000;
const LESSONS = 20;
const MODULES = 4;
const REPEATS = 15;

async function repeated(run: () => Promise<unknown>): Promise<Figure> {
  const samples: number[] = [];
  for (let turn = 0; turn <= REPEATS; turn++) {
    const took = await timed(run);
    // The first one warms up.
    if (turn > 0) samples.push(took);
  }
  return figure(samples);
}

/** Courses with personas, modules, lessons and scores, written at once, and the same in two plain tables. */
async function fill(db: pg.ClientBase, workspace: string): Promise<void> {
  const write = (text: string) => db.query(text, text.includes('$1') ? [workspace] : []);
  await write(
    "insert into public.personas (workspace_id, slug, display_name) select $1, 'persona-' || n, 'Persona ' || n from generate_series(1, 20) n",
  );
  await write("insert into public.domains (workspace_id, slug, name) values ($1, 'courses', 'Courses')");
  await write(`insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level, order_index)
    select $1, d.id, 'course-' || n, 'Course ' || n || ' on ' || (array['soil', 'clouds', 'voices', 'tables'])[n % 4 + 1], 'beginner', n
    from public.domains d, generate_series(1, ${COURSES}) n where d.workspace_id = $1`);
  await write(`insert into public.course_profiles (workspace_id, trail_id, persona_id, course_type, pedagogical_framework, knowledge_level, voice_fidelity, keywords)
    select $1, t.id, p.id, (array['technical', 'conceptual', 'mixed'])[t.order_index % 3 + 1]::public.course_type,
      (array['GPS', 'Projects', 'Stories'])[t.order_index % 3 + 1], 'beginner', (t.order_index % 100) / 100.0, array['key' || t.order_index % 50]
    from public.trails t join public.personas p on p.workspace_id = $1 and p.slug = 'persona-' || (t.order_index % 20 + 1) where t.workspace_id = $1`);
  await write(`insert into public.concepts (workspace_id, trail_id, slug, title, order_index)
    select $1, t.id, t.slug || '-' || n, 'Module ' || n, n from public.trails t, generate_series(1, ${MODULES}) n where t.workspace_id = $1`);
  await write(`insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty)
    select $1, c.slug || '-' || n, 'Lesson ' || n, repeat('A lesson of some length. ', 80), 10, 'beginner'
    from public.concepts c, generate_series(1, ${LESSONS / MODULES}) n where c.workspace_id = $1`);
  await write(`insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
    select $1, c.id, s.id, 0 from public.concepts c join public.sparks s on s.workspace_id = $1 and regexp_replace(s.slug, '-[0-9]+$', '') = c.slug
    where c.workspace_id = $1`);
  await write(`insert into public.lesson_profiles (workspace_id, spark_id, word_count, gps_score, didatica_score, validation_status)
    select $1, s.id, 400, (s.ordinal % 100) / 100.0, (s.ordinal % 90) / 100.0,
      (array['passed', 'passed', 'passed', 'warning', 'failed'])[s.ordinal % 5 + 1]::public.validation_status
    from public.sparks s where s.workspace_id = $1`);
  await write(
    'create table bench_courses as select trail_id, title, persona_id, course_type, pedagogical_framework, voice_fidelity from public.course_statistics',
  );
  await write(`create table bench_lessons as select c.trail_id, s.id as spark_id, s.estimated_mins, f.word_count, f.gps_score, f.didatica_score, f.validation_status
    from public.concepts c join public.concept_sparks n on n.concept_id = c.id join public.sparks s on s.id = n.spark_id
    join public.lesson_profiles f on f.spark_id = s.id`);
  await write('create index on bench_lessons (trail_id)');
  await write('analyze');
}

const PLAIN = `select c.trail_id, c.title, count(*), sum(l.estimated_mins), avg(l.gps_score), avg(l.didatica_score),
    count(*) filter (where l.validation_status = 'failed')
  from bench_courses c join bench_lessons l on l.trail_id = c.trail_id group by c.trail_id, c.title`;

async function measure(db: pg.ClientBase, workspace: string): Promise<Row[]> {
  const read = (filter: object, sort: string, limit: number) => () =>
    db.query('select public.read_courses($1, $2, $3, true, 0, $4)', [workspace, JSON.stringify(filter), sort, limit]);
  const plainPage = await repeated(() => db.query(`${PLAIN} order by avg(l.gps_score) desc limit 100`));
  const plainAll = await repeated(() => db.query(PLAIN));
  const plainGroups = await repeated(() =>
    db.query(`select persona_id, count(*), avg(voice_fidelity), avg(gps) from (
      select c.persona_id, c.voice_fidelity, avg(l.gps_score) as gps from bench_courses c join bench_lessons l on l.trail_id = c.trail_id
      group by c.trail_id, c.persona_id, c.voice_fidelity) g group by persona_id`),
  );
  const many = COURSES.toLocaleString('en');
  const how = `in the database, ${many} courses of ${LESSONS} lessons, one connection, warm`;
  const target = (measured: Figure) => ({ text: 'below 500 ms', is_met: measured.median < 500 });
  const row = (what: string, measured: Figure, reference: { what: string; figure: Figure }): Row => ({
    what,
    figure: measured,
    reference,
    target: target(measured),
    how,
  });
  const page = { what: 'join and group by of two plain tables, first 100', figure: plainPage };
  return [
    row(`first page of ${many} courses by quality`, await repeated(read({}, 'quality', 100)), page),
    row(
      'the same, filtered by a word, a type and fidelity',
      await repeated(read({ q: 'soil', type: 'mixed', fidelity: 0.5 }, 'title', 100)),
      page,
    ),
    row(`all ${many} for a download`, await repeated(read({}, 'title', 1000)), {
      what: 'join and group by of two plain tables, all',
      figure: plainAll,
    }),
    row(
      'means and distributions by persona',
      await repeated(() => db.query("select public.read_course_figures($1, 'persona')", [workspace])),
      {
        what: 'group by of two plain tables',
        figure: plainGroups,
      },
    ),
    row(
      'the view persona_statistics',
      await repeated(() => db.query('select * from public.persona_statistics where workspace_id = $1', [workspace])),
      {
        what: 'group by of two plain tables',
        figure: plainGroups,
      },
    ),
  ];
}

const bench: Bench = {
  name: 'courses',
  about: 'lists and figures of a thousand courses',
  run: async (say) => {
    const server = await startBenchDatabase();
    try {
      const db = await server.connect();
      const workspace = await server.createWorkspace(db, 'courses');
      say(`write ${COURSES} courses`);
      await fill(db, workspace);
      say('list them');
      return await measure(db, workspace);
    } finally {
      await server.stop();
    }
  },
};
export default bench;
