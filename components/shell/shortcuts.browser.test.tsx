import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { useShortcuts } from './shortcuts.tsx';

const done = vi.fn<(what: string) => void>();
beforeEach(() => void done.mockReset());

function Page({ keys }: { keys: string[] }) {
  useShortcuts(
    'Page',
    keys.map((one) => ({ keys: one, label: one, run: () => done(one) })),
  );
  return <input aria-label="Field" />;
}

const said = () => done.mock.calls.map(([what]) => what);

describe('keys that follow each other', () => {
  test.each([
    ['do what both of them stand for', 'gc', ['G then C']],
    ['do it again', 'gcgo', ['G then C', 'G then O']],
    ['may be the same', 'gg', ['G then G']],
    ['do what the second one does alone, where they stand for nothing', 'gx', ['X']],
    ['do nothing where nothing follows', 'gz', []],
  ])('%s', async (_what, typed, expected) => {
    await show(<Page keys={['G then C', 'G then O', 'G then G', 'C', 'X']} />);
    await userEvent.keyboard(typed);
    expect(said()).toEqual(expected);
  });

  test('leave the first its own act: at once where another key follows, or a moment later', async () => {
    await show(<Page keys={['G then C', 'G', 'X']} />);
    await userEvent.keyboard('gc');
    expect(said()).toEqual(['G then C']);
    await userEvent.keyboard('gx');
    expect(said()).toEqual(['G then C', 'G', 'X']);
    await userEvent.keyboard('g');
    await expect.poll(said).toEqual(['G then C', 'G', 'X', 'G']);
  });

  test('are letters in a field', async () => {
    const { getByRole } = await show(<Page keys={['G then C', 'C']} />);
    await getByRole('textbox', { name: 'Field' }).click();
    await userEvent.keyboard('gc');
    await expect.element(getByRole('textbox')).toHaveValue('gc');
    expect(said()).toEqual([]);
  });
});
