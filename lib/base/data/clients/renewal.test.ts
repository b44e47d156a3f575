import { expect, test, vi } from 'vitest';
import { renewingOnce } from './renewal.ts';

const AUTH = 'https://project.example.test/auth/v1';
const RENEW = `${AUTH}/token?grant_type=refresh_token`;
const DAY_S = 86_400;

/** An access token as a hosted Auth writes it, of a session that began so many days ago. */
function accessToken(days: number): string {
  const timestamp = Math.floor(Date.now() / 1_000) - days * DAY_S;
  return `h.${Buffer.from(JSON.stringify({ amr: [{ method: 'password', timestamp }] })).toString('base64url')}.s`;
}
const asking = (refresh_token: string) => ({
  method: 'POST',
  headers: { apikey: 'key' },
  body: JSON.stringify({ refresh_token }),
});
const answering = (status: number, days = 0) =>
  vi.fn<typeof fetch>(async () =>
    Response.json({ access_token: accessToken(days), refresh_token: 'next' }, { status }),
  );

let count = 0;
const fresh = () => `token-${count++}`;

test('however many bring the same token at once, and a moment later, Auth is asked once', async () => {
  const next = answering(200);
  const renew = renewingOnce(30, next);
  const token = fresh();
  const answers = await Promise.all(Array.from({ length: 6 }, () => renew(RENEW, asking(token))));
  answers.push(await renew(RENEW, asking(token)));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect([new Set(bodies).size, next.mock.calls.length]).toEqual([1, 1]);
});

test('other tokens are other sessions, and other requests are none of its business', async () => {
  const next = answering(200);
  const renew = renewingOnce(30, next);
  await Promise.all([renew(RENEW, asking(fresh())), renew(RENEW, asking(fresh()))]);
  for (const address of [`${AUTH}/token?grant_type=password`, `${AUTH}/user`])
    for (const _ of [1, 2]) await renew(address, { method: 'POST', body: '{}' });
  expect(next).toHaveBeenCalledTimes(6);
});

test.each([[400], [429], [503]])(
  'a refusal with %s is given to those who wait for it, and asked anew by the next',
  async (status) => {
    const next = answering(status);
    const renew = renewingOnce(30, next);
    const token = fresh();
    const answers = await Promise.all([renew(RENEW, asking(token)), renew(RENEW, asking(token))]);
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    await renew(RENEW, asking(token));
    expect(next).toHaveBeenCalledTimes(2);
  },
);

test('what did not reach Auth is thrown, and asked anew by the next', async () => {
  const next = vi
    .fn<typeof fetch>()
    .mockRejectedValueOnce(new TypeError('fetch failed'))
    .mockImplementation(answering(200));
  const renew = renewingOnce(30, next);
  const token = fresh();
  await expect(renew(RENEW, asking(token))).rejects.toThrow('fetch failed');
  expect((await renew(RENEW, asking(token))).status).toBe(200);
});

test('a session that is too old is signed out at Auth, and answered as ended', async () => {
  const next = answering(200, 31);
  const answer = await renewingOnce(30, next)(RENEW, asking(fresh()));
  expect([answer.status, (await answer.json()).code]).toEqual([400, 'session_expired']);
  const [target, init] = next.mock.calls[1] ?? [];
  expect(String(target)).toBe(`${AUTH}/logout?scope=local`);
  expect(init).toMatchObject({
    method: 'POST',
    headers: { apikey: 'key', authorization: expect.stringMatching(/^Bearer h\./) },
  });
});
