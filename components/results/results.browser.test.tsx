import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { Chosen } from '#lib/results/core/choices.ts';
import { type Counted, figuresOf } from '#lib/results/core/figures.ts';
import type { ResultPlan } from '#lib/results/core/plan.ts';
import type { ResultRow, Results, VersionResults } from '#lib/results/services/figures.ts';
import type { ResultRun } from '#lib/results/services/import.ts';
import { ResultLine } from './result-line.tsx';
import { ResultsView } from './results-view.tsx';

const SPARK = '00000000-0000-4000-8000-000000000001';
const HASH = '9dd4e461-268c-0034-f5c8-564e155c67a6';
const counted = (answers: number, share: number, discrimination: number | null = 0.4): Counted => ({
  answers,
  share,
  paired: answers,
  discrimination,
});
const row = (exercise_id: string, place: number, figures: Counted, more: Partial<ResultRow> = {}): ResultRow => ({
  spark_id: SPARK,
  spark_slug: 'dough',
  spark_title: 'Dough',
  place,
  exercise_id,
  type: 'mcq',
  stem: `Which is ${exercise_id}?`,
  difficulty: 'medium',
  hash: HASH,
  current_version: 4,
  version: 4,
  versions: 2,
  is_current: true,
  figures: figuresOf(figures),
  ...more,
});
// As the server gives them: worst first.
const ROWS = [
  row('key', 3, counted(214, 0.28, -0.09)),
  row('easy', 0, counted(214, 0.96, 0.3), { difficulty: 'easy' }),
  row('good', 1, counted(1209, 0.6)),
  row('few', 2, counted(19, 0.63, null)),
];
const results = (rows: ResultRow[]): Results => ({
  learners: 214,
  imports: { total: 2, last: '2026-11-26T10:00:00Z' },
  rows,
});
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

const open = (search = '', spark: { id: string; slug: string } | null = { id: SPARK, slug: 'dough' }) =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <ResultsView workspace={WORKSPACE} spark={spark} />
    </div>,
    { search },
  );

describe('the list', () => {
  test('has all figures in words and numbers, the worst first, and what is wrong in words', async () => {
    const screen = await open();
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
    const screen = await open();
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

  test('of many sparks names each, and leads there', async () => {
    const screen = await open('exercise=dough%2Fkey', null);
    await expect
      .element(screen.getByRole('link', { name: 'Dough' }))
      .toHaveAttribute('href', expect.stringContaining('/sparks/dough?tab=exercises&view=results&exercise=key'));
  });

  test('is empty at first: says what it needs, and gives a table to fill in', async () => {
    answer('results', () => done(results([])));
    const screen = await open();
    await expect.element(screen.getByText('No results of learners yet')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Download a CSV to fill in' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Import results' })).toBeVisible();
  });

  test('says when it could not be counted, and tries again', async () => {
    answer('results', () => refused({ code: 'unavailable', message: 'The database does not answer.' }));
    const screen = await open();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('The results could not be counted');
    answer('results', () => done(results(ROWS)));
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByRole('grid')).toBeVisible();
  });
});

describe('one exercise', () => {
  test('says what may be wrong, what was chosen, by whom, and what it asked before', async () => {
    const screen = await open('exercise=key');
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

  test('the suggested difficulty is set by the same road as every edit, and can be undone', async () => {
    answer('editExercisesAction', () => done({ change_set_id: 'c1', made: [], refused: [] }));
    answer('undoChangeSetAction', () => done('c2'));
    const screen = await open('exercise=key');
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
    const screen = await open('exercise=key');
    await screen.getByRole('button', { name: 'Set difficulty to Hard' }).click();
    await expect.element(screen.getByText('The difficulty was not set')).toBeVisible();
  });

  test('nothing is suggested where learners agree, and E opens the exercise', async () => {
    const screen = await open('exercise=easy');
    await expect.element(screen.getByText('learners agree')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /^Set difficulty/ })).not.toBeInTheDocument();
    await userEvent.keyboard('e');
    await vi.waitFor(() => expect(new URLSearchParams(location.search).get('exercise')).toBe('easy'));
  });
});

const PLAN: ResultPlan = {
  format: 'csv',
  encoding: 'windows-1252',
  separator: ';',
  columns: [
    { name: 'Teilnehmer', role: 'learner', first: ['a81f77', '07bc12'] },
    { name: 'Frage-ID', role: 'exercise', first: ['iot-q10-3'] },
    { name: 'Antwort', role: 'answer', first: ['C', 'B'] },
  ],
  total: 1498,
  fresh: 1471,
  here: 0,
  left: 27,
  reasons: [
    { reason: 'unknown_exercise', total: 22, said: [{ text: 'iot-q99-1', total: 22 }], lines: [31] },
    { reason: 'unknown_option', total: 5, said: [{ text: 'Q', total: 5 }], lines: [77] },
  ],
  left_answers: [{ line: 31, reason: 'unknown_exercise', said: 'iot-q99-1' }],
  exercises: 6,
  learners: 214,
};

