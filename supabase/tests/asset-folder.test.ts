import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assetAddress } from '#lib/core/assets';
import type { Db } from '#lib/data/clients/token';
import { SAMPLES } from '#lib/services/asset-samples.cases';
import { uploadAsset } from '#lib/services/assets';
import { Author, value } from './authoring';
import { content } from './content-command';
import { testDatabase } from './harness';

// Files go out with a course in a folder, and back in with it.

const db = testDatabase();
let folder: string;
let env: Record<string, string>;
let person: string;
let editor: Db;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-files-'));
  const gateway = await db.gateway();
  const { id, client } = await gateway.signUp();
  person = id;
  editor = client as Db;
  const { data } = await client.auth.getSession();
  env = {
    NEXT_PUBLIC_SUPABASE_URL: gateway.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: gateway.publishableKey,
    SUPABASE_SECRET_KEY: gateway.secretKey,
    DATABASE_URL: db.url,
    CONTENT_ACCESS_TOKEN: data.session?.access_token ?? '',
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(workspace: string, ...args: string[]) {
  const ended = await content([...args, '--json', '--workspace', workspace], { env });
  if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${ended.code}: ${ended.stdout}${ended.stderr}`);
  return ended.json as Record<string, unknown>;
}

async function workspaceOf(slug: string) {
  const id = await db.createWorkspace(slug);
  await db.addMember(id, person, 'admin');
  return id;
}

test('a course in a folder brings its files, and another workspace shows them at the same address', async () => {
  const [first, second] = [await workspaceOf('files-out'), await workspaceOf('files-in')];
  const upload = async (name: string, bytes: Buffer | string) => {
    const file = path.join(folder, 'upload');
    await writeFile(file, bytes);
    const added = await uploadAsset(editor, first, { file, file_name: name });
    if (!added.ok) throw new Error(added.problem.message);
    return added.data;
  };
  const drawing = await upload('map.svg', SAMPLES.svg);
  const notes = await upload('notes.txt', 'Words');
  await new Author(db.owner, first).spark('lesson', {
    is_published: true,
    content_md: `![A map](${assetAddress(drawing)}) and [notes](${assetAddress(notes)})`,
  });
  const course = path.join(folder, 'course');
  const exported = await run('files-out', 'export', '--format', 'markdown', '--out', course);
  const places = [drawing, notes].map((asset) => assetAddress(asset).slice(1));
  expect(exported.written).toEqual(expect.arrayContaining(places));
  expect(await readFile(path.join(course, places[1] ?? ''), 'utf8')).toBe('Words');
  // What is there already is not fetched again.
  expect((await run('files-out', 'export', '--format', 'markdown', '--out', course)).written).toEqual([]);

  // One was changed in the folder: its address says what it was.
  await writeFile(path.join(course, places[1] ?? ''), 'Other words');
  const imported = await run('files-in', 'import', course);
  expect(imported.files).toEqual({
    taken: 1,
    refused: [{ file: places[1], message: expect.stringMatching(/^It has been changed/) }],
  });
  const state = (key: string) =>
    value<string>(db.owner, 'select private.file_state($1, $2)', [second, key.slice(0, 32)]);
  expect(await state(drawing.sha256)).toBe('there');
  expect(await state(notes.sha256)).toBe('not_uploaded');
  await writeFile(path.join(course, places[1] ?? ''), 'Words');
  expect(await run('files-in', 'import', course, '--promote')).toMatchObject({ files: { taken: 2, refused: [] } });
  expect(await state(notes.sha256)).toBe('there');
  expect(await value(db.owner, 'select count(*)::int from public.assets where workspace_id = $1', [second])).toBe(2);
});
