import { readFile, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import {
  bundleOf,
  expect,
  expectAccessible,
  importBundle,
  newWorkspace,
  ownStudio,
  statePath,
  test,
} from './support.ts';

test.describe.configure({ mode: 'serial' });

const SPARKS = ['Flour', 'Water', 'Yeast', 'Kneading', 'Baking', 'Crust'];
const LINKS = [
  ['flour', 'kneading'],
  ['water', 'kneading'],
  ['kneading', 'baking'],
  ['baking', 'crust'],
];
/** Two concepts with three sparks each. */
const bread = {
  schema_version: '1.0.0',
  version_label: 'bread',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'tests' },
  domains: [{ name: 'Food', slug: 'food' }],
  trails: [{ domain_slug: 'food', title: 'Bread', slug: 'bread', difficulty_level: 'beginner' }],
  concepts: ['Dough', 'Oven'].map((title, order_index) => ({
    trail_slug: 'bread',
    title,
    slug: title.toLowerCase(),
    order_index,
  })),
  sparks: SPARKS.map((title, at) => ({
    title,
    slug: title.toLowerCase(),
    content_md: `# ${title}\n`,
    estimated_mins: 5,
    difficulty: at < 3 ? 'beginner' : 'advanced',
  })),
  concept_sparks: SPARKS.map((title, at) => ({
    concept_slug: at < 4 ? 'dough' : 'oven',
    spark_slug: title.toLowerCase(),
    order_index: at,
  })),
  spark_links: LINKS.map(([source_slug, target_slug]) => ({
    source_slug,
    target_slug,
    link_type: 'prerequisite',
    weight: 0.9,
  })),
};

let workspace = '';
test.beforeAll(async ({ browser }, info) => {
  const context = await browser.newContext({ baseURL: ownStudio().url, storageState: statePath('admin') });
  const page = await context.newPage();
  workspace = await newWorkspace(page, 'Graph');
  const file = info.outputPath('bread.json');
  await writeFile(file, JSON.stringify(bread));
  await importBundle(page, workspace, file);
  await context.close();
});

const canvas = (page: Page) => page.getByRole('application', { name: 'Graph canvas' });
const card = (page: Page, title: string) => canvas(page).getByRole('group', { name: title, exact: true });
const panel = (page: Page) => page.getByRole('region', { name: 'Side panel' });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' }).first().click();

async function open(page: Page, query = '') {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Wide enough for the whole graph to be near.
  await page.setViewportSize({ width: 2000, height: 900 });
  await page.goto(`/w/${workspace}/graph?view=canvas${query}`);
  await expect(card(page, 'Flour')).toBeVisible();
}

/** Draws a link with the mouse, from the right edge of one card onto another. */
async function draw(page: Page, from: string, to: string) {
  await card(page, from).hover();
  const start = await card(page, from).getByTitle('Drag to what is learned after').boundingBox();
  const end = await card(page, to).boundingBox();
  if (!start || !end) throw new Error('not in view');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + 8, { steps: 6 });
  await page.mouse.up();
}