describe('importing', () => {
  afterEach(() => vi.restoreAllMocks());
  const asked: URLSearchParams[] = [];
  /** Answers what is sent, one after the other. */
  function sends(...runs: (ResultRun | Response)[]) {
    asked.length = 0;
    const ask = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (resource, init) => {
      const address = new URL(resource instanceof Request ? resource.url : resource, location.href);
      if (address.pathname !== `/api/v1/${WORKSPACE}/results`) return ask(resource, init);
      asked.push(address.searchParams);
      const run = runs.shift();
      return run instanceof Response ? run : Response.json(run);
    });
  }
  async function choose() {
    const screen = await open();
    await screen.getByRole('button', { name: 'Import results' }).click();
    const dialog = screen.getByRole('dialog', { name: 'Import results' });
    await expect.element(dialog.getByText('Answers of learners')).toBeVisible();
    const input = dialog.element().querySelector('input[type=file]') as HTMLInputElement;
    await userEvent.upload(input, new File(['a;b\n'], 'answers-autumn.csv'));
    return { screen, dialog };
  }

  test('shows the columns with their first values, a sum that adds up, and why some are left out; then imports', async () => {
    sends({ state: 'planned', plan: PLAN }, { state: 'added', import_id: 'i', plan: PLAN });
    const { screen, dialog } = await choose();
    await expect.element(dialog.getByText('CSV, semicolons, windows-1252')).toBeVisible();
    await expect
      .element(dialog.getByText(/1,471 answers belong to an exercise of this workspace, 27 do not\./))
      .toBeVisible();
    await expect.element(dialog.getByText(/1,471 \+ 27 = 1,498/)).toBeVisible();
    await expect.element(dialog.getByRole('row', { name: /Teilnehmer/ })).toMatchTextContent('a81…, 07b…');
    await expect.element(dialog.getByText(/22 name an exercise that does not exist here/)).toBeVisible();
    await expect.element(dialog.getByText('Names and addresses are not kept.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Import 1,471 answers' }).click();
    await expect.element(screen.getByText('1,471 answers imported')).toBeVisible();
    expect(asked.map((one) => [one.get('dry_run'), one.get('spark'), one.get('file_name')])).toEqual([
      ['1', 'dough', 'answers-autumn.csv'],
      [null, 'dough', 'answers-autumn.csv'],
    ]);
  });

  test('another column is taken as a person says', async () => {
    sends({ state: 'planned', plan: PLAN }, { state: 'planned', plan: PLAN });
    const { screen, dialog } = await choose();
    await dialog.getByRole('button', { name: /What Antwort is$/ }).click();
    await screen.getByRole('option', { name: 'Right or wrong' }).click();
    await dialog.getByRole('button', { name: 'Read again with these columns' }).click();
    await vi.waitFor(() => expect(asked.at(-1)?.get('columns')).toBe('learner,exercise,right'));
  });

  test('an unknown name is explained, and the file read again with it', async () => {
    sends({ state: 'planned', plan: PLAN }, { state: 'planned', plan: { ...PLAN, fresh: 1493, left: 5 } });
    const counts = { types: {}, levels: {}, difficulties: {}, objectives: {}, in_quiz: 0, is_blocked: 0, has_image: 0 };
    const known = {
      spark_id: SPARK,
      spark_slug: 'dough',
      spark_title: 'Dough',
      place: 0,
      exercise_id: 'key',
      type: 'mcq',
      category: null,
      level: null,
      difficulty: null,
      objective: null,
      quiz_place: null,
      has_image: false,
      stem: 'Which is key?',
      hash: HASH,
      version: 4,
      problems: [],
    };
    answer('bank', () => done({ total: 1, all: 1, rows: [known], counts }));
    const { screen, dialog } = await choose();
    await dialog.getByRole('button', { name: 'Choose exercise' }).click();
    await dialog.getByRole('combobox', { name: 'iot-q99-1 (22)' }).click();
    await screen.getByRole('option', { name: /Which is key\?/ }).click();
    await dialog.getByRole('button', { name: 'Read again with these exercises' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Import 1,493 answers' })).toBeVisible();
    expect(JSON.parse(asked.at(-1)?.get('names') ?? '')).toEqual({ 'iot-q99-1': 'dough/key' });
  });

  test('a file that cannot be read says why, and another one may be chosen', async () => {
    sends({
      state: 'refused',
      refusal: { code: 'unknown_format', sentence: 'This file is no text.', instead: 'Choose another file.' },
      columns: [],
    });
    const { dialog } = await choose();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('This file is no text.');
    await expect.element(dialog.getByText('Answers of learners')).toBeVisible();
  });

  test('a table that says too little is set right by its columns', async () => {
    const columns = PLAN.columns.map((one) => ({ ...one, role: 'none' as const }));
    sends({
      state: 'refused',
      refusal: { code: 'no_columns', sentence: 'No column says who answered.', instead: 'Say what each column is.' },
      columns,
    });
    const { dialog } = await choose();
    await expect.element(dialog.getByRole('alert')).toMatchTextContent('No column says who answered.');
    await expect.element(dialog.getByRole('row', { name: /Teilnehmer/ })).toBeVisible();
  });

  test('what the studio refuses is told', async () => {
    sends(
      Response.json({ code: 'forbidden', detail: 'Your role in this workspace does not allow that.' }, { status: 403 }),
    );
    const { dialog } = await choose();
    await expect
      .element(dialog.getByRole('alert'))
      .toMatchTextContent('Your role in this workspace does not allow that.');
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
  const screen = await open();
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

  test('is not there where nobody has answered', async () => {
    const screen = await show(<ResultLine workspace={WORKSPACE} row={{ ...bankRow, exercise_id: 'new' }} />);
    await vi.waitFor(() => expect(inputsOf('results')).not.toHaveLength(0));
    await expect.element(screen.getByText(/right of/)).not.toBeInTheDocument();
  });
});
