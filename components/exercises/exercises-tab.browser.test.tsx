import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { ExerciseEdit } from '#lib/exercises/core/bank.ts';
import { answerBank, bankIs, HASH, opened, openTab, row, SPARK } from './exercises-tab.cases.tsx';

answerBank();
beforeEach(() => answer('exercise', () => done(opened())));

describe('the bank of a lesson', () => {
  test('is rows of plain text, with hints and what blocks marked', async () => {
    const page = await openTab();
    await expect.element(page.getByRole('row', { name: /Is it 1\?/ }).getByText('Blocks')).toBeVisible();
    const first = page.getByRole('row', { name: /Is it 0\?/ });
    await expect.element(first.getByText('Knead dough')).toBeVisible();
    await expect.element(first.getByText('2 hints')).toBeInTheDocument();
    await expect.element(page.getByText('“Knead dough” has no exercise of Application or Transfer.')).toBeVisible();
  });

  test('shows only what blocks, and says how many of how many', async () => {
    const page = await openTab();
    await userEvent.click(page.getByRole('button', { name: 'Show only these' }));
    await expect.element(page.getByText('1 of 3 exercises')).toBeVisible();
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Take off filter Blocks' }));
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).toBeVisible();
  });

  test('of 2,000 exercises those in view are drawn', async () => {
    bankIs(Array.from({ length: 2000 }, (_, at) => row(at)));
    const page = await openTab();
    await expect.element(page.getByRole('row', { name: /Is it 0\?/ })).toBeVisible();
    expect(document.querySelectorAll('tbody tr').length).toBeLessThan(80);
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('2001');
  });

  test('keys act on the row that has the focus', async () => {
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab();
    const first = page.getByRole('row', { name: /Is it 0\?/ });
    await expect.element(first).toBeVisible();
    (first.element() as HTMLElement).focus();
    for (const keys of ['d', 'q', '{Alt>}{ArrowDown}{/Alt}', '{Delete}']) await userEvent.keyboard(keys);
    const of = { spark_id: SPARK, exercise_id: 'ex_0', hash: HASH };
    await expect
      .poll(() => inputsOf<{ edits: ExerciseEdit[] }>('editExercisesAction').map(({ edits: [one] }) => one))
      .toEqual([
        { do: 'duplicate', ...of },
        { do: 'quiz_remove', spark_id: SPARK, exercise_ids: ['ex_0'] },
        { do: 'move', ...of, after: 'ex_1' },
        { do: 'remove', ...of },
      ]);
  });

  test('Escape leads out of a field, then out of the exercise, and back to its row', async () => {
    bankIs(Array.from({ length: 400 }, (_, at) => row(at)));
    answer('exercise', () => done(opened({ stored: { id: 'ex_1', exercise_type: 'true_false', stem: 'Is it?' } })));
    const page = await openTab();
    const seventh = page.getByRole('row', { name: /Is it 7\?/ });
    await userEvent.click(seventh);
    const question = page.getByRole('textbox', { name: 'Question', exact: true });
    await userEvent.click(question);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('complementary', { name: 'Exercise 8' })).toHaveFocus();
    await userEvent.keyboard('j');
    await expect.element(page.getByRole('complementary', { name: 'Exercise 9' })).toBeVisible();
    await userEvent.keyboard('k{Escape}');
    await expect.element(seventh).toHaveFocus();
  });

  test('sets one field of all that are chosen, as one change', async () => {
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab();
    for (const at of [0, 1]) {
      const one = page.getByRole('row', { name: new RegExp(`Is it ${at}\\?`) });
      await expect.element(one).toBeVisible();
      (one.element() as HTMLElement).focus();
      await userEvent.keyboard(' ');
    }
    await expect.element(page.getByText('2 chosen')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Set difficulty' }));
    const dialog = page.getByRole('dialog', { name: 'Set difficulty of 2 exercises' });
    await expect.element(dialog.getByRole('radio', { name: 'Easy (all 2 today)' })).toBeVisible();
    await userEvent.click(dialog.getByText('Hard'));
    // What it does to the quiz, before it is done.
    await expect
      .element(dialog.getByRole('status'))
      .toHaveTextContent(
        '1 of them is in the quiz: Easy there falls from 100 % to 0 %; Hard there rises from 0 % to 100 %.',
      );
    await userEvent.click(dialog.getByRole('button', { name: 'Set difficulty of 2' }));
    const edits = ['ex_0', 'ex_1'].map((exercise_id) => ({
      do: 'set',
      spark_id: SPARK,
      exercise_id,
      fields: { difficulty: 'hard' },
    }));
    await expect.poll(() => inputsOf('editExercisesAction')).toEqual([{ edits, title: '2 exercises set to Hard' }]);
  });
});

