import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { held, tabTo } from '#components/testing/dialog.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import type { EntityNode } from '#lib/catalogue/core/outline.ts';
import { askAbout, uuid } from './bakery.cases.tsx';
import { BulkTrashDialog } from './bulk-trash-dialog.tsx';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';
import { TrashDialog } from './trash-dialog.tsx';

const words = outlineText.trashing;
const CHANGE_SET = uuid(99);
const line = (kind: string, at: number, label: string) => ({
  kind,
  entity_id: uuid(at),
  slug: label.toLowerCase(),
  label,
});
const onTrashed = vi.fn();

beforeEach(() => {
  onTrashed.mockReset();
  answer<{ id: string; with_sparks: boolean }>('trash-preview', ({ with_sparks }) =>
    done([line('concept', 3, 'Dough'), ...(with_sparks ? [line('spark', 5, 'Flour'), line('spark', 7, 'Salt')] : [])]),
  );
  answer('trashEntityAction', () => done(CHANGE_SET));
});

const open = async (title = 'Dough') => {
  const screen = await askAbout([title], ([node], close) =>
    node ? <TrashDialog node={node} onClose={close} onTrashed={onTrashed} /> : null,
  );
  const dialog = screen.getByRole('alertdialog', { name: words.title(title) });
  await expect.element(dialog).toBeVisible();
  return { ...screen, dialog, confirm: screen.getByRole('button', { name: words.confirm('concept') }) };
};

describe('putting a row into the trash', () => {
  test('begins with the way out: Enter by habit trashes nothing, and the focus goes back', async () => {
    const { dialog, trigger, getByRole, getByText } = await open();
    await expect.element(getByText(words.alone)).toBeVisible();
    await expect.element(getByRole('button', { name: words.cancel })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    expect(inputsOf('trashEntityAction')).toEqual([]);
  });

  test('cannot be done before it is known what goes along', async () => {
    const { answered, letGo } = held(done([line('concept', 3, 'Dough')]));
    answer('trash-preview', answered);
    const { confirm, getByText } = await open();
    await expect.element(getByText(words.counting)).toBeInTheDocument();
    await expect.element(confirm).toBeDisabled();
    letGo();
    await expect.element(confirm).toBeEnabled();
  });

  test('names what goes along once sparks shall go as well, and does that by keyboard alone', async () => {
    const { dialog, confirm, getByRole, getByText, trigger } = await open();
    await expect.element(getByText(words.sparksStay)).toBeVisible();
    await tabTo(() => getByRole('checkbox', { name: words.withSparks }).element());
    await userEvent.keyboard(' ');
    await expect.element(dialog.getByText('Flour')).toBeVisible();
    await expect.element(dialog.getByText('Salt')).toBeVisible();
    await expect.element(getByText(words.sparksStay)).not.toBeInTheDocument();
    await tabTo(() => confirm.element());
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(inputsOf('trashEntityAction')).toEqual([{ kind: 'concept', id: uuid(3), with_sparks: true }]);
    expect(onTrashed).toHaveBeenCalledOnce();
    await expect.element(trigger).toHaveFocus();
    await expect.element(getByText(outlineText.done.trashed('Dough'))).toBeVisible();
  });

  test('is done once, however often one presses', async () => {
    const { answered, letGo } = held(done(CHANGE_SET));
    answer('trashEntityAction', answered);
    const { dialog, confirm, getByRole } = await open();
    await confirm.click();
    await expect.element(getByRole('button', { name: `${uiText.pending} ${words.confirm('concept')}` })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(inputsOf('trashEntityAction')).toHaveLength(1);
    letGo();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('that was refused says why, and asks on', async () => {
    const message = 'Somebody has just moved this.';
    answer('trashEntityAction', () => refused({ code: 'conflict', message }));
    const { dialog, confirm, getByText } = await open();
    await confirm.click();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(dialog).toBeVisible();
    await expect.element(confirm).toBeEnabled();
    expect(onTrashed).not.toHaveBeenCalled();
  });

  test('of which nobody knows what goes along says why it is not known', async () => {
    const message = 'The database did not answer.';
    answer('trash-preview', () => refused({ code: 'unavailable', message }));
    const { confirm, dialog } = await open();
    await expect.element(dialog.getByText(message)).toBeVisible();
    await expect.element(confirm).toBeDisabled();
  });

  test('asks about sparks only where some stand in it', async () => {
    answer('trash-preview', () => done([line('spark', 5, 'Flour')]));
    const { getByText, getByRole } = await open('Flour');
    await expect.element(getByText(words.alone)).toBeVisible();
    await expect.element(getByRole('checkbox')).not.toBeInTheDocument();
  });
});

function Trashing(props: { nodes: EntityNode[]; onClose: () => void }) {
  const { bulk } = useOutlineContext();
  return <BulkTrashDialog {...props} bulk={bulk} onDone={() => undefined} />;
}

test('several rows are named, each once, and go as one', async () => {
  answer('bulkTrashAction', () => done({ change_set_id: CHANGE_SET, failed: [] }));
  const { getByRole, getByText } = await askAbout(['Dough', 'Oven'], (nodes, close) => (
    <Trashing nodes={[...nodes, ...nodes]} onClose={close} />
  ));
  const dialog = getByRole('alertdialog', { name: outlineText.bulk.trashTitle(2) });
  await expect.element(dialog).toBeVisible();
  expect(
    dialog
      .getByRole('listitem')
      .elements()
      .map((item) => item.textContent),
  ).toEqual(['Dough', 'Oven']);
  await getByRole('button', { name: outlineText.bulk.trashConfirm }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  const items = [
    { kind: 'concept', id: uuid(3) },
    { kind: 'spark', id: uuid(8) },
  ];
  expect(inputsOf('bulkTrashAction')).toEqual([{ items, with_sparks: false }]);
  await expect.element(getByText(outlineText.bulk.trashed(2))).toBeVisible();
});
