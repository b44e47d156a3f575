import { expect, test } from 'vitest';
import { Crowded, Shares, shareSearches } from './shares.ts';

/** Work that runs until it is told to end. */
function piece() {
  let end: () => void = () => undefined;
  let hasBegun = false;
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    run: () => {
      hasBegun = true;
      return until;
    },
    end: () => end(),
    hasBegun: () => hasBegun,
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('so many of a key at once, the others in order, other keys beside them', async () => {
  const shares = new Shares();
  const [one, two, three, other] = [piece(), piece(), piece(), piece()];
  const all = [
    shares.run('a', 1, one.run),
    shares.run('a', 1, two.run),
    shares.run('a', 1, three.run),
    shares.run('b', 1, other.run),
  ];
  await settle();
  expect([one, two, three, other].map((it) => it.hasBegun())).toEqual([true, false, false, true]);
  one.end();
  await settle();
  expect([two.hasBegun(), three.hasBegun()]).toEqual([true, false]);
  for (const it of [two, three, other]) it.end();
  await Promise.all(all);
});

test('work that fails gives its place on', async () => {
  const shares = new Shares();
  const next = piece();
  const failed = shares.run('a', 1, () => Promise.reject(new Error('no')));
  const after = shares.run('a', 1, next.run);
  await expect(failed).rejects.toThrow('no');
  await settle();
  expect(next.hasBegun()).toBe(true);
  next.end();
  await after;
});

test('a hundred wait and no more', async () => {
  const shares = new Shares();
  const first = piece();
  const running = [shares.run('a', 1, first.run)];
  for (let at = 0; at < 100; at++) running.push(shares.run('a', 1, () => Promise.resolve()));
  await expect(shares.run('a', 1, () => Promise.resolve())).rejects.toBeInstanceOf(Crowded);
  first.end();
  await Promise.all(running);
});

test('searches of one workspace take turns, those of another and all else pass', async () => {
  const begun: string[] = [];
  const first = piece();
  const serve = shareSearches(async (request) => {
    begun.push(await request.clone().text());
    if (begun.at(-1)?.includes('"1"')) await first.run();
    return Response.json({});
  }, 1);
  const search = (p_snapshot: string, p_query: string, name = 'content_search') =>
    serve(
      new Request(`http://x/rest/v1/rpc/${name}`, { method: 'POST', body: JSON.stringify({ p_snapshot, p_query }) }),
      null,
    );
  const all = Promise.all([
    search('a', '1'),
    ...Array.from({ length: 20 }, () => search('a', 'again')),
    search('b', 'b'),
    search('a', 'other', 'content_list'),
  ]);
  while (begun.length < 3) await settle();
  expect(begun.map((body) => JSON.parse(body).p_query).toSorted()).toEqual(['1', 'b', 'other']);
  first.end();
  expect((await all).map(({ status }) => status)).toEqual(Array(23).fill(200));
  expect(begun).toHaveLength(23);
});
