import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

const TITLES = ['Variables', 'Types', 'Loops', 'Functions', 'Recursion'];
const slugOf = (title: string) => title.toLowerCase();

/** Five sparks, of which Variables leads on to Loops and Loops to Functions. */
const COURSE = {
  schema_version: '1.0.0',
  version_label: 'small-1',
  name: 'A small course',
  metadata: { generated_at: '2026-11-20T00:00:00Z', source_system: 'links-spec', source_version: '1' },
  domains: [{ name: 'Programming', slug: 'programming', is_published: false }],
  trails: [
    {
      domain_slug: 'programming',
      title: 'First steps',
      slug: 'first-steps',
      difficulty_level: 'beginner',
      is_published: false,
    },
  ],
  concepts: [{ trail_slug: 'first-steps', title: 'Basics', slug: 'basics', order_index: 0, is_published: false }],
  sparks: TITLES.map((title) => ({
    title,
    slug: slugOf(title),
    content_md: `About ${title}.`,
    estimated_mins: 5,
    difficulty: 'beginner',
    is_published: false,
  })),
  concept_sparks: TITLES.map((title, order_index) => ({
    concept_slug: 'basics',
    spark_slug: slugOf(title),
    order_index,
  })),
  spark_links: [
    {
      source_slug: 'variables',
      target_slug: 'loops',
      link_type: 'prerequisite',
      weight: 0.9,
      description: 'Loops count.',
    },
    { source_slug: 'loops', target_slug: 'functions', link_type: 'related', weight: 0.4 },
  ],
};

const table = (page: Page) => page.getByRole('grid', { name: 'Links' });
const row = (page: Page, source: string, target: string) =>
  table(page).getByRole('row', { name: new RegExp(`^(Select row: )?.*${source}.*${target}`) });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true }).first().click();

