import type { Page } from '@playwright/test';
import { source, writeSource } from './lesson-editor.ts';
import { expect, expectAccessible, test } from './support.ts';

const CONCEPT = '/w/demo/outline/concept/text-and-languages';
const row = (page: Page, title: string) =>
  page.getByRole('treegrid', { name: 'Outline' }).getByRole('row', { name: title, exact: true });
const history = (page: Page) => page.getByRole('region', { name: 'History' });
const changeSets = (page: Page) => history(page).locator('ol > li');
const heading = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title, exact: true });
/** Restoring asks first: others may be working. */
async function restore(page: Page, version: number) {
  await page.getByRole('button', { name: `Restore version ${version}`, exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version' }).click();
}
/** Shows each save of the newest sitting. */
const unfold = (page: Page) =>
  page
    .getByRole('button', { name: /^\d+ saves$/ })
    .first()
    .click();
const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).first().click();

async function rename(page: Page, from: string, to: string) {
  await row(page, from).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /New title for/ }).fill(to);
  await page.keyboard.press('Enter');
  await expect(row(page, to)).toBeFocused();
}

test('a concept goes back to an older version, and forth again', async ({ as }) => {
  const page = await as('editor');
  await page.goto(CONCEPT);
  await expect(row(page, 'Text in many languages')).toBeVisible();
  await rename(page, 'Text in many languages', 'Text and its languages');
  await expect(page.getByText('“Text in many languages” is now called “Text and its languages”')).toBeVisible();

  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page).toHaveURL(/view=history/);
  await expect(changeSets(page).first()).toContainText('Changed the title');
  await page.getByRole('button', { name: 'Compare version 2', exact: true }).click();
  await expect(page).toHaveURL(/version=\d+/);
  await expect(changeSets(page).first().locator('del')).toHaveText('Text in many languages');
  await expect(changeSets(page).first().locator('ins')).toHaveText('Text and its languages');
  // What is open survives a reload.
  await page.reload();
  await expect(changeSets(page).first().locator('del')).toHaveText('Text in many languages');
  await page.getByRole('button', { name: 'Compare version 1', exact: true }).click();
  await page.getByRole('radio', { name: 'What is saved now' }).click();
  await expect(page).toHaveURL(/with=now/);
  await expect(history(page).locator('del')).toHaveText('Text in many languages');

  await restore(page, 1);
  await expect(page.getByText('Version 1 is the newest again')).toBeVisible();
  await expect(heading(page, 'Text in many languages')).toBeVisible();
  await expect(changeSets(page).first()).toContainText('restored');
  await undo(page);
  await expect(heading(page, 'Text and its languages')).toBeVisible();
  await expect(changeSets(page).first()).toContainText('undid');
  await restore(page, 1);
  await expect(heading(page, 'Text in many languages')).toBeVisible();

  // This alone, or with all below; older change sets of the whole are the import.
  await page.getByRole('radio', { name: 'This alone' }).click();
  await expect(page).toHaveURL(/only=1/);
  await expect(changeSets(page).last().getByRole('listitem')).toHaveCount(1);
  await page.getByRole('radio', { name: 'With all below' }).click();
  await expect(changeSets(page).last().getByRole('listitem')).toHaveCount(5);
  await changeSets(page)
    .last()
    .getByRole('button', { name: /^Show \d+ more$/ })
    .click();
  await expect.poll(() => changeSets(page).last().getByRole('listitem').count()).toBeGreaterThan(5);

  await changeSets(page)
    .first()
    .getByRole('link', { name: /^Show in changes/ })
    .click();
  await page.waitForURL(/changes\?one=/);
  await expect(page.getByRole('list', { name: 'Changes' }).getByRole('listitem', { name: /^Restore:/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all changes' }).click();
  await expect(page).not.toHaveURL(/one=/);
});

test('brings back what was removed, but not to a place that is gone', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/outline/trail/data-design-in-practice?view=history');
  await expect(row(page, 'Text in many languages')).toBeVisible();
  await row(page, 'Text in many languages').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Trash concept' }).click();
  const trashed = changeSets(page).first();
  await expect(trashed).toContainText('trashed');
  await trashed
    .getByRole('button', { name: /^Bring back “Text in many languages › / })
    .first()
    .click();
  await expect(
    page.getByText('It belongs to “Text in many languages”, which is in the trash; bring that back first.'),
  ).toBeVisible();
  await trashed.getByRole('button', { name: 'Bring back “Text in many languages”', exact: true }).click();
  await expect(row(page, 'Text in many languages')).toBeVisible();
  await undo(page);
  await expect(row(page, 'Text in many languages')).toHaveCount(0);
  // All of the change set together comes back where change sets are listed.
  const removal = changeSets(page).filter({ hasText: 'trashed' }).filter({ hasText: 'Text in many languages' });
  await removal
    .first()
    .getByRole('link', { name: /^Show in changes/ })
    .click();
  await page.waitForURL(/changes\?one=/);
  await page.getByRole('button', { name: 'Undo “Text in many languages”' }).click();
  await expect(page.getByText('Undone: “Text in many languages”', { exact: true })).toBeVisible();
});

test('a lesson is compared as readers see it and in its source', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/inner-joins?edit=1&mode=source');
  await expect(source(page)).toBeFocused();
  await writeSource(page, 'The first paragraph stays.\n\nThe quick fox jumps.\n');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await writeSource(page, 'The first paragraph stays.\n\nThe **slow** fox jumps.\n');
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  // Both saves are one line; the newer one alone is compared with the one before.
  await unfold(page);
  await changeSets(page)
    .first()
    .getByRole('listitem')
    .first()
    .getByRole('button', { name: /^Compare version/ })
    .click();
  await expect(history(page).locator('.lesson del')).toHaveText('quick');
  await expect(history(page).locator('.lesson ins')).toHaveText('slow');
  await expect(history(page).getByText('1 unchanged passage')).toBeVisible();
  await page.getByRole('radio', { name: 'Source' }).click();
  await expect(history(page).locator('ins')).toHaveText('**slow**');

  // The oldest version again: the editor follows, and so it does when that is undone.
  await restore(page, 1);
  await expect(page.getByText('Version 1 is the newest again')).toBeVisible();
  await page.getByRole('tab', { name: 'Lesson' }).click();
  await expect(page.getByText('fox jumps')).toHaveCount(0);
  await page.getByRole('tab', { name: 'History' }).click();
  await undo(page);
  await expect(changeSets(page).first()).toContainText('undid');
  await page.getByRole('tab', { name: 'Lesson' }).click();
  await expect(page.getByText('The slow fox jumps.')).toBeVisible();
});

