import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { type RowCounts, USUAL_THRESHOLDS } from '#lib/exercises/core/coverage.ts';
import type { CellAsk, Coverage, CoverageCell } from '#lib/exercises/data/coverage.ts';
import { CoveragePage } from './coverage-page.tsx';

const CONCEPT = '00000000-0000-4000-8000-000000000001';
const cells = (...[Recall, Comprehension, Application, Transfer]: number[]): RowCounts =>
  Object.fromEntries(
    Object.entries({ Recall, Comprehension, Application, Transfer }).map(([level, valid = 0]) => [
      level,
      { valid, blocked: 0 },
    ]),
  );
const row = (id: string, title: string, counts: RowCounts) => ({
  part: 'row' as 'row' | 'objective',
  id,
  title,
  slug: null,
  concepts: null,
  objectives: null,
  cells: counts,
});
const COVERAGE: Coverage = {
  of: { title: 'Farming', slug: 'farming' },
  rows: [
    row('lo_1', 'Predict growth', cells(6, 2, 0, 0)),
    row('lo_2', 'Detect moisture', { ...cells(2, 1, 1, 0), Transfer: { valid: 0, blocked: 1 } }),
  ],
  elsewhere: {},
  no_objective: cells(2, 0, 0, 0),
  no_level: { valid: 3, blocked: 0 },
  valid: 17,
};
const counted = (id: string, more = {}) => ({
  spark_id: CONCEPT,
  spark_slug: 'soil',
  spark_title: 'Soil',
  place: 0,
  exercise_id: id,
  version: 1,
  type: 'mcq',
  level: 'Recall',
  difficulty: 'easy',
  stem: `Which is ${id}?`,
  is_valid: true,
  ...more,
});
const CELL: CoverageCell = {
  total: 0,
  exercises: [],
  close: [counted('a')],
  sparks: [
    { id: CONCEPT, slug: 'soil', title: 'Soil' },
    { id: WORKSPACE, slug: 'rain', title: 'Rain' },
  ],
};
const OBJECTIVES = [
  { id: CONCEPT, objective_id: 'lo_1', title: 'Predict growth', version: 1, exercises: 8 },
  {
    id: '00000000-0000-4000-8000-000000000002',
    objective_id: 'lo_2',
    title: 'Detect moisture',
    version: 4,
    exercises: 0,
  },
];

let maySet = true;
beforeEach(() => {
  maySet = true;
  answer('coverage', () => done(COVERAGE));
  answer('exercise-goals', () => done({ thresholds: null, quiz_targets: null, may_set: maySet }));
  answer('coverage-cell', () => done(CELL));
  answer('places', () => done([]));
  answer('objectives', () => done(OBJECTIVES));
});

const open = (search = `concept=${CONCEPT}`) =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <CoveragePage workspace={WORKSPACE} />
    </div>,
    { search },
  );

