import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { uploadAsset } from '#lib/assets/services/upload.ts';
import { assetAddress, assetKey } from '#lib/base/core/asset-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { GET } from '../../../app/assets/[key]/[name]/route.ts';
import { proxy } from '../../../proxy.ts';
import { assetStudio, newText } from '../support/asset-fixture.ts';
import { cookieOf } from '../support/browsing.ts';
import { stageAndPromote } from '../support/content-fixture.ts';

// An answer that carries a renewed session must not lie in any cache, not even one that would be public without it.

const jar = vi.hoisted(() => ({ cookies: [] as { name: string; value: string }[], set: vi.fn() }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => jar.cookies, set: jar.set }),
}));

const { db, here } = assetStudio();
let address: string;
let key: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  const person = await gateway.signUp();
  const workspace = await db.createWorkspace(undefined, { open: true });
  await db.addMember(workspace, person.id, 'editor');
  const file = path.join(here.folder, 'upload');
  await writeFile(file, newText());
  const added = await uploadAsset(person.client as Db, workspace, { file, file_name: 'words.txt' });
  if (!added.ok) throw new Error(added.problem.message);
  await stageAndPromote(db.owner, workspace);
  address = assetAddress(added.data);
  key = assetKey(added.data.sha256);
});

/** The cookie of somebody's session, about to end or fresh. */
const sessionCookie = async (isEnding: boolean) => cookieOf((await (await db.gateway()).signUp()).client, { isEnding });

test.each([
  [true, /no-store/],
  [false, /^public, max-age/],
])('a file whose session was renewed on the way (%s)', async (isEnding, caching) => {
  jar.set.mockClear();
  jar.cookies = [await sessionCookie(isEnding)];
  const params = Promise.resolve({ key, name: 'words.txt' });
  const answer = await GET(new NextRequest(`http://studio.test${address}`), { params });
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  expect(jar.set.mock.calls.length > 0).toBe(isEnding);
  expect(answer.headers.get('cache-control')).toMatch(caching);
});

test('a page whose session was renewed before it', async () => {
  const { name, value } = await sessionCookie(true);
  const page = await proxy(new NextRequest('http://studio.test/w/any', { headers: { cookie: `${name}=${value}` } }));
  expect(page.headers.getSetCookie().join()).toContain(name);
  expect(page.headers.get('cache-control')).toMatch(/no-store/);
});
