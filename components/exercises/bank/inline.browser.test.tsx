import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { ExerciseEdit } from '#lib/exercises/core/bank.ts';
import { answerBank, HASH, opened, openTab, SPARK } from '../exercises-tab.cases.tsx';

answerBank();
beforeEach(() => answer('exercise', () => done(opened())));

test('a level is set in its cell, by a press or by the key of the row, for all that are chosen', async () => {
  answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
  const page = await openTab();
  const first = page.getByRole('row', { name: /Is it 0\?/ });
  await userEvent.click(first.getByRole('button', { name: /^Level: / }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Transfer' }));
  await expect.element(first).toHaveFocus();
  await userEvent.keyboard('i');
  await expect.element(page.getByRole('menu', { name: 'Set difficulty' })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  const set = (fields: object) => ({ do: 'set', spark_id: SPARK, exercise_id: 'ex_0', fields });
  await expect
    .poll(() => inputsOf<{ edits: ExerciseEdit[] }>('editExercisesAction').map(({ edits: [one] }) => one))
    .toEqual([set({ cognitive_level: 'Transfer' }), set({ difficulty: 'medium' })]);
});

test('a question is written in its row over the state that was read; Escape gives up', async () => {
  answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
  const stem = 'Is it **0**?';
  answer('exercise', () => done(opened({ exercise_id: 'ex_0', stored: { id: 'ex_0', stem } })));
  const page = await openTab();
  const first = page.getByRole('row', { name: /Is it 0\?/ });
  await expect.element(first).toBeVisible();
  (first.element() as HTMLElement).focus();
  await userEvent.keyboard('{F2}');
  const field = page.getByRole('textbox', { name: 'Question in its row' });
  await expect.element(field).toHaveValue(stem);
  await userEvent.keyboard(' No.{Escape}');
  await expect.element(first).toHaveFocus();
  await userEvent.keyboard('{F2}');
  await field.fill('Is it one?');
  await userEvent.keyboard('{Enter}');
  await expect.element(first).toHaveFocus();
  await expect
    .poll(() => inputsOf<{ edits: ExerciseEdit[] }>('editExercisesAction').flatMap(({ edits }) => edits))
    .toEqual([{ do: 'set', spark_id: SPARK, exercise_id: 'ex_0', hash: HASH, fields: { stem: 'Is it one?' } }]);
});

test('a question that somebody else changed meanwhile stays in its row as it was typed, over what they wrote', async () => {
  const [theirs, later] = ['Is it theirs?', 'b'.repeat(64)];
  let isChanged = false;
  answer('exercise', () =>
    done(
      opened({
        exercise_id: 'ex_0',
        stored: { id: 'ex_0', stem: isChanged ? theirs : 'Is it 0?' },
        ...(isChanged && { hash: later }),
      }),
    ),
  );
  answer<{ edits: ExerciseEdit[] }>('editExercisesAction', ({ edits }) => {
    const wasRefused = !isChanged;
    isChanged = true;
    const refused = wasRefused ? edits.map((_, index) => ({ index, code: 'stale' })) : [];
    return done({ change_set_id: null, made: [], written: [], refused });
  });
  const page = await openTab();
  const first = page.getByRole('row', { name: /Is it 0\?/ });
  await expect.element(first).toBeVisible();
  (first.element() as HTMLElement).focus();
  await userEvent.keyboard('{F2}');
  const field = page.getByRole('textbox', { name: 'Question in its row' });
  await field.fill('Is it mine?');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Somebody changed it meanwhile. Look at it again.')).toBeVisible();
  await expect.element(field).toHaveValue('Is it mine?');
  await userEvent.keyboard('{Enter}');
  const sent = () => inputsOf<{ edits: ExerciseEdit[] }>('editExercisesAction').map(({ edits: [one] }) => one);
  await expect.poll(sent).toMatchObject([{ hash: HASH }, { hash: later, fields: { stem: 'Is it mine?' } }]);
});

test('a question of several lines is written in the form', async () => {
  answer('exercise', () =>
    done(opened({ exercise_id: 'ex_0', stored: { id: 'ex_0', exercise_type: 'true_false', stem: 'Is it\n\n0?' } })),
  );
  const page = await openTab();
  const first = page.getByRole('row', { name: /Is it 0\?/ });
  await expect.element(first).toBeVisible();
  (first.element() as HTMLElement).focus();
  await userEvent.keyboard('{F2}');
  await expect.element(page.getByRole('textbox', { name: 'Question', exact: true })).toHaveValue('Is it\n\n0?');
  await expect.element(page.getByRole('textbox', { name: 'Question in its row' })).not.toBeInTheDocument();
});
