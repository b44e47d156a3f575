import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLES } from '#lib/assets/services/samples.cases.ts';
import { uploadAsset } from '#lib/assets/services/upload.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { Author, fresh, value } from '../support/authoring.ts';
import { contentStudio } from '../support/content-command.ts';

// Files go out with a course in a folder, and back in with it.

const studio = contentStudio('files');
const { db, here, done } = studio;

test('a course in a folder brings its files, and another workspace shows them at the same address', async () => {
  // Whoever the tool acts as.
  const editor = tokenClient(
    studio.env.NEXT_PUBLIC_SUPABASE_URL ?? '',
    studio.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? '',
    studio.env.CONTENT_ACCESS_TOKEN,
  );
  const other = fresh('files-in');
  const second = await db.createWorkspace(other);
  await db.addMember(second, here.person, 'admin');
  const third = fresh('files-acting');
  await db.addMember(await db.createWorkspace(third), here.person, 'admin');
  const upload = async (name: string, bytes: Buffer | string) => {
    const file = path.join(here.folder, 'upload');
    await writeFile(file, bytes);
    const added = await uploadAsset(editor, here.workspace, { file, file_name: name });
    if (!added.ok) throw new Error(added.problem.message);
    return added.data;
  };
  const drawing = await upload('map.svg', SAMPLES.svg);
  const notes = await upload('notes.txt', 'Words');
  await new Author(db.owner, here.workspace).spark('lesson', {
    is_published: true,
    content_md: `![A map](${assetAddress(drawing)}) and [notes](${assetAddress(notes)})`,
  });
  const course = path.join(here.folder, 'course');
  const exported = await done('export', '--format', 'markdown', '--out', course);
  const places = [drawing, notes].map((asset) => assetAddress(asset).slice(1));
  expect(exported.written).toEqual(expect.arrayContaining(places));
  expect(await readFile(path.join(course, places[1] ?? ''), 'utf8')).toBe('Words');
  // What is there already is not fetched again.
  expect((await done('export', '--format', 'markdown', '--out', course)).written).toEqual([]);

  // What is taken would be another file than the one that its address names.
  const key = createHash('sha256').update(SAMPLES.svgWithScript).digest('hex').slice(0, 32);
  const acting = `assets/${key}/acting.svg`;
  await mkdir(path.join(course, path.dirname(acting)), { recursive: true });
  await writeFile(path.join(course, acting), SAMPLES.svgWithScript);
  expect((await done('import', course, '--workspace', third)).files).toEqual({
    taken: 2,
    refused: [{ file: acting, message: expect.stringMatching(/^Cleaning this drawing has changed it/) }],
  });
  await rm(path.join(course, acting));

  // One was changed in the folder: its address says what it was.
  await writeFile(path.join(course, places[1] ?? ''), 'Other words');
  const imported = await done('import', course, '--workspace', other);
  expect(imported.files).toEqual({
    taken: 1,
    refused: [{ file: places[1], message: expect.stringMatching(/^It has been changed/) }],
  });
  const state = (key: string) =>
    value<string>(db.owner, 'select private.file_state($1, $2)', [second, key.slice(0, 32)]);
  expect(await state(drawing.sha256)).toBe('there');
  expect(await state(notes.sha256)).toBe('not_uploaded');
  await writeFile(path.join(course, places[1] ?? ''), 'Words');
  expect(await done('import', course, '--promote', '--workspace', other)).toMatchObject({
    files: { taken: 2, refused: [] },
  });
  expect(await state(notes.sha256)).toBe('there');
  expect(await value(db.owner, 'select count(*)::int from public.assets where workspace_id = $1', [second])).toBe(2);
});
