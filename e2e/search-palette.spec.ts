import { expect, expectAccessible, newWorkspace, openPalette, type Page, test } from './support.ts';

const group = (page: Page, name: string) => page.getByRole('dialog').getByRole('group', { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('option', { name });

/** Opens a page of the demo workspace by its address. */
async function visit(page: Page, address: string) {
  await page.goto(`/w/demo${address}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('finds a lesson by its misspelt title before all others, and opens it', async ({ as }) => {
  const page = await as('editor');
  await visit(page, '');
  for (const typed of ['outre jions', 'Outer jons keep the unmached', 'outerjoins']) {
    await (await openPalette(page)).fill(typed);
    const [first] = await titlesOf(page, /Outer joins keep the unmatched/);
    expect(first, typed).toMatch(/^Outer joins keep the unmatched/);
  }
  await expect(row(page, /^Outer joins keep/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/w/demo/sparks/outer-joins');
});

/** The titles that are listed, once one of them is there. */
async function titlesOf(page: Page, awaited: RegExp): Promise<string[]> {
  const titles = group(page, 'Titles').getByRole('option');
  await expect(titles.filter({ hasText: awaited }).first()).toBeVisible();
  return titles.allTextContents();
}

test('finds a command by one word, and says why one is not possible', async ({ as }) => {
  const page = await as('editor');
  await visit(page, '');
  const ask = await openPalette(page);
  await ask.fill('promote');
  await expect(row(page, /^Promote a snapshot.*Needs an admin/)).toHaveAttribute('aria-disabled', 'true');
  await ask.fill('shortcuts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await (await openPalette(page)).fill('dark');
  await row(page, /^Appearance: Dark/).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await (await openPalette(page)).fill('stage');
  await expect(row(page, /^Stage snapshot/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/w/demo/snapshots/new');
});

test('makes a spark of what was typed', async ({ as }) => {
  const page = await as('admin');
  const workspace = await newWorkspace(page, 'Palette');
  await (await openPalette(page)).fill('Rye starters');
  await expect(page.getByText('Nothing is called “Rye starters”')).toBeVisible();
  await expect(row(page, 'New spark called “Rye starters”')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New spark' });
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Rye starters');
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/w/${workspace}/sparks/rye-starters?edit=1`);
});

test('lists what was looked at last, and what can be done with it', async ({ as }) => {
  const page = await as('editor');
  await visit(page, '/sparks/outer-joins');
  await visit(page, '/outline/trail/relational-foundations');
  await openPalette(page);
  await expect(group(page, 'Recent').getByRole('option')).toHaveText([/^Outer joins keep the unmatched/]);
  await page.keyboard.press('Escape');
  await visit(page, '');
  await openPalette(page);
  const recent = group(page, 'Recent').getByRole('option');
  await expect(recent).toHaveText([/^Relational foundations/, /^Outer joins keep the unmatched/]);
  await expectAccessible(page, { inDark: true });

  await recent.last().hover();
  await page.keyboard.press('Tab');
  await expect(row(page, 'Show in graph')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Backspace');
  await expect(recent.last()).toHaveAttribute('aria-selected', 'true');
  const opened = page.context().waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  await (await opened).waitForURL('**/w/demo/sparks/outer-joins');
  await expect(page).toHaveURL(/\/w\/demo$/);
});

test('goes on without the search, and says so', async ({ as }) => {
  const page = await as('editor');
  await visit(page, '/sparks/outer-joins');
  await visit(page, '');
  await page.route('**/api/search', (route) => route.abort());
  const ask = await openPalette(page);
  await ask.fill('outer');
  await expect(page.getByText('Search cannot be reached. Commands and recent places work.')).toBeVisible();
  await expect(row(page, /^Outer joins keep/)).toBeVisible();
  await page.unroute('**/api/search');
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Search cannot be reached.', { exact: false })).toHaveCount(0);
  await ask.fill('graph');
  await expect(row(page, /^Graph/).first()).toHaveAttribute('aria-selected', 'true');
  await ask.press('Enter');
  await page.waitForURL('**/w/demo/graph');
});

test('G and a letter go to a place, but not where one types', async ({ as }) => {
  const page = await as('editor');
  await visit(page, '');
  await openPalette(page);
  await expect(row(page, /^Changes/)).toContainText('GthenC');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('heading', { name: 'Go to' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.waitForURL('**/w/demo/sparks');
  const find = page.getByRole('searchbox', { name: 'Find by title' });
  await find.pressSequentially('gc');
  await expect(find).toHaveValue('gc');
  await expect(page).toHaveURL(/\/w\/demo\/sparks\?q=gc/);
  await find.blur();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL('**/w/demo/changes');
});
