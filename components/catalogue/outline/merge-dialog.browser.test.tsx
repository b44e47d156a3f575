import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { held, tabTo } from '#components/testing/dialog.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import type { EntityNode } from '#lib/catalogue/core/outline.ts';
import type { Merge } from '#lib/catalogue/data/bulk-edits.ts';
import { askAbout, uuid } from './bakery.cases.tsx';
import { useOutlineContext } from './context.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { outlineText } from './text.ts';

const words = outlineText.merge;
const CHANGE_SET = uuid(99);
const LESSONS: Record<string, string> = { [uuid(5)]: 'Of flour.\n', [uuid(6)]: '\nOf water.' };

beforeEach(() => {
  answer<{ id: string }>('lesson', ({ id }) => done({ id, content_md: LESSONS[id], version: 4 }));
  answer<{ id: string }>('entity', ({ id }) => done({ id, description: id === uuid(3) ? 'Mixed.' : null }));
  answer('mergeEntitiesAction', () => done(CHANGE_SET));
});

function Merging(props: { nodes: [EntityNode, EntityNode]; onClose: () => void }) {
  const { workspace, bulk } = useOutlineContext();
  return <MergeDialog {...props} workspace={workspace} bulk={bulk} onDone={() => undefined} />;
}

const open = async (titles: [string, string] = ['Flour', 'Water'], kind: Merge['kind'] = 'spark') => {
  const screen = await askAbout(titles, ([first, second], close) =>
    first && second ? <Merging nodes={[first, second]} onClose={close} /> : null,
  );
  const dialog = screen.getByRole('dialog', { name: words.title(kind) });
  await expect.element(dialog).toBeVisible();
  const confirm = screen.getByRole('button', { name: words.confirm });
  return { ...screen, dialog, confirm, name: screen.getByRole('textbox', { name: words.name }) };
};
const merged = () => inputsOf<Merge>('mergeEntitiesAction');

describe('two sparks', () => {
  test('become the first of them with both texts and both their minutes, by keyboard alone', async () => {
    const { dialog, confirm, trigger, getByText } = await open();
    await expect.element(confirm).toBeEnabled();
    await tabTo(() => confirm.element());
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    const fields = { title: 'Flour', content_md: 'Of flour.\n\nOf water.', estimated_mins: 10 };
    expect(merged()).toEqual([{ kind: 'spark', into_id: uuid(5), from_id: uuid(6), fields }]);
    await expect.element(getByText(words.done('Flour'))).toBeVisible();
  });

  test.each([
    ['Flour', words.texts.into, 'Of flour.\n'],
    ['Flour', words.texts.from, '\nOf water.'],
    ['Water', words.texts.into, '\nOf water.'],
    ['Water', words.texts.from, 'Of flour.\n'],
  ])('become %s with the text "%s": the minutes stay as they are', async (stays, text, content_md) => {
    const { confirm, getByRole } = await open();
    await getByRole('radio', { name: new RegExp(`^${stays}`) }).click({ force: true });
    await getByRole('radio', { name: text }).click({ force: true });
    await confirm.click();
    const [into_id, from_id] = stays === 'Flour' ? [uuid(5), uuid(6)] : [uuid(6), uuid(5)];
    await expect.poll(merged).toEqual([{ kind: 'spark', into_id, from_id, fields: { title: stays, content_md } }]);
  });

  test('keep the title that was typed, whichever of them stays; too short a one is said and not sent', async () => {
    const { confirm, name, getByRole, getByText } = await open();
    await name.fill(' x ');
    await expect.element(getByText(outlineText.titleLength(2, 200))).toBeVisible();
    await expect.element(confirm).toBeDisabled();
    await name.fill('Flour and water');
    await getByRole('radio', { name: /^Water/ }).click({ force: true });
    await expect.element(name).toHaveValue('Flour and water');
    await confirm.click();
    await expect.poll(() => merged()[0]?.fields.title).toBe('Flour and water');
  });

  test('wait until both texts are there: what was not read is not written', async () => {
    const { answered, letGo } = held(done({ id: uuid(6), content_md: 'Late.', version: 4 }));
    answer<{ id: string }>('lesson', ({ id }) => (id === uuid(6) ? answered() : done({ id, content_md: 'Early.' })));
    const { confirm } = await open();
    await expect.element(confirm).toBeDisabled();
    letGo();
    await expect.element(confirm).toBeEnabled();
  });

  test('are merged once, however often one presses', async () => {
    const { answered, letGo } = held(done(CHANGE_SET));
    answer('mergeEntitiesAction', answered);
    const { dialog, confirm, getByRole } = await open();
    await confirm.click();
    await expect.element(getByRole('button', { name: `${uiText.pending} ${words.confirm}` })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(merged()).toHaveLength(1);
    letGo();
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

test('two concepts become one with both descriptions', async () => {
  const { confirm, getByText } = await open(['Dough', 'Baking'], 'concept');
  await expect.element(getByText(words.concept[0])).toBeVisible();
  await confirm.click();
  const fields = { title: 'Dough', description: 'Mixed.' };
  await expect.poll(merged).toEqual([{ kind: 'concept', into_id: uuid(3), from_id: uuid(4), fields }]);
});

describe('what is refused', () => {
  test('is said in place, and can be tried again', async () => {
    const message = 'One of the two is not here any more.';
    answer('mergeEntitiesAction', () => refused({ code: 'not_found', message }));
    const { dialog, confirm, name, getByText } = await open();
    await name.fill('Both');
    await confirm.click();
    await expect.element(getByText(words.failed)).toBeVisible();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(name).toHaveValue('Both');
    answer('mergeEntitiesAction', () => done(CHANGE_SET));
    await confirm.click();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('because it would close a loop comes with the way, each step a link', async () => {
    const point = (slug: string, label: string) => ({ kind: 'spark', slug, label });
    const detail = [point('flour', 'Flour'), point('salt', 'Salt'), point('water', 'Water')];
    answer('mergeEntitiesAction', () => refused({ code: 'loop', message: 'A loop.', detail }));
    const { confirm, getByText, getByRole } = await open();
    await confirm.click();
    await expect.element(getByText(words.loopWhy)).toBeVisible();
    await expect.element(getByRole('link', { name: 'Salt' })).toHaveAttribute('href', '/w/bakery/sparks/salt');
  });
});

test('Escape merges nothing, and the focus goes back', async () => {
  const { dialog, trigger } = await open();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(trigger).toHaveFocus();
  expect(merged()).toEqual([]);
});
