import { writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { putCursorBehind } from './lesson-editor.ts';
import { expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

const LESSON = [
  'In this lesson you will learn to measure soil, which the next lesson builds on.',
  '## Dig',
  'For example, dig a hole.',
  '#### Read',
  'Read the scale.',
  '## Summary',
  'Dig, then read.',
].join('\n\n');

const bundle = (content_md: string) =>
  JSON.stringify({
    schema_version: '1.0.0',
    version_label: 'soil@1',
    name: 'Soil',
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test', source_version: '1', description: 'Soil' },
    domains: [{ slug: 'field', name: 'Field', is_published: true }],
    trails: [{ slug: 'soil', domain_slug: 'field', title: 'Soil', difficulty_level: 'beginner', is_published: true }],
    concepts: [{ slug: 'water', trail_slug: 'soil', title: 'Water', is_published: true }],
    sparks: [
      { slug: 'measure', title: 'Measure', content_md, estimated_mins: 1, difficulty: 'beginner', is_published: true },
    ],
    beacons: [],
    spark_beacons: [],
    spark_links: [],
    concept_links: [],
    concept_sparks: [{ concept_slug: 'water', spark_slug: 'measure' }],
  });

test('a gate says what it holds back, and holds back a snapshot once it is on', async ({ as }, info) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Quality');
  const file = info.outputPath('soil.json');
  await writeFile(file, bundle(LESSON));
  await importBundle(admin, workspace, file);

  // The import is staged already: a gate looks at what changes from here on.
  await admin.goto(`/w/${workspace}/sparks/measure?edit=1`);
  await putCursorBehind(admin, 'Dig, then read.');
  await admin.keyboard.type(' Then write.');
  await admin.keyboard.press('ControlOrMeta+s');
  await expect(admin.getByText(/^Saved/).first()).toBeVisible();

  await test.step('a gate says what it holds back before it is switched on', async () => {
    await admin.goto(`/w/${workspace}/settings/rules/gates`);
    const gates = admin.getByRole('list', { name: 'Chosen by this workspace' });
    const skipped = gates.getByRole('listitem').filter({ hasText: 'No level of headings is skipped' });
    await expect(async () => {
      await admin.reload();
      await expect(skipped.getByText('Holds back 1 spark')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectAccessible(admin);
    await skipped.getByRole('switch', { name: 'No level of headings is skipped' }).press('Space');
    await expect(skipped.getByRole('switch')).toBeChecked();
  });

  await test.step('the snapshot is held back, with the way to the lesson', async () => {
    await admin.goto(`/w/${workspace}/snapshots/new`);
    await admin.getByRole('button', { name: 'Stage snapshot' }).last().click();
    const held = admin.getByRole('alert').filter({ hasText: 'Held back by a quality gate' });
    await expect(held.getByText(/A level is skipped/)).toBeVisible();
    await expect(held.getByRole('link', { name: 'Measure' })).toHaveAttribute('href', `/w/${workspace}/sparks/measure`);
  });
});

/** A workspace with the trail of one faulty lesson. */
async function withTrail(admin: Page, info: TestInfo, name: string): Promise<string> {
  const workspace = await newWorkspace(admin, name);
  const file = info.outputPath('soil.json');
  await writeFile(file, bundle(LESSON));
  await importBundle(admin, workspace, file);
  return workspace;
}

test('what needs no decision is fixed over a trail, and taken back in one step', async ({ as }, info) => {
  const admin = await as('admin');
  const workspace = await withTrail(admin, info, 'Fixes');
  await admin.goto(`/w/${workspace}/outline/trail/soil?view=quality`);
  const skipped = admin.getByRole('listitem').filter({ hasText: 'A level is skipped' });
  await expect(skipped).toBeVisible();
  await admin.getByRole('button', { name: 'Fix 1 that need no decision' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Fixes that need no decision' });
  await expect(dialog.getByRole('heading', { name: 'Measure' })).toBeVisible();
  await expect(dialog.getByText('#### Read')).toBeVisible();
  await expect(dialog.getByText('### Read', { exact: true })).toBeVisible();
  await expectAccessible(admin);
  await dialog.getByRole('button', { name: 'Fix 1 finding in 1 lesson' }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByText('Fixed 1 lesson')).toBeVisible();
  await expect(skipped).toBeHidden();
  await admin.keyboard.press('ControlOrMeta+z');
  await expect(skipped).toBeVisible();
});

test('a gate of an SEO rule holds back, and is satisfied', async ({ as }, info) => {
  const admin = await as('admin');
  const workspace = await withTrail(admin, info, 'Search');

  const write = async (behind: string, words: string) => {
    await admin.goto(`/w/${workspace}/sparks/measure?edit=1`);
    await putCursorBehind(admin, behind);
    await admin.keyboard.type(words);
    await admin.keyboard.press('ControlOrMeta+s');
    await expect(admin.getByText(/^Saved/).first()).toBeVisible();
  };

  await test.step('a strategy asks for a keyword that the lesson lacks', async () => {
    await admin.goto(`/w/${workspace}/settings/rules/strategies`);
    await admin.getByRole('button', { name: 'New strategy' }).click();
    await admin.getByRole('textbox', { name: 'Name' }).fill('Search');
    await admin.getByRole('button', { name: 'Create strategy' }).click();
    await admin.getByRole('button', { name: 'Settle here: Keywords' }).click();
    await admin.getByRole('textbox', { name: 'Keywords' }).fill('loam');
    await admin.getByRole('button', { name: 'Save as v2' }).click();
    await expect(admin.getByText('v2 is saved.')).toBeVisible();
  });

  await test.step('it is found in the editor, and the gate says what it holds back', async () => {
    await write('Dig, then read.', ' Then write.');
    await expect(admin.getByText('A keyword is missing')).toBeVisible();
    await admin.goto(`/w/${workspace}/settings/rules/gates`);
    const row = admin.getByRole('listitem').filter({ hasText: 'Keywords are there' });
    await expect(row.getByText('Holds back 1 spark')).toBeVisible({ timeout: 20_000 });
    await row.getByRole('switch').press('Space');
    await expect(row.getByRole('switch')).toBeChecked();
  });

  await test.step('it holds the snapshot back, in words', async () => {
    await admin.goto(`/w/${workspace}/snapshots/new`);
    await admin.getByRole('button', { name: 'Stage snapshot' }).last().click();
    const held = admin.getByRole('alert').filter({ hasText: 'Held back by a quality gate' });
    await expect(held.getByText(/“A keyword is missing”/)).toBeVisible();
  });

  await test.step('with the keyword it is staged at once: what was saved a moment ago is looked at as a part of it', async () => {
    await write('Dig, then read. Then write.', ' It is loam.');
    await admin.goto(`/w/${workspace}/snapshots/new`);
    await admin.getByRole('button', { name: 'Stage snapshot' }).last().click();
    await expect(admin.getByRole('heading', { name: /is staged$/ })).toBeVisible({ timeout: 20_000 });
  });
});
