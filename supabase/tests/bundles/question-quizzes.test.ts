import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionChoices } from '#lib/bundles/core/question-plan.ts';
import { readQuestionPlan } from '#lib/bundles/data/questions.ts';
import { undoImport } from '#lib/bundles/services/imports.ts';
import { readQuestionFile } from '#lib/bundles/services/question-file.ts';
import { beginApplyingQuestions, importQuestionFile } from '#lib/bundles/services/questions.ts';
import { PLAIN } from '#lib/exercises/core/formats/formats.cases.ts';
import { writeQuestions } from '#lib/exercises/core/formats/write-questions.ts';
import { bytesOfQuestions } from '#lib/exercises/services/question-file.ts';
import { value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { choose, data, fileIn, questionWork } from '../support/question-work.ts';

const db = testDatabase();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'question-quizzes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a test of a file', () => {
  const FOUR = PLAIN.slice(0, 4);
  /** A package of QTI with some exercises and a quiz of them, by their places. */
  const packageOf = async (bank: unknown[], ...quizzes: number[][]) => {
    const tests = quizzes.map((places, at) => ({ title: `Test ${at + 1}`, places }));
    return bytesOfQuestions(writeQuestions(bank, 'qti22', { quizzes: tests }));
  };
  const quizOf = (spark: string) =>
    value<{ quiz: unknown; total: number | null }>(
      db.owner,
      "select jsonb_build_object('quiz', body -> 'quiz', 'total', body -> 'quiz_metadata' -> 'total_items') from public.packages where spark_id = $1",
      [spark],
    );
  async function withPackage(bytes: Uint8Array) {
    const place = await questionWork(db, folder);
    const begin = async (choices: Partial<QuestionChoices>, from = bytes) => {
      const { import_id } = await place.planBytes(from);
      return beginApplyingQuestions(place.client, place.workspace, import_id, choose({ '': place.soil }, choices));
    };
    return { ...place, begin };
  }

  test('becomes the quiz of a spark that has none, in its order, with metadata that are worked out', async () => {
    const { soil, begin, bank } = await withPackage(await packageOf(FOUR, [2, 0]));
    const outcome = data(await begin({ quiz: 'where_none' }));
    expect(outcome).toMatchObject({ outcome: { exercises: 4, sparks: [{ slug: 'soil', added: 4, quiz: 2 }] } });
    expect((await bank(soil)).map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
    expect(await quizOf(soil)).toEqual({ quiz: ['q3', 'q1'], total: 2 });
  });

  test('leaves a quiz that is there, unless it is to take its place; ids that were given anew are its own', async () => {
    const { soil, begin } = await withPackage(await packageOf(FOUR, [0]));
    data(await begin({ quiz: 'where_none' }));
    const others = PLAIN.slice(4, 7).map((one, at) => ({ ...one, id: `q${at + 1}` }));
    const kept = data(await begin({ quiz: 'where_none' }, await packageOf(others, [1])));
    expect(kept).toMatchObject({ outcome: { sparks: [{ added: 3, quiz: null }] } });
    expect(await quizOf(soil)).toMatchObject({ quiz: ['q1'] });
    // Two stand in the bank already, word for word; they are asked by the ids that they have there.
    const mixed = [PLAIN[3], { ...PLAIN[7], id: 'q2' }, { ...PLAIN[0], id: 'other' }];
    const taken = data(await begin({ quiz: 'replace' }, await packageOf(mixed, [2, 1, 0])));
    expect(taken).toMatchObject({ outcome: { exercises: 1, sparks: [{ quiz: 3 }] } });
    const { quiz } = await quizOf(soil);
    expect(quiz).toEqual(['q1', expect.not.stringMatching(/^q\d$/), 'q4']);
  });

  test('is one of several, or none, as it is chosen', async () => {
    const { soil, begin } = await withPackage(await packageOf(FOUR, [0], [1, 3]));
    data(await begin({ quiz: 'none' }));
    expect(await quizOf(soil)).toMatchObject({ quiz: [] });
    const again = { takes_same: true, quiz: 'where_none' } as const;
    expect(data(await begin({ ...again, quiz_test: 7 }))).toMatchObject({ outcome: { sparks: [{ quiz: null }] } });
    expect(data(await begin({ ...again, quiz_test: 1 }))).toMatchObject({ outcome: { sparks: [{ quiz: 2 }] } });
  });

  test('leaves out what was left out, and is taken back with the rest', async () => {
    const bytes = await packageOf(FOUR, [0, 1, 2]);
    const { soil, client, workspace, planBytes } = await withPackage(bytes);
    const { import_id } = await planBytes(bytes);
    await db.owner.query(
      "update private.import_questions set codes = codes || 'tags'::text where import_id = $1 and nth = 1",
      [import_id],
    );
    const choices = choose({ '': soil }, { quiz: 'where_none', acts: { tags: 'leave' } });
    data(await beginApplyingQuestions(client, workspace, import_id, choices));
    expect(await quizOf(soil)).toEqual({ quiz: ['q1', 'q3'], total: 2 });
    expect((await undoImport(client, workspace, import_id)).ok).toBe(true);
    // The import had made the package.
    expect(await quizOf(soil)).toBeUndefined();
  });

  test('is chosen by a word that exists', async () => {
    const { soil, client, workspace, planBytes } = await withPackage(await packageOf(FOUR, [0]));
    const { import_id } = await planBytes(await packageOf(FOUR, [0]));
    for (const wrong of [{ quiz: 'always' }, { quiz_test: -1 }, { quiz_test: 'x' }]) {
      const { error } = await client.rpc('apply_questions', {
        p_import: import_id,
        p_choices: { ...choose({ '': soil }), ...wrong },
      });
      expect(error?.code).toBe('TW006');
    }
    const { report } = data(await readQuestionPlan(client, workspace, import_id));
    expect(report.tests).toEqual([{ name: 'Test 1', file: 'tests/quiz_1.xml', questions: [0], losses: [] }]);
  });

  test('is named by programs, and one that is not there is refused with those that are', async () => {
    const { client, workspace, soil } = await withPackage(await packageOf(FOUR, [0]));
    const request = {
      workspace_id: workspace,
      file: await fileIn(folder, await packageOf(FOUR, [0], [3, 2]), 'two.zip'),
      name: 'two.zip',
      read: readQuestionFile,
      spark_slug: 'soil',
    };
    expect(await importQuestionFile(client, { ...request, test_name: 'Test 3' })).toMatchObject({
      ok: false,
      problem: { code: 'not_found', message: 'The file has no test “Test 3”. It has “Test 1”, “Test 2”.' },
    });
    expect((await importQuestionFile(client, { ...request, test_name: 'Test 2' })).ok).toBe(true);
    expect(await quizOf(soil)).toMatchObject({ quiz: ['q4', 'q3'] });
  });
});
