import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './support.ts';

const OUTLINE = '/w/demo/outline';
const tree = (page: Page) => page.getByRole('treegrid', { name: 'Outline' });
const row = (page: Page, title: string) => tree(page).getByRole('row', { name: title, exact: true });
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });
const titles = (rows: Locator) => rows.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
/** The rows are drawn in the browser alone: once they are there, everything else listens as well. */
async function open(page: Page, path: string) {
  await page.goto(OUTLINE + path);
  await expect(row(page, 'Databases')).toBeVisible();
}
/** The rows of one level, as they stand. */
const atLevel = (page: Page, level: number) => titles(tree(page).locator(`[role="row"][aria-level="${level}"]`));

async function openConcept(page: Page) {
  await open(page, '/concept/tables-and-keys');
  await expect(page.getByRole('heading', { level: 1, name: 'Tables, keys and constraints' })).toBeVisible();
  await expect(row(page, 'What a table promises')).toBeVisible();
}

const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).first().click();

test('renames a row in place with F2', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'Constraints that say no').focus();
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: /New title for/ });
  await expect(field).toBeFocused();
  await field.fill('x');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A title has 2 to 200 characters.')).toBeVisible();
  await field.fill('Constraints that say no, kindly');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Constraints that say no, kindly')).toBeFocused();
  // The new title is on screen before it is saved.
  await expect(page.getByText('is now called “Constraints that say no, kindly”')).toBeVisible();
  await page.reload();
  await expect(row(page, 'Constraints that say no, kindly')).toBeVisible();
  await row(page, 'Constraints that say no, kindly').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /New title for/ }).fill('Constraints that say no');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Constraints that say no')).toBeFocused();
});

test('a new name shows at once where something linked with it is inspected', async ({ as }) => {
  const page = await as('editor');
  await open(page, '/spark/what-a-table-promises');
  const linked = (title: string) => inspector(page).getByRole('link', { name: title, exact: true });
  await expect(linked('Choosing column types')).toBeVisible();
  const rename = async (from: string, to: string) => {
    await row(page, from).focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: /New title for/ }).fill(to);
    await page.keyboard.press('Enter');
    await expect(row(page, to)).toBeFocused();
  };
  await rename('Choosing column types', 'Choosing column types well');
  await expect(linked('Choosing column types well')).toBeVisible();
  await rename('Choosing column types well', 'Choosing column types');
  await expect(linked('Choosing column types')).toBeVisible();
});

test('creates a spark at the end of a concept, and trashes it with the way back', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'Tables, keys and constraints').focus();
  await page.keyboard.press('Insert');
  const field = page.getByRole('textbox', { name: 'Title of the new spark' });
  await expect(field).toBeFocused();
  await field.fill('A spark made by hand');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/outline\/spark\/a-spark-made-by-hand/);
  await expect(page.getByRole('heading', { level: 1, name: 'A spark made by hand' })).toBeVisible();
  expect((await atLevel(page, 4)).at(-1)).toBe('A spark made by hand');

  await row(page, 'A spark made by hand').focus();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText('1 place of a spark')).toBeVisible();
  await dialog.getByRole('button', { name: 'Trash spark' }).click();
  await expect(row(page, 'A spark made by hand')).toHaveCount(0);
  await page.waitForURL(/concept\/tables-and-keys/);
  await undo(page);
  await expect(row(page, 'A spark made by hand')).toBeVisible();

  await row(page, 'A spark made by hand').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Trash spark' }).click();
  await expect(row(page, 'A spark made by hand')).toHaveCount(0);
  await page.goto(`${OUTLINE}/spark/a-spark-made-by-hand`);
  // A page that is still arriving holds a part of itself twice, one of them out of sight.
  const content = page.getByRole('region', { name: 'Content' });
  await expect(content.getByText('“A spark made by hand” is in the trash')).toBeVisible();
  await content.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A spark made by hand' })).toBeVisible();
});

test('reorders by keyboard and takes it back', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  const before = await atLevel(page, 4);
  const [first = '', second = ''] = before as string[];
  await row(page, first).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => atLevel(page, 4)).toEqual([second, first, ...before.slice(2)]);
  await expect(row(page, first)).toBeFocused();
  await undo(page);
  await expect.poll(() => atLevel(page, 4)).toEqual(before);
});

test('moves a spark with the dialog, marks it as changed, and takes it back', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'Choosing column types').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move to...' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('joining');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  // What was found goes through React once more before it takes the keys.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(dialog.getByRole('searchbox')).toHaveAttribute('aria-activedescendant', /./, { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Moved “Choosing column types” to “Joining tables”')).toBeVisible();
  await expect(row(page, 'Choosing column types')).toHaveCount(0);
  await undo(page);
  await expect(row(page, 'Choosing column types')).toBeVisible();
});

