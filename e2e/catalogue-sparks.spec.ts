import { writeFile } from 'node:fs/promises';
import { expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

const spark = (slug: string, title: string, more: object = {}) => ({
  slug,
  title,
  content_md: `# ${title}\n\nText.\n`,
  estimated_mins: 5,
  difficulty: 'beginner',
  is_published: true,
  ...more,
});
const COURSE = {
  schema_version: '1.0.0',
  version_label: 'bread-1',
  metadata: { generated_at: '2026-12-01T10:00:00Z', source_system: 'test', source_version: '1', description: 'Bread' },
  name: 'Bread',
  domains: [{ name: 'Baking', slug: 'baking' }],
  trails: [{ domain_slug: 'baking', title: 'Bread', slug: 'bread', difficulty_level: 'beginner', is_published: true }],
  concepts: [{ trail_slug: 'bread', title: 'Levain', slug: 'levain', order_index: 0, is_published: true }],
  sparks: [
    spark('feed', 'Feed a levain', { estimated_mins: 20 }),
    spark('store', 'Store a levain', { is_published: false }),
    spark('ovens', 'Ovens'),
    spark('stones', 'Stones of ovens', { difficulty: 'expert' }),
  ],
  concept_sparks: [
    { concept_slug: 'levain', spark_slug: 'feed', order_index: 0 },
    { concept_slug: 'levain', spark_slug: 'store', order_index: 1 },
  ],
};

test('sparks are found by a view and a filter, chosen, placed in a concept, and that is undone', async ({
  as,
}, info) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'All sparks');
  const bundle = info.outputPath('course.json');
  await writeFile(bundle, JSON.stringify(COURSE));
  await importBundle(admin, workspace, bundle);
  const list = admin.getByRole('grid', { name: 'Sparks' });
  const titles = list.getByRole('rowheader');

  await test.step('all of them, in the order of the outline, with what they come to', async () => {
    await admin.getByRole('link', { name: 'Sparks', exact: true }).click();
    await expect(titles).toHaveText(['Feed a levain', 'Store a levain', 'Ovens', 'Stones of ovens']);
    await expect(admin.getByText('4 sparks · 35 min · 0 exercises')).toBeVisible();
    await expect(list.getByRole('row', { name: /Store a levain/ })).toContainText('Draft');
    await expect(list.getByRole('row', { name: /Feed a levain/ })).toContainText('Bread › Levain');
    await expectAccessible(admin, { inDark: true });
  });

  await test.step('a view and a filter together, kept in the address', async () => {
    await admin.getByRole('tab', { name: /In no concept/ }).click();
    await expect(titles).toHaveText(['Ovens', 'Stones of ovens']);
    await admin.keyboard.press('f');
    const filters = admin.getByRole('dialog', { name: 'Filters' });
    await filters.getByRole('button', { name: /Difficulty/ }).click();
    await admin.getByRole('option', { name: 'Expert' }).click();
    await expect(titles).toHaveText(['Stones of ovens']);
    await admin.keyboard.press('Escape');
    await admin.reload();
    await expect(titles).toHaveText(['Stones of ovens']);
    await admin.getByRole('button', { name: 'Remove the filter Difficulty: Expert' }).click();
    await expect(titles).toHaveCount(2);
  });

  await test.step('those in no concept are placed in one, in one change that is undone in one', async () => {
    await list.getByRole('checkbox', { name: /all/i }).press('Space');
    const bar = admin.getByRole('region', { name: 'Chosen sparks' });
    await expect(bar.getByText('2 chosen')).toBeVisible();
    await expectAccessible(admin);
    await bar.getByRole('button', { name: 'Place in…' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Place 2 sparks in a concept' });
    await dialog.getByRole('combobox', { name: 'Concept' }).fill('Lev');
    await admin.getByRole('option', { name: /Levain/ }).click();
    await dialog.getByRole('button', { name: 'Place 2 sparks' }).click();
    await expect(admin.getByText('No spark matches')).toBeVisible();
    await admin.getByRole('button', { name: /^Undo/ }).click();
    await expect(titles).toHaveText(['Ovens', 'Stones of ovens']);
  });

  await test.step('by title, and from there to a new one', async () => {
    await admin.getByRole('tab', { name: /All sparks/ }).click();
    await admin.keyboard.press('/');
    await admin.keyboard.type('levain');
    await expect(titles).toHaveText(['Feed a levain', 'Store a levain']);
    await admin.keyboard.press('Escape');
    await list.getByRole('rowheader').first().click({ trial: true });
    await admin.getByRole('button', { name: 'New spark' }).click();
    const dialog = admin.getByRole('dialog', { name: 'New spark' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Shape a loaf');
    await admin.keyboard.press('Enter');
    await admin.waitForURL(`**/w/${workspace}/sparks/shape-a-loaf?edit=1`);
  });
});