describe('the matrix', () => {
  test('says in words what is covered, short, a hole or blocked, and sums it up', async () => {
    const page = await open();
    await expect
      .element(page.getByRole('status').filter({ hasText: 'cells are covered' }))
      .toHaveTextContent('4 of 8 cells are covered. 3 holes, 1 short. Most holes are Transfer.');
    for (const name of [
      'Predict growth, Recall: 6 of 2, covered',
      'Predict growth, Application: 0 of 1, hole',
      'Detect moisture, Comprehension: 1 of 2, 1 short',
      'Detect moisture, Transfer: 0 of 1, 1 blocked, hole',
      'No objective, Recall: 2',
      'No level, No level: 3',
    ])
      await expect.element(page.getByRole('button', { name })).toBeVisible();
  });

  test('is gone through with arrows; Enter opens a number, N writes one with objective and level set', async () => {
    const page = await open();
    const first = page.getByRole('button', { name: 'Predict growth, Recall: 6 of 2, covered' });
    await expect.element(first).toBeVisible();
    (first.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowDown}');
    await expect.element(page.getByRole('button', { name: /^Detect moisture, Transfer/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowRight}');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'Predict growth · Comprehension' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await userEvent.keyboard('n');
    await vi.waitFor(() =>
      expect(page.router.push.mock.lastCall?.[0]).toBe(
        `/w/${WORKSPACE}/sparks/soil?tab=exercises&exercise=new&level=Comprehension&objective=lo_1`,
      ),
    );
  });

  test('behind a hole is where one could be written, and what could be raised', async () => {
    const page = await open();
    await userEvent.click(page.getByRole('button', { name: 'Predict growth, Transfer: 0 of 1, hole' }));
    const dialog = page.getByRole('dialog', { name: 'Predict growth · Transfer' });
    await expect.element(dialog.getByText('No exercise, 1 wanted.')).toBeVisible();
    await expect.element(dialog.getByRole('link', { name: 'Which is a?' })).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: /In the lesson/ }));
    await userEvent.click(page.getByRole('option', { name: 'Rain' }));
    await expect
      .element(dialog.getByRole('link', { name: 'Write one' }))
      .toHaveAttribute('href', `/w/${WORKSPACE}/sparks/rain?tab=exercises&exercise=new&level=Transfer&objective=lo_1`);
    expect(inputsOf<CellAsk>('coverage-cell')[0]).toEqual({
      kind: 'concept',
      id: CONCEPT,
      part: 'row',
      row: 'lo_1',
      level: 'Transfer',
    });
  });

  test('that could not be counted says so, and a concept without objectives how to get some', async () => {
    answer('coverage', () => refused({ code: 'unavailable', message: 'The database is away.' }));
    const page = await open();
    await expect.element(page.getByText('The coverage could not be counted')).toBeVisible();
    answer('coverage', () => done({ ...COVERAGE, rows: [] }));
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await expect.element(page.getByText('This concept has no objectives')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Add objective' }));
    await expect.element(page.getByRole('dialog', { name: 'Objectives of “Farming”' })).toBeVisible();
  });
});

describe('of a trail', () => {
  const TRAIL = '00000000-0000-4000-8000-000000000003';
  beforeEach(() =>
    answer('coverage', () =>
      done({
        ...COVERAGE,
        rows: [
          { ...row(CONCEPT, 'Plan a farm', cells(2, 2, 1, 0)), part: 'objective' },
          { ...row(CONCEPT, 'Soil', cells(8, 2, 0, 0)), objectives: 2 },
        ],
      }),
    ),
  );

  test('its own objectives stand above its concepts, each with what is wanted there', async () => {
    const page = await open(`trail=${TRAIL}`);
    await expect
      .element(page.getByRole('status').filter({ hasText: 'cells are covered' }))
      .toHaveTextContent('4 of 8 cells are covered. 3 holes, 1 short. Most holes are Transfer.');
    const heads = page.getByRole('columnheader').elements();
    expect(heads.map((one) => one.textContent).filter((one) => /^(Objective|Concept|Recall)/.test(one ?? ''))).toEqual([
      'Objective',
      'Recall at least 2',
      'Concept',
      'Recall at least 8',
    ]);
    const objective = page.getByRole('button', { name: 'Plan a farm, Transfer: 0 of 1, hole' });
    (objective.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('button', { name: 'Soil, Transfer: 0 of 4, hole' })).toHaveFocus();
    // Only a concept has a coverage of its own.
    await expect.element(page.getByRole('link', { name: 'Soil' })).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Plan a farm' })).not.toBeInTheDocument();
  });

  test('N asks in which lesson an objective of the trail is exercised, and the form knows for what', async () => {
    const page = await open(`trail=${TRAIL}`);
    const hole = page.getByRole('button', { name: 'Plan a farm, Transfer: 0 of 1, hole' });
    await expect.element(hole).toBeVisible();
    (hole.element() as HTMLElement).focus();
    await userEvent.keyboard('n');
    const dialog = page.getByRole('dialog', { name: 'Plan a farm · Transfer' });
    await expect
      .element(dialog.getByRole('link', { name: 'Write one' }))
      .toHaveAttribute(
        'href',
        `/w/${WORKSPACE}/sparks/soil?tab=exercises&exercise=new&level=Transfer&objective=${CONCEPT}`,
      );
    expect(inputsOf<CellAsk>('coverage-cell')[0]).toMatchObject({ kind: 'trail', part: 'objective', row: CONCEPT });
  });

  test('its objectives are edited in place, and both kinds of thresholds set at once', async () => {
    answer('renameObjectiveAction', () => done({ version: 5 }));
    answer('setExerciseGoalsAction', () => done(null));
    const page = await open(`trail=${TRAIL}`);
    await expect.element(page.getByRole('grid')).toBeVisible();
    await userEvent.keyboard('o');
    await userEvent.fill(page.getByRole('textbox', { name: 'Objective 2' }), 'Detect rain');
    await userEvent.tab();
    await expect
      .poll(() => inputsOf('renameObjectiveAction'))
      .toEqual([{ of: 'trail', id: OBJECTIVES[1]?.id, version: 4, title: 'Detect rain' }]);
    expect(inputsOf('objectives')[0]).toEqual({ kind: 'trail', id: TRAIL });
    await userEvent.click(page.getByRole('button', { name: 'Done' }));
    await userEvent.click(page.getByRole('button', { name: 'Thresholds' }));
    const part = (name: string) => page.getByRole('region', { name }).getByRole('textbox', { name: 'Transfer' });
    await userEvent.fill(part('Objective'), '0');
    await userEvent.fill(part('Concept'), '1');
    await userEvent.click(page.getByRole('button', { name: 'Set thresholds' }));
    const { objective, concept } = USUAL_THRESHOLDS;
    await expect
      .poll(() => inputsOf('setExerciseGoalsAction'))
      .toEqual([
        {
          thresholds: {
            ...USUAL_THRESHOLDS,
            objective: { ...objective, Transfer: 0 },
            concept: { ...concept, Transfer: 1 },
          },
        },
      ]);
  });
});

