import { describe, expect, test } from 'vitest';
import { acting } from '../support/acting.ts';
import { codeOf, fresh, list, value } from '../support/authoring.ts';

const { db, sql, author, here, act } = acting();

interface Listed {
  all: number;
  total: number;
  mean_fidelity: number | null;
  rows: { title: string; [field: string]: unknown }[];
  frameworks: string[];
}

const read = (filter: object = {}, sort = 'title', descending = false, offset = 0, limit = 100) =>
  act<Listed>('read_courses', JSON.stringify(filter), sort, descending, offset, limit);
const titles = async (...ask: Parameters<typeof read>) => (await read(...ask)).rows.map(({ title }) => title);

interface Lesson {
  gps_score?: number;
  didatica_score?: number;
  validation_status?: string;
  minutes?: number;
  issues?: unknown;
}

/** A course with one module for each list of lessons. */
async function course(title: string, facts: Record<string, unknown> = {}, modules: Lesson[][] = []) {
  const trail = await author.trail(await author.domain(), fresh('course'), { title });
  await author.add('course_profiles', { trail_id: trail, ...facts });
  const sparks: string[] = [];
  for (const lessons of modules) {
    const concept = await author.concept(trail);
    for (const { minutes = 30, issues, ...lesson } of lessons) {
      const spark = await author.spark(undefined, { estimated_mins: minutes });
      await author.place(concept, spark);
      await author.add('lesson_profiles', {
        spark_id: spark,
        ...lesson,
        ...(issues !== undefined && { validation_issues: JSON.stringify(issues) }),
      });
      sparks.push(spark);
    }
  }
  return { trail, sparks };
}

/** Four courses that differ in everything one can ask for. */
async function fourCourses() {
  const ana = await author.add('personas', { slug: 'ana', display_name: 'Ana' });
  await course(
    'Soil at home',
    {
      persona_id: ana,
      course_type: 'mixed',
      pedagogical_framework: 'GPS',
      knowledge_level: 'beginner',
      status: 'published',
      voice_fidelity: 0.9,
      keywords: ['iot', 'soil'],
    },
    [
      [{ gps_score: 1, didatica_score: 0.8, validation_status: 'passed' }],
      [{ gps_score: 0.5, validation_status: 'failed' }],
    ],
  );
  await course(
    'Cloud basics',
    {
      persona_id: ana,
      course_type: 'technical',
      pedagogical_framework: 'GPS',
      knowledge_level: 'advanced',
      voice_fidelity: 0.7,
      tool_name: '100%_Cloud',
    },
    [[{ gps_score: 0.6, didatica_score: 0.6, validation_status: 'warning' }]],
  );
  await course('Voices', { course_type: 'technical', pedagogical_framework: 'Projects', voice_fidelity: 0.95 }, [
    [{ gps_score: 0.9, validation_status: 'passed' }],
  ]);
  await course('Bare');
  // A trail that is no course.
  await author.trail(await author.domain());
  return { ana };
}