test('edits links in the table, pastes them from a sheet, and somebody else sees them come', async ({ as }, info) => {
  const page = await as('admin');
  const workspace = await newWorkspace(page, 'Links');
  const bundle = info.outputPath('course.json');
  await writeFile(bundle, JSON.stringify(COURSE));
  await importBundle(page, workspace, bundle);
  const other = await as('admin');
  for (const each of [page, other]) {
    await each.goto(`/w/${workspace}/graph?view=table`);
    await expect(row(each, 'Loops', 'Functions')).toBeVisible();
  }

  // Each line of a sheet says what becomes of it before anything is done.
  await page.getByRole('button', { name: 'Paste from a sheet' }).click();
  await page
    .getByRole('textbox', { name: 'Cells' })
    .fill(
      ['Source\tTarget\tWeight\tReason', 'types\tfunctions\t0.8\tArguments have one.', 'Functions\tRecursion']
        .concat(['Functions\tVariables', 'Pointers\tLoops', 'Loops\tFunctions'])
        .join('\n'),
    );
  await expect(
    page.getByText('It would close a loop: Variables -> Loops -> Functions -> Variables.').first(),
  ).toBeVisible();
  await expect(page.getByText('There is nothing called “Pointers” here.')).toBeVisible();
  await expect(page.getByText('These two are linked already.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add 2 links' }).click();
  await expect(page.getByText('Added 2 links')).toBeVisible();
  await expect(row(page, 'Types', 'Functions')).toContainText('Arguments have one.');
  await expect(row(other, 'Functions', 'Recursion'), 'without a reload').toBeVisible();

  // A weight that is none stays in its field, with the reason at it; an unusual one is saved with a hint.
  await row(page, 'Variables', 'Loops').getByRole('button', { name: 'Edit weight 0.90' }).click();
  const weight = table(page).getByRole('textbox', { name: 'Weight of Variables → Loops' });
  await weight.fill('1.5');
  await weight.press('Enter');
  await expect(weight).toBeFocused();
  expect(await weight.evaluate((field: HTMLInputElement) => field.validationMessage)).toBe(
    'A weight lies between 0 and 1.',
  );
  await weight.fill('0,5');
  await weight.press('Enter');
  await expect(page.getByText('Changed the link from “Variables” to “Loops”')).toBeVisible();
  await expect(row(page, 'Variables', 'Loops').getByText('Unusual weight')).toBeAttached();
  await undo(page);
  await expect(row(page, 'Variables', 'Loops')).toContainText('0.90');

  await table(page).getByRole('checkbox', { name: 'Select all rows' }).click({ force: true });
  await expectAccessible(page);
  await page.getByRole('toolbar', { name: 'Selected links' }).getByRole('button', { name: 'Set type' }).click();
  await page.getByRole('menuitem', { name: 'Recommended' }).click();
  await expect(page.getByText('Changed 4 links')).toBeVisible();
  await expect(table(page).getByRole('row', { name: /Recommended/ })).toHaveCount(4);
  await undo(page);
  await expect(table(page).getByRole('row', { name: /Prerequisite/ })).toHaveCount(3);
  await page.getByRole('button', { name: 'Clear selection' }).press('Enter');

  // The key takes what is ticked, not what the inspector shows, and the focus stays in the table.
  await row(page, 'Variables', 'Loops').click();
  await expect(page.getByRole('button', { name: 'Remove link' })).toBeVisible();
  await row(page, 'Loops', 'Functions').getByRole('checkbox').press('Space');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Removed 1 link', { exact: true })).toBeVisible();
  await expect(row(page, 'Loops', 'Functions')).toHaveCount(0);
  await expect(row(page, 'Variables', 'Loops')).toBeVisible();
  await expect(table(page).locator('tr:focus')).toHaveCount(1);
  await undo(page);
  await expect(row(page, 'Loops', 'Functions')).toBeVisible();

  // A new link begins at its first end. Escape takes back what was typed there, then the dialog.
  await page.getByRole('button', { name: 'Add link' }).click();
  const first = page.getByRole('combobox', { name: 'Learn first' });
  await expect(first).toBeFocused();
  await first.pressSequentially('lo');
  await expect(page.getByRole('option')).toHaveText(['Loops']);
  await first.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(first).toHaveValue('');
  await first.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // On the page of a spark: what closes a loop is drawn, and mended by taking another link away.
  await page.goto(`/w/${workspace}/sparks/recursion?tab=links`);
  await page.getByRole('button', { name: 'Add what this leads on to' }).click();
  await page.getByRole('combobox', { name: 'Learn after' }).fill('vari');
  await page.getByRole('option', { name: 'Variables' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Round and round.');
  await page.getByRole('dialog').getByRole('button', { name: 'Add link' }).click();
  const loop = page.getByRole('dialog', { name: 'This would close a loop' });
  await expect(loop.getByRole('list', { name: 'The loop, link by link' }).getByRole('listitem')).toHaveText([
    /Variables.*Prerequisite → Loops/,
    /Loops.*Related → Functions/,
    /Functions.*Prerequisite → Recursion/,
    /Recursion.*New → Variables/,
  ]);
  await expectAccessible(page);
  await loop.getByRole('button', { name: 'Remove this one instead: from “Loops” to “Functions”' }).click();
  await expect(page.getByText('Drew the new link in place of the other')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const after = page.getByRole('region', { name: 'Leads on to' });
  await expect(after.getByRole('listitem')).toHaveText([/Variables.*Round and round\./]);

  // Turned round, it stands on the other side; undo takes all of it back, the newest first.
  await after.getByRole('button', { name: 'Link with “Variables”', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Turn round' }).click();
  await expect(page.getByRole('region', { name: 'Learn before' }).getByRole('listitem')).toHaveCount(2);
  await undo(page);
  await expect(after.getByRole('listitem')).toHaveCount(1);
  await expect(row(other, 'Recursion', 'Variables')).toBeVisible();
  await expect(row(other, 'Loops', 'Functions')).toHaveCount(0);
});
