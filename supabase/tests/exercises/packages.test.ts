import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PACKAGE_CASES } from '#lib/exercises/core/package.cases.ts';
import { oddExercise, oddValue } from '#lib/exercises/core/package.odd.ts';
import { packageProblems } from '#lib/exercises/core/package.ts';
import { RULES } from '#lib/exercises/core/rules.ts';
import { attempt, list, stage, value } from '../support/authoring.ts';
import { workspacePerTest } from '../support/workspace-per-test.ts';

const { db, sql, author, here } = workspacePerTest();

interface Problem {
  code: string;
  pointer: string;
  message: string;
  fix: string;
}
const places = (problems: Pick<Problem, 'code' | 'pointer'>[]) =>
  problems.map(({ code, pointer }) => `${code} ${pointer}`).sort();
const inCore = (body: Record<string, unknown>, objectives?: string[]) =>
  packageProblems(body, objectives ? { objectives: new Set(objectives) } : {}).filter((one) => one.severity === 'hard');
const inDatabase = (body: unknown, objectives: string[] | null = null) =>
  list<Problem>(sql, 'select code, pointer, message, fix from private.package_problems($1, $2)', [
    JSON.stringify(body),
    objectives,
  ]);

describe('core and the database find the same wrong with a lesson package', () => {
  test.each(PACKAGE_CASES.map((one) => [one.name, one] as const))('%s', async (_, { body, objectives, problems }) => {
    // What JSON does not keep (undefined) is not there for the database.
    const stored = JSON.parse(JSON.stringify(body));
    const found = await inDatabase(stored, objectives ?? null);
    expect(places(found)).toEqual([...problems].sort());
    const core = inCore(stored, objectives);
    for (const { code, pointer, message, fix } of found) {
      expect(core.find((one) => one.code === code && one.pointer === pointer)).toMatchObject({ message, fix });
    }
  });

  test('whatever shape it has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(oddExercise, oddValue), { maxLength: 5 }),
        fc.array(oddValue, { maxLength: 3 }),
        async (exercise_bank, quiz) => {
          const body = JSON.parse(JSON.stringify({ exercise_bank, quiz }));
          expect(places(await inDatabase(body, ['a', '1']))).toEqual(places(inCore(body, ['a', '1'])));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and say it in the same words', async () => {
    const rules = await list(sql, 'select code, message, fix from private.exercise_rules order by code');
    const hard = Object.entries(RULES).filter(([, { severity }]) => severity === 'hard');
    expect(rules).toEqual(
      hard.map(([code, { message, fix }]) => ({ code, message, fix })).sort((a, b) => (a.code < b.code ? -1 : 1)),
    );
  });
});

/** A package in which each hard rule is broken once, and what the lesson knows. */
const BROKEN = PACKAGE_CASES.filter(({ problems }) => problems.length > 0);
const EVERY_RULE = Object.entries(RULES).flatMap(([code, { severity }]) => (severity === 'hard' ? [code] : []));

describe('what breaks a rule', () => {
  test('is refused to whoever writes it directly, with the whole list, whether new or changed', async () => {
    const { workspace } = await db.members();
    const refused = new Set<string>();
    for (const { body, problems } of BROKEN.filter((one) => one.objectives === undefined)) {
      await db.asPerson('editor', async (person) => {
        const spark = await value<string>(
          person,
          "insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, 'lesson', 'Lesson', 'x', 5, 'beginner') returning id",
          [workspace],
        );
        const made = await attempt(
          person,
          'insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)',
          [workspace, spark, JSON.stringify(body)],
        );
        expect(made.code, JSON.stringify(body)).toBe('TW006');
        const said: Problem[] = JSON.parse(made.detail ?? '[]');
        expect(places(said)).toEqual([...problems].sort());
        for (const { code } of said) refused.add(code);
        await person.query('insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
          workspace,
          spark,
          '{"exercise_bank": [], "quiz": []}',
        ]);
        const changed = await attempt(person, 'update public.packages set body = $2 where spark_id = $1', [
          spark,
          JSON.stringify(body),
        ]);
        expect([changed.code, changed.detail]).toEqual(['TW006', made.detail]);
        expect(
          (await attempt(person, `update public.packages set extras = '{"x": 1}' where spark_id = $1`, [spark])).code,
        ).toBeNull();
      });
    }
    expect(EVERY_RULE.filter((code) => !refused.has(code))).toEqual(['unknown_objective']);
  });

  test('the secret key is no way around it', async () => {
    const spark = await author.spark();
    await db.asService(async (service) => {
      const made = await attempt(
        service,
        'insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)',
        [here.workspace, spark, '{"exercise_bank": [], "quiz": ["x"]}'],
      );
      expect(made.code).toBe('TW006');
    });
  });

  test('an objective is one of a concept that holds the spark, or of its trail', async () => {
    const { workspace } = await db.members();
    await db.asOwner(async (owner) => {
      author.workspace_id = workspace;
      const trail = await author.trail(await author.domain());
      const [holds, other] = [await author.concept(trail), await author.concept(trail)];
      const spark = await author.spark();
      await author.place(holds, spark);
      await author.add('objectives', { concept_id: holds, objective_id: 'own', title: 'Own' });
      await author.add('objectives', { concept_id: other, objective_id: 'other', title: 'Other' });
      for (const objective_id of ['course', 'lo_1'])
        await author.add('trail_objectives', { trail_id: trail, objective_id, title: 'Of the course' });
      expect(
        await list(owner, 'select objective from private.lesson_objectives($1, $2) order by 1', [workspace, [spark]]),
      ).toEqual(['course', 'lo_1', 'own'].map((objective) => ({ objective })));
      const body = (aligned_learning_objective: string) =>
        JSON.stringify({
          exercise_bank: [{ id: 'x', exercise_type: 'true_false', answer: true, aligned_learning_objective }],
          quiz: [],
        });
      await author.lessonPackage(spark);
      await db.asPerson('editor', async (person) => {
        const write = (objective: string) =>
          attempt(person, 'update public.packages set body = $2 where spark_id = $1', [spark, body(objective)]);
        for (const known of ['own', 'course', 'lo_1']) expect((await write(known)).code, known).toBeNull();
        const unknown = await write('other');
        expect([unknown.code, places(JSON.parse(unknown.detail ?? ''))]).toEqual([
          'TW006',
          ['unknown_objective /exercise_bank/0/aligned_learning_objective'],
        ]);
      });
    });
  });
});

