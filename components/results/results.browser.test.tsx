import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { Chosen } from '#lib/results/core/choices.ts';
import { type Counted, figuresOf } from '#lib/results/core/figures.ts';
import type { VersionResults } from '#lib/results/services/figures.ts';
import { ResultLine } from './result-line.tsx';
import { counted, HASH, openResults, ROWS, results, SPARK } from './results.cases.tsx';

const CHOSEN: Chosen = {
  total: 214,
  none: 4,
  options: [
    {
      id: 'a',
      label: 'A',
      text: 'day max',
      is_right: false,
      count: 9,
      share: 0.04,
      best: 0.02,
      weakest: 0.07,
      is_rare: true,
      draws_best: false,
    },
    {
      id: 'b',
      label: 'B',
      text: 'the mean',
      is_right: true,
      count: 60,
      share: 0.28,
      best: 0.24,
      weakest: 0.33,
      is_rare: false,
      draws_best: false,
    },
    {
      id: 'c',
      label: 'C',
      text: 'day min',
      is_right: false,
      count: 141,
      share: 0.66,
      best: 0.72,
      weakest: 0.57,
      is_rare: false,
      draws_best: true,
    },
  ],
};
const version = (number: number, figures: Counted, stem: string): VersionResults => ({
  version: number,
  stem,
  since: '2026-11-24T09:00:00Z',
  figures: figuresOf(figures),
  chosen: CHOSEN,
});

beforeEach(() => {
  answer('results', () => done(results(ROWS)));
  answer('exercise-results', () =>
    done([version(4, counted(214, 0.28, -0.09), 'Which is key?'), version(2, counted(187, 0.69), 'In words?')]),
  );
});

describe('the list', () => {
  test('has all figures in words and numbers, the worst first, and what is wrong in words', async () => {
    const screen = await openResults();
    const rows = screen.getByRole('row');
    await expect.element(rows.nth(1)).toMatchTextContent('Which is key?Medium.28.22 to .34−.09214Key may be wrong');
    await expect.element(rows.nth(2)).toMatchTextContent('Easy.96.92 to .98.30214Too easy');
    await expect.element(rows.nth(3)).toMatchTextContent('.401,209');
    await expect.element(rows.nth(4)).toMatchTextContent('.41 to .81–19Too few answers');
    await expect
      .element(screen.getByRole('button', { name: '214 learners · 2 imports, last 26 Nov 2026' }))
      .toBeVisible();
  });

  test('is sorted by any column, and the keys for the next one follow', async () => {
    const screen = await openResults();
    await screen.getByRole('button', { name: 'Answers' }).click();
    await expect.element(screen.getByRole('row').nth(1)).toMatchTextContent('Which is few?');
    screen.getByRole('row').nth(1).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('complementary', { name: 'Exercise 3' })).toBeVisible();
    await userEvent.keyboard('j');
    await expect.element(screen.getByRole('complementary', { name: 'Exercise 4' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('complementary')).not.toBeInTheDocument();
  });

  test('follows what is opened, and has the focus again when that is closed', async () => {
    const many = Array.from({ length: 60 }, (_, nth) => ({
      ...(ROWS[2] ?? expect.unreachable()),
      exercise_id: `ex_${nth}`,
      stem: `Which is ${nth}?`,
      place: nth,
    }));
    answer('results', () => done(results(many)));
    const screen = await openResults('exercise=ex_50');
    await expect.element(screen.getByRole('row', { name: /Which is 50\?/ })).toBeInViewport();
    await screen.getByRole('button', { name: 'Close result' }).click();
    await expect.element(screen.getByRole('row', { name: /Which is 50\?/ })).toHaveFocus();
  });

  test('of many sparks names each, and leads there', async () => {
    const screen = await openResults('exercise=dough%2Fkey', null);
    await expect
      .element(screen.getByRole('link', { name: 'Dough' }))
      .toHaveAttribute('href', expect.stringContaining('/sparks/dough?tab=exercises&view=results&exercise=key'));
  });

  test('is empty at first: says what it needs, and gives a table to fill in', async () => {
    answer('results', () => done(results([])));
    const screen = await openResults();
    await expect.element(screen.getByText('No results of learners yet')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Download a CSV to fill in' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Import results' })).toBeVisible();
  });

  test('says when it could not be counted, and tries again', async () => {
    answer('results', () => refused({ code: 'unavailable', message: 'The database does not answer.' }));
    const screen = await openResults();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('The results could not be counted');
    answer('results', () => done(results(ROWS)));
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByRole('grid')).toBeVisible();
  });
});

