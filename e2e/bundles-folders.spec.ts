import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { unzip, zip } from '#lib/base/services/zip.ts';
import { expect, expectAccessible, newWorkspace, type Page, test } from './support.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-folder-'));
});
test.afterAll(async () => rm(folder, { recursive: true, force: true }));

const course: Record<string, string> = {
  'COURSE-BRIEF.md': '# Course brief: Joining tables\n\nFor analysts.\n',
  'curriculum.yaml': 'course:\n  title: Joining tables\n',
  'lessons/1.1-tables.md': '# What a table is\n\nRows and columns.\n',
  'lessons/1.2-joins.md': '# Joining two tables\n\nA join needs two of them.\n',
};

/** Presses a button that asks for a file or folder, and gives it that one. */
async function choose(page: Page, workspace: string, button: string, chosen: string): Promise<void> {
  await page.goto(`/w/${workspace}/imports/new`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(chosen);
}

async function zipOf(name: string, files: Record<string, string>): Promise<string> {
  const entries = Object.entries(files).map(([path, text]) => ({ name: path, bytes: new TextEncoder().encode(text) }));
  const file = path.join(folder, name);
  await writeFile(file, await zip(entries));
  return file;
}

async function folderOf(name: string, files: Record<string, string>): Promise<string> {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  return path.join(folder, name);
}

test('the zip of a course folder is a plan first, then a course, and comes out as the folder it was', async ({
  as,
}) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Folders');
  const wrapped = Object.fromEntries(Object.entries(course).map(([name, text]) => [`joining/${name}`, text]));
  await choose(admin, workspace, 'Choose a file', await zipOf('anything.zip', wrapped));
  await expect(admin.getByRole('heading', { name: 'Joining tables', exact: true })).toBeVisible();
  await expect(admin.getByText(/^Applying will create \d+\.$/)).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole('button', { name: 'Apply import' }).click();
  await expect(admin.getByRole('heading', { name: 'What was written' })).toBeVisible();

  await test.step('the folder itself brings nothing new, whatever tools have left in it', async () => {
    const left = { '.git/HEAD': 'ref: main', '.DS_Store': 'x', 'node_modules/a/index.md': '# A' };
    await choose(admin, workspace, 'Choose a folder', await folderOf('joining', { ...course, ...left }));
    await expect(admin.getByText('Nothing to apply: the workspace holds all of it already.')).toBeVisible();
  });

  await test.step('and its panel gives it back', async () => {
    await admin.goto(`/w/${workspace}/outline/trail/joining?view=profile`);
    await admin.getByRole('button', { name: 'Export course' }).click();
    const download = admin.waitForEvent('download');
    await admin.getByRole('menuitem', { name: 'Course folder (zip)' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('joining.zip');
    const unpacked = await unzip(await readFile(await file.path()), '');
    const texts = unpacked.ok && unpacked.entries.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
    expect(Object.fromEntries(texts || [])).toEqual(wrapped);
  });
});

test('a folder without a course is refused by name, and one that is broken says the file and line', async ({ as }) => {
  const editor = await as('editor');
  await choose(editor, 'demo', 'Choose a folder', await folderOf('notes', { 'README.md': '# Notes', 'a/b.md': 'x' }));
  const refused = editor.getByRole('alert').filter({ hasText: 'This file was not read' });
  await expect(refused).toContainText('“notes” holds no course: a course has COURSE-BRIEF.md or curriculum.yaml');
  await expectAccessible(editor);
  const broken = { ...course, 'curriculum.yaml': 'course:\n  title: "open\n' };
  await choose(editor, 'demo', 'Choose a folder', await folderOf('broken', broken));
  await expect(editor.getByText('broken cannot be imported as it is')).toBeVisible();
  await expect(editor.getByText(/^curriculum\.yaml, line \d+$/)).toBeVisible();
  await expectAccessible(editor);
});
