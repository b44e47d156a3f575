import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { bundleOf, chooseBundle, expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-bundle-'));
});
test.afterAll(async () => rm(folder, { recursive: true, force: true }));

const bundle = (title: string, description = '') => ({
  schema_version: '1.0.0',
  version_label: 'small',
  name: 'A small course',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'e2e' },
  domains: [{ name: 'Testing', slug: 'testing', is_published: true, description }],
  trails: [{ domain_slug: 'testing', title, slug: 'one', difficulty_level: 'beginner', is_published: true }],
  concepts: [],
  sparks: [],
  beacons: [],
  concept_sparks: [],
  spark_beacons: [],
  spark_links: [],
  concept_links: [],
});

async function fileOf(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('the plan counts first, and applying writes exactly that', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Plans');
  await expect(admin.getByRole('heading', { name: 'An empty workspace' })).toBeVisible();
  await expectAccessible(admin);
  await chooseBundle(admin, workspace, await fileOf('small.json', bundle('First title')));
  await expect(admin.getByText('Applying will create 2.')).toBeVisible();
  await expectAccessible(admin);
  await admin.reload();
  await expect(admin.getByText('Applying will create 2.')).toBeVisible();
  await admin.getByRole('button', { name: 'Apply import' }).click();
  await expect(admin.getByRole('heading', { name: 'What was written' })).toBeVisible();
  await expectAccessible(admin);

  await test.step('the same file again changes nothing', async () => {
    await chooseBundle(admin, workspace, await fileOf('small.json', bundle('First title')));
    await expect(admin.getByText('Nothing to apply: the workspace holds all of it already.')).toBeVisible();
    await admin.getByRole('button', { name: 'Discard plan' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Discard plan' }).click();
    await expect(admin).toHaveURL(new RegExp(`/w/${workspace}/imports$`));
  });

  await test.step('something newer stands in the way of undoing, and is named', async () => {
    await importBundle(admin, workspace, await fileOf('second.json', bundle('Second title')));
    await admin.goto(`/w/${workspace}/imports`);
    await admin.getByRole('link', { name: 'A small course' }).last().click();
    await admin.getByRole('button', { name: 'Undo import' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Undo import' }).click();
    const notice = admin.getByRole('alert').filter({ hasText: 'The import was not undone' });
    await expect(notice.getByRole('link', { name: 'Second title' })).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('the newest import is undone as one', async () => {
    await admin.goto(`/w/${workspace}/imports`);
    await admin.getByRole('link', { name: 'A small course' }).first().click();
    await admin.getByRole('button', { name: 'Undo import' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Undo import' }).click();
    await expect(admin.getByText('This import was undone.', { exact: false })).toBeVisible();
    await expect(admin.getByText('Undone', { exact: true })).toBeVisible();
  });
});

test('a conflict shows both sides and waits for a choice', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Conflicts');
  await importBundle(admin, workspace, await fileOf('base.json', bundle('From the bundle', 'As it came.')));
  await admin.goto(`/w/${workspace}/outline/domain/testing`);
  await admin.getByRole('textbox', { name: 'Description' }).fill('One.');
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await expect(admin.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  await chooseBundle(admin, workspace, await fileOf('third.json', bundle('From the bundle', 'Three.')));
  await expect(admin.getByText('Choose whose state wins before you apply.')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Apply import' })).toBeDisabled();
  const lines = admin.getByRole('region', { name: 'What the import would do' }).first();
  await expect(lines.getByText('One.')).toBeVisible();
  await expect(lines.getByText('Three.')).toBeVisible();
  await expectAccessible(admin);
  await admin.getByText('Take theirs').click();
  await admin.getByRole('button', { name: 'Apply import' }).click();
  await expect(admin.getByRole('heading', { name: 'What was written' })).toBeVisible();
});

test('a bundle with loops is refused with every loop named, and a corrected one can follow', async ({ as }) => {
  const file = bundleOf('negative-debian-cycles');
  const editor = await as('editor');
  await chooseBundle(editor, 'demo', file);
  await expect(editor.getByText('bundle.json cannot be imported as it is')).toBeVisible();
  await expect(editor.getByText(/^\d+ problems\. Nothing was written\.$/)).toBeVisible();
  await expect(editor.getByText('bochs-wx').first()).toBeVisible();
  await expectAccessible(editor);
  await editor.getByRole('searchbox', { name: 'Search problems' }).fill('dmsetup');
  await expect(editor.getByText('bochs-wx')).toHaveCount(0);
  await expect(editor.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await editor.goto('/w/demo/imports');
  await editor
    .getByRole('link', { name: /Debian/ })
    .first()
    .click();
  await expect(editor.getByRole('alert').getByText('This import was not applied')).toBeVisible();
  await expect(editor.getByText('bochs-wx').first()).toBeVisible();
});

test('broken JSON is a problem with a place, not a dead end', async ({ as }) => {
  const editor = await as('editor');
  await chooseBundle(editor, 'demo', await fileOf('broken.json', '{"schema_version": "1.0.0", "domains": [{'));
  await expect(editor.getByText('broken.json cannot be imported as it is')).toBeVisible();
  await expect(editor.getByRole('listitem').filter({ hasText: 'Broken JSON' })).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});
