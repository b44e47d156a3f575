import { bundleOf, expect, expectAccessible, importBundle, newWorkspace, openPalette, test } from './support.ts';

const PLACES = [
  ['Home', ''],
  ['Snapshots', '/snapshots'],
  ['Stage', '/snapshots/new'],
  ['Compare', '/snapshots/compare'],
  ['Imports', '/imports'],
  ['New import', '/imports/new'],
  ['Exercises', '/exercises'],
  ['Courses', '/courses'],
  ['Generate', '/jobs'],
  ['Analytics', '/analytics'],
  ['Start a job', '/jobs/new'],
  ['Trash', '/trash'],
  ['Members', '/settings/members'],
  ['Notifications', '/settings/notifications'],
  ['Workspace', '/settings/workspace'],
] as const;

for (const [name, address] of PLACES) {
  test(`${name}: nothing serious in light and dark, and nothing wider than a phone`, async ({ as }) => {
    const admin = await as('admin');
    await admin.goto(`/w/demo${address}`);
    await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(admin.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expectAccessible(admin, { inDark: true });
    await admin.setViewportSize({ width: 360, height: 740 });
    // Colours are those of the wide page, and what is around a place is the same in each: looked at once narrow, where it holds most.
    if (name === 'Exercises') await expectAccessible(admin);
    const overflow = await admin.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('a workspace can be made without any', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/new-workspace');
  await expect(editor.getByRole('heading', { name: 'Create a workspace' })).toBeVisible();
  await expectAccessible(editor, { inDark: true });
  await editor.getByRole('textbox', { name: 'Name' }).fill('x');
  await editor.getByRole('button', { name: 'Create workspace' }).click();
  await expect(editor.getByText('Write a name of at least 2 characters.')).toBeVisible();
  await editor.getByRole('textbox', { name: 'Name' }).fill('Demo');
  await editor.getByRole('textbox', { name: 'Slug' }).fill('demo');
  await editor.getByRole('button', { name: 'Create workspace' }).click();
  await expect(editor.getByText('This slug is taken.', { exact: false }).first()).toBeVisible();
});

test('an unknown address is answered inside of the studio, with the way back', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/w/demo/nowhere/at/all');
  await expect(editor.getByText('The trail ends here')).toBeVisible();
  await expect(editor.getByRole('navigation', { name: 'Places' })).toBeVisible();
  await editor.getByRole('link', { name: 'Go to the home of this workspace' }).click();
  await editor.waitForURL('**/w/demo');
});

test('Ctrl+K finds content by title and opens it', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/w/demo');
  await expect(editor.getByRole('heading', { level: 1 })).toBeVisible();
  await (await openPalette(editor)).fill('outer joins');
  // The lesson and its exercises are found under one name; it is the lesson that is called so.
  const found = editor.getByRole('group', { name: 'Titles' }).getByRole('option', { name: /^Outer joins/ });
  await expect(found).toBeVisible();
  await expectAccessible(editor, { inDark: true });
  await found.click();
  await editor.waitForURL('**/w/demo/sparks/outer-joins');
});

test('all changes shown are chosen for a snapshot at once, and none again', async ({ as }) => {
  const editor = await as('editor');
  const workspace = await newWorkspace(editor, 'Choosing');
  await importBundle(editor, workspace, bundleOf('git-novice'));
  await editor.goto(`/w/${workspace}/snapshots/new?what=selection`);
  await expect(editor.getByRole('button', { name: 'Stage snapshot' })).toBeDisabled();
  await editor.getByRole('checkbox', { name: 'Choose all 50 shown' }).press('Space');
  await expect(editor.getByText('50 changes chosen')).toBeVisible();
  await editor.getByRole('checkbox', { name: 'Choose Version control', exact: true }).press('Space');
  await expect(editor.getByText('49 changes chosen')).toBeVisible();
  await editor.getByRole('button', { name: 'Choose none' }).click();
  await expect(editor.getByText('Choose at least one change below.')).toBeVisible();
});
