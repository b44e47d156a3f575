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

interface Proposing {
  pinned?: string[];
  repeats?: boolean;
}

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
  const propose = (who: { client: unknown }, length: number, more: Proposing = {}) =>
    proposeQuiz(who.client as unknown as Db, workspace, spark, {
      seed: 1,
      length,
      pinned: [],
      repeats: false,
      ...more,
    });
  /** The ids of a quiz that is proposed to the editor. */
  const assembled = async (length: number, more: Proposing = {}) => {
    const proposed = await propose(editor, length, more);
    if (!proposed.ok) throw new Error(proposed.problem.message);
    return proposed.data;
  };
  return { editor, stranger, propose, assembled, workspace, spark };
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

test('what the quizzes of the concept have asked before is not asked again, unless somebody wants it', async () => {
  const rye = exercise('rye', { stem: 'Dough of rye needs acid to hold together.' });
  const { assembled, workspace, spark } = await withBank([
    rye,
    exercise('malt', { stem: 'Malt feeds the yeast and browns the crust.' }),
    exercise('oats', { stem: 'Oats have hardly any gluten of their own.' }),
  ]);
  const author = new Author(db.owner, workspace);
  const concept = await author.concept(null);
  const [before, after] = [await author.spark(), await author.spark()];
  await author.place(concept, before, 0);
  await author.place(concept, spark, 1);
  await author.place(concept, after, 2);
  // In other words and with another id, and only in the quiz: what the bank has besides was not asked.
  const asked = exercise('r', { stem: 'Dough of **rye** needs acid to hold it together.' });
  const notAsked = exercise('o', { stem: 'Oats have hardly any gluten of their own.' });
  await author.lessonPackage(before, { exercise_bank: [asked, notAsked], quiz: ['r'] });
  await author.lessonPackage(after, {
    exercise_bank: [exercise('m', { stem: 'Malt feeds the yeast and browns the crust.' })],
    quiz: ['m'],
  });

  const first = await assembled(3);
  expect(first.quiz.toSorted()).toEqual(['malt', 'oats']);
  expect(first.gaps).toContainEqual({ code: 'too_short', wanted: 3, taken: 2, blocked: 0, used_before: 1 });
  expect((await assembled(3, { repeats: true })).quiz.toSorted()).toEqual(['malt', 'oats', 'rye']);
  expect((await assembled(3, { pinned: ['rye'] })).quiz.toSorted()).toEqual(['malt', 'oats', 'rye']);
});

test('a quiz aims at what its author set, else at what the workspace did', async () => {
  const { assembled, workspace, spark } = await withBank(
    Array.from({ length: 6 }, (_, at) => exercise(`e${at}`, { difficulty: at < 3 ? 'easy' : 'hard' })),
  );
  const level = { Recall: 1, Comprehension: 0, Application: 0, Transfer: 0 };
  const targets = { level, difficulty: { easy: 0, medium: 0, hard: 1 } };
  await db.owner.query('insert into public.exercise_goals (workspace_id, quiz_targets) values ($1, $2)', [
    workspace,
    targets,
  ]);
  expect((await assembled(2)).targets).toMatchObject({
    difficulty: { easy: 0, medium: 0, hard: 2 },
    cognitive_level: { Recall: 2, Transfer: 0 },
  });
  await db.owner.query(
    `update public.packages set body = body || '{"quiz_metadata": {"difficulty_distribution_target": {"easy": 1}}}' where spark_id = $1`,
    [spark],
  );
  expect((await assembled(2)).targets).toMatchObject({ difficulty: { easy: 2 }, cognitive_level: { Recall: 2 } });
});
