import { writeFile } from 'node:fs/promises';
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
    await expect(held.getByText(/level skipped/)).toBeVisible();
    await expect(held.getByRole('link', { name: 'Measure' })).toHaveAttribute('href', `/w/${workspace}/sparks/measure`);
  });
});