describe('one exercise', () => {
  test('says what may be wrong, what was chosen, by whom, and what it asked before', async () => {
    const screen = await openResults('exercise=key');
    await expect
      .element(screen.getByRole('note'))
      .toMatchTextContent('The best third chose C more often than the key.');
    const options = screen.getByRole('list', { name: 'What learners chose' }).getByRole('listitem');
    await expect
      .element(options.nth(0))
      .toMatchTextContent('Aday max 4%9Best third 2% · weakest third 7%Chosen by under 5 %');
    await expect.element(options.nth(1)).toMatchTextContent('the mean Key28%60');
    await expect.element(options.nth(2)).toMatchTextContent('Draws the best third');
    await expect.element(options.nth(3)).toMatchTextContent('–No answer2%4');
    await screen.getByRole('button', { name: 'Compare' }).click();
    await expect.element(screen.getByText('In words?')).toBeVisible();
    await expect.element(screen.getByRole('list', { name: 'What version 2 asked' })).toBeVisible();
  });

  test('says why nothing is told: nobody answered others, or all did equally well', async () => {
    const options = CHOSEN.options.map((option) => ({ ...option, best: null, weakest: null }));
    const of = (paired: number) => {
      const figures = figuresOf({ ...counted(500, 0.5, null), paired });
      const row = ROWS[2] ?? expect.unreachable();
      answer('results', () => done(results([{ ...row, figures }])));
      answer('exercise-results', () =>
        done([{ ...version(4, counted(500, 0.5), 'Which?'), figures, chosen: { ...CHOSEN, options } }]),
      );
      return openResults('exercise=good');
    };
    const alone = await of(0);
    await expect.element(alone.getByText('These learners answered no other exercise of this bank.')).toBeVisible();
    await expect.element(alone.getByText('from 100 learners on')).toBeVisible();
    await alone.unmount();
    const alike = await of(500);
    await expect.element(alike.getByText(/^Too alike elsewhere/)).toBeVisible();
    await expect.element(alike.getByText('all did equally well')).toBeVisible();
  });

  test('the suggested difficulty is set by the same road as every edit, and can be undone', async () => {
    answer('editExercisesAction', () => done({ change_set_id: 'c1', made: [], refused: [] }));
    answer('undoChangeSetAction', () => done('c2'));
    const screen = await openResults('exercise=key');
    await screen.getByRole('button', { name: 'Set difficulty to Hard' }).click();
    expect(inputsOf('editExercisesAction')).toEqual([
      {
        edits: [{ do: 'set', spark_id: SPARK, exercise_id: 'key', hash: HASH, fields: { difficulty: 'hard' } }],
        title: null,
      },
    ]);
    await expect.element(screen.getByText('Difficulty set to Hard')).toBeVisible();
    await screen.getByRole('button', { name: /^Undo/ }).click();
    await vi.waitFor(() => expect(inputsOf('undoChangeSetAction')).toHaveLength(1));
  });

  test('an exercise that somebody changed meanwhile keeps its difficulty', async () => {
    answer('editExercisesAction', () =>
      done({ change_set_id: null, made: [], refused: [{ nth: 0, code: 'conflict', fields: [] }] }),
    );
    const screen = await openResults('exercise=key');
    await screen.getByRole('button', { name: 'Set difficulty to Hard' }).click();
    await expect.element(screen.getByText('The difficulty was not set')).toBeVisible();
  });

  test('nothing is suggested where learners agree, and E opens the exercise', async () => {
    const screen = await openResults('exercise=easy');
    await expect.element(screen.getByText('learners agree')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /^Set difficulty/ })).not.toBeInTheDocument();
    await userEvent.keyboard('e');
    await vi.waitFor(() => expect(new URLSearchParams(location.search).get('exercise')).toBe('easy'));
  });
});

test('an import is removed after it was asked for, with its answers', async () => {
  const source = {
    id: SPARK,
    name: 'autumn.csv',
    format: 'csv',
    created_at: '2026-11-26T10:00:00Z',
    person: 'Ada',
    is_mine: true,
    is_whole: true,
    answers: 1471,
  };
  answer('result-imports', () => done([source]));
  answer('removeResultsAction', () => done(1471));
  const screen = await openResults();
  await screen.getByRole('button', { name: /2 imports/ }).click();
  await screen.getByRole('button', { name: 'Remove: autumn.csv' }).click();
  const asking = screen.getByRole('region', { name: 'Remove autumn.csv?' });
  await expect.element(asking).toMatchTextContent('1,471 answers are deleted');
  await asking.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect.element(screen.getByText('1,471 answers removed')).toBeVisible();
  expect(inputsOf('removeResultsAction')).toEqual([{ import_id: SPARK }]);
});

describe('the line beside an exercise', () => {
  const bankRow = {
    spark_id: SPARK,
    spark_slug: 'dough',
    spark_title: 'Dough',
    place: 3,
    exercise_id: 'key',
    type: 'mcq',
    category: null,
    level: null,
    difficulty: null,
    objective: null,
    quiz_place: null,
    has_image: false,
    stem: 'Which?',
    hash: HASH,
    version: 4,
    problems: [],
  };

  test('says how many were right, what is wrong, and leads to all of it', async () => {
    const screen = await show(<ResultLine workspace={WORKSPACE} row={bankRow} />);
    await expect.element(screen.getByText('28% right of 214')).toBeVisible();
    await expect.element(screen.getByText('Key may be wrong')).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: 'Results' }))
      .toHaveAttribute('href', `/w/${WORKSPACE}/sparks/dough?tab=exercises&view=results&exercise=key`);
  });

  test('says so where the exercise asks something else now, whatever was wrong before', async () => {
    answer('results', () => done(results(ROWS.map((row) => ({ ...row, is_current: false })))));
    const screen = await show(<ResultLine workspace={WORKSPACE} row={bankRow} />);
    await expect.element(screen.getByText(/^The exercise asks something else now/)).toBeVisible();
    await expect.element(screen.getByText('Key may be wrong')).not.toBeInTheDocument();
  });

  test('is not there where nobody has answered', async () => {
    const screen = await show(<ResultLine workspace={WORKSPACE} row={{ ...bankRow, exercise_id: 'new' }} />);
    await vi.waitFor(() => expect(inputsOf('results')).not.toHaveLength(0));
    await expect.element(screen.getByText(/right of/)).not.toBeInTheDocument();
  });
});
