import { describe, expect, test } from 'vitest';
import { codeOf, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json } from '../support/editing-exercises.ts';

const { sql, author, here, lessons } = editingExercises();

interface Cell {
  valid: number;
  blocked: number;
}
interface Coverage {
  of: { title: string };
  rows: {
    id: string;
    title: string;
    concepts: number | null;
    objectives: number | null;
    cells: Record<string, Cell>;
  }[];
  elsewhere: Record<string, Cell>;
  no_objective: Record<string, Cell>;
  no_level: Cell;
  valid: number;
}
const read = (kind: string, id: string | null) =>
  value<Coverage>(sql, 'select public.read_coverage($1, $2, $3)', [here.workspace, kind, id]);
const cell = (kind: string, id: string | null, part: string, row: string | null, level: string | null) =>
  value<{ total: number; exercises: Json[]; close: Json[]; sparks: Json[] }>(
    sql,
    'select public.read_coverage_cell($1, $2, $3, $4, $5, $6)',
    [here.workspace, kind, id, part, row, level],
  );
const objective = (concept_id: string, objective_id: string, order_index = 0) =>
  author.add('objectives', { concept_id, objective_id, title: `Can ${objective_id}`, order_index });
const about = (id: string, lo: string | null, level: string | null, more: Json = {}) =>
  exercise(id, { aligned_learning_objective: lo, cognitive_level: level, ...more });

/** Two concepts of a trail that share a lesson, and one that stands alone. */
async function course() {
  const domain = await author.domain();
  const trail = await author.trail(domain);
  const [one, two, alone] = [
    await author.concept(trail, undefined, { order_index: 0 }),
    await author.concept(trail, undefined, { order_index: 1 }),
    await author.concept(null),
  ];
  const shared = await author.spark();
  await objective(one, 'lo_1', 1);
  await objective(one, 'lo_0', 0);
  await objective(two, 'lo_2');
  await objective(alone, 'lo_9');
  await author.place(one, shared);
  await author.place(two, shared);
  await author.place(two, lessons.other);
  const elsewhere = await author.spark();
  await author.place(alone, elsewhere);
  await author.lessonPackage(shared, {
    exercise_bank: [
      about('a', 'lo_1', 'Recall'),
      about('b', 'lo_1', 'Recall', { answer: null }),
      about('c', 'lo_2', 'Transfer'),
      about('d', null, 'Recall'),
      about('e', 'lo_1', null),
      about('f', 'lo_unknown', 'Recall'),
      about('g', 'lo_1', 'Somewhat'),
    ],
    quiz: [],
  });
  // Word for word the same as one of the shared lesson.
  await author.lessonPackage(lessons.other, { exercise_bank: [about('c', 'lo_2', 'Transfer')], quiz: [] });
  await author.lessonPackage(elsewhere, { exercise_bank: [about('x', 'lo_9', 'Application')], quiz: [] });
  return { trail, one, two, alone, shared, elsewhere };
}

describe('counting', () => {
  test('of a concept its objectives in their order, with what is in no row below', async () => {
    const { one } = await course();
    const { rows, ...below } = await read('concept', one);
    expect(rows.map(({ id, cells }) => [id, cells])).toEqual([
      ['lo_0', {}],
      ['lo_1', { Recall: { valid: 1, blocked: 1 } }],
    ]);
    expect(below).toMatchObject({
      elsewhere: { Transfer: { valid: 1, blocked: 0 } },
      no_objective: { Recall: { valid: 1, blocked: 1 } },
      no_level: { valid: 2, blocked: 0 },
      valid: 5,
    });
  });

  test('of a trail its concepts: a shared lesson counts in each, and once in all; copies count once', async () => {
    const { trail, one, two } = await course();
    const { rows, valid } = await read('trail', trail);
    const shared = { Recall: { valid: 1, blocked: 1 }, Transfer: { valid: 1, blocked: 0 } };
    expect(rows.map(({ id, objectives, cells }) => [id, objectives, cells])).toEqual([
      [one, 2, shared],
      [two, 1, shared],
    ]);
    expect(valid).toBe(5);
  });

  test('of the workspace its trails, and what no trail holds apart', async () => {
    const { trail } = await course();
    const { rows, elsewhere, no_objective } = await read('workspace', null);
    expect(rows.map(({ id, concepts, objectives }) => [id, concepts, objectives])).toEqual([[trail, 2, 3]]);
    expect(rows[0]?.cells).toEqual({ Recall: { valid: 1, blocked: 1 }, Transfer: { valid: 1, blocked: 0 } });
    expect(elsewhere).toEqual({ Application: { valid: 1, blocked: 0 } });
    // Those of the lesson in no concept have no objective either.
    expect(no_objective.Recall).toEqual({ valid: 4, blocked: 1 });
  });

  test('what is not there, or is of another workspace, is not found', async () => {
    const { rows } = await sql.query(
      "insert into public.workspaces (slug, name) values ('cov-other', 'Other') returning id",
    );
    const foreign = await value<string>(
      sql,
      "insert into public.concepts (workspace_id, slug, title) values ($1, 'foreign', 'Foreign') returning id",
      [rows[0]?.id],
    );
    for (const [kind, id] of [
      ['concept', foreign],
      ['trail', foreign],
      ['nothing', null],
    ])
      expect(await codeOf(read(kind ?? '', id ?? null))).toBe('TW004');
  });
});

