import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MANIFEST_FILE } from '../core/folder.ts';
import { A, B, type Bundle, C, COURSE } from './folder.cases.ts';
import { diskFiles } from './folder-disk.ts';
import { writeFolder } from './folder-export.ts';
import { folderSource } from './folder-source.ts';

// What an export does to a folder in which there is something already.

let above: string;
let root: string;
beforeEach(async () => {
  above = await mkdtemp(path.join(os.tmpdir(), 'trailwright-export-'));
  root = path.join(above, 'course');
});
afterEach(() => rm(above, { recursive: true, force: true }));

const put = async (file: string, text: string) => {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
};
const get = (file: string) => readFile(path.join(root, file), 'utf8');
const lesson = (slug: string) =>
  `---\ntitle: Lesson ${slug}\nslug: ${slug}\nestimated_mins: 5\ndifficulty: beginner\n---\nmine`;
const without = (slug: string): Bundle => ({
  ...COURSE,
  sparks: (COURSE.sparks as Bundle[]).filter((one) => one.slug !== slug),
  concept_sparks: (COURSE.concept_sparks as Bundle[]).filter((one) => one.spark_slug !== slug),
  spark_links: [],
});
async function bundle(): Promise<Bundle> {
  const { open, files } = await folderSource(await diskFiles(root));
  expect(files?.problems).toEqual([]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

test('the same content gives the same bytes, wherever it is written', async () => {
  await writeFolder(root, COURSE);
  await writeFolder(`${root}-2`, COURSE);
  const files = await diskFiles(root);
  expect((await diskFiles(`${root}-2`)).paths).toEqual(files.paths);
  for (const file of files.paths) expect(await readFile(path.join(`${root}-2`, file))).toEqual(await files.read(file));
  expect(await bundle()).toEqual(COURSE);
});

test('a file of somebody else in the way of a new one stays, and the new one goes beside it', async () => {
  await put('d/t/c/_concept.yaml', 'title: C\nslug: c\n');
  await put(A, 'my notes');
  await put(B, lesson('somebody-elses'));
  const { written, removed } = await writeFolder(root, COURSE);
  expect(removed).toEqual([]);
  expect(written).toEqual(expect.arrayContaining(['d/t/c/_a.md', 'd/t/c/_b.md', C]));
  expect([await get(A), await get(B)]).toEqual(['my notes', lesson('somebody-elses')]);
});

test('a lesson written by hand that is not in the studio yet stays', async () => {
  await writeFolder(root, COURSE);
  await put('d/t/c/new.md', lesson('new'));
  expect(await writeFolder(root, COURSE)).toMatchObject({ written: [], removed: [] });
  expect(await get('d/t/c/new.md')).toBe(lesson('new'));
});

test('two lessons that swapped their names keep them', async () => {
  await writeFolder(root, COURSE);
  const [a, b] = [await get(A), await get(B)];
  await put(A, b);
  await put(B, a);
  expect(await writeFolder(root, COURSE)).toMatchObject({ written: [], removed: [] });
  expect(await bundle()).toEqual(COURSE);
});

test('names that systems keep for themselves are not used for files', async () => {
  const names = ['con', 'readme', 'nul', 'lpt1'];
  const sparks = names.map((slug) => ({
    slug,
    title: slug,
    content_md: '',
    estimated_mins: 1,
    difficulty: 'beginner',
  }));
  const course = { ...without('a'), concept_sparks: [], sparks };
  await writeFolder(root, course);
  expect((await readdir(path.join(root, '_sparks'))).sort()).toEqual(['_con.md', '_lpt1.md', '_nul.md', '_readme.md']);
  expect(await bundle()).toEqual(course);
});

test('a file of ours goes with its lesson, though it was edited or cannot be read any more', async () => {
  await writeFolder(root, COURSE);
  await put(B, '<<<<<<< HEAD\n');
  expect(await writeFolder(root, without('b'))).toMatchObject({ removed: [B] });
  expect(await bundle()).toEqual(without('b'));
});

test('a manifest that names what is not in the folder removes nothing', async () => {
  await writeFolder(root, COURSE);
  await writeFile(path.join(above, 'outside.md'), 'mine');
  await put('.git/config', 'mine');
  await put(MANIFEST_FILE, `../outside.md\n${above}/outside.md\n.git/config\n${await get(MANIFEST_FILE)}`);
  expect(await writeFolder(root, COURSE)).toMatchObject({ removed: [] });
  expect(await readFile(path.join(above, 'outside.md'), 'utf8')).toBe('mine');
  expect(await get('.git/config')).toBe('mine');
});

test('an export that stopped half way is finished by the next', async () => {
  await writeFolder(root, COURSE);
  // A folder where a file must go: the disk refuses in the middle.
  await mkdir(path.join(root, `${A}.part`), { recursive: true });
  const renamed = { ...COURSE, sparks: (COURSE.sparks as Bundle[]).map((one) => ({ ...one, title: 'New' })) };
  await expect(writeFolder(root, renamed)).rejects.toThrow();
  await rm(path.join(root, `${A}.part`), { recursive: true });
  await writeFolder(root, renamed);
  expect(await bundle()).toEqual(renamed);
  expect(await writeFolder(root, without('b'))).toMatchObject({ removed: [B] });
});
