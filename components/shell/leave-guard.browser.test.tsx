import { beforeEach, describe, expect, test, vi } from 'vitest';
import { show } from '#components/testing/render.tsx';
import { useUnsaved } from './leave.tsx';
import { useGo } from './leave-guard.tsx';
import { shellText } from './text.ts';

const save = vi.fn<() => Promise<boolean>>();
const discard = vi.fn();
beforeEach(() => {
  save.mockReset();
  discard.mockReset();
});

function Page({ isUnsaved }: { isUnsaved: boolean }) {
  const go = useGo();
  useUnsaved(isUnsaved ? { title: 'Dough', save, discard } : null);
  return (
    <button type="button" onClick={() => go('/elsewhere')}>
      Leave
    </button>
  );
}

async function leave(isUnsaved = true) {
  const screen = await show(<Page isUnsaved={isUnsaved} />);
  await screen.getByRole('button', { name: 'Leave' }).click();
  return {
    ...screen,
    dialog: screen.getByRole('alertdialog', { name: shellText.leave.title('Dough') }),
    press: (label: string) => screen.getByRole('button', { name: label }).click(),
  };
}

describe('leaving a page', () => {
  test('where all is saved asks nothing', async () => {
    const { router, dialog } = await leave(false);
    expect(router.push).toHaveBeenCalledOnce();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('with unsaved work says what it is, and waits', async () => {
    const { router, dialog, press } = await leave();
    await expect.element(dialog).toBeVisible();
    expect(router.push).not.toHaveBeenCalled();
    await press(shellText.leave.stay);
    await expect.element(dialog).not.toBeInTheDocument();
    expect(router.push).not.toHaveBeenCalled();
  });

  test.each([
    ['saves and goes', true, 1],
    ['stays where it could not be saved', false, 0],
  ])('%s', async (_what, isSaved, times) => {
    save.mockResolvedValue(isSaved);
    const { router, dialog, press } = await leave();
    await press(shellText.leave.save);
    await expect.element(dialog).not.toBeInTheDocument();
    expect(save).toHaveBeenCalledOnce();
    expect(router.push).toHaveBeenCalledTimes(times);
  });

  test('goes without saving for who says so', async () => {
    const { router, press } = await leave();
    await press(shellText.leave.discard);
    await expect.poll(() => router.push.mock.calls.length).toBe(1);
    expect(discard).toHaveBeenCalledOnce();
    expect(save).not.toHaveBeenCalled();
  });
});
