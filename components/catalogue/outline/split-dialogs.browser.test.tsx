import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { tabTo } from '#components/testing/dialog.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { askAbout, uuid } from './bakery.cases.tsx';
import { SplitConceptDialog } from './split-concept-dialog.tsx';
import { SplitSparkDialog } from './split-spark-dialog.tsx';
import { outlineText } from './text.ts';

const words = outlineText.split;
const MADE = { id: uuid(60), slug: 'second', change_set_id: uuid(99) };

describe('splitting a concept', () => {
  beforeEach(() => answer('splitConceptAction', () => done(MADE)));

  const open = async () => {
    const screen = await askAbout(['Dough'], ([node], close) =>
      node ? <SplitConceptDialog node={node} onClose={close} /> : null,
    );
    const dialog = screen.getByRole('dialog', { name: words.conceptTitle('Dough') });
    await expect.element(dialog).toBeVisible();
    const title = screen.getByRole('textbox', { name: words.newConcept });
    return { ...screen, dialog, title, confirm: screen.getByRole('button', { name: words.confirm }) };
  };
  const spark = (screen: Awaited<ReturnType<typeof open>>, name: string) => screen.getByRole('checkbox', { name });

  test('begins with the second half, and is done by keyboard alone', async () => {
    const { dialog, title, trigger, confirm, getByText } = await open();
    await expect.element(title).toHaveFocus();
    await userEvent.keyboard('  Seasoning ');
    await expect.element(getByText(words.chosen(1, 3))).toBeVisible();
    await tabTo(() => confirm.element());
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    const split = { concept_id: uuid(3), place_ids: [uuid(17)], title: 'Seasoning' };
    expect(inputsOf('splitConceptAction')).toEqual([split]);
    await expect.element(getByText(words.done('Seasoning'))).toBeVisible();
  });

  test('takes the sparks that were chosen, in the order they have', async () => {
    const screen = await open();
    await spark(screen, 'Salt').click({ force: true });
    await spark(screen, 'Water').click({ force: true });
    await spark(screen, 'Flour').click({ force: true });
    await screen.title.fill('Wet and dry');
    await screen.confirm.click();
    await expect
      .poll(() => inputsOf<{ place_ids: string[] }>('splitConceptAction')[0]?.place_ids)
      .toEqual([uuid(15), uuid(16)]);
  });

  test.each([
    ['none', ['Salt']],
    ['all', ['Flour', 'Water']],
  ])('with %s of the sparks is refused before it is sent', async (_how, presses) => {
    const screen = await open();
    for (const name of presses) await spark(screen, name).click({ force: true });
    await expect.element(screen.getByText(words.needsBoth)).toBeVisible();
    await screen.title.fill('Seasoning');
    await screen.confirm.click();
    await expect.element(screen.dialog).toBeVisible();
    expect(inputsOf('splitConceptAction')).toEqual([]);
  });

  test('without a title says what one is, once it was tried', async () => {
    const { confirm, getByText, dialog } = await open();
    const wrong = getByText(outlineText.titleLength(2, 200));
    await expect.element(wrong).not.toBeInTheDocument();
    await confirm.click();
    await expect.element(wrong).toBeVisible();
    await expect.element(dialog).toBeVisible();
    expect(inputsOf('splitConceptAction')).toEqual([]);
  });

  test('that the database refuses says why, in place, and keeps what was typed', async () => {
    const message = 'One of the sparks stands elsewhere now.';
    answer('splitConceptAction', () => refused({ code: 'conflict', message }));
    const { confirm, title, getByText } = await open();
    await title.fill('Seasoning');
    await confirm.click();
    await expect.element(getByText(words.failed)).toBeVisible();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(title).toHaveValue('Seasoning');
  });
});

describe('splitting a lesson', () => {
  const point = (offset: number, title: string, words_before: number, words_after: number) => ({
    offset,
    depth: 2,
    title,
    words_before,
    words_after,
  });
  const POINTS = [point(10, 'Kinds', 5, 95), point(60, 'Milling', 45, 55), point(90, 'Storing', 90, 10)];
  beforeEach(() => {
    answer('cut-points', () => done({ version: 7, points: POINTS }));
    answer('splitSparkAction', () => done(MADE));
  });

  const open = async () => {
    const screen = await askAbout(['Flour'], ([node], close) =>
      node ? <SplitSparkDialog node={node} onClose={close} /> : null,
    );
    const dialog = screen.getByRole('dialog', { name: words.sparkTitle('Flour') });
    await expect.element(dialog).toBeVisible();
    const title = screen.getByRole('textbox', { name: words.newSpark });
    return { ...screen, dialog, title, confirm: screen.getByRole('button', { name: words.confirm }) };
  };

  test('begins at the heading nearest to the middle, with its words as the title', async () => {
    const { title, confirm, getByRole, dialog, getByText } = await open();
    await expect.element(getByRole('radio', { name: /^Milling/ })).toBeChecked();
    await expect.element(title).toHaveValue('Milling');
    await expect.element(getByText(words.words('45', '55'))).toBeVisible();
    await confirm.click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(inputsOf('splitSparkAction')).toEqual([{ spark_id: uuid(5), version: 7, offset: 60, title: 'Milling' }]);
  });

  test('at another heading takes its title, unless somebody has typed one', async () => {
    const { title, getByRole } = await open();
    await getByRole('radio', { name: /^Storing/ }).click({ force: true });
    await expect.element(title).toHaveValue('Storing');
    await title.fill('In the cellar');
    await getByRole('radio', { name: /^Kinds/ }).click({ force: true });
    await expect.element(title).toHaveValue('In the cellar');
  });

  test('is not possible without a heading, and says what to do', async () => {
    answer('cut-points', () => done({ version: 7, points: [] }));
    const { getByText, confirm } = await open();
    await expect.element(getByText(words.noHeading)).toBeVisible();
    await expect.element(confirm).toBeDisabled();
  });

  test('of a lesson that was saved meanwhile is refused, and the headings are read again', async () => {
    const message = 'The lesson has been saved since. Look where it can be cut now.';
    answer('splitSparkAction', () => refused({ code: 'stale', message }));
    const { confirm, getByText, getByRole } = await open();
    await expect.element(confirm).toBeEnabled();
    answer('cut-points', () => done({ version: 8, points: [point(30, 'Sieving', 50, 50)] }));
    await confirm.click();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(getByRole('radio', { name: /^Sieving/ })).toBeChecked();
    answer('splitSparkAction', () => done(MADE));
    await confirm.click();
    await expect.poll(() => inputsOf('splitSparkAction').at(-1)).toMatchObject({ version: 8, offset: 30 });
  });

  test('is not possible where it cannot be read, and says why', async () => {
    const message = 'The database did not answer.';
    answer('cut-points', () => refused({ code: 'unavailable', message }));
    const { confirm, getByText } = await open();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(confirm).toBeDisabled();
  });

  test('Escape splits nothing, and the focus goes back', async () => {
    const { dialog, trigger } = await open();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    expect(inputsOf('splitSparkAction')).toEqual([]);
  });
});