describe('staging refuses', () => {
  const exercise = (aligned_learning_objective: string) => ({
    id: 'x',
    exercise_type: 'true_false',
    answer: true,
    aligned_learning_objective,
  });

  test('each problem with its rule, place, fix and exercise', async () => {
    const spark = await author.spark('lesson');
    await author.lessonPackage(spark, { exercise_bank: [{ id: 'x', exercise_type: 'true_false' }], quiz: ['y'] });
    const { ok, blockers } = await stage(sql, here.workspace);
    expect(ok).toBe(false);
    expect(blockers).toMatchObject([
      {
        rule: 'package_valid',
        kind: 'package',
        entity_id: spark,
        slug: 'lesson',
        detail: {
          code: 'undecided',
          pointer: '/exercise_bank/0/answer',
          place: 0,
          exercise_id: 'x',
          fix: 'Choose True or False.',
        },
      },
      {
        rule: 'package_valid',
        detail: { code: 'unknown_quiz_item', pointer: '/quiz/0', place: null, exercise_id: null },
      },
    ]);
    const preview = await value(sql, 'select public.preview_blockers($1)', [here.workspace]);
    expect(preview).toMatchObject({
      rules: [{ rule: 'package_valid', total: 2, items: [{ detail: { code: 'undecided' } }, {}] }],
    });
  });

  test('objectives are those that the snapshot would have: one that is left out is not there', async () => {
    const concept = await author.concept(null);
    const spark = await author.spark('lesson');
    await author.place(concept, spark);
    await author.lessonPackage(spark, { exercise_bank: [exercise('lo_1')], quiz: [] });
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([{ detail: { code: 'unknown_objective' } }]);
    const objective = await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'One' });
    expect((await stage(sql, here.workspace)).ok).toBe(true);

    await sql.query('update public.objectives set objective_id = $2 where id = $1', [objective, 'lo_2']);
    expect((await stage(sql, here.workspace)).blockers, 'the package did not change').toMatchObject([
      { rule: 'package_valid', slug: 'lesson', detail: { code: 'unknown_objective', exercise_id: 'x' } },
    ]);
    await sql.query('update public.objectives set objective_id = $2 where id = $1', [objective, 'lo_1']);
    expect((await stage(sql, here.workspace)).ok).toBe(true);
    await sql.query('delete from public.concept_sparks where spark_id = $1', [spark]);
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([{ detail: { code: 'unknown_objective' } }]);
  });

  test('a trail that changes under a concept takes its objectives along', async () => {
    const domain = await author.domain();
    const [one, two] = [await author.trail(domain), await author.trail(domain)];
    await author.add('trail_objectives', { trail_id: one, objective_id: 'lo_1', title: 'First' });
    const concept = await author.concept(one);
    const spark = await author.spark('lesson');
    await author.place(concept, spark);
    await author.lessonPackage(spark, { exercise_bank: [exercise('lo_1')], quiz: [] });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
    await sql.query('update public.concepts set trail_id = $2 where id = $1', [concept, two]);
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([{ detail: { code: 'unknown_objective' } }]);
    await author.add('trail_objectives', { trail_id: two, objective_id: 'lo_1', title: 'Second' });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
    await sql.query('delete from public.trail_objectives where trail_id = $1', [two]);
    expect((await stage(sql, here.workspace)).blockers).toMatchObject([{ detail: { code: 'unknown_objective' } }]);
  });
});