describe('the list of courses', () => {
  test('counts modules, lessons once each and hours, and takes the means of what was measured', async () => {
    const { trail, sparks } = await course('Counted', {}, [
      [
        { minutes: 30, gps_score: 1 },
        { minutes: 60, gps_score: 0.5, didatica_score: 0.5 },
      ],
      [],
    ]);
    // One of its lessons stands in a second module as well.
    const [second] = await list<{ id: string }>(
      sql,
      'select c.id from public.concepts c where c.trail_id = $1 and not exists (select from public.concept_sparks s where s.concept_id = c.id)',
      [trail],
    );
    await author.place(String(second?.id), String(sparks[0]));
    const { rows } = await read();
    // Words are counted on its panel: what files said of them grows old.
    expect(rows[0]).not.toHaveProperty('word_count');
    expect(rows).toMatchObject([
      {
        title: 'Counted',
        total_modules: 2,
        total_lessons: 2,
        estimated_duration_hours: 1.5,
        avg_gps_score: 0.75,
        avg_didatica_score: 0.5,
        quality: 0.625,
      },
    ]);
  });

  test('is filtered by all that is asked at once', async () => {
    const { ana } = await fourCourses();
    expect(await titles()).toEqual(['Bare', 'Cloud basics', 'Soil at home', 'Voices']);
    const cases: [object, string[]][] = [
      [{ q: 'SOIL' }, ['Soil at home']],
      [{ q: 'iot' }, ['Soil at home']],
      [{ q: 'ana' }, ['Cloud basics', 'Soil at home']],
      [{ q: '%_' }, ['Cloud basics']],
      [{ persona: ana }, ['Cloud basics', 'Soil at home']],
      [{ persona: 'none' }, ['Bare', 'Voices']],
      [{ type: 'technical' }, ['Cloud basics', 'Voices']],
      [{ type: 'none' }, ['Bare']],
      [{ framework: 'GPS' }, ['Cloud basics', 'Soil at home']],
      [{ level: 'beginner' }, ['Soil at home']],
      [{ status: 'published' }, ['Soil at home']],
      [{ fidelity: 0.9 }, ['Voices']],
      [{ quality: 0.75 }, ['Soil at home', 'Voices']],
      [{ validation: 'failed' }, ['Soil at home']],
      [{ validation: 'warning' }, ['Cloud basics']],
      [{ validation: 'passed' }, ['Voices']],
      [{ persona: ana, fidelity: 0.8 }, ['Soil at home']],
    ];
    for (const [filter, expected] of cases) expect(await titles(filter), JSON.stringify(filter)).toEqual(expected);
    expect(await read({ persona: ana })).toMatchObject({
      all: 4,
      total: 2,
      mean_fidelity: 0.8,
      frameworks: ['GPS', 'Projects'],
    });
  });

  test('is sorted by what is asked, with what says nothing last either way, and comes by the page', async () => {
    await fourCourses();
    expect(await titles({}, 'fidelity')).toEqual(['Cloud basics', 'Soil at home', 'Voices', 'Bare']);
    expect(await titles({}, 'fidelity', true)).toEqual(['Voices', 'Soil at home', 'Cloud basics', 'Bare']);
    expect(await titles({}, 'title', true)).toEqual(['Voices', 'Soil at home', 'Cloud basics', 'Bare']);
    expect(await titles({}, 'persona')).toEqual(['Cloud basics', 'Soil at home', 'Bare', 'Voices']);
    expect(await titles({}, 'title', false, 1, 2)).toEqual(['Cloud basics', 'Soil at home']);
    expect(await codeOf(read({}, 'slug'))).toBe('TW006');
  });
});

test('figures have means and distributions over courses, by what is asked', async () => {
  await fourCourses();
  expect(await act('read_course_figures', 'framework')).toMatchObject([
    {
      key: 'GPS',
      courses: 2,
      lessons: 3,
      failed_lessons: 1,
      fidelity: 0.8,
      fidelity_fifths: [0, 0, 0, 1, 1],
      quality_fifths: [0, 0, 0, 2, 0],
    },
    {
      key: 'Projects',
      courses: 1,
      fidelity: 0.95,
      gps: 0.9,
      didactic: null,
      quality: 0.9,
      quality_fifths: [0, 0, 0, 0, 1],
    },
    { key: null, label: null, courses: 1, fidelity: null, fidelity_fifths: [0, 0, 0, 0, 0] },
  ]);
  expect(await act('read_course_figures', 'persona')).toMatchObject(
    [
      { key: null, courses: 2 },
      { label: 'Ana', courses: 2, fidelity: 0.8 },
    ].toSorted((a, b) => ('label' in a ? -1 : 1) - ('label' in b ? -1 : 1)),
  );
  expect(await act('read_course_figures', 'type')).toMatchObject([
    { key: 'technical', courses: 2 },
    { key: 'mixed' },
    { key: null },
  ]);
  expect(await codeOf(act('read_course_figures', 'title'))).toBe('TW006');
});

