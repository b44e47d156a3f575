import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { proposeQuiz } from '#lib/exercises/services/quiz.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const exercise = (id: string, more: object = {}) => ({
  id,
  exercise_type: 'true_false',
  stem: `Is ${id} what it says, and for which reason?`,
  answer: true,
  cognitive_level: 'Recall',
  difficulty: 'easy',
  ...more,
});

/** Somebody of a workspace with a spark that has these exercises, and somebody of none. */
async function withBank(exercise_bank: object[], quiz: string[] = []) {
  const gateway = await db.gateway();
  const [editor, stranger] = [await gateway.signUp(), await gateway.signUp()];
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, editor.id, 'editor');
  const spark = await new Author(db.owner, workspace).spark('bread');
  await db.owner.query('insert into packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
    workspace,
    spark,
    JSON.stringify({ exercise_bank, quiz }),
  ]);
  const propose = (who: { client: unknown }, length: number) =>
    proposeQuiz(who.client as unknown as Db, workspace, spark, { seed: 1, length, pinned: [] });
  return { editor, stranger, propose };
}

test('a quiz is proposed out of what may be staged, and says why one of the old quiz is left out', async () => {
  const { editor, stranger, propose } = await withBank(
    [
      exercise('rye', { stem: 'Dough of rye needs acid to hold together.' }),
      exercise('malt', { stem: 'Malt feeds the yeast and browns the crust.' }),
      exercise('oats', { answer: null }),
    ],
    ['oats', 'rye'],
  );
  const proposed = await propose(editor, 2);
  if (!proposed.ok) throw new Error(proposed.problem.message);
  expect(proposed.data.quiz).toEqual(['rye', 'malt']);
  expect(proposed.data.left_out).toEqual([{ exercise_id: 'oats', reason: 'blocked' }]);
  expect(await propose(stranger, 2)).toMatchObject({ ok: false });
});

test('a bank that is too long to look through at once is refused with what to do', async () => {
  const { editor, propose } = await withBank(Array.from({ length: 2001 }, (_, at) => exercise(`e${at}`)));
  expect(await propose(editor, 8)).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input', message: expect.stringContaining('2,000 exercises at most') },
  });
});
