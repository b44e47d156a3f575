import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from '#lib/base/queries/keys.ts';
import type { Outline } from '../core/outline.ts';
import { retitling } from '../core/outline-patch.ts';
import { showingAtOnce, withEditsUnderWay } from './outline-editing.ts';

const W = 'demo';
const beacon = (id: string, title: string) => ({ id, slug: id, title, version: 1, category: null });
const read = (...titles: string[]): Outline => ({
  domains: [],
  trails: [],
  concepts: [],
  places: [],
  sparks: [],
  beacons: titles.map((title, at) => beacon(`b${at}`, title)),
});

/** An outline on screen, and edits of titles that are answered when the test says so. */
function screen() {
  const queries = new QueryClient({ defaultOptions: { mutations: { retry: false } } });
  queries.setQueryData(keys.outlineBranches(W), read('A', 'B'));
  const titles = () => queries.getQueryData<Outline>(keys.outlineBranches(W))?.beacons.map(({ title }) => title);
  const retitle = (id: string, title: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<null>();
    const observer = new MutationObserver<null, Error, string, unknown>(queries, {
      ...(showingAtOnce(queries, W, (before, given: string) => retitling(before, 'beacon', id, given)) as object),
      mutationFn: () => promise,
    });
    const done = observer.mutate(title).catch(() => 'refused');
    return {
      resolve: () => {
        resolve(null);
        return done;
      },
      reject: () => {
        reject(new Error('no'));
        return done;
      },
    };
  };
  /** What an answer that knows nothing of the edits under way becomes on screen. */
  const arrive = (outline: Outline) =>
    queries.setQueryData(keys.outlineBranches(W), withEditsUnderWay(queries, W, outline));
  return { titles, retitle, arrive };
}

test('an edit that is refused is taken back by itself', async () => {
  const { titles, retitle } = screen();
  const [first, second] = [retitle('b0', 'A2'), retitle('b1', 'B2')];
  await Promise.resolve();
  expect(titles()).toEqual(['A2', 'B2']);
  await second.resolve();
  expect(await first.reject()).toBe('refused');
  expect(titles()).toEqual(['A', 'B2']);
});

test('what is read while an edit is under way does not take it off the screen', async () => {
  const { titles, retitle, arrive } = screen();
  const edit = retitle('b0', 'A2');
  await Promise.resolve();
  arrive(read('A', 'B of others'));
  expect(titles()).toEqual(['A2', 'B of others']);
  await edit.reject();
  expect(titles()).toEqual(['A', 'B of others']);
  arrive(read('A', 'B'));
  expect(titles()).toEqual(['A', 'B']);
});

test('once an edit is through, what is read is what is there', async () => {
  const { titles, retitle, arrive } = screen();
  const edit = retitle('b0', 'A2');
  await edit.resolve();
  arrive(read('A3 of others', 'B'));
  expect(titles()).toEqual(['A3 of others', 'B']);
});
