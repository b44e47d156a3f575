import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { QuestionChoices } from '#lib/bundles/core/question-plan.ts';
import { readQuestionFile } from '#lib/bundles/services/question-file.ts';
import { planQuestionFile, type ReadQuestionFile } from '#lib/bundles/services/questions.ts';
import { Author, value } from './authoring.ts';
import type { TestDatabase } from './harness.ts';

// What tests of imported questions begin with.

/** A file in a folder, with its address. */
export async function fileIn(folder: string, text: string | Uint8Array, name = 'questions.txt'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

/** What worked; a failure of the test else. */
export const data = <T>(result: { ok: true; data: T } | { ok: false; problem: { message: string } }): T => {
  if (!result.ok) throw new Error(result.problem.message);
  return result.data;
};

/** A workspace with two sparks, an editor who brings in files of questions, and a stranger. */
export async function questionWork(db: TestDatabase, folder: string) {
  const gateway = await db.gateway();
  const [editor, stranger] = [await gateway.signUp(), await gateway.signUp()];
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, editor.id, 'editor');
  const author = new Author(db.owner, workspace);
  const [soil, relays] = [await author.spark('soil'), await author.spark('relays')];
  const client = editor.client as unknown as Db;
  const plan = async (text: string, read: ReadQuestionFile = readQuestionFile) =>
    data(
      await planQuestionFile(client, {
        workspace_id: workspace,
        file: await fileIn(folder, text),
        name: 'questions.txt',
        read,
      }),
    );
  const planBytes = async (bytes: Uint8Array) =>
    data(
      await planQuestionFile(client, {
        workspace_id: workspace,
        file: await fileIn(folder, bytes, 'package.zip'),
        name: 'package.zip',
        read: readQuestionFile,
      }),
    );
  const bank = (spark: string) =>
    value<{ id: string; cognitive_level?: string; difficulty?: string }[]>(
      db.owner,
      "select coalesce((select body -> 'exercise_bank' from public.packages where spark_id = $1), '[]')",
      [spark],
    );
  return { client, stranger: stranger.client as unknown as Db, workspace, soil, relays, plan, planBytes, bank };
}

/** The choices of an import. */
export const choose = (places: Record<string, string>, more: Partial<QuestionChoices> = {}): QuestionChoices => ({
  places,
  acts: {},
  level: 'none',
  difficulty: 'none',
  takes_same: false,
  leaves_alike: false,
  quiz: 'none',
  quiz_test: 0,
  ...more,
});
