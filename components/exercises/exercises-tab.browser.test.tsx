import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { BankFilter, ExerciseEdit } from '#lib/exercises/core/bank.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import type { OpenExercise } from '#lib/exercises/services.ts';
import { ExercisesTab } from './exercises-tab.tsx';

const SPARK = '00000000-0000-4000-8000-000000000001';
const HASH = '9dd4e461-268c-0034-f5c8-564e155c67a6';
const row = (place: number, more: Partial<BankRow> = {}): BankRow => ({
  spark_id: SPARK,
  spark_slug: 'dough',
  spark_title: 'Dough',
  place,
  exercise_id: `ex_${place}`,
  type: 'true_false',
  category: null,
  level: 'Recall',
  difficulty: 'easy',
  objective: 'lo_1',
  quiz_place: null,
  has_image: false,
  stem: `Is it ${place}?`,
  hash: HASH,
  version: 1,
  problems: [],
  ...more,
});
const counts = { types: {}, levels: {}, difficulties: {}, objectives: {}, in_quiz: 1, is_blocked: 1, has_image: 0 };
const ROWS = [
  row(0, { quiz_place: 0 }),
  row(1, { problems: ['undecided'] }),
  row(2, { exercise_id: null, version: null, stem: '' }),
];

function bankIs(rows: BankRow[]) {
  answer<{ filter: BankFilter }>('bank', ({ filter }) => {
    const found = rows.filter((one) => !filter.is_blocked || one.problems.length > 0);
    return done({ total: found.length, all: rows.length, rows: found, counts });
  });
}
const opened = (more: Partial<OpenExercise> = {}): OpenExercise => ({
  rendered: {
    id: 'ex_1',
    type: 'true_false',
    category: null,
    level: null,
    difficulty: null,
    objective: null,
    stem: '<p>Is it?</p>',
  },
  problems: [],
  exercise_id: 'ex_1',
  place: 1,
  hash: HASH,
  version: 1,
  stored: { id: 'ex_1', exercise_type: 'true_false', difficulty: 'EASY' },
  ...more,
});

beforeEach(() => {
  bankIs(ROWS);
  answer('exercises', () =>
    done({
      exercises: [],
      objectives: [{ objective: 'lo_1', title: 'Knead dough' }],
      quiz: ['ex_0', 'gone'],
      quiz_metadata: { difficulty_distribution_actual: { easy: 1 } },
      problems: [
        { code: 'unknown_quiz_item', pointer: '/quiz/1', message: 'The quiz names “gone”.', fix: 'Take it out.' },
      ],
    }),
  );
  answer('exercise', () => done(opened()));
  answer('exercise-versions', () => done([]));
  answer('people', () => done({}));
});

const open = (search = '') =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <ExercisesTab workspace={WORKSPACE} id={SPARK} />
    </div>,
    { search },
  );

describe('the bank of a lesson', () => {
  test('is rows of plain text, with what blocks marked and the quiz beside', async () => {
    const page = await open();
    const blocked = page.getByRole('row', { name: /Is it 1\?/ });
    await expect.element(blocked.getByText('Blocks')).toBeVisible();
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ }).getByText('Knead dough')).toBeVisible();
    await expect.element(page.getByText(/1 exercise blocks/)).toBeVisible();
    await expect.element(page.getByText(/The quiz names “gone”/)).toBeVisible();
  });

  test('shows only what blocks, and says how many of how many', async () => {
    const page = await open();
    await userEvent.click(page.getByRole('button', { name: 'Show only these' }));
    await expect.element(page.getByText('1 of 3 exercises')).toBeVisible();
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Show all' }));
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).toBeVisible();
  });

  test('of 2,000 exercises those in view are drawn', async () => {
    bankIs(Array.from({ length: 2000 }, (_, at) => row(at)));
    const page = await open();
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).toBeVisible();
    expect(document.querySelectorAll('tbody tr').length).toBeLessThan(80);
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('2001');
  });

  test('says that there is none yet', async () => {
    bankIs([]);
    const page = await open();
    await expect.element(page.getByText('No exercises yet')).toBeVisible();
  });
});

describe('an exercise that is opened', () => {
  test('a true or false that nobody has decided shows neither as right, and says what to do', async () => {
    const problems = [
      {
        code: 'undecided',
        severity: 'hard',
        pointer: '/answer',
        message: 'Nobody has decided.',
        fix: 'Choose True or False.',
      } as const,
    ];
    answer('exercise', () => done(opened({ problems })));
    const page = await open('exercise=ex_1');
    await expect.element(page.getByRole('list', { name: 'Blocks' }).getByText('Choose True or False.')).toBeVisible();
    await expect.element(page.getByText('False', { exact: true })).toBeVisible();
    for (const name of ['Right', 'Wrong']) expect(page.getByRole('img', { name }).elements(), name).toEqual([]);
  });

  test('one without an id is opened by its place', async () => {
    await open('exercise=%232');
    await expect.poll(() => inputsOf('exercise')).toContainEqual({ spark_id: SPARK, exercise_id: null, place: 2 });
  });

  test('what needs no decision is mended at a press, on the state that was seen', async () => {
    const mend = [{ set: '/difficulty', to: 'easy' }];
    const problems = [
      {
        code: 'unknown_difficulty',
        severity: 'advice',
        pointer: '/difficulty',
        message: '“EASY” is no difficulty.',
        fix: 'Choose easy.',
        mend,
      } as const,
    ];
    answer('exercise', () => done(opened({ problems })));
    answer('editExercisesAction', () =>
      done({ change_set_id: null, made: [], refused: [{ nth: 0, code: 'conflict', fields: [] }] }),
    );
    const page = await open('exercise=ex_1');
    await userEvent.click(page.getByRole('button', { name: 'Mend it' }));
    const edits: ExerciseEdit[] = [
      { do: 'set', spark_id: SPARK, exercise_id: 'ex_1', hash: HASH, fields: { difficulty: 'easy' }, drop: [] },
    ];
    await expect.poll(() => inputsOf('editExercisesAction')).toEqual([{ edits, title: null }]);
    await expect.element(page.getByRole('alert').getByText(/Somebody changed this exercise meanwhile/)).toBeVisible();
  });
});
