import type { Page } from '@playwright/test';
import { source, sourceText, writeSource } from './lesson-editor.ts';
import { expect, expectAccessible, test } from './support.ts';

const SPARK = '/w/demo/sparks/what-a-table-promises';
const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });

/** The number of the version that stands first in the history on screen. */
async function newestVersion(page: Page): Promise<number> {
  const text = await page
    .getByText(/^Version \d+$/)
    .first()
    .textContent();
  return Number(text?.replace('Version ', ''));
}

test('edits the source of a lesson with a preview, and saves it', async ({ as }) => {
  const page = await as('editor');
  await page.goto(`${SPARK}?mode=source`);
  await expect(page.getByRole('heading', { name: 'A row is a sentence' })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('e');
    await expect(source(page)).toBeFocused({ timeout: 5000 });
  }).toPass();
  const old = await sourceText(page);
  await page.keyboard.type('A first line with ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('weight');
  await page.keyboard.press('Control+b');
  await expect(preview(page).locator('strong', { hasText: 'weight' })).toBeVisible();
  // It saves by itself: on a slow machine it has by now.
  await expect(page.getByText(/Not saved yet|Saving|Saved \d/).first()).toBeVisible();

  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await page.reload();
  await expect(source(page)).toBeFocused();
  expect(await sourceText(page)).toContain('A first line with **weight**');

  // How many versions there are is for the saving to say: it saves by itself wherever the typing paused.
  await page.getByRole('tab', { name: 'History' }).click();
  const written = await newestVersion(page);
  await page.getByRole('tab', { name: 'Lesson' }).click();
  await writeSource(page, old);
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText(`Version ${written + 1}`, { exact: true })).toBeVisible();

  // An older version is compared word by word, and becomes the newest again. Both saves are of one sitting.
  await page
    .getByRole('button', { name: /^\d+ saves$/ })
    .first()
    .click();
  await page.getByRole('button', { name: `Compare version ${written}`, exact: true }).click();
  await expect(page.getByRole('button', { name: `Hide comparison of version ${written}`, exact: true })).toBeVisible();
  await expect(page.getByText(/A first line with/).first()).toBeVisible();
  await page.getByRole('button', { name: `Restore version ${written}`, exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version' }).click();
  await expect(page.getByText(`Version ${written} is the newest again`)).toBeVisible();
  await page.getByRole('tab', { name: 'Lesson' }).click();
  await expect.poll(() => sourceText(page)).toContain('A first line with **weight**');
  await writeSource(page, old);
  await expect(page.getByText(/Saved \d/)).toBeVisible();
});

test('shows exercises, links and the learner preview', async ({ as }) => {
  const page = await as('editor');
  await page.goto(`${SPARK}?tab=exercises`);
  await expect(page.getByText('4 exercises', { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /Question 1 of the quiz/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Links' }).click();
  await expect(page).toHaveURL(/tab=links/);
  await expect(page.getByRole('link', { name: 'Choosing column types' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('tab')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'What a table promises' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: 'Links' })).toBeVisible();
});

test('says when there is no such spark', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/there-is-no-such-spark');
  await expect(page.getByText('This spark is not here')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the outline' }).click();
  await page.waitForURL(/outline/);
});

test('has no serious finding of accessibility', async ({ as }) => {
  const page = await as('editor');
  const exercises = ['', '&view=quiz', '&exercise=new'].map((view) => `?tab=exercises${view}`);
  for (const view of ['', '?edit=1&mode=source', ...exercises, '?tab=links', '?tab=history', '?view=learner']) {
    await page.goto(SPARK + view);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    if (view.includes('history')) await expect(page.getByText('Version 1', { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  }
});
