import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import { changesText } from './changes-text.ts';
import { SuggestPanel } from './suggest-panel.tsx';

const words = changesText.suggest;
const SPARK = '00000000-0000-4000-8000-000000000001';
const PASSAGE = { quote: 'eats sugar', before: 'A levain ', after: '.', at: 0 };

async function open(user_id = 'mira') {
  const onClose = vi.fn();
  const { unmount } = await show(
    <SuggestPanel workspace="bakery" spark_id={SPARK} user_id={user_id} passage={PASSAGE} onClose={onClose} />,
  );
  return {
    onClose,
    unmount,
    said: page.getByRole('textbox', { name: words.words }),
    note: page.getByRole('textbox', { name: words.note }),
  };
}

test('what was typed and not sent is there again for whoever wrote it, and gone once it is sent', async () => {
  answer('suggestPassageAction', () => done('made'));
  const first = await open();
  await first.said.fill('eats flour');
  await first.note.fill('Not sugar.');
  await userEvent.keyboard('{Escape}');
  expect(first.onClose).toHaveBeenCalledOnce();
  await first.unmount();

  const other = await open('rae');
  await expect.element(other.said).toHaveValue('eats sugar');
  await other.unmount();

  const again = await open();
  await expect.element(again.said).toHaveValue('eats flour');
  await expect.element(again.note).toHaveValue('Not sugar.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => again.onClose.mock.calls.length).toBe(1);
  expect(inputsOf('suggestPassageAction')).toMatchObject([
    { change: { passage: { words: 'eats flour' }, note: 'Not sugar.' } },
  ]);
  await again.unmount();
  await expect.element((await open()).said).toHaveValue('eats sugar');
});
