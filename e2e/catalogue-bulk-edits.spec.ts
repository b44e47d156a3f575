import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support.ts';

const OUTLINE = '/w/demo/outline';
const tree = (page: Page) => page.getByRole('treegrid', { name: 'Outline' });
const row = (page: Page, title: string) => tree(page).getByRole('row', { name: title, exact: true });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected rows' });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).first().click();
/** The sparks of the open concept, as they stand. */
const sparks = (page: Page) =>
  tree(page)
    .locator('[role="row"][aria-level="4"]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));

async function openConcept(page: Page) {
  await page.goto(`${OUTLINE}/concept/tables-and-keys`);
  await expect(row(page, 'What a table promises')).toBeVisible();
}

test('selects by keyboard, moves all of it with the dialog, and takes it back with Ctrl+Z', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  const before = await sparks(page);
  await row(page, 'What a table promises').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(page).getByRole('status')).toHaveText('2 selected');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);
  await row(page, 'What a table promises').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(row(page, 'Choosing column types')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+m');
  const dialog = page.getByRole('dialog', { name: 'Move 2 rows' });
  await dialog.getByRole('searchbox').fill('joining');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  // What was found goes through React once more before it takes the keys.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(dialog.getByRole('searchbox')).toHaveAttribute('aria-activedescendant', /./, { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Moved 2 sparks to “Joining tables”')).toBeVisible();
  await expect.poll(() => sparks(page)).toEqual(before.slice(2));
  await expect(bar(page)).toHaveCount(0);
  // In a text field the keys belong to the text.
  await page.getByRole('searchbox', { name: 'Filter by title' }).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => sparks(page)).toEqual(before.slice(2));
  await row(page, 'Joining tables').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone: Moved 2 sparks to “Joining tables”')).toBeVisible();
  await expect.poll(() => sparks(page)).toEqual(before);
});

test('chooses a range with the mouse, publishes nothing twice, and says what was left out', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').click({ modifiers: ['Control'] });
  await row(page, 'Constraints that say no').click({ modifiers: ['Shift'] });
  await expect(bar(page).getByRole('status')).toHaveText('5 selected');
  await expect(page).toHaveURL(/concept\/tables-and-keys/);
  await bar(page).getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Nothing had to be changed')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Difficulty' }).click();
  await page.getByRole('menuitem', { name: 'Expert' }).click();
  await expect(page.getByText('Set difficulty of 5 things to expert')).toBeVisible();
  await undo(page);
  await expect(page.getByText('Undone: Set difficulty of 5 things to expert')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Move to trash' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Move 5 rows to the trash?' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  await expect(row(page, 'Choosing column types')).toHaveCount(0);
  await undo(page);
  await expect(row(page, 'Choosing column types')).toBeVisible();
});

test('merges two sparks into one, whose other address leads on, and takes it back', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').click({ modifiers: ['Control'] });
  await row(page, 'Primary keys give rows an identity').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Merge into one...' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge two sparks' });
  await expect(dialog.getByRole('button', { name: 'Merge' })).toBeEnabled();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Tables and their keys');
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText('Merged into “Tables and their keys”')).toBeVisible();
  await expect(row(page, 'Primary keys give rows an identity')).toHaveCount(0);
  await undo(page);
  await expect(row(page, 'Primary keys give rows an identity')).toBeVisible();
  await expect(row(page, 'What a table promises')).toBeVisible();
});

test('a merge that would close a loop shows the way it takes', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').click({ modifiers: ['Control'] });
  await row(page, 'Foreign keys keep references honest').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Merge into one...' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge two sparks' });
  await dialog.getByRole('button', { name: 'Merge' }).click();
  const refusal = dialog.getByRole('alert').filter({ hasText: 'These two were not merged' });
  await expect(refusal.getByRole('link')).not.toHaveCount(0);
  await expect(refusal.getByRole('link').first()).toHaveText('What a table promises');
  await expect(refusal.getByRole('link').last()).toHaveText('Foreign keys keep references honest');
});

