import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import { answerBank, bankIs, openTab, row, SPARK } from '../exercises-tab.cases.tsx';

answerBank();

describe('the quiz', () => {
  const bank = [row(0, { quiz_place: 0 }), row(1), row(2)];

  test('is assembled as a proposal, each question with its reason, and used at a press', async () => {
    bankIs(bank);
    answer('quiz-proposal', () =>
      done({
        quiz: ['ex_1', 'ex_2'],
        is_best: true,
        cost: 0,
        taken: [
          { exercise_id: 'ex_1', reason: { code: 'covers', objective: 'lo_1', of: 2 }, is_new: true },
          { exercise_id: 'ex_2', reason: { code: 'fills_level', cognitive_level: 'Recall', count: 2 }, is_new: true },
        ],
        left_out: [{ exercise_id: 'ex_0', reason: 'blocked' }],
        gaps: [{ code: 'level', name: 'Transfer', wanted: 1, taken: 0, there: 0, blocked: 0, used_before: 0 }],
        targets: { length: 2, difficulty: {}, cognitive_level: {}, objectives: [] },
        stems: { ex_0: 'Is it 0?', ex_1: 'Is it 1?', ex_2: 'Is it 2?' },
        objectives: { lo_1: 'Knead dough' },
      }),
    );
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab('view=quiz');
    await expect.element(page.getByRole('heading', { name: '1 question' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Assemble quiz' }));
    await expect.element(page.getByText('Covers “Knead dough”')).toBeVisible();
    await expect.element(page.getByText('Fills Recall to 2')).toBeVisible();
    await expect.element(page.getByText('Transfer: 0 of 1; the bank has 0.')).toBeVisible();
    await expect.element(page.getByText('Breaks a rule: it cannot be staged')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Use this quiz' }));
    await expect
      .poll(() => inputsOf<{ edits: { do: string }[] }>('editExercisesAction')[0]?.edits.map((edit) => edit.do))
      .toEqual(['quiz_remove', 'quiz_add', 'quiz_order', 'quiz_metadata']);
    await expect.element(page.getByRole('button', { name: 'Assemble quiz' })).toBeVisible();
  });

  test('has targets of its own, in percent and in questions, or those of the workspace', async () => {
    bankIs(bank);
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab('view=quiz');
    await expect.element(page.getByText(/The upright line is the usual target/)).toBeVisible();
    await userEvent.keyboard('{Shift>}G{/Shift}');
    const dialog = page.getByRole('dialog', { name: 'Targets of this quiz' });
    await expect.element(dialog.getByText('100 %. Of 1 question that is 0 · 1 · 0 · 0.')).toBeVisible();
    await expect.element(dialog.getByRole('radio', { name: 'All quizzes of the workspace' })).toBeDisabled();
    await userEvent.fill(dialog.getByRole('textbox', { name: 'Recall' }), '60');
    await userEvent.tab();
    await expect.element(dialog.getByText('They add up to 135 %. Make it 100 %.')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Set targets' })).toBeDisabled();
    await userEvent.fill(dialog.getByRole('textbox', { name: 'Comprehension' }), '0');
    await userEvent.tab();
    await userEvent.click(dialog.getByRole('button', { name: 'Set targets' }));
    await expect
      .poll(() => inputsOf<{ edits: { fields: object }[] }>('editExercisesAction')[0]?.edits[0]?.fields)
      .toEqual({
        cognitive_mix_target: { Recall: 0.6, Comprehension: 0, Application: 0.25, Transfer: 0.15 },
        difficulty_distribution_target: { easy: 0.3, medium: 0.5, hard: 0.2 },
      });
  });

  test('takes one in from the bank, and says what is wrong with it', async () => {
    bankIs(bank);
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab('view=quiz');
    await expect.element(page.getByText(/The quiz names “gone”/)).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Add to quiz: exercise 2' }));
    await expect
      .poll(() => inputsOf('editExercisesAction'))
      .toEqual([{ edits: [{ do: 'quiz_add', spark_id: SPARK, exercise_ids: ['ex_1'] }], title: null }]);
  });

  test('says that a long bank is listed in part', async () => {
    bankIs(Array.from({ length: 250 }, (_, at) => row(at)));
    const page = await openTab('view=quiz');
    await expect.element(page.getByText(/The first 200 are listed/)).toBeVisible();
  });
});
