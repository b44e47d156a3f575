import { beforeEach, expect, test } from 'vitest';
import { jobRequest } from '#lib/generation/core/request.ts';
import { Author, list } from '../support/authoring.ts';
import { BANK } from '../support/editing-exercises.ts';
import { testDatabase } from '../support/harness.ts';
import { modelBench } from '../support/model-bench.ts';

// A model betters the exercises of a lesson: what it is told, what comes of its answer, and what goes back to it.

const db = testDatabase();
const { here, run, setUp, work, start, until, isOver, proposals } = modelBench(db);
let spark: string;
beforeEach(async () => {
  const author = new Author(db.owner, here.workspace);
  spark = await author.spark(undefined, { content_md: 'A levain eats flour.' });
  await author.lessonPackage(spark, { meta: { title: 'X' }, exercise_bank: BANK, quiz: ['b'] });
});

const answer = (content: object) => ({
  content: JSON.stringify({ changes: [], removals: [], questions: [], ...content }),
  usage: { prompt_tokens: 100, completion_tokens: 50 },
});
const question = (stem: string) => ({
  stem,
  cognitive_level: 'Recall',
  difficulty: 'easy',
  objective: null,
  options: [],
  answer: 'true',
  accepted: [],
});
const improve = async (ids: string[]) => {
  const job = await start('exercise_bank', { improves: ids }, { kind: 'spark', id: spark });
  work();
  await until(job, isOver);
  return job;
};
const made = (job: string) =>
  list<{ status: string; body: { exercises: object[] } }>(
    db.owner,
    'select status, body from public.proposals where flow_run_id = $1',
    [job],
  );
const asked = (nth: number) => JSON.stringify(here.server.getRequests()[nth]?.body);

test('sees them numbered, changes one and has another go, and the proposal knows what each was', async () => {
  await setUp([{ model: 'small' }]);
  const removals = [{ number: 3, reason: 'It repeats the first.' }];
  here.server.on({}, answer({ changes: [{ number: 1, question: question('Does it eat flour?') }], removals }));
  const job = await improve([]);
  expect(await run(job)).toMatchObject({ status: 'completed' });
  const [a, , c] = BANK;
  expect(await made(job)).toMatchObject([
    {
      status: 'pending',
      body: {
        exercises: [
          { do: 'change', exercise_id: 'a', before: a, exercise: { ...a, stem: 'Does it eat flour?' } },
          { do: 'remove', exercise_id: 'c', before: c, why: 'It repeats the first.' },
        ],
      },
    },
  ]);
  expect(asked(0)).toContain('1. {');
  expect(asked(0)).toContain('Is it c?');
});

test('a number that is not there goes back to the model with a sentence', async () => {
  await setUp([{ model: 'small' }]);
  let calls = 0;
  here.server.on({ predicate: () => calls++ === 0 }, answer({ removals: [{ number: 9, reason: 'x' }] }));
  here.server.on({}, answer({ removals: [{ number: 2, reason: 'It repeats.' }] }));
  const job = await improve([]);
  expect(await run(job)).toMatchObject({ status: 'completed' });
  expect(asked(1)).toContain('There is no exercise 9');
  expect(await made(job)).toMatchObject([{ body: { exercises: [{ do: 'remove', exercise_id: 'b' }] } }]);
});

test('another version of one exercise is about that one alone', async () => {
  await setUp([{ model: 'small' }]);
  here.server.on({}, answer({ changes: [{ number: 1, question: question('Another b?') }] }));
  const job = await improve(['b']);
  expect(await made(job)).toMatchObject([{ body: { exercises: [{ do: 'change', exercise_id: 'b' }] } }]);
  expect(asked(0)).not.toContain('Is it c?');
});

test('nothing to better is an answer, and exercises that are gone are a reason', async () => {
  await setUp([{ model: 'small' }]);
  here.server.on({}, answer({}));
  const job = await improve([]);
  expect(await run(job)).toMatchObject({ status: 'completed' });
  expect(await proposals(job)).toBe(0);
  const gone = await improve(['nowhere']);
  expect(await run(gone)).toMatchObject({
    status: 'failed',
    problem: { message: expect.stringContaining('not in this lesson') },
  });
});

test('the built-in drafter changes none and says so, and only exercises are improved', async () => {
  const ask = { job_kind: 'exercise_bank', title: 'Better', place: { kind: 'spark', id: spark }, improves: [] };
  expect(jobRequest.safeParse({ ...ask, maker: 'model' }).success).toBe(true);
  const builtin = jobRequest.safeParse({ ...ask, maker: 'builtin' });
  expect(builtin.error?.issues).toMatchObject([
    { path: ['maker'], message: expect.stringContaining('leaves those that are there') },
  ]);
  expect(jobRequest.safeParse({ ...ask, job_kind: 'quiz', maker: 'model' }).success).toBe(false);
});