describe('moving to another spark', () => {
  test('M finds the spark by its words; a copy leaves what it is a copy of', async () => {
    answer('places', () =>
      done([{ id: HASH, slug: 'crust', title: 'Crust', path: 'Baking', children: 0, color: null }]),
    );
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab();
    const first = page.getByRole('row', { name: /Is it 0\?/ });
    await expect.element(first).toBeVisible();
    (first.element() as HTMLElement).focus();
    await userEvent.keyboard('m');
    const dialog = page.getByRole('dialog', { name: 'Move or copy 1 exercise' });
    await userEvent.fill(dialog.getByRole('combobox', { name: 'To the spark' }), 'Crust');
    await userEvent.click(page.getByRole('option', { name: /Crust/ }));
    await userEvent.click(dialog.getByText('Copy', { exact: true }));
    await userEvent.click(dialog.getByRole('button', { name: 'Copy exercise' }));
    await expect
      .poll(() => inputsOf<{ edits: ExerciseEdit[] }>('editExercisesAction')[0]?.edits)
      .toEqual([
        { do: 'transfer', spark_id: SPARK, exercise_id: 'ex_0', hash: HASH, to_spark_id: HASH, is_copy: true },
      ]);
  });
});

describe('a new exercise', () => {
  test('the first one is read from typed lines, and open when it is added', async () => {
    bankIs([]);
    answer('editExercisesAction', () => {
      bankIs([row(0, { exercise_id: 'ex_new', stem: 'Which?' })]);
      return done({
        change_set_id: null,
        made: [{ nth: 0, spark_id: SPARK, exercise_id: 'ex_new' }],
        written: [],
        refused: [],
      });
    });
    const page = await openTab();
    await expect.element(page.getByRole('heading', { name: 'Write the first exercise' })).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Question and answers' });
    await userEvent.fill(field, 'Which?\nOne\nTwo');
    await expect.element(page.getByText('Mark the right answer with *.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Add exercise/ })).toBeDisabled();
    await userEvent.fill(field, 'Which?\n* One\nTwo');
    await expect.element(page.getByRole('status', { name: 'Read as' }).getByText('One choice')).toBeVisible();
    await userEvent.click(field);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect
      .poll(() => inputsOf<{ edits: { exercise: unknown }[] }>('editExercisesAction')[0]?.edits[0]?.exercise)
      .toMatchObject({
        exercise_type: 'mcq',
        stem: 'Which?',
        answer_key: { option_id: 'opt_1', label: 'A' },
      });
    await expect.element(page.getByRole('complementary', { name: 'Exercise 1' })).toBeVisible();
  });
});

const MCQ = {
  id: 'ex_1',
  exercise_type: 'mcq',
  stem: 'Which?',
  note: 'kept',
  options: [
    { id: 'a', label: 'A', text: 'One', weight: 1 },
    { id: 'b', label: 'B', text: 'Two', rationale_wrong: 'No.' },
  ],
  answer_key: { label: 'A', option_id: 'a', rationale_right: 'Yes.' },
};

describe('an exercise that is opened', () => {
  test('a true or false that nobody has decided has neither chosen, and says what to do', async () => {
    const problems = [
      {
        code: 'undecided',
        severity: 'hard',
        pointer: '/answer',
        message: 'Nobody has decided.',
        fix: 'Choose True or False.',
      } as const,
    ];
    answer('exercise', () => done(opened({ problems })));
    const page = await openTab('exercise=ex_1');
    await expect.element(page.getByRole('list', { name: 'Blocks' }).getByText('Choose True or False.')).toBeVisible();
    for (const name of ['True', 'False']) await expect.element(page.getByRole('radio', { name })).not.toBeChecked();
  });

  test('a formula is seen as one until somebody writes in it', async () => {
    const stem = 'Is $x^2$ even?';
    const stored = { id: 'ex_1', exercise_type: 'true_false', stem, answer: true };
    answer('exercise', () => done(opened({ stored })));
    const html = { '/stem': '<p>Is <math><msup><mi>x</mi><mn>2</mn></msup></math> even?</p>' };
    answer('rendered-exercises', () =>
      done({
        version: 1,
        exercises: [{ place: 1, id: 'ex_1', type: 'true_false', exercise: stored, html, problem: null }],
      }),
    );
    const page = await openTab();
    await userEvent.click(page.getByRole('row', { name: /Is it 1\?/ }));
    const question = page.getByRole('textbox', { name: 'Question', exact: true });
    await expect.element(question).toHaveValue(stem);
    const formula = () => document.querySelector('math')?.checkVisibility() ?? false;
    await expect.poll(formula).toBe(true);
    await userEvent.click(question);
    expect(formula()).toBe(false);
    await userEvent.keyboard('{Tab}');
    expect(formula()).toBe(true);
  });

  test('is saved by itself, over the state that was seen, and only what was changed', async () => {
    answer('exercise', () => done(opened({ stored: MCQ })));
    answer('editExercisesAction', () =>
      done({ change_set_id: null, made: [], written: [{ nth: 0, hash: SPARK }], refused: [] }),
    );
    const page = await openTab('exercise=ex_1');
    await userEvent.click(page.getByRole('radio', { name: 'Option B is right' }));
    const saved = {
      do: 'set',
      spark_id: SPARK,
      exercise_id: 'ex_1',
      hash: HASH,
      fields: {
        options: [
          { id: 'a', label: 'A', text: 'One', weight: 1, rationale_wrong: null },
          { id: 'b', label: 'B', text: 'Two', rationale_wrong: null },
        ],
        answer_key: { label: 'B', option_id: 'b', rationale_right: 'Yes.' },
      },
      drop: [],
    };
    await expect.poll(() => inputsOf('editExercisesAction')).toEqual([{ edits: [saved], title: null }]);
    // The next one is over the state that this one made.
    await userEvent.fill(page.getByRole('textbox', { name: 'Question' }), 'Which one?');
    await expect
      .poll(() => inputsOf<{ edits: unknown[] }>('editExercisesAction')[1]?.edits)
      .toEqual([
        { do: 'set', spark_id: SPARK, exercise_id: 'ex_1', hash: SPARK, fields: { stem: 'Which one?' }, drop: [] },
      ]);
  });

  test('a field that somebody else changed too is decided by the person', async () => {
    answer('exercise', () => done(opened({ stored: MCQ })));
    const conflict = { field: 'stem', base: 'Which?', mine: 'Mine?', theirs: 'Theirs?' };
    let saves = 0;
    answer('editExercisesAction', () =>
      done({
        change_set_id: null,
        made: [],
        written: [],
        refused: saves++ === 0 ? [{ nth: 0, code: 'conflict', fields: [conflict], hash: HASH }] : [],
      }),
    );
    const page = await openTab('exercise=ex_1');
    await userEvent.fill(page.getByRole('textbox', { name: 'Question' }), 'Mine?');
    const panel = page.getByRole('region', { name: 'Somebody else changed this too' });
    await expect.element(panel.getByText('Theirs?')).toBeVisible();
    await userEvent.click(panel.getByRole('button', { name: 'Take theirs' }));
    await expect.element(page.getByRole('textbox', { name: 'Question' })).toHaveValue('Theirs?');
    expect(saves).toBe(1);
  });

  test('what was typed is saved when another one is opened a moment later', async () => {
    answer('exercise', () => done(opened({ stored: MCQ })));
    answer('editExercisesAction', () => done({ change_set_id: null, made: [], written: [], refused: [] }));
    const page = await openTab('exercise=ex_1');
    await userEvent.fill(page.getByRole('textbox', { name: 'Question' }), 'Typed in haste?');
    await userEvent.click(page.getByRole('button', { name: 'Next exercise' }));
    await expect
      .poll(() => inputsOf<{ edits: { fields: unknown }[] }>('editExercisesAction')[0]?.edits[0]?.fields)
      .toEqual({ stem: 'Typed in haste?' });
  });

  test('one that somebody deleted meanwhile is not saved again and again', async () => {
    answer('exercise', () => done(opened({ stored: MCQ })));
    answer('editExercisesAction', () =>
      done({ change_set_id: null, made: [], written: [], refused: [{ nth: 0, code: 'not_found', fields: [] }] }),
    );
    const page = await openTab('exercise=ex_1');
    await userEvent.fill(page.getByRole('textbox', { name: 'Question' }), 'Which one?');
    await expect.element(page.getByText(/Somebody has deleted it meanwhile/)).toBeVisible();
    await userEvent.fill(page.getByRole('textbox', { name: 'Question' }), 'Which one now?');
    await expect.element(page.getByText('Could not save')).toBeVisible();
    expect(inputsOf('editExercisesAction')).toHaveLength(1);
  });

  test('another type is asked for before something would be lost', async () => {
    const options = [...MCQ.options, { id: 'c', label: 'C', text: 'Three', rationale_wrong: 'No.' }];
    answer('exercise', () => done(opened({ stored: { ...MCQ, options } })));
    const page = await openTab('exercise=ex_1');
    await userEvent.click(page.getByRole('button', { name: /Type$/ }));
    await userEvent.click(page.getByRole('option', { name: 'True or false' }));
    await expect.element(page.getByText('As this type it has no place for the options.')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Keep it as it is' }));
    await expect.element(page.getByRole('textbox', { name: 'Option C' })).toHaveValue('Three');
  });

  test('one without an id is opened by its place', async () => {
    await openTab('exercise=%232');
    await expect.poll(() => inputsOf('exercise')).toContainEqual({ spark_id: SPARK, exercise_id: null, place: 2 });
  });

  test('what needs no decision is mended at a press, on the state that was seen', async () => {
    const mend = [{ set: '/difficulty', to: 'easy' }];
    const problems = [
      {
        code: 'unknown_difficulty',
        severity: 'advice',
        pointer: '/difficulty',
        message: '“EASY” is no difficulty.',
        fix: 'Choose easy.',
        mend,
      } as const,
    ];
    answer('exercise', () => done(opened({ problems })));
    answer('editExercisesAction', () =>
      done({ change_set_id: null, made: [], written: [], refused: [{ nth: 0, code: 'conflict', fields: [] }] }),
    );
    const page = await openTab('exercise=ex_1');
    await userEvent.click(page.getByRole('button', { name: 'Fix it' }));
    const edits: ExerciseEdit[] = [
      { do: 'set', spark_id: SPARK, exercise_id: 'ex_1', hash: HASH, fields: { difficulty: 'easy' }, drop: [] },
    ];
    await expect.poll(() => inputsOf('editExercisesAction')).toEqual([{ edits, title: null }]);
    await expect.element(page.getByRole('alert').getByText(/Somebody changed this exercise meanwhile/)).toBeVisible();
  });
});