describe('behind a number', () => {
  test('are its exercises, blocked ones too, each once, and the lessons that could have one more', async () => {
    const { one, two, trail, shared } = await course();
    const { total, exercises, close, sparks } = await cell('concept', one, 'row', 'lo_1', 'Recall');
    expect([total, exercises.map(({ exercise_id, is_valid }) => [exercise_id, is_valid]), close]).toEqual([
      2,
      [
        ['a', true],
        ['b', false],
      ],
      [],
    ]);
    expect(sparks.map(({ id }) => id)).toEqual([shared]);
    expect((await cell('trail', trail, 'row', two, 'Transfer')).total).toBe(1);
    expect((await cell('trail', trail, 'row', two, 'Transfer')).sparks).toHaveLength(2);
  });

  test('are those close by where it is a hole: of the same row, of a lower level, and valid', async () => {
    const { one } = await course();
    const { total, close } = await cell('concept', one, 'row', 'lo_1', 'Application');
    expect([total, close.map(({ exercise_id }) => exercise_id)]).toEqual([0, ['a']]);
  });

  test('are those without a level or an objective', async () => {
    const { one } = await course();
    const names = async (part: string, level: string | null) =>
      (await cell('concept', one, part, null, level)).exercises.map(({ exercise_id }) => exercise_id);
    expect((await names('no_level', null)).toSorted()).toEqual(['e', 'g']);
    expect(await names('no_objective', 'Recall')).toEqual(['d', 'f']);
  });
});

describe('what the workspace wants', () => {
  const levels = { Recall: 3, Comprehension: 0, Application: 1, Transfer: 10_000 };
  const thresholds = { objective: levels, concept: levels, trail: levels };
  const targets = {
    level: { Recall: 0.25, Comprehension: 0.25, Application: 0.25, Transfer: 0.25 },
    difficulty: { easy: 0.334, medium: 0.333, hard: 0.333 },
  };
  const set = (one: unknown, other: unknown) =>
    codeOf(
      sql.query('select public.set_exercise_goals($1, $2, $3)', [
        here.workspace,
        one ? JSON.stringify(one) : null,
        other ? JSON.stringify(other) : null,
      ]),
    );
  const goals = () => value<Json>(sql, 'select public.read_exercise_goals($1)', [here.workspace]);

  test('is nothing at first, and each is set without the other', async () => {
    expect(await goals()).toEqual({ thresholds: null, quiz_targets: null });
    await set(thresholds, null);
    await set(null, targets);
    expect(await goals()).toEqual({ thresholds, quiz_targets: targets });
  });

  test.each([
    ['a level is missing', { ...thresholds, trail: { Recall: 1 } }, null],
    ['a row of another kind', { ...thresholds, spark: levels }, null],
    ['a negative number', { ...thresholds, trail: { ...levels, Recall: -1 } }, null],
    ['part of an exercise', { ...thresholds, trail: { ...levels, Recall: 1.5 } }, null],
    ['no numbers', { ...thresholds, trail: { ...levels, Recall: '1' } }, null],
    ['no object', [], null],
    ['shares of more than all', null, { ...targets, difficulty: { easy: 0.5, medium: 0.5, hard: 0.5 } }],
    ['shares without a level', null, { ...targets, level: { Recall: 1 } }],
  ])('is refused where it is no such thing: %s', async (_, one, other) => {
    expect(await set(one, other)).toBe('TW006');
    expect(await goals()).toEqual({ thresholds: null, quiz_targets: null });
  });
});
