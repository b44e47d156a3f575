import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { describe, expect, test, vi } from 'vitest';
import { type Family, keys } from './keys.ts';
import { type Change, COMPLETE, makeStale, NEVER_STALE, patchQuery, STALE } from './stale.ts';

const W = 'demo';

/** A key of each kind that there is, as its function gives it. */
const EVERY: QueryKey[] = Object.values(keys).map((keyOf) =>
  (keyOf as (...given: unknown[]) => QueryKey)(W, { of: 'one' }, 'two', false, 'four'),
);
const familyOf = (key: QueryKey) => key[1] as Family;
const changes = Object.keys(STALE) as Change[];

/** Queries with data under every key, none of them on screen. */
function filled(): QueryClient {
  const queries = new QueryClient();
  for (const key of EVERY) queries.setQueryData(key, 'known');
  return queries;
}
const staleIn = (queries: QueryClient) =>
  new Set(EVERY.filter((key) => queries.getQueryState(key)?.isInvalidated).map(familyOf));

test('every family of keys is made stale by something, or named as one that nothing makes stale', () => {
  expect(COMPLETE).toBe(true);
  const named = new Set<string>([...changes.flatMap((change) => STALE[change]), ...NEVER_STALE]);
  expect([...new Set(EVERY.map(familyOf))].sort()).toEqual([...named].sort());
});

describe.each(changes)('%s', (change) => {
  test('makes stale what the table says, of this workspace, and nothing else', async () => {
    const queries = filled();
    queries.setQueryData(['other', 'outline'], 'known');
    await makeStale(queries, W, change);
    expect([...staleIn(queries)].sort()).toEqual([...new Set<Family>(STALE[change])].sort());
    expect(queries.getQueryState(['other', 'outline'])?.isInvalidated).toBe(false);
    for (const family of NEVER_STALE) expect(staleIn(queries)).not.toContain(family);
  });

  test.each(EVERY.map((key) => [familyOf(key), key] as const))('%s that says it already stays', async (_, key) => {
    const queries = filled();
    await makeStale(queries, W, change, { patched: [key] });
    expect(queries.getQueryState(key)?.isInvalidated).toBe(false);
  });
});

test('another name of an entity shows wherever it is named', () => {
  for (const family of ['outline', 'spark-context', 'review-marks', 'search', 'overview', 'history', 'trash-preview'])
    expect(STALE['entity.fields']).toContain(family);
});

test('what says it already is read again if it was being read: that answer may be older', async () => {
  const queries = new QueryClient();
  const key = keys.outlineBranches(W);
  queries.setQueryData(key, 'patched');
  const read = vi.fn(() => new Promise(() => undefined));
  void queries.fetchQuery({ queryKey: key, queryFn: read });
  await makeStale(queries, W, 'entity.fields', { patched: [key] });
  expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
});

test('a patch makes nothing newer than it was', async () => {
  const queries = new QueryClient();
  const key = keys.outlineBranches(W);
  patchQuery<number>(queries, key, () => 1);
  expect(queries.getQueryData(key)).toBeUndefined();
  queries.setQueryData(key, 1, { updatedAt: 1000 });
  patchQuery<number>(queries, key, (now) => now + 1);
  expect(queries.getQueryState(key)).toMatchObject({ data: 2, dataUpdatedAt: 1000, isInvalidated: false });
  await makeStale(queries, W, 'hierarchy');
  patchQuery<number>(queries, key, (now) => now + 1);
  expect(queries.getQueryState(key)).toMatchObject({ data: 3, dataUpdatedAt: 1000, isInvalidated: true });
});

test('waits for what the caller waits for', async () => {
  const queries = filled();
  await expect(makeStale(queries, W, 'entity.created', { until: 'outline' })).resolves.toBeUndefined();
});
