import { expect, expectAccessible, test } from './support.ts';

const PLACES = [
  ['Home', ''],
  ['Snapshots', '/snapshots'],
  ['Stage', '/snapshots/new'],
  ['Compare', '/snapshots/compare'],
  ['Imports', '/imports'],
  ['New import', '/imports/new'],
  ['Trash', '/trash'],
  ['Members', '/settings/members'],
  ['Workspace', '/settings/workspace'],
] as const;

for (const [name, address] of PLACES) {
  test(`${name}: nothing serious in light and dark, and nothing wider than a phone`, async ({ as }) => {
    const admin = await as('admin');
    await admin.goto(`/w/demo${address}`);
    await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(admin.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expectAccessible(admin);
    await admin.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(admin);
    const overflow = await admin.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('a workspace can be made without any', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/new-workspace');
  await expect(editor.getByRole('heading', { name: 'Create a workspace' })).toBeVisible();
  await expectAccessible(editor);
  await editor.getByRole('textbox', { name: 'Name' }).fill('x');
  await editor.getByRole('button', { name: 'Create workspace' }).click();
  await expect(editor.getByText('Write a name of at least 2 characters.')).toBeVisible();
  await editor.getByRole('textbox', { name: 'Name' }).fill('Demo');
  await editor.getByRole('textbox', { name: 'Slug' }).fill('demo');
  await editor.getByRole('button', { name: 'Create workspace' }).click();
  await expect(editor.getByText('This slug is taken.', { exact: false }).first()).toBeVisible();
});