test('drags a spark by keyboard', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  const before = await atLevel(page, 4);
  const [first = '', second = ''] = before as string[];
  await row(page, first).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: `Drag ${first}` })).toBeFocused();
  await page.keyboard.press('Enter');
  // From the place before its neighbour on to the one behind it.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await atLevel(page, 4)).slice(0, 3)).not.toEqual(before.slice(0, 3));
  expect(await atLevel(page, 4)).toContain(second);
  await undo(page);
  await expect.poll(() => atLevel(page, 4)).toEqual(before);
});

test('drags a spark by mouse to another concept', async ({ as }) => {
  const page = await as('editor');
  await openConcept(page);
  await row(page, 'Choosing column types').dragTo(row(page, 'Joining tables'));
  await expect(page.getByText('Moved “Choosing column types” to “Joining tables”')).toBeVisible();
  await undo(page);
  await expect.poll(async () => (await atLevel(page, 4))[1]).toBe('Choosing column types');
});

test('filters by title and state, in the address', async ({ as }) => {
  const page = await as('editor');
  await open(page, '');
  await page.getByRole('searchbox', { name: 'Filter by title' }).fill('promises');
  await expect(row(page, 'What a table promises')).toBeVisible();
  await expect(row(page, 'Joining tables')).toHaveCount(0);
  await expect(page).toHaveURL(/q=promises/);
  await page.reload();
  await expect(row(page, 'What a table promises')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter by title' }).fill('nothing is called this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(row(page, 'Databases')).toBeVisible();
});

test('saves changed fields from the inspector and asks before leaving them behind', async ({ as }) => {
  const page = await as('editor');
  await open(page, '/concept/joining-tables');
  const description = inspector(page).getByRole('textbox', { name: 'Description' });
  const old = await description.inputValue();
  await description.fill(`${old} And more.`);
  await expect(inspector(page).getByText('1 field changed')).toBeVisible();
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('alertdialog', { name: /Save “Joining tables”/ })).toBeVisible();
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await expect(inspector(page).getByText('All changes are saved.')).toBeVisible();
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Content' }).getByText(`${old} And more.`)).toBeVisible();
  await description.fill(old);
  await inspector(page).getByRole('button', { name: 'Save changes' }).click();
  await expect(inspector(page).getByText('All changes are saved.')).toBeVisible();
});

test('a renamed slug leads on from the old address', async ({ as }) => {
  const page = await as('editor');
  await open(page, '/concept/grouping-and-windows');
  const slug = inspector(page).getByRole('textbox', { name: 'Slug' });
  const old = await slug.inputValue();
  await slug.fill('grouping-renamed');
  await page.keyboard.press('Control+s');
  await page.waitForURL(/grouping-renamed/);
  await open(page, `/concept/${old}`);
  await expect(page).toHaveURL(/grouping-renamed/);
  await inspector(page).getByRole('textbox', { name: 'Slug' }).fill(old);
  await page.keyboard.press('Control+s');
  await page.waitForURL(new RegExp(old));
});

test('two people on one entity: the second sees what the first saved', async ({ as }) => {
  const [first, second] = [await as('editor'), await as('reviewer')];
  await open(first, '/spark/what-a-table-promises');
  await open(second, '/spark/what-a-table-promises');
  const summary = (page: Page) => inspector(page).getByRole('textbox', { name: 'Summary' });
  const old = await summary(first).inputValue();
  await summary(second).fill('Mine, second.');
  await summary(first).fill('Theirs, first.');
  await first.keyboard.press('Control+s');
  await expect(inspector(first).getByText('All changes are saved.')).toBeVisible();
  await second.keyboard.press('Control+s');
  const notice = second.getByRole('alert', { name: 'Somebody saved this in between' });
  await expect(notice.getByText('Theirs, first.')).toBeVisible();
  await expect(summary(second)).toHaveValue('Mine, second.');
  await notice.getByRole('button', { name: 'Save mine anyway' }).click();
  await expect(inspector(second).getByText('All changes are saved.')).toBeVisible();

  await summary(first).fill('Again, first.');
  await first.keyboard.press('Control+s');
  await first.getByRole('button', { name: 'Load theirs' }).click();
  await expect(summary(first)).toHaveValue('Mine, second.');
  await summary(first).fill(old);
  await first.keyboard.press('Control+s');
  await expect(inspector(first).getByText('All changes are saved.')).toBeVisible();
});

test('has no serious finding of accessibility', async ({ as }) => {
  const page = await as('editor');
  for (const path of ['', '/domain/databases', '/concept/tables-and-keys', '/spark/what-a-table-promises']) {
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});