test('draws a link, dims what it cannot lead to, and takes it back', async ({ as }) => {
  const page = await as('admin');
  await open(page);
  await draw(page, 'Yeast', 'Kneading');
  await page.getByRole('menuitem', { name: /^Recommended/ }).click();
  await expect(page.getByText('Linked “Yeast” to “Kneading”')).toBeVisible();
  await expect(page.getByText('6 sparks, 5 links')).toBeVisible();
  await undo(page);
  await expect(page.getByText('6 sparks, 4 links')).toBeVisible();

  await draw(page, 'Crust', 'Flour');
  await expect(page.getByText('“Flour” comes before already: the link would close a loop')).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('keeps what was moved by hand, tidies up, and puts it back', async ({ as }) => {
  const page = await as('admin');
  await open(page);
  const place = async () => {
    const [own, other] = [await card(page, 'Yeast').boundingBox(), await card(page, 'Flour').boundingBox()];
    return Math.round((own?.y ?? 0) - (other?.y ?? 0));
  };
  const before = await place();
  const box = await card(page, 'Yeast').boundingBox();
  if (!box) throw new Error('not in view');
  await page.mouse.move(box.x + 60, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 70, box.y + 72, { steps: 5 });
  const saved = page.waitForResponse((answer) => 'next-action' in answer.request().headers());
  await page.mouse.up();
  await saved;
  expect(await place()).toBeGreaterThan(before);
  await open(page);
  await expect.poll(place).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Tidy up' }).click();
  const question = page.getByRole('alertdialog', { name: 'Tidy up the graph?' });
  await expect(question).toContainText('One card was put in place by hand');
  await question.getByRole('button', { name: 'Tidy up' }).click();
  await expect.poll(place).toBe(before);
  await undo(page);
  await expect.poll(place).toBeGreaterThan(before);
});

test('shows the loop that somebody else was faster to close, and repairs it', async ({ as }) => {
  const [mine, theirs] = [await as('admin'), await as('admin')];
  await open(mine);
  await open(theirs);
  // What happens elsewhere is not heard of for a while.
  await mine.route('**/api/graph?*', (route) => route.abort());
  await draw(theirs, 'Crust', 'Yeast');
  await theirs.getByRole('menuitem', { name: /^Prerequisite/ }).click();
  await expect(theirs.getByText('Linked “Crust” to “Yeast”')).toBeVisible();
  await draw(mine, 'Yeast', 'Flour');
  await mine.getByRole('menuitem', { name: /^Prerequisite/ }).click();
  const dialog = mine.getByRole('dialog', { name: 'This would close a loop' });
  await mine.unroute('**/api/graph?*');
  await dialog.getByRole('button', { name: /Remove this one instead: from “Crust” to “Yeast”/ }).click();
  await expect(mine.getByText('Drew the new link in place of the other')).toBeVisible();
  // It appears over there without a reload.
  await theirs.getByRole('radio', { name: 'List' }).click();
  await expect(theirs.getByRole('button', { name: 'Links of “Yeast”: 0 before, 1 after' })).toBeVisible();

  // What was typed about a link is there again after a look elsewhere, and when somebody removes the link meanwhile.
  await card(mine, 'Yeast').click();
  const reason = panel(mine).getByRole('textbox', { name: 'Reason' });
  const editLink = async (end: string) => {
    await panel(mine)
      .getByRole('button', { name: `Link with “${end}”` })
      .press('Enter');
    await mine.getByRole('menuitem', { name: 'Edit link' }).press('Enter');
  };
  await editLink('Flour');
  await reason.fill('It feeds on it');
  await card(mine, 'Flour').click();
  await expect(reason).toHaveCount(0);
  await editLink('Yeast');
  await expect(reason).toHaveValue('It feeds on it');
  await theirs.getByRole('button', { name: 'Links of “Yeast”: 0 before, 1 after' }).press('Enter');
  await theirs.getByRole('region', { name: 'List' }).getByRole('button', { name: 'Link with “Flour”' }).press('Enter');
  await theirs.getByRole('menuitem', { name: 'Remove' }).press('Enter');
  await expect(theirs.getByRole('button', { name: 'Links of “Yeast”: 0 before, 0 after' })).toBeFocused();
  await expect(panel(mine)).toContainText('Somebody removed this link');
  await panel(mine).getByRole('button', { name: 'Add it again' }).press('Enter');
  await expect(mine.getByText('Linked “Yeast” to “Flour”')).toBeVisible();
});

test('is walked through and edited by keyboard alone', async ({ as }) => {
  const page = await as('admin');
  await open(page, '&at=flour');
  await canvas(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/at=kneading/);
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/at=baking/);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { name: 'Baking' })).toBeVisible();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'What does “Baking” lead on to?' });
  const field = dialog.getByRole('combobox', { name: 'Learn after' });
  await field.fill('flour');
  await expect(page.getByRole('option', { name: /Flour/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('option', { name: /Flour/ })).toContainText('would close a loop');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Show the whole graph' })).toBeVisible();
  await expect(card(page, 'Crust')).toBeVisible();
  await expect(canvas(page)).toBeFocused();
  await page.getByRole('button', { name: 'Show the whole graph' }).press('Enter');
  await expect(card(page, 'Flour')).toBeVisible();
  await expect(canvas(page)).toBeFocused();
  await page.getByRole('radio', { name: 'Concepts' }).press('Enter');
  await expect(page.getByText('2 concepts, 0 links')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Concepts' })).toBeFocused();
  await page.getByRole('radio', { name: 'Sparks' }).press('Enter');

  await page.getByRole('radio', { name: 'List' }).press('Enter');
  const row = page.getByRole('button', { name: 'Links of “Water”: 0 before, 1 after' });
  await row.press('Enter');
  await page.getByRole('button', { name: 'Link with “Kneading”' }).last().press('Enter');
  await page.getByRole('menuitem', { name: 'Remove' }).press('Enter');
  await expect(page.getByText('Removed the link from “Water” to “Kneading”')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row).toBeVisible();
});

test('narrows down, and the address says how', async ({ as }) => {
  const page = await as('admin');
  await open(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: /Difficulty/ }).click();
  await page.getByRole('option', { name: 'Advanced' }).click();
  await expect(page).toHaveURL(/difficulty=advanced/);
  await page.keyboard.press('Escape');
  await expect(card(page, 'Flour')).toHaveCount(0);
  await expect(card(page, 'Crust')).toBeVisible();
  await page.getByRole('button', { name: 'Take off: Advanced' }).click();
  await expect(card(page, 'Flour')).toBeVisible();
});