test('saves without a long pause are one line that says what changed, and a version gets a name', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/n-plus-one-queries?edit=1&mode=source');
  await expect(source(page)).toBeFocused();
  for (const word of ['quick', 'slow', 'sleeping']) {
    await writeSource(page, `## Foxes\n\nThe ${word} fox jumps over the lazy dog.\n`);
    await page.keyboard.press('Control+s');
    await expect(page.getByText(/Saved \d/)).toBeVisible();
  }
  await page.getByRole('tab', { name: 'History' }).click();
  const newest = changeSets(page).first();
  await expect(newest).toContainText('added “Foxes”');
  await expect(newest).toContainText(/\+\d+ −\d+ words/);
  await expect(newest.getByRole('listitem')).toHaveCount(0);
  await unfold(page);
  await expect.poll(() => newest.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
  await expect(history(page).getByText(/^Readers have this · /)).toBeVisible();

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(newest.locator('[data-line]')).toBeFocused();
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Before the workshop');
  await page.keyboard.press('Enter');
  await expect(newest.getByText('Before the workshop').first()).toBeVisible();
  await page.reload();
  await expect(newest.getByText('Before the workshop')).toBeVisible();
  // No other version of this lesson may be called that.
  await page.getByRole('button', { name: 'Name version 1', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('before the WORKSHOP');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText(/Another version is called/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await newest.getByRole('button', { name: /^Rename version \d+, “Before the workshop”$/ }).click();
  await page.getByRole('button', { name: 'Remove name' }).click();
  await expect(newest.getByText('Before the workshop')).toHaveCount(0);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version' }).click();
  await expect(newest).toContainText('restored');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Next sitting')).toBeVisible();
});

test('creating can be undone', async ({ as }) => {
  const page = await as('editor');
  await page.goto(CONCEPT);
  await row(page, 'Text in many languages').focus();
  await page.keyboard.press('Insert');
  await page.getByRole('textbox', { name: 'Title of the new spark' }).fill('A spark by mistake');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Created spark “A spark by mistake”')).toBeVisible();
  await expect(row(page, 'A spark by mistake')).toBeVisible();
  await undo(page);
  await expect(row(page, 'A spark by mistake')).toHaveCount(0);
});

test('has no serious finding of accessibility', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/inner-joins?tab=history');
  await unfold(page);
  await page.getByRole('button', { name: 'Compare version 2', exact: true }).click();
  await expect(history(page).locator('.lesson').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${CONCEPT}?view=history`);
  await page.getByRole('button', { name: 'Compare version 1', exact: true }).click();
  await expect(history(page).getByText('Compared with').first()).toBeVisible();
  await expectAccessible(page);
});