test('lessons that failed are listed by course with what the validator says', async () => {
  await course('Second', {}, [[{ validation_status: 'failed', issues: [{ issue: 'No goal', severity: 'high' }] }]]);
  await course('First', {}, [[{ validation_status: 'failed' }, { validation_status: 'passed' }]]);
  const loose = await author.spark('loose');
  await author.add('lesson_profiles', { spark_id: loose, validation_status: 'failed' });
  const page = (offset: number, limit: number) =>
    act<{ total: number; rows: { trail_title: string | null; validation_issues: unknown }[] }>(
      'read_failed_lessons',
      offset,
      limit,
    );
  const all = await page(0, 10);
  expect(all.total).toBe(3);
  expect(all.rows.map(({ trail_title }) => trail_title)).toEqual(['First', 'Second', null]);
  expect(all.rows[1]?.validation_issues).toEqual([{ issue: 'No goal', severity: 'high' }]);
  expect((await page(2, 10)).rows).toHaveLength(1);
});

test('the lessons of a course stand in their modules, with their words counted now', async () => {
  const { trail, sparks } = await course('Read', {}, [[{ gps_score: 0.67 }]]);
  await sql.query("update public.sparks set content_md = E'# One\\n\\n two  three\\n' where id = $1", [sparks[0]]);
  expect(await act('read_course_lessons', trail)).toMatchObject([
    { lessons: [{ id: sparks[0], words: 4, gps_score: 0.67, minutes: 30 }] },
  ]);
  await act('trash', 'trail', trail);
  expect(await codeOf(act('read_course_lessons', trail))).toBe('TW004');
});

describe('the views', () => {
  test('say the same in SQL, of courses and of personas', async () => {
    await fourCourses();
    expect(
      await list(
        sql,
        'select title, failed_lessons::int from public.course_statistics where workspace_id = $1 order by title',
        [here.workspace],
      ),
    ).toEqual([
      { title: 'Bare', failed_lessons: 0 },
      { title: 'Cloud basics', failed_lessons: 0 },
      { title: 'Soil at home', failed_lessons: 1 },
      { title: 'Voices', failed_lessons: 0 },
    ]);
    expect(
      await list(
        sql,
        `select display_name, courses::int, total_lessons::int, avg_voice_fidelity, least_voice_fidelity, most_voice_fidelity, failed_lessons::int
         from public.persona_statistics where workspace_id = $1`,
        [here.workspace],
      ),
    ).toEqual([
      {
        display_name: 'Ana',
        courses: 2,
        total_lessons: 3,
        avg_voice_fidelity: 0.8,
        least_voice_fidelity: 0.7,
        most_voice_fidelity: 0.9,
        failed_lessons: 1,
      },
    ]);
  });

  test('are read by members of a workspace and by nobody else', async () => {
    const members = await db.members();
    const slug = fresh('seen');
    await db.commitAsPerson(members.editor, async (person) => {
      const domain = await value(
        person,
        "insert into public.domains (workspace_id, slug, name) values ($1, $2, 'Seen') returning id",
        [members.workspace, slug],
      );
      const trail = await value(
        person,
        "insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level) values ($1, $2, $3, 'Seen', 'beginner') returning id",
        [members.workspace, domain, slug],
      );
      const persona = await value(
        person,
        "insert into public.personas (workspace_id, slug, display_name) values ($1, $2, 'Seen') returning id",
        [members.workspace, slug],
      );
      await person.query(
        'insert into public.course_profiles (workspace_id, trail_id, persona_id) values ($1, $2, $3)',
        [members.workspace, trail, persona],
      );
    });
    const seen = (person: string) =>
      db.commitAsPerson(person, async (client) => [
        await value<number>(client, 'select count(*)::int from public.course_statistics where slug = $1', [slug]),
        await value<number>(client, 'select count(*)::int from public.persona_statistics where slug = $1', [slug]),
      ]);
    expect(await seen(members.editor)).toEqual([1, 1]);
    expect(await seen(members.outsider)).toEqual([0, 0]);
    const written = db.commitAsPerson(members.editor, (client) =>
      client.query("update public.persona_statistics set display_name = 'x'"),
    );
    expect(await codeOf(written)).not.toBeNull();
  });
});
