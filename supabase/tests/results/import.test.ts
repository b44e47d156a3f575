import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { readResultImports } from '#lib/results/data/imports.ts';
import { listResults, openResults, resultsTable } from '#lib/results/services/figures.ts';
import { importResults, type ResultImportRequest, type ResultRun } from '#lib/results/services/import.ts';
import { readApart, readHere } from '#lib/results/services/read-file.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// A file of answers, from its bytes to the figures, as an editor.

const db = testDatabase();
const MCQ = { ...EXERCISES.mcq, id: 'iot-q10-3' };
const [RIGHT = ''] = MCQ.options.filter(({ id }) => id === MCQ.answer_key.option_id).map(({ label }) => label);
const [WRONG = ''] = MCQ.options.filter(({ id }) => id !== MCQ.answer_key.option_id).map(({ label }) => label);

async function written() {
  const { client, id } = await (await db.gateway()).signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'editor');
  const author = new Author(db.owner, workspace_id);
  const spark_id = await author.spark('bread');
  await author.lessonPackage(spark_id, {
    exercise_bank: [MCQ, { ...EXERCISES.true_false, id: 'iot-q10-2' }],
    quiz: [],
  });
  const person = client as unknown as Db;
  const send = (text: string, more: Partial<ResultImportRequest> = {}): Promise<ResultRun> =>
    withTemporary(async (folder) => {
      const file = path.join(folder, 'answers.csv');
      await writeFile(file, text);
      const run = await importResults(person, {
        workspace_id,
        file,
        name: 'answers.csv',
        read: readHere,
        scope: null,
        names: {},
        dry_run: false,
        ...more,
      });
      if (!run.ok) throw new Error(run.problem.message);
      return run.data;
    });
  return { person, workspace_id, spark_id, send };
}

/** 30 who know, 20 who do not, and rows that cannot be taken. */
const TABLE = [
  'Teilnehmer;Frage-ID;Antwort;Zeitpunkt',
  ...Array.from({ length: 50 }, (_, nth) => `Person ${nth};iot-q10-3;${nth < 30 ? RIGHT : WRONG};24.11.2126 09:14`),
  ...Array.from({ length: 50 }, (_, nth) => `Person ${nth};iot-q10-2;${nth < 20 ? 'true' : 'false'};24.11.2126 09:15`),
  'Person 1;iot-q99-1;A;24.11.2126 09:14',
  'Person 2;iot-q10-3;Q;24.11.2126 09:14',
  ';iot-q10-3;A;24.11.2126 09:14',
].join('\n');

test('a plan writes nothing, an import adds, and the same file adds nothing more; each time all rows come out again', async () => {
  const { person, workspace_id, spark_id, send } = await written();
  const planned = await send(TABLE, { dry_run: true });
  expect(planned).toMatchObject({
    state: 'planned',
    plan: { total: 103, fresh: 100, here: 0, left: 3, exercises: 2, learners: 50 },
  });
  expect(
    (await listResults(person, workspace_id, null)).ok && (await listResults(person, workspace_id, null)),
  ).toMatchObject({ data: { rows: [] } });

  const added = await send(TABLE);
  expect(added).toMatchObject({ state: 'added', plan: { total: 103, fresh: 100, here: 0, left: 3 } });
  if (added.state === 'added') {
    expect(added.plan.reasons.map(({ reason, lines }) => [reason, lines]).sort()).toEqual([
      ['no_learner', [104]],
      ['unknown_exercise', [102]],
      ['unknown_option', [103]],
    ]);
  }
  expect(await send(TABLE, { dry_run: true })).toMatchObject({ plan: { fresh: 0, here: 100, left: 3 } });
  expect(await send(TABLE)).toMatchObject({ state: 'planned', plan: { fresh: 0, here: 100, left: 3 } });
  expect(await readResultImports(person, workspace_id)).toMatchObject({ data: [{ answers: 100, is_whole: true }] });

  const results = await listResults(person, workspace_id, spark_id);
  expect(results).toMatchObject({ ok: true, data: { learners: 50, imports: { total: 1 } } });
  const opened = await openResults(person, workspace_id, { spark_id, exercise_id: 'iot-q10-3' });
  expect(opened).toMatchObject({
    ok: true,
    data: [{ figures: { answers: 50, share: 0.6 }, chosen: { total: 50, none: 0 } }],
  });
  expect(results.ok && resultsTable(results.data).split('\r\n')[1]).toMatch(/^bread,iot-q10-/);
});

test('names that a person has explained are taken', async () => {
  const { send } = await written();
  const run = await send(TABLE, { dry_run: true, names: { 'iot-q99-1': 'bread/iot-q10-3' } });
  expect(run).toMatchObject({ plan: { fresh: 101, left: 2 } });
});

test('a reader in a process of its own finds the same, and a file that says too little is refused with its columns', async () => {
  const { send } = await written();
  expect(await send(TABLE, { dry_run: true, read: readApart })).toMatchObject({
    plan: { total: 103, fresh: 100, left: 3 },
  });
  expect(await send('learner,colour\na,red\n', { read: readApart })).toMatchObject({
    state: 'refused',
    refusal: { code: 'no_columns' },
    columns: [{ name: 'learner', role: 'learner' }, { name: 'colour' }],
  });
});

test('an import that is stopped leaves nothing behind', async () => {
  const { person, workspace_id, send } = await written();
  const stop = new AbortController();
  const stopping: ResultImportRequest['read'] = async (...args) => {
    const read = await readHere(...args);
    stop.abort();
    return read;
  };
  await expect(send(TABLE, { read: stopping, signal: stop.signal })).rejects.toThrow();
  expect(await listResults(person, workspace_id, null)).toMatchObject({ data: { rows: [], imports: { total: 0 } } });
});