test('splits a concept and a lesson, and takes both back', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  const before = await sparks(page);
  await row(page, 'Tables, keys and constraints').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Split concept...' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Split' }).click();
  await expect(dialog.getByText('A title has 2 to 200 characters.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title of the new concept' }).fill('Promises between tables');
  await dialog.getByRole('button', { name: 'Split' }).click();
  await expect(row(page, 'Promises between tables')).toBeVisible();
  await undo(page);
  await expect(row(page, 'Promises between tables')).toHaveCount(0);
  await expect.poll(() => sparks(page)).toEqual(before);

  await row(page, 'What a table promises').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Split lesson...' }).click();
  await dialog.getByRole('textbox', { name: 'Title of the second part' }).fill('What comes second');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Split' }).click();
  await expect.poll(async () => (await sparks(page))[1]).toBe('What comes second');
  await undo(page);
  await expect.poll(() => sparks(page)).toEqual(before);
});

test('duplicates a concept with its sparks', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'Joining tables').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(page, 'Joining tables (copy)')).toBeVisible();
  await undo(page);
  await expect(row(page, 'Joining tables (copy)')).toHaveCount(0);
});

test('duplicates several rows as one change set, and hands them out as a bundle that can be imported', async ({
  as,
}) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').click({ modifiers: ['Control'] });
  await row(page, 'Choosing column types').click({ modifiers: ['Control'] });
  await bar(page).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(page, 'Choosing column types (copy)')).toBeVisible();
  await undo(page);
  await expect(row(page, 'What a table promises (copy)')).toHaveCount(0);
  await expect(row(page, 'Choosing column types (copy)')).toHaveCount(0);

  await bar(page).getByRole('button', { name: 'More actions' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as a bundle' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('demo-2.json');
  const bundle = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(bundle.sparks.map(({ slug }: { slug: string }) => slug)).toEqual([
    'what-a-table-promises',
    'choosing-column-types',
  ]);
  expect(bundle.spark_links).toHaveLength(1);
});

test('filters stand in the address, can be taken off one by one, and drop what they hide from the choice', async ({
  as,
}) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: /^Filters/ }).click();
  await page.getByRole('menuitem', { name: 'Difficulty' }).click();
  await page.getByRole('menuitem', { name: /^Advanced/ }).click();
  await expect(page).toHaveURL(/difficulty=advanced/);
  await expect(bar(page)).toHaveCount(0);
  await page.goto(`${OUTLINE}?quality=unchecked`);
  await expect(page.getByRole('button', { name: 'Remove filter: Not checked yet' })).toBeVisible();
  await page.goto(`${OUTLINE}?difficulty=advanced&state=published&by=me`);
  await expect(page.getByRole('button', { name: 'Remove filter: Published' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove filter: Last saved by me' }).click();
  await expect(page).not.toHaveURL(/by=me/);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(row(page, 'Databases')).toBeVisible();
  await expect(page).not.toHaveURL(/difficulty/);
});

test('the page of changes undoes a change set, or names what is newer', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'What a table promises').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByText('“What a table promises” is now 2 of 5')).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByText('“What a table promises” is now 3 of 5')).toBeVisible();
  await page.getByRole('link', { name: 'Changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Changes' })).toBeVisible();
  const lines = page.getByRole('list', { name: 'Changes' }).locator(':scope > li');
  await lines.nth(1).getByRole('button', { name: /^Undo/ }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'was not undone' });
  await expect(refusal.getByText('Tables, keys and constraints › What a table promises').last()).toBeVisible();
  await expectAccessible(page);
  await lines.nth(0).getByRole('button', { name: /^Undo/ }).click();
  await expect(lines.nth(1).getByText('Undone', { exact: true })).toBeVisible();
  // What was second is third now: the undoing is a change set as well.
  await lines.nth(2).getByRole('button', { name: /^Undo/ }).click();
  await expect(lines.nth(3).getByText('Undone', { exact: true })).toBeVisible();
  await lines.nth(0).getByRole('button', { name: /^What/ }).click();
  await expect(page).toHaveURL(/open=/);
  await expect(lines.nth(0).getByText('Tables, keys and constraints › What a table promises').last()).toBeVisible();
});
