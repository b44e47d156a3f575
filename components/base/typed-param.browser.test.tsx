import { useCallback, useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { useTypedParam } from './typed-param.ts';

/** An address that says what it was told when somebody lets it. */
function Search() {
  const [said, setSaid] = useState('');
  const [told, setTold] = useState<string[]>([]);
  const [typed, setTyped] = useTypedParam(
    said,
    useCallback((next: string) => setTold((before) => [...before, next]), []),
  );
  return (
    <>
      <input aria-label="Find" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <output>{told.join(' ')}</output>
      <button type="button" onClick={() => setSaid(told[0] ?? '')}>
        First
      </button>
      <button type="button" onClick={() => setSaid('else')}>
        Else
      </button>
    </>
  );
}

test('what was said comes back late and takes no letter away; what somebody else says is taken', async () => {
  const screen = await show(<Search />);
  const field = screen.getByRole('textbox', { name: 'Find' });
  await userEvent.type(field, 'g');
  await expect.element(page.getByRole('status')).toHaveTextContent('g');
  await userEvent.type(field, 'c');
  await screen.getByRole('button', { name: 'First' }).click();
  await expect.element(field).toHaveValue('gc');
  await expect.element(page.getByRole('status')).toHaveTextContent('g gc');
  await screen.getByRole('button', { name: 'Else' }).click();
  await expect.element(field).toHaveValue('else');
});
