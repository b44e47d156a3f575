import { accept, expect, expectAccessible, invite, newWorkspace, test } from './support.ts';

test('roles are given, changed and taken; the last admin stays', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Members');
  await admin.goto(`/w/${workspace}/settings/members`);
  await expect(admin.getByText('The only admin: make somebody else an admin first.').first()).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Leave workspace' })).toBeDisabled();

  const link = await invite(admin, 'reviewer@trailwright.test');
  await invite(admin, 'somebody@example.org', 'Admin');
  const pending = admin.getByRole('region', { name: 'Invitations pending' });
  await expect(pending.getByRole('listitem')).toHaveText([/^reviewer@trailwright\.test/, /^somebody@example\.org/]);

  await test.step('who is invited reads so on Home, and is in once they accept', async () => {
    const reviewer = await as('reviewer');
    await reviewer.goto(link);
    await expect(reviewer.getByRole('button', { name: 'Accept' })).toBeVisible();
    await reviewer.goto('/w/demo');
    await accept(reviewer, workspace, reviewer.getByRole('button', { name: 'Accept the invitation to Members' }));
    await reviewer.goto(link);
    await expect(reviewer.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible();
  });
  await admin.reload();
  await expectAccessible(admin);

  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('reviewer@trailwright.test');
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await expect(dialog.getByText('This person is a member already.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await admin.getByRole('button', { name: 'Withdraw the invitation of somebody@example.org' }).click();
  await expect(pending).toHaveCount(0);

  const row = admin.getByRole('listitem', { name: 'Rae Reviewer' });
  await row.getByRole('button', { name: /Role of Rae Reviewer/ }).click();
  await admin.getByRole('option', { name: /Admin/ }).click();
  await expect(admin.getByText('Rae Reviewer is now admin')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Leave workspace' })).toBeEnabled();

  await row.getByRole('button', { name: 'Remove Rae Reviewer' }).click();
  const confirmation = admin.getByRole('alertdialog', { name: 'Remove Rae Reviewer from the workspace' });
  await confirmation.getByRole('button', { name: 'Remove member' }).click();
  await expect(row).toHaveCount(0);

  await test.step('who was removed finds nothing there any more', async () => {
    const reviewer = await as('reviewer');
    const answer = await reviewer.goto(`/w/${workspace}`);
    expect(answer?.status()).toBe(404);
    await expect(reviewer.getByText('The trail ends here')).toBeVisible();
    await expect(reviewer.getByText('Members', { exact: true })).toHaveCount(0);
  });
});

test('everybody else reads the settings and cannot change them', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/w/demo/settings/members');
  await expect(editor.getByText('Only admins change this.', { exact: false })).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Invite somebody' })).toHaveCount(0);
  await expect(editor.getByRole('button', { name: /Role of/ })).toHaveCount(0);
  await editor.goto('/w/demo/settings/workspace');
  await expect(editor.getByRole('switch', { name: /Anyone may read/ })).toBeDisabled();
  await expect(editor.getByText('Content keys')).toHaveCount(0);
});

test('a content key is shown once, opens the content, and opens nothing once revoked', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Keys');
  await admin.goto(`/w/${workspace}/settings/workspace`);
  await admin.getByRole('button', { name: 'Create key' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'What is it for?' }).fill('Learner app');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = await dialog.getByRole('textbox', { name: 'Content key' }).inputValue();
  expect(key).toMatch(/^twk_[A-Za-z0-9]{32}$/);
  await expectAccessible(admin);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(admin.getByText(key)).toHaveCount(0);
  const row = admin.getByRole('listitem', { name: 'Learner app' });
  await expect(row.getByText('never used', { exact: false })).toBeVisible();
  await row.getByRole('button', { name: 'Revoke the key Learner app' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(row.getByText('Revoked')).toBeVisible();
});

test('an unknown workspace and a foreign one look the same', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Foreign');
  const editor = await as('editor');
  const seen = [];
  for (const slug of [workspace, 'no-such-workspace-anywhere']) {
    const answer = await editor.goto(`/w/${slug}`);
    expect(answer?.status()).toBe(404);
    seen.push(await editor.getByRole('main').textContent());
  }
  expect(seen[0]).toBe(seen[1]);
  await expectAccessible(editor);
});

test('a session that has ended leads to the sign-in and back to the same place', async ({ as }) => {
  const editor = await as('editor');
  // What the page asks first has to be answered before, or it is that which leads to the sign-in.
  const counted = editor.waitForResponse('**/api/difference-counts?**');
  const listed = editor.waitForResponse('**/api/differences?**').catch(() => null);
  await editor.goto('/w/demo/snapshots/compare?b=working');
  const swap = editor.getByRole('button', { name: 'Swap sides' });
  await expect(swap).toBeVisible();
  // Where nothing differs, no list is asked for.
  if ((await (await counted).json()).data.total > 0) await listed;

  await test.step('when a read is answered so', async () => {
    await editor.context().clearCookies();
    await swap.click();
    await expect(editor).toHaveURL(/\/sign-in\?ended/);
    await expect(editor.getByText('Your session has ended. Sign in to pick up where you were.')).toBeVisible();
    // A page that has just come from the server takes the press once its scripts are there.
    await expect(async () => {
      await editor.getByRole('button', { name: /sign in as .*editor/i }).click({ timeout: 1_000 });
      await expect(editor).toHaveURL(/\/w\/demo\/snapshots\/compare\?.*a=working/, { timeout: 5_000 });
    }).toPass();
    await expect(editor.getByRole('heading', { name: 'Compare' })).toBeVisible();
  });

  await test.step('when a page is asked for', async () => {
    // The page that is open may go to the sign-in by itself, whatever it asks next.
    const page = await editor.context().newPage();
    await editor.close();
    await page.context().clearCookies();
    await page.goto('/w/demo/snapshots/new?what=selection');
    await expect(page).toHaveURL(/\/sign-in\?/);
    await page.getByRole('button', { name: /sign in as .*editor/i }).click();
    await expect(page).toHaveURL(/\/w\/demo\/snapshots\/new\?what=selection$/);
  });
});