describe('thresholds', () => {
  test('show what they make of the matrix before they are set', async () => {
    answer('setExerciseGoalsAction', () => done(null));
    const page = await open();
    await expect.element(page.getByRole('grid')).toBeVisible();
    await userEvent.keyboard('t');
    const dialog = page.getByRole('dialog');
    await userEvent.fill(dialog.getByRole('textbox', { name: 'Transfer' }), '0');
    await userEvent.tab();
    await expect.element(dialog.getByText('With these: 6 cells, 4 covered, 1 short, 1 hole.')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Set thresholds' }));
    await expect
      .poll(() => inputsOf('setExerciseGoalsAction'))
      .toEqual([{ thresholds: { ...USUAL_THRESHOLDS, objective: { ...USUAL_THRESHOLDS.objective, Transfer: 0 } } }]);
  });

  test('are not set by who may not, and it says who does', async () => {
    maySet = false;
    const page = await open();
    await expect.element(page.getByRole('grid')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Thresholds' }));
    await expect.element(page.getByRole('button', { name: 'Set thresholds' })).toBeDisabled();
    await expect.element(page.getByText('An admin of the workspace sets them.')).toBeVisible();
  });
});

describe('objectives', () => {
  test('are renamed where they stand, over the version that was seen, and moved with Alt and arrows', async () => {
    answer('renameObjectiveAction', () => done({ version: 5 }));
    answer('orderObjectivesAction', () => done('x'));
    const page = await open();
    await expect.element(page.getByRole('grid')).toBeVisible();
    await userEvent.keyboard('o');
    const second = page.getByRole('textbox', { name: 'Objective 2' });
    await userEvent.fill(second, 'Detect rain');
    await userEvent.tab();
    await expect
      .poll(() => inputsOf('renameObjectiveAction'))
      .toEqual([{ of: 'concept', id: OBJECTIVES[1]?.id, version: 4, title: 'Detect rain' }]);
    await userEvent.click(second);
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await expect
      .poll(() => inputsOf<{ ids: string[] }>('orderObjectivesAction').map(({ ids }) => ids))
      .toEqual([[OBJECTIVES[1]?.id, OBJECTIVES[0]?.id]]);
  });

  test('that have exercises ask where these go before they are deleted; others are deleted at once', async () => {
    answer('removeObjectiveAction', () => done('x'));
    const page = await open();
    await expect.element(page.getByRole('grid')).toBeVisible();
    await userEvent.keyboard('o');
    await userEvent.click(page.getByRole('button', { name: 'Delete objective 2' }));
    await userEvent.click(page.getByRole('button', { name: 'Delete objective 1' }));
    await expect.element(page.getByText('“Predict growth” has 8 exercises')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Delete, and move 8 exercises' }));
    await expect
      .poll(() => inputsOf('removeObjectiveAction'))
      .toEqual([
        { id: OBJECTIVES[1]?.id, exercises: null },
        { id: CONCEPT, exercises: { into: 'lo_2' } },
      ]);
  });
});
