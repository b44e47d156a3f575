import { readFile } from 'node:fs/promises';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { serveRead } from '#lib/base/reads/serve-read.ts';
import { hearOfJobs, lookAgainIn } from '#lib/generation/queries/realtime.ts';
import { reads } from '../../../app/w/[workspace]/api/[read]/registry.ts';
import { value } from '../support/authoring.ts';
import { cookieOf } from '../support/browsing.ts';
import { testDatabase } from '../support/harness.ts';
import { type RealtimeServer, startRealtimeServer } from '../support/realtime-server.ts';

const jar = vi.hoisted(() => ({ cookies: [] as { name: string; value: string }[] }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => jar.cookies, set: () => undefined }),
}));
const given = vi.hoisted(() => ({ realtimeUrl: null as string | null }));
vi.mock('#lib/base/env.ts', async (original) => {
  const real = await original<typeof import('#lib/base/env.ts')>();
  return { ...real, env: () => ({ ...real.env(), ...given }) };
});

const db = testDatabase();
let slug: string;
let workspace_id: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  const person = await gateway.signUp();
  slug = 'realtime';
  workspace_id = await db.createWorkspace(slug);
  await db.addMember(workspace_id, person.id, 'editor');
  jar.cookies = [await cookieOf(person.client, { isEnding: false })];
});

describe('the token for Realtime', () => {
  const ADDRESS = 'wss://project.example.test/realtime/v1';
  beforeEach(() => {
    given.realtimeUrl = ADDRESS;
  });

  const ask = (headers: Record<string, string> = { origin: 'http://studio.test' }, workspace = slug) => {
    const all = { host: 'studio.test', 'content-type': 'application/json', ...headers };
    const request = new Request('http://studio.test/', { method: 'POST', headers: all, body: '{}' });
    return serveRead(reads, request, { workspace, read: 'realtime' });
  };

  test('is that of the person, lasts a while and lies in no cache', async () => {
    const answer = await ask();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const said = await answer.json();
    expect(said).toMatchObject({ ok: true, data: { address: ADDRESS, workspace_id } });
    expect(Object.keys(said.data).sort()).toEqual(['access_token', 'address', 'expires_in', 'key', 'workspace_id']);
    expect(said.data.expires_in).toBeGreaterThan(60);
    const gateway = await db.gateway();
    const headers = { apikey: gateway.publishableKey, authorization: `Bearer ${said.data.access_token}` };
    const seen = await fetch(`${gateway.url}/rest/v1/workspaces?select=id`, { headers });
    expect(await seen.json()).toEqual([{ id: workspace_id }]);
  });

  test('is none where the install has no Realtime', async () => {
    given.realtimeUrl = null;
    expect(await (await ask()).json()).toEqual({ ok: true, data: null });
  });

  test('is given to pages of the studio alone, and to members', async () => {
    expect((await ask({ origin: 'http://elsewhere.test' })).status).toBe(403);
    expect((await ask({})).status).toBe(403);
    await db.createWorkspace('of-others');
    expect((await ask(undefined, 'of-others')).status).toBe(404);
    const { cookies } = jar;
    jar.cookies = [];
    expect((await ask()).status).toBe(401);
    jar.cookies = cookies;
  });
});

describe('the publication of Realtime', () => {
  const published = () =>
    value<string | null>(
      db.owner,
      "select string_agg(tablename, ',') from pg_publication_tables where pubname = 'supabase_realtime'",
    );

  test('gets the jobs once it is there, and not twice', async () => {
    const file = new URL('../../migrations/20261130030000_generation_realtime.sql', import.meta.url);
    const migration = await readFile(file, 'utf8');
    await db.owner.query(migration);
    expect(await published()).toBeNull();
    await db.owner.query('create publication supabase_realtime');
    await db.owner.query(migration);
    await db.owner.query(migration);
    expect(await published()).toBe('flow_runs');
    await db.owner.query('drop publication supabase_realtime');
  });

  test('that has all tables needs nothing', async () => {
    const file = new URL('../../migrations/20261130030000_generation_realtime.sql', import.meta.url);
    await db.owner.query('create publication supabase_realtime for all tables');
    await db.owner.query(await readFile(file, 'utf8'));
    expect(await published()).toContain('flow_runs');
    await db.owner.query('drop publication supabase_realtime');
  });
});

