import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { WORKSPACE } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import type { ResultPlan } from '#lib/results/core/plan.ts';
import type { ResultRun } from '#lib/results/services/import.ts';
import { HASH, openResults, ROWS, results, SPARK } from './results.cases.tsx';

beforeEach(() => answer('results', () => done(results(ROWS))));

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
    const screen = await openResults();
    await screen.getByRole('button', { name: 'Import results' }).click();
    const dialog = screen.getByRole('dialog', { name: 'Import results' });
    await expect.element(dialog.getByText('Answers of learners')).toBeVisible();
    const input = dialog.element().querySelector('input[type=file]') as HTMLInputElement;
    await userEvent.upload(input, new File(['a;b\n'], 'answers-autumn.csv'));
    return { screen, dialog };
  }

  function answerBank() {
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
    answerBank();
    const { screen, dialog } = await choose();
    await dialog.getByRole('button', { name: 'Choose exercise' }).click();
    await dialog.getByRole('combobox', { name: 'iot-q99-1 (22)' }).click();
    await screen.getByRole('option', { name: /Which is key\?/ }).click();
    await dialog.getByRole('button', { name: 'Read again with these exercises' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Import 1,493 answers' })).toBeVisible();
    expect(JSON.parse(asked.at(-1)?.get('names') ?? '')).toEqual({ 'iot-q99-1': 'dough/key' });
  });

  test('an unknown name that is a whole question is shown in part, and explained as a whole', async () => {
    const long = 'Which of these is it? '.repeat(20).trim();
    const reasons = [
      { reason: 'unknown_exercise' as const, total: 22, said: [{ text: long, total: 22 }], lines: [31] },
    ];
    sends({ state: 'planned', plan: { ...PLAN, reasons } }, { state: 'planned', plan: PLAN });
    answerBank();
    const { screen, dialog } = await choose();
    await dialog.getByRole('button', { name: 'Choose exercise' }).click();
    await dialog.getByRole('combobox', { name: `${long.slice(0, 100)}… (22)` }).click();
    await screen.getByRole('option', { name: /Which is key\?/ }).click();
    await dialog.getByRole('button', { name: 'Read again with these exercises' }).click();
    await vi.waitFor(() => expect(JSON.parse(asked.at(-1)?.get('names') ?? '{}')).toEqual({ [long]: 'dough/key' }));
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
