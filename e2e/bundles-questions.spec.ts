import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chooseBundle, expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-questions-'));
});
test.afterAll(async () => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

/** A workspace with one lesson, to put questions to. */
const BUNDLE = {
  schema_version: '1.0.0',
  version_label: 'small',
  name: 'A small course',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'e2e' },
  sparks: [
    { title: 'Bread', slug: 'bread', content_md: 'Flour, water, salt.', estimated_mins: 5, difficulty: 'beginner' },
  ],
};

const answer = (fraction: number, text: string, feedback = '') =>
  `<answer fraction="${fraction}"><text>${text}</text><feedback><text>${feedback}</text></feedback></answer>`;
const question = (type: string, name: string, text: string, inside: string) =>
  `<question type="${type}"><name><text>${name}</text></name><questiontext format="html"><text><![CDATA[<p>${text}</p>]]></text></questiontext>${inside}</question>`;

const MOODLE = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Baking</text></category></question>
  ${question('multichoice', 'flour', 'Which flour rises best?', `<single>true</single>${answer(100, 'wheat')}${answer(0, 'rye', 'It has little gluten.')}`)}
  ${question('multichoice', 'dough', 'What is in every dough?', `<single>false</single>${answer(50, 'flour')}${answer(50, 'water')}${answer(-25, 'sugar')}`)}
  ${question('stack', 'algebra', 'Differentiate.', '')}
</quiz>`;

test('questions of Moodle go through the report into a bank, and out again in another format', async ({ as }) => {
  const page = await as('admin');
  const workspace = await newWorkspace(page, 'Questions');
  await importBundle(page, workspace, await fileOf('small.json', JSON.stringify(BUNDLE)));

  await chooseBundle(page, workspace, await fileOf('baking.xml', MOODLE));
  await expect(page.getByText('Choose a place for 2 questions first. Nothing is written yet.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Changed Points of single options are not kept' }).click();
  await expect(page.getByText('fraction="-25"')).toBeVisible();
  await page.getByRole('combobox', { name: 'Baking' }).fill('Bread');
  await page.getByRole('option', { name: 'Bread' }).click();
  await expect(page.getByText('Creates 2 exercises in 1 spark. 1 stay in the report.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 exercises were created in 1 spark')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Open the bank' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'GIFT' }).check({ force: true });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export 2 exercises' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text).toContain('Which flour rises best?');
  expect(text).toContain('~%50%');
});
