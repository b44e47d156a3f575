import { afterEach, expect, expectTypeOf, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Result } from '../core/problem.ts';
import type { Read } from '../reads/define-read.ts';
import { fetchRead, postRead } from './read.ts';

type Named = Read<
  'thing-of',
  'GET',
  z.ZodObject<{ id: z.ZodString; at: z.ZodOptional<z.ZodNumber> }>,
  { title: string }
>;
type Sent = Read<'send', 'POST', z.ZodObject<{ text: z.ZodString }>, number>;

const asked = vi.fn<typeof fetch>(async () => Response.json({ ok: true, data: { title: 'It' } }));
vi.stubGlobal('fetch', asked);
afterEach(() => asked.mockClear());

const { signal } = new AbortController();

test('asks by an address that says all, values as they are', async () => {
  const answer = await fetchRead<Named>('wo rk', 'thing-of', { id: 'a&b', at: 4 }, signal);
  const [address, init] = asked.mock.calls[0] ?? [];
  const url = new URL(String(address), 'http://studio.test');
  expect(url.pathname).toBe('/w/wo%20rk/api/thing-of');
  expect(JSON.parse(url.searchParams.get('input') ?? '')).toEqual({ id: 'a&b', at: 4 });
  expect(init?.signal).toBe(signal);
  expect(answer).toEqual({ ok: true, data: { title: 'It' } });
  expectTypeOf(answer).toEqualTypeOf<Result<{ title: string }>>();
});

test('asks nothing where there is nothing to ask, so that the address is one', async () => {
  await fetchRead<Read<'all', 'GET', z.ZodObject<{ q: z.ZodOptional<z.ZodString> }>, null>>(
    'w',
    'all',
    { q: undefined },
    signal,
  );
  expect(asked.mock.calls[0]?.[0]).toBe('/w/w/api/all');
});

test('sends a body as JSON', async () => {
  const answer = await postRead<Sent>('w', 'send', { text: 'long' }, signal);
  expectTypeOf(answer).toEqualTypeOf<Result<number>>();
  expect(asked.mock.calls[0]).toEqual([
    '/w/w/api/send',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"long"}', signal },
  ]);
});

test('types know name, input and method', () => {
  expectTypeOf(fetchRead<Named>)
    .parameter(1)
    .toEqualTypeOf<'thing-of'>();
  expectTypeOf(fetchRead<Named>)
    .parameter(2)
    .toEqualTypeOf<{ id: string; at?: number | undefined }>();
  // @ts-expect-error What is sent is not fetched.
  void fetchRead<Sent>;
  // @ts-expect-error What is fetched is not sent.
  void postRead<Named>;
});
