import { linksFor } from './mail-sink.ts';
import { expect, expectAccessible, invite, newWorkspace, type Page, test } from './support.ts';

async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('button', { name: 'E-mail me a sign-in link' }).click();
  await expect(page.getByText('Check your inbox')).toBeVisible();
}

async function linkFor(email: string): Promise<string> {
  await expect.poll(() => linksFor(email)).toHaveLength(1);
  return (await linksFor(email))[0] ?? '';
}

async function open(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in to Trailwright' }).click();
}

test.skip(Boolean(process.env.TRAILWRIGHT_E2E_GIVEN), 'The studio given in E2E_BASE_URL has a mail server of its own.');

test('a link in a mail signs in once, in any browser', async ({ browser, baseURL }) => {
  const asking = await browser.newPage({ baseURL });
  await askForLink(asking, 'reviewer@trailwright.test');
  const link = await linkFor('reviewer@trailwright.test');

  const elsewhere = await browser.newPage({ baseURL });
  // What scanners of mails and previews do. None of it uses the link up.
  for (const method of ['HEAD', 'GET', 'GET']) {
    const looked = await elsewhere.request.fetch(link, { method, maxRedirects: 0 });
    expect([looked.status(), looked.headers()['set-cookie']]).toEqual([200, undefined]);
  }
  await open(elsewhere, link);
  await elsewhere.waitForURL('**/w/**');
  const [session] = (await elsewhere.context().cookies()).filter(({ name }) => /^trailwright-[0-9a-f]{8}$/.test(name));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(await elsewhere.evaluate(() => document.cookie)).not.toContain('trailwright-');
  await expect(elsewhere.getByRole('button', { name: 'Account: Rae Reviewer' })).toBeVisible();

  await open(asking, link);
  await expect(asking.getByText('This link has been used before', { exact: false })).toBeVisible();
  await askAgainTooSoon(asking);
});

async function askAgainTooSoon(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill('reviewer@trailwright.test');
  await page.getByRole('button', { name: 'E-mail me a sign-in link' }).click();
  await expect(page.getByText('A link was sent a moment ago. Look into your mail.')).toBeVisible();
}

test('whoever is invited signs in by a link in a mail, and is in once they accept', async ({
  as,
  browser,
  baseURL,
}) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Invited');
  await admin.goto(`/w/${workspace}/settings/members`);
  const invitation = await invite(admin, 'guest@example.org', 'Reviewer');
  const pending = admin.getByRole('region', { name: 'Invitations pending' });
  await expect(pending).toContainText('guest@example.org');
  await expectAccessible(admin);

  const guest = await (await browser.newContext({ baseURL })).newPage();
  await guest.goto(invitation);
  await expect(guest.getByRole('heading', { name: 'Join “Invited”' })).toBeVisible();
  await expectAccessible(guest);
  await guest.getByRole('link', { name: 'Sign in to accept' }).click();
  await guest.waitForURL('**/sign-in?next=**');
  await askForLink(guest, 'guest@example.org');
  await open(guest, await linkFor('guest@example.org'));
  await guest.waitForURL('**/invitations');
  await expectAccessible(guest);
  await admin.reload();
  await expect(pending).toContainText('guest@example.org');
  await guest.getByRole('button', { name: 'Accept the invitation to Invited' }).click();
  await guest.waitForURL(`**/w/${workspace}`);
  await admin.reload();
  await expect(admin.getByRole('listitem', { name: 'guest' })).toContainText('Reviewer');
  await expect(pending).toHaveCount(0);

  await test.step('and has a page of their own', async () => {
    await guest.getByRole('button', { name: 'Account: guest' }).click();
    await guest.getByRole('menuitem', { name: 'Your account' }).click();
    await guest.getByRole('textbox', { name: 'Name' }).fill('Gus Guest');
    await guest.getByRole('button', { name: 'Save name' }).click();
    await expect(guest.getByText('Your name is changed')).toBeVisible();
    await expectAccessible(guest);
    await admin.reload();
    await expect(admin.getByRole('listitem', { name: 'Gus Guest' })).toBeVisible();
  });
});