test('has nothing serious for axe, as a map and as a list', async ({ as }) => {
  const page = await as('admin');
  await open(page, '&at=kneading');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'List' }).click();
  await expect(page.getByRole('heading', { name: 'Dough' })).toBeVisible();
  await expectAccessible(page);
});

// The larger of the courses; what holds on it holds on the others.
const [COURSE, COUNTS, FIRST, LAST] = ['stress-metamath-ql', '1,188 sparks, 11,838 links', 'ax-a1', 'xdp43'] as const;
test(`${COURSE}: focus, path, tidy up, files, a loop refused and repaired`, async ({ as }) => {
  const page = await as('admin');
  const bundle = bundleOf(COURSE);
  const own = await newWorkspace(page, 'Course graph');
  await importBundle(page, own, bundle);
  await page.goto(`/w/${own}/graph?view=canvas`);
  await expect(page.getByText(COUNTS)).toBeVisible();
  const choose = async (field: Locator, title: string) => {
    await field.fill(title);
    await page
      .getByRole('option', { name: new RegExp(`^${title}\\b`) })
      .first()
      .click();
  };
  await choose(page.getByRole('combobox', { name: 'Find a spark' }), LAST);
  await expect(card(page, LAST)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Focus' }).click();
  await expect(page).toHaveURL(/focus=/);
  await page.getByRole('button', { name: 'Show the whole graph' }).click();

  await page.getByRole('tab', { name: 'Paths' }).click();
  await choose(page.getByRole('combobox', { name: 'Goal' }), LAST);
  await expect(page.getByRole('button', { name: `Take off: Path to “${LAST}”` })).toBeVisible();
  await page.getByRole('button', { name: 'Tidy up' }).click();
  for (const as of ['SVG', 'PNG']) {
    await page.getByRole('button', { name: 'Layout and export' }).click();
    const file = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: `Save as ${as}` }).click();
    const saved = await readFile(await (await file).path());
    if (as === 'SVG') expect(saved.toString()).toContain(`>${LAST}</text>`);
    else expect(saved.subarray(1, 4).toString()).toBe('PNG');
  }

  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('button', { name: 'Add link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a link' });
  await choose(dialog.getByRole('combobox', { name: 'Learn first' }), LAST);
  await choose(dialog.getByRole('combobox', { name: 'Learn after' }), FIRST);
  await dialog.getByRole('button', { name: 'Add link' }).click();
  const loop = page.getByRole('dialog', { name: 'This would close a loop' });
  await expect(loop.getByRole('list', { name: 'The loop, link by link' })).toContainText(`New → ${FIRST}`);
  // Other ways lead round as well: keeping all as they are is an answer, too.
  await loop
    .getByRole('button', { name: /^Remove this one instead/ })
    .first()
    .click();
  await expect(loop.getByRole('status')).toContainText('Without that link there is another way round.');
  await loop.getByRole('button', { name: 'Keep all as they are' }).click();
  await expect(loop).toHaveCount(0);
  await expect(page.getByText(COUNTS)).toBeVisible();
});
