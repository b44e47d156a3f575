import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, importBundle, newWorkspace, ownStudio, statePath, test } from './support.ts';

// The map of a small course: three trails in an order that the outline does not have, one of them with two linked concepts.

const CONCEPTS = { ovens: ['heat'], flours: ['wheat', 'rye'], doughs: ['kneading', 'resting'], prices: ['offers'] };
const TRAILS = { baking: ['ovens'], basics: ['doughs', 'flours'], selling: ['prices'] };
const LINKS = ['wheat>kneading', 'rye>kneading', 'kneading>resting', 'kneading>heat', 'resting>heat'];
const titled = (slug: string) => `${slug[0]?.toUpperCase()}${slug.slice(1)}`;

const course = {
  schema_version: '1.0.0',
  version_label: 'bakery',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'tests' },
  domains: [{ name: 'Food', slug: 'food' }],
  trails: Object.keys(TRAILS).map((slug) => ({
    domain_slug: 'food',
    title: titled(slug),
    slug,
    difficulty_level: 'beginner',
  })),
  concepts: Object.entries(TRAILS).flatMap(([trail_slug, slugs]) =>
    slugs.map((slug, order_index) => ({ trail_slug, title: titled(slug), slug, order_index })),
  ),
  sparks: Object.values(CONCEPTS)
    .flat()
    .map((slug) => ({
      title: titled(slug),
      slug,
      content_md: `# ${titled(slug)}\n`,
      estimated_mins: 35,
      difficulty: 'beginner',
    })),
  concept_sparks: Object.entries(CONCEPTS).flatMap(([concept_slug, slugs]) =>
    slugs.map((spark_slug, order_index) => ({ concept_slug, spark_slug, order_index })),
  ),
  spark_links: LINKS.map((link) => {
    const [source_slug, target_slug] = link.split('>');
    return { source_slug, target_slug, link_type: 'prerequisite', weight: 0.9 };
  }),
};

let workspace = '';
test.beforeAll(async ({ browser }, info) => {
  const context = await browser.newContext({ baseURL: ownStudio().url, storageState: statePath('admin') });
  const page = await context.newPage();
  workspace = await newWorkspace(page, 'Map');
  const file = info.outputPath('bakery.json');
  await writeFile(file, JSON.stringify(course));
  await importBundle(page, workspace, file);
  await context.close();
});

const map = (page: Page) => page.getByRole('region', { name: 'Map of the course' });
const card = (page: Page, title: string) => map(page).getByRole('link', { name: title, exact: true });
const inStep = (page: Page, step: string) =>
  map(page).getByRole('region', { name: step, exact: true }).getByRole('link');

async function open(page: Page, query = '') {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`/w/${workspace}/graph${query}`);
  await expect(map(page).getByRole('link').first()).toBeVisible();
}

test('shows the course in the order of learning, level by level, and the address says where', async ({ as }) => {
  const page = await as('admin');
  await open(page);
  await expect(inStep(page, 'Step 1')).toHaveText([/^Basics/]);
  await expect(inStep(page, 'Step 2')).toHaveText([/^Baking/]);
  await expect(inStep(page, 'Not linked')).toHaveText([/^Selling/]);
  await expect(card(page, 'Basics')).toHaveAccessibleDescription('4 lessons 2 h 20 min Before Baking');
  await expect(page.getByText('3 trails · 2 links')).toBeVisible();
  await expectAccessible(page);

  await card(page, 'Basics').click();
  await expect(page).toHaveURL(/at=basics/);
  await expect(inStep(page, 'Step 1')).toHaveText([/^Flours/]);
  await expect(inStep(page, 'Step 2')).toHaveText([/^Doughs/]);
  await expect(page.getByRole('list', { name: 'Leads to' }).getByRole('link')).toHaveText([/Baking/]);
  await card(page, 'Doughs').click();
  await expect(page).toHaveURL(/at=basics%2Fdoughs/);
  await expect(inStep(page, 'Step 1')).toHaveText([/^Kneading/]);
  await expectAccessible(page);

  await page.goBack();
  await expect(card(page, 'Flours')).toBeVisible();
  const place = page.getByRole('navigation', { name: 'Where the map is' });
  await place.getByRole('link', { name: 'All trails' }).click();
  await expect(card(page, 'Baking')).toBeVisible();
  await page.reload();
  await expect(card(page, 'Baking')).toBeVisible();
});

test('is walked through by keyboard alone, down to a spark', async ({ as }) => {
  const page = await as('admin');
  await open(page);
  await card(page, 'Basics').focus();
  await page.keyboard.press('ArrowDown');
  await expect(card(page, 'Baking')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Flours')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card(page, 'Basics')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Flours')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Wheat')).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(card(page, 'Flours')).toBeFocused();

  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Find in this course' })).toBeFocused();
  await page.keyboard.type('resting');
  await expect(page.getByRole('option', { name: 'Resting' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Resting')).toBeFocused();
  await expect(page).toHaveURL(/at=basics%2Fdoughs&on=resting/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sparks\/resting/);
});

test('leads to the canvas and back, and a link with a chosen spark opens there', async ({ as }) => {
  const page = await as('admin');
  await open(page, '?at=basics');
  const views = page.getByRole('radiogroup', { name: 'View' });
  await views.getByRole('radio', { name: 'Canvas' }).click();
  await expect(page.getByRole('application', { name: 'Graph canvas' })).toBeVisible();
  await expect(page).toHaveURL(/trail=basics/);
  await views.getByRole('radio', { name: 'Map' }).click();
  await expect(card(page, 'Flours')).toBeVisible();
  await card(page, 'Flours').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show on canvas' }).click();
  const canvas = page.getByRole('application', { name: 'Graph canvas' });
  await expect(canvas.getByRole('group', { name: 'Flours', exact: true })).toBeVisible();
  await page.goto(`/w/${workspace}/graph?focus=wheat&at=wheat`);
  await expect(canvas.getByRole('group', { name: 'Wheat', exact: true })).toBeVisible();
});

test('is a list of steps on a phone', async ({ as }) => {
  const page = await as('admin');
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(map(page).getByRole('listitem')).toHaveText([/^Basics/, /^Baking.*After Basics/, /^Selling/]);
  await expectAccessible(page);
});
