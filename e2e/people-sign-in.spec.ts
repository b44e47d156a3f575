import { linksFor } from './mail-sink.ts';
import { expect, newWorkspace, type Page, test } from './support.ts';

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('button', { name: 'E-mail me a sign-in link' }).click();
  await expect(page.getByText('Look into your inbox')).toBeVisible();
}

async function linkFor(email: string): Promise<string> {
  await expect.poll(() => linksFor(email)).toHaveLength(1);
  return (await linksFor(email))[0] ?? '';
}

test.skip(Boolean(process.env.TRAILWRIGHT_E2E_GIVEN), 'The studio given in E2E_BASE_URL has a mail server of its own.');

test('a link in a mail signs in once, in any browser', async ({ browser, baseURL }) => {
  const asking = await browser.newPage({ baseURL });
  await askForLink(asking, 'reviewer@trailwright.test');
  const link = await linkFor('reviewer@trailwright.test');

  const elsewhere = await browser.newPage({ baseURL });
  await elsewhere.goto(link);
  await elsewhere.waitForURL('**/w/**');
  await expect(elsewhere.getByRole('button', { name: 'Account: Rae Reviewer' })).toBeVisible();

  await asking.goto(link);
  await expect(asking.getByText('This link has been used before', { exact: false })).toBeVisible();
  await askAgainTooSoon(asking);
});

async function askAgainTooSoon(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill('reviewer@trailwright.test');
  await page.getByRole('button', { name: 'E-mail me a sign-in link' }).click();
  await expect(page.getByText('A link was sent a moment ago. Look into your mail.')).toBeVisible();
}

test('whoever was invited gets in by a link, with the role that was given', async ({ as, browser, baseURL }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Invited');
  await admin.goto(`/w/${workspace}/settings/members`);
  await admin.getByRole('button', { name: 'Add member' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Add a member' });
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('guest@example.org');
  await dialog.getByText('Reviewer', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Add member' }).click();
  await expect(admin.getByText('guest@example.org is invited', { exact: false })).toBeVisible();

  const guest = await browser.newPage({ baseURL });
  await askForLink(guest, 'guest@example.org');
  await guest.goto(await linkFor('guest@example.org'));
  await guest.waitForURL(`**/w/${workspace}`);
  await admin.reload();
  await expect(admin.getByRole('listitem', { name: 'guest' })).toContainText('Reviewer');
  await expect(admin.getByRole('region', { name: 'Invitations pending' })).toHaveCount(0);
});
