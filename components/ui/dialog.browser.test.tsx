import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { AlertDialog } from './alert-dialog.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { uiText } from './text.ts';

const onConfirm = vi.fn<() => void | Promise<void>>();
beforeEach(() => {
  onConfirm.mockReset();
});

async function openDialog() {
  const screen = await show(
    <>
      <Dialog
        title="Move 3 sparks"
        trigger={<Button>Move</Button>}
        footer={(close) => <Button onPress={close}>Cancel</Button>}
      >
        <label>
          Where to <input />
        </label>
      </Dialog>
      <button type="button">Behind it</button>
    </>,
  );
  const trigger = screen.getByRole('button', { name: 'Move' });
  await trigger.click();
  const dialog = screen.getByRole('dialog', { name: 'Move 3 sparks' });
  await expect.element(dialog).toBeVisible();
  return { ...screen, dialog, trigger };
}

describe('a dialog', () => {
  test('takes the focus in and keeps it there', async () => {
    const { dialog } = await openDialog();
    const isWithin = () => dialog.element().contains(document.activeElement);
    await expect.poll(isWithin).toBe(true);
    for (let stop = 0; stop < 5; stop++) {
      await userEvent.tab();
      expect(isWithin()).toBe(true);
    }
  });

  test('what is behind it cannot be reached', async () => {
    const { getByRole } = await openDialog();
    const behind = getByRole('button', { name: 'Behind it' }).element();
    expect(behind.closest('[inert], [aria-hidden=true]')).not.toBeNull();
  });

  test.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['a press beside it', () => userEvent.click(document.body, { position: { x: 5, y: 5 } })],
  ])('%s closes it, and the focus goes back to where it was', async (_how, close) => {
    const { dialog, trigger } = await openDialog();
    await close();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
  });

  test('its own button closes it as well', async () => {
    const { dialog, getByRole, trigger } = await openDialog();
    await getByRole('button', { name: 'Cancel' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
  });
});

async function openAlert(props: { typeName?: string; danger?: boolean } = {}) {
  const screen = await show(
    <AlertDialog
      title="Purge “Dough”"
      confirmLabel="Purge spark"
      onConfirm={onConfirm}
      trigger={<Button>Purge</Button>}
      {...props}
    >
      It is gone for good.
    </AlertDialog>,
  );
  await screen.getByRole('button', { name: 'Purge' }).click();
  const dialog = screen.getByRole('alertdialog', { name: 'Purge “Dough”' });
  await expect.element(dialog).toBeVisible();
  return { ...screen, dialog, confirm: screen.getByRole('button', { name: 'Purge spark' }) };
}

describe('a dialog that asks before something is done', () => {
  test('begins with the way out: Enter by habit destroys nothing', async () => {
    const { dialog, getByRole } = await openAlert({ danger: true });
    await expect.element(getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  test('a press beside it is no answer', async () => {
    const { dialog } = await openAlert();
    await userEvent.click(document.body, { position: { x: 5, y: 5 } });
    await expect.element(dialog).toBeVisible();
  });

  test('closes once it is done, not before', async () => {
    let finish = () => {};
    onConfirm.mockImplementation(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const { dialog, confirm, getByRole } = await openAlert();
    await confirm.click();
    await expect.element(getByRole('button', { name: `${uiText.pending} Purge spark` })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(onConfirm).toHaveBeenCalledOnce();
    await expect.element(dialog).toBeVisible();
    finish();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('says what went wrong and stays', async () => {
    onConfirm.mockRejectedValue(new Error('Somebody is editing it.'));
    const { dialog, confirm, getByRole } = await openAlert();
    await confirm.click();
    await expect.element(getByRole('alert')).toHaveTextContent('Somebody is editing it.');
    await expect.element(dialog).toBeVisible();
  });

  test('what cannot be undone asks for the name first', async () => {
    const { confirm, getByRole } = await openAlert({ danger: true, typeName: 'dough' });
    const name = getByRole('textbox');
    await expect.element(name).toBeVisible();
    await expect.element(confirm).toBeDisabled();
    await name.fill('doug');
    await userEvent.keyboard('{Enter}');
    expect(onConfirm).not.toHaveBeenCalled();
    await expect.element(confirm).toBeDisabled();
    await name.fill('dough');
    await expect.element(confirm).toBeEnabled();
    await userEvent.keyboard('{Enter}');
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});
