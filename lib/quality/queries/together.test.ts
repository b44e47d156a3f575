import { expect, test, vi } from 'vitest';
import { together } from './together.ts';

const answers = (ids: readonly string[]) => new Map(ids.filter((id) => id !== 'none').map((id) => [id, `of ${id}`]));

test('what is asked within a moment is one question, each with its own answer', async () => {
  const ask = vi.fn(async (_workspace: string, ids: readonly string[]) => answers(ids));
  const one = together(ask);
  const came = await Promise.all([one('w', 'a'), one('w', 'b'), one('w', 'a'), one('w', 'none'), one('other', 'a')]);
  expect(came).toEqual(['of a', 'of b', 'of a', undefined, 'of a']);
  expect(ask.mock.calls).toEqual([
    ['w', ['a', 'b', 'none']],
    ['other', ['a']],
  ]);
});

test('no question asks for more than it may', async () => {
  const ask = vi.fn(async (_workspace: string, ids: readonly string[]) => answers(ids));
  const one = together(ask);
  const ids = Array.from({ length: 900 }, (_, nth) => `id-${nth}`);
  expect(await Promise.all(ids.map((id) => one('w', id)))).toEqual(ids.map((id) => `of ${id}`));
  expect(ask.mock.calls.map(([, asked]) => asked.length)).toEqual([400, 400, 100]);
});

test('what fails fails for all that asked, and is asked anew the next time', async () => {
  const ask = vi
    .fn(async (_workspace: string, ids: readonly string[]) => answers(ids))
    .mockRejectedValueOnce(new Error('gone'));
  const one = together(ask);
  const [a, b] = await Promise.allSettled([one('w', 'a'), one('w', 'b')]);
  expect([a?.status, b?.status]).toEqual(['rejected', 'rejected']);
  expect(await one('w', 'a')).toBe('of a');
});