describe('a page that shows jobs', () => {
  const PACE = { heartbeat_ms: 50, again_ms: [20], gap_ms: 20, linger_ms: 10 };
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const show = (state: 'visible' | 'hidden') => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  let server: RealtimeServer;
  let here: string;
  let count = 0;
  let reading: number;
  let tokens: string[];
  let expires_in: number;
  let leave: () => void;

  beforeEach(async () => {
    server = await startRealtimeServer();
    here = `bakery-${count++}`;
    [reading, tokens, expires_in] = [0, [], 3_600];
    vi.stubGlobal('document', page);
    page.visibilityState = 'visible';
    vi.stubGlobal('fetch', async () => {
      const access_token = `token-${tokens.length}`;
      tokens.push(access_token);
      const address = server.url.replace('http', 'ws');
      return Response.json(ok({ address, key: 'key', access_token, expires_in, workspace_id }));
    });
    const queries = new QueryClient();
    const queryFn = async () => reading++;
    const observer = new QueryObserver(queries, { queryKey: keys.job(here, 'one'), queryFn });
    const unsubscribe = observer.subscribe(() => undefined);
    const hangUp = hearOfJobs(queries, here, PACE);
    leave = () => {
      hangUp();
      unsubscribe();
    };
  });
  afterEach(async () => {
    leave();
    await vi.waitFor(() => expect(server.connections()).toBe(0));
    await server.stop();
    vi.unstubAllGlobals();
  });

  const joined = () => vi.waitFor(() => expect(lookAgainIn(here, true)).toBe(15_000));
  const looks = () => vi.waitFor(() => expect(lookAgainIn(here, true)).toBe(1_000));
  /** Waits until what is shown was read again. */
  const readAgain = async (act: () => void) => {
    const before = reading;
    act();
    await vi.waitFor(() => expect(reading).toBeGreaterThan(before));
  };

  test('joins with the token of the person, for the jobs of its workspace', async () => {
    expect(lookAgainIn(here, true)).toBe(1_000);
    await joined();
    expect(server.joins).toEqual([
      {
        topic: `realtime:jobs:${workspace_id}`,
        access_token: 'token-0',
        changes: [expect.objectContaining({ table: 'flow_runs', filter: `workspace_id=eq.${workspace_id}` })],
      },
    ]);
  });

  test('reads again when a job changed', async () => {
    await joined();
    await readAgain(() => server.announce());
    await readAgain(() => server.announce());
  });

  test('reads a burst of changes once or twice', async () => {
    await joined();
    const before = reading;
    for (let nth = 0; nth < 200; nth++) server.announce();
    await vi.waitFor(() => expect(reading).toBeGreaterThan(before));
    // One more is announced and read after all of them.
    await readAgain(() => server.announce());
    expect(reading - before).toBeLessThan(20);
  });

  test.each([
    [
      'is stopped and started again',
      async () => {
        const { port } = server;
        await server.stop();
        await looks();
        server = await startRealtimeServer(port);
      },
    ],
    ['closes the channel', async () => server.closeChannels()],
    ['cannot listen any more', async () => server.breakDown()],
  ])('looks by itself while the server %s, and joins again', async (_, happen) => {
    await joined();
    const { joins } = server;
    joins.length = 0;
    await readAgain(() => void happen());
    await vi.waitFor(() => expect(server.joins.length).toBeGreaterThan(0));
    await joined();
    // A token that may have been the reason is not tried twice.
    expect(server.joins.at(-1)?.access_token).not.toBe('token-0');
    await readAgain(() => server.announce());
  });

  test('looks by itself while it may not join, and goes on trying', async () => {
    await joined();
    server.refuseWith('Unauthorized');
    server.closeChannels();
    await looks();
    await vi.waitFor(() => expect(server.joins.length).toBeGreaterThan(2));
    expect(lookAgainIn(here, true)).toBe(1_000);
    server.refuseWith(null);
    await joined();
  });

  test('asks for another token before the one it has ends', async () => {
    await joined();
    // The next token, after a fault, ends soon.
    expires_in = 60;
    server.closeChannels();
    await vi.waitFor(() => expect(server.renewals.length).toBeGreaterThan(1));
    expect(new Set(server.renewals).size).toBe(server.renewals.length);
    expect(tokens).toEqual(expect.arrayContaining(server.renewals));
    expect(server.joins).toHaveLength(2);
  });

  test('asks for no other token while the one it has lasts', async () => {
    await joined();
    await readAgain(() => server.announce());
    expect(tokens).toEqual(['token-0']);
  });

  test('is not connected while nobody sees it', async () => {
    await joined();
    show('hidden');
    expect(lookAgainIn(here, true)).toBe(1_000);
    await vi.waitFor(() => expect(server.connections()).toBe(0));
    await readAgain(() => show('visible'));
    await joined();
  });

  test('shares one line with what else shows jobs', async () => {
    const other = hearOfJobs(new QueryClient(), here, PACE);
    await joined();
    other();
    await readAgain(() => server.announce());
    expect(server.joins).toHaveLength(1);
  });
});

test('an install without Realtime is asked once, and nothing is tried', async () => {
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  const asked = vi.fn(async () => Response.json(ok(null)));
  vi.stubGlobal('fetch', asked);
  const leave = hearOfJobs(new QueryClient(), 'without');
  expect(asked).toHaveBeenCalledTimes(1);
  leave();
  let others = 0;
  await vi.waitFor(() => {
    asked.mockClear();
    hearOfJobs(new QueryClient(), `other-${others++}`)();
    expect(asked).not.toHaveBeenCalled();
  });
  expect(lookAgainIn('without', true)).toBe(1_000);
  vi.unstubAllGlobals();
});
