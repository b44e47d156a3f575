import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { TitleField } from './title-field.tsx';

const onDone = vi.fn();
const onCancel = vi.fn();

/** A row that is being named, with something to go to beside it. */
async function open(initial = 'Dough') {
  onDone.mockReset();
  onCancel.mockReset();
  const screen = await show(
    <>
      <TitleField
        label="Title"
        initial={initial}
        placeholder="New spark"
        check={(title) => (title.length < 3 ? 'At least 3 characters.' : null)}
        onDone={onDone}
        onCancel={onCancel}
      />
      <button type="button">Elsewhere</button>
    </>,
  );
  const field = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(field).toHaveFocus();
  return { ...screen, field };
}

describe('a title in a row', () => {
  test('is chosen whole, so that typing replaces it, and Enter keeps what was typed', async () => {
    await open();
    await userEvent.keyboard('Sourdough{Enter}');
    expect(onDone).toHaveBeenCalledExactlyOnceWith('Sourdough');
    expect(onCancel).not.toHaveBeenCalled();
  });

  test.each([
    ['Escape leaves it as it was', 'Sourdough{Escape}'],
    ['Enter without a change leaves it as it was', '{Enter}'],
    ['spaces around it are no change', ' Dough  {Enter}'],
    ['going on by Tab with nothing typed leaves it as it was', '{Backspace}{Tab}'],
    ['going on by Tab with what will not do leaves it as it was', 'ab{Tab}'],
  ])('%s', async (_what, keys) => {
    await open();
    await userEvent.keyboard(keys);
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onDone).not.toHaveBeenCalled();
  });

  test('going elsewhere keeps what was typed, without spaces around it', async () => {
    const { getByRole } = await open();
    await userEvent.keyboard('  Sourdough ');
    await getByRole('button', { name: 'Elsewhere' }).click();
    expect(onDone).toHaveBeenCalledExactlyOnceWith('Sourdough');
  });

  test('what will not do stays, says why, and is taken once it is mended', async () => {
    const { field, getByRole } = await open();
    await userEvent.keyboard('ab{Enter}');
    await expect.element(getByRole('alert')).toHaveTextContent('At least 3 characters.');
    await expect.element(field).toHaveFocus();
    await expect.element(field).toBeInvalid();
    expect(onDone).not.toHaveBeenCalled();
    await userEvent.keyboard('c');
    await expect.element(getByRole('alert')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(onDone).toHaveBeenCalledExactlyOnceWith('abc');
  });

  test('while it is being saved it can be read and not changed', async () => {
    const { field } = await open();
    let finish = () => {};
    onDone.mockImplementation(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await userEvent.keyboard('Sourdough{Enter}');
    await expect.element(field).toHaveAttribute('readonly');
    await userEvent.keyboard('{Escape}{Enter}');
    expect(onCancel).not.toHaveBeenCalled();
    expect(onDone).toHaveBeenCalledOnce();
    finish();
  });

  test('a press on it does not reach the row around it', async () => {
    const onRow = vi.fn();
    const { getByRole } = await show(
      // biome-ignore lint/a11y/noStaticElementInteractions: stands for the row of a tree.
      // biome-ignore lint/a11y/useKeyWithClickEvents: the same.
      <div onClick={onRow} onPointerDown={onRow}>
        <TitleField label="Title" initial="Dough" check={() => null} onDone={onDone} onCancel={onCancel} />
      </div>,
    );
    await getByRole('textbox', { name: 'Title' }).click();
    expect(onRow).not.toHaveBeenCalled();
  });
});
