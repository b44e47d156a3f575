import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, expectAccessible, importBundle, newWorkspace, type Page, test } from './support.ts';

// What is odd about a small course and how to settle it, ways through it, and links that nobody drew.

const SPARKS = {
  harbour: ['Entering a harbour', 'Look at the tidal chart before you go in, and at the tidal chart of the next one.'],
  anchor: ['At anchor', 'Whoever keeps a night watch sees the anchor drag first. A night watch ends at dawn.'],
  tides: [
    'Tidal charts',
    'A **tidal chart** tells when water is high. Tidal charts have a zero: read tidal charts so.',
  ],
  knots: ['Knots', 'A bowline holds, a hitch slips.'],
  watch: [
    'Night watch',
    'A **night watch** is short. During a night watch nobody sleeps, and a night watch is never alone.',
  ],
} as const;
const LINKS = ['tides>knots', 'knots>harbour', 'tides>harbour'];

function course() {
  const places = { arriving: ['harbour', 'anchor'], basics: ['tides', 'knots', 'watch'] };
  return {
    schema_version: '1.0.0',
    version_label: 'sailing',
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'trailwright-e2e' },
    domains: [{ name: 'Sea', slug: 'sea', is_published: true }],
    trails: [
      { domain_slug: 'sea', title: 'Sailing', slug: 'sailing', difficulty_level: 'beginner', is_published: true },
    ],
    concepts: Object.keys(places).map((slug, order_index) => ({
      trail_slug: 'sailing',
      title: slug === 'arriving' ? 'Arriving' : 'Basics',
      slug,
      order_index,
      is_published: true,
    })),
    sparks: Object.entries(SPARKS).map(([slug, [title, content_md]]) => ({
      title,
      slug,
      content_md,
      estimated_mins: 5,
      difficulty: 'beginner',
      is_published: true,
    })),
    concept_sparks: Object.entries(places).flatMap(([concept_slug, sparks]) =>
      sparks.map((spark_slug, order_index) => ({ concept_slug, spark_slug, order_index })),
    ),
    spark_links: LINKS.map((pair) => {
      const [source_slug, target_slug] = pair.split('>');
      return { source_slug, target_slug, link_type: 'prerequisite', weight: 0.9 };
    }),
  };
}

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

test('checks are settled, paths are followed, and suggestions are decided', async ({ as }) => {
  const page = await as('admin');
  const workspace = await newWorkspace(page, 'Panels');
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'trailwright-panels-')), 'sailing.json');
  await writeFile(file, JSON.stringify(course()));
  await importBundle(page, workspace, file);

  await test.step('a superfluous link is shown with its longer way, removed, and comes back', async () => {
    await page.goto(`/w/${workspace}/graph?view=canvas&panel=checks`);
    const checks = panel(page, 'Checks');
    await checks.getByRole('button', { name: /Superfluous links/ }).click();
    await checks.getByRole('button', { name: /^Tidal charts before Entering/ }).click();
    await expect(checks.getByText('The longer way: Tidal charts → Knots → Entering a harbour')).toBeVisible();
    await expect(page.getByText('5 sparks, 3 links')).toBeVisible();
    await expectAccessible(page);
    await checks.getByRole('button', { name: /^Remove link/ }).click();
    await expect(checks.getByRole('button', { name: /Superfluous links/ })).toBeHidden();
    await expect(page.getByText('5 sparks, 2 links')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(checks.getByRole('button', { name: /Superfluous links/ })).toBeVisible();
  });

  await test.step('a trail is put in the order that its links ask for', async () => {
    const checks = panel(page, 'Checks');
    await checks.getByRole('button', { name: /Needed earlier than it comes/ }).click();
    await checks
      .getByRole('button', { name: /^Suggest an order/ })
      .first()
      .click();
    const paths = panel(page, 'Paths');
    await expect(paths.getByText('1 concept would move')).toBeVisible();
    await paths.getByRole('button', { name: 'Apply order' }).click();
    await expect(paths.getByText('The order follows the links already')).toBeVisible();
    await tab(page, 'Checks').click();
    await expect(checks.getByRole('button', { name: /Needed earlier/ })).toBeHidden();
  });

  await test.step('a path to a goal, less what is known', async () => {
    await tab(page, 'Paths').click();
    const paths = panel(page, 'Paths');
    await paths.getByRole('radio', { name: 'Goal' }).click();
    await paths.getByRole('combobox', { name: 'Goal' }).fill('harbour');
    await page.getByRole('option', { name: 'Entering a harbour' }).click();
    const steps = paths.getByRole('region', { name: 'The path, step by step' }).getByRole('listitem');
    await expect(steps).toHaveText([/Tidal charts/, /Knots/, /Entering a harbour/]);
    await expect(paths.getByText('3 sparks, 15 min')).toBeVisible();
    await paths.getByRole('button', { name: '“Tidal charts” is known' }).press('Enter');
    await expect(steps).toHaveText([/Knots/, /Entering a harbour/]);
    await expectAccessible(page);
  });

  await test.step('what rests on a spark is marked for review', async () => {
    const paths = panel(page, 'Paths');
    await paths.getByRole('radio', { name: 'Effect' }).click();
    await paths.getByRole('combobox', { name: 'Spark' }).fill('tidal');
    await page.getByRole('option', { name: 'Tidal charts' }).click();
    await paths.getByRole('textbox', { name: 'What has changed?' }).fill('Another zero');
    // By keyboard, as what a toast covers can be pressed all the same.
    await paths.getByRole('button', { name: 'Mark all 2 for review' }).press('Enter');
    await expect(page.getByText('Marked 2 sparks for review')).toBeVisible();
  });

  await test.step('a suggestion is waved off for good, or drawn', async () => {
    await tab(page, 'Suggestions').click();
    const suggestions = panel(page, 'Suggestions');
    await expect(suggestions.getByText('1 suggestion from 5 lessons')).toBeVisible();
    await expectAccessible(page);
    await suggestions.getByRole('button', { name: 'Dismiss: “Night watch” before “At anchor”' }).press('Enter');
    await expect(suggestions.getByText('All looked at')).toBeVisible();
    await page.reload();
    await expect(suggestions.getByText('No suggestions')).toBeVisible();
  });
});
