import type { LLMock } from '@copilotkit/aimock';
import { startModelServer } from '../supabase/tests/support/model-server.ts';
import { expect, expectAccessible, inviteTeam, newWorkspace, type Page, test } from './support.ts';

const servers: LLMock[] = [];
test.afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A server that answers as providers do; `slow` keeps it writing for six seconds or so. */
async function modelServer(slow = false, tps = 6): Promise<LLMock> {
  const server = await startModelServer(0, slow ? { ttft: 300, tps } : undefined);
  servers.push(server);
  return server;
}

async function addProvider(admin: Page, workspace: string, server: LLMock): Promise<void> {
  await admin.goto(`/w/${workspace}/settings/rules/providers`);
  await admin.getByRole('button', { name: 'Add provider' }).first().click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Local');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${server.url}/v1`);
  await dialog.getByRole('textbox', { name: 'Key' }).fill('sk-a-key-of-the-test');
  await dialog.getByRole('textbox', { name: 'Models' }).fill('gpt-4o-mini');
  await dialog.getByRole('button', { name: 'Test' }).click();
  await expect(admin.getByText(/^gpt-4o-mini answered in/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Save provider' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(admin.getByText('Key ends in test')).toBeVisible();
}

async function startPiece(page: Page, workspace: string, cap?: string): Promise<void> {
  await page.goto(`/w/${workspace}/jobs/new?kind=companion_piece`);
  await page.getByRole('textbox', { name: 'What it is about' }).fill('Levain for beginners');
  if (cap) {
    await page.getByRole('textbox', { name: 'May cost at most' }).fill(cap);
    await page.keyboard.press('Tab');
  }
  await expect(page.getByText(/^1 request, at most/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('heading', { name: 'Companion piece: Levain for beginners' })).toBeVisible();
}
const state = (page: Page, name: string) => page.getByRole('status').filter({ hasText: name }).first();

test('a job with a model: its price before, its text as it comes, its requests after, and what it cost in the books', async ({
  as,
}) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Models');
  const server = await modelServer(true);
  await addProvider(admin, workspace, server);
  await startPiece(admin, workspace);

  await test.step('text shows while it is written', async () => {
    await expect(admin.getByText('Text as it arrives.', { exact: false })).toBeVisible();
    await expect(admin.getByText('A levain is a culture', { exact: false })).toBeVisible();
    await expect(state(admin, 'Done')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('the timeline has the request with prompt and answer', async () => {
    await admin.getByRole('tab', { name: 'Timeline' }).click();
    await admin.getByRole('button', { name: 'Write the blog post, request' }).click();
    const panel = admin.getByRole('complementary', { name: 'Request 1 of 1' });
    await expect(panel.getByText('100 tokens')).toBeVisible();
    await expect(panel.getByText('A levain is a culture', { exact: false })).toBeVisible();
    await admin.keyboard.press('p');
    await expect(panel.getByText('Levain for beginners', { exact: false }).first()).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('the books have what it cost: 100 tokens in at $0.15 and 50 out at $0.60 a million', async () => {
    await admin.goto(`/w/${workspace}/jobs/books`);
    await expect(admin.getByText('$0.000045').or(admin.getByText('$0.0000')).first()).toBeVisible();
    expect(server.getRequests()).toHaveLength(2);
  });
});

test('a job with a model is cancelled in the middle of its text, and tried again', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Cancels');
  await addProvider(admin, workspace, await modelServer(true));
  await startPiece(admin, workspace);
  await expect(admin.getByText('Text as it arrives.', { exact: false })).toBeVisible();
  await admin.keyboard.press('x');
  await expect(state(admin, 'Cancelled')).toBeVisible();
  await admin.keyboard.press('r');
  await expect(state(admin, 'Done')).toBeVisible({ timeout: 30_000 });

  await test.step('what the first half cost is booked, as unknown or settled, and never lost', async () => {
    await admin.getByRole('tab', { name: 'Timeline' }).click();
    await expect(admin.getByRole('button', { name: /^Attempt 1, request/ })).toBeVisible();
    await expect(admin.getByRole('button', { name: /^Attempt 2, request/ })).toBeVisible();
  });
});

test('a job stops before the call that would go over its cap, and an editor raises it', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Caps');
  const server = await modelServer();
  await addProvider(admin, workspace, server);
  const editor = await as('editor');
  await inviteTeam(admin, workspace, [[editor, 'editor']]);

  await startPiece(editor, workspace, '0.0001');
  await expect(editor.getByText('Stopped by budget').first()).toBeVisible();
  expect(server.getRequests()).toHaveLength(1);
  await expectAccessible(editor);
  await editor.getByRole('textbox', { name: 'New cap' }).fill('1');
  await editor.getByRole('button', { name: 'Raise cap and continue' }).click();
  await expect(state(editor, 'Done')).toBeVisible();

  await test.step('keys and prices are for admins alone', async () => {
    await editor.goto(`/w/${workspace}/settings/rules/providers`);
    await expect(editor.getByText('Local').first()).toBeVisible();
    await expect(editor.getByRole('button', { name: 'Add provider' })).toHaveCount(0);
    await expect(editor.getByText('Key ends in')).toHaveCount(0);
  });
});

test('several jobs are chosen in the list by key, cancelled together, and tried again', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Many');
  // They are still at it when they are cancelled, however slow the machine is.
  await addProvider(admin, workspace, await modelServer(true, 1));
  for (let nth = 0; nth < 2; nth += 1) await startPiece(admin, workspace);
  await admin.goto(`/w/${workspace}/jobs`);
  const rows = admin.getByRole('row', { name: /Companion piece/ });
  await expect(rows).toHaveCount(2);
  await rows.first().focus();
  await admin.keyboard.press('Space');
  await admin.keyboard.press('j');
  await admin.keyboard.press('Space');
  const bar = admin.getByRole('region', { name: 'Chosen jobs' });
  await expect(bar.getByText('2 jobs chosen')).toBeVisible();
  await expectAccessible(admin);
  await admin.keyboard.press('x');
  // It is asked once, with what is lost.
  const sure = admin.getByRole('alertdialog', { name: 'Cancel 2 jobs?' });
  await expect(sure.getByText('What they made so far stays.')).toBeVisible();
  await sure.getByRole('button', { name: 'Cancel jobs' }).click();
  await expect(admin.getByText('2 of 2 cancelled')).toBeVisible();
});
