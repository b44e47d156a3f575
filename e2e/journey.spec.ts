import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rich } from './lesson-editor.ts';
import { promote, stage } from './releases.ts';
import { bundleOf, chooseBundle, expect, importBundle, inviteTeam, newWorkspace, type Page, test } from './support.ts';

const SPARK = 'automated-version-control';

/** The lesson as readers get it at this moment. */
async function served(page: Page, workspace: string): Promise<string> {
  const answer = await page.request.get(`/api/v1/${workspace}/sparks/${SPARK}?format=md`);
  return answer.ok() ? answer.text() : `HTTP ${answer.status()}`;
}

/** Writes a paragraph at the end of the lesson and waits until it is saved. */
async function write(page: Page, workspace: string, sentence: string): Promise<void> {
  await page.goto(`/w/${workspace}/sparks/${SPARK}`);
  await page.getByRole('button', { name: 'Edit lesson' }).click();
  const lesson = rich(page);
  // It takes the focus once the lesson is open.
  await expect(lesson).toBeFocused();
  await lesson.press('ControlOrMeta+End');
  await lesson.press('Enter');
  await lesson.pressSequentially(sentence);
  await lesson.press('ControlOrMeta+s');
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
}

test('a course goes from a file to its readers, forward and back', async ({ as }) => {
  test.setTimeout(240_000);
  const bundle = bundleOf('git-novice');
  const admin = await as('admin');
  const editor = await as('editor');
  const reviewer = await as('reviewer');
  let workspace = '';

  await test.step('an admin makes a workspace, opens its content and lets colleagues in', async () => {
    workspace = await newWorkspace(admin, 'The journey');
    await admin.goto(`/w/${workspace}/settings/workspace`);
    await admin
      .getByRole('region', { name: 'Content API' })
      .getByText('Anyone may read the content without a key')
      .click();
    await expect(admin.getByText('The content is open: no key is needed')).toBeVisible();
    await inviteTeam(admin, workspace, [
      [editor, 'editor'],
      [reviewer, 'reviewer'],
    ]);
  });

  await test.step('an editor imports the course: a plan first, then the receipt', async () => {
    await chooseBundle(editor, workspace, bundle);
    await expect(editor.getByText('Nothing is written yet.')).toBeVisible();
    await editor.getByRole('button', { name: 'Apply import' }).click();
    await expect(editor.getByRole('heading', { name: 'What was written' })).toBeVisible();
    expect(await served(editor, workspace)).toBe('HTTP 404');
  });

  await test.step('the first snapshot is staged by the editor, who cannot promote it and is told why', async () => {
    await stage(editor, workspace, 'first');
    await expect(editor.getByText('Needs an admin to promote it.')).toBeVisible();
    await editor.goto(`/w/${workspace}/snapshots`);
    const entry = editor.getByRole('article', { name: 'first' });
    await expect(entry.getByText('Needs an admin: Ada Admin can promote it.')).toBeVisible();
    await expect(entry.getByRole('button', { name: 'Promote' })).toHaveCount(0);
  });

  await test.step('the admin promotes it, and readers get it at once', async () => {
    await promote(admin, workspace, 'first');
    expect(await served(admin, workspace)).toContain('version control');
  });

  await test.step('the lesson is edited; readers see nothing of it yet', async () => {
    await write(editor, workspace, 'A sentence of the second edition.');
    expect(await served(editor, workspace)).not.toContain('second edition');
    await reviewer.goto(`/w/${workspace}/snapshots/new`);
    await reviewer.getByRole('button', { name: /Lesson text/ }).click();
    await expect(reviewer.getByText('A sentence of the second edition.')).toBeVisible();
  });

  await test.step('exactly this change is staged and promoted', async () => {
    await stage(editor, workspace, 'second');
    await promote(admin, workspace, 'second');
    expect(await served(admin, workspace)).toContain('A sentence of the second edition.');
  });

  await test.step('rolled back with the button beside it, readers get the first one again', async () => {
    await admin
      .getByRole('region', { name: /notifications/i })
      .getByRole('button', { name: 'Roll back' })
      .click();
    await expect(admin.getByText('Rolled back: readers get “first” again')).toBeVisible();
    await expect(admin.getByRole('article', { name: 'first' }).getByText('What readers get')).toBeVisible();
    expect(await served(admin, workspace)).not.toContain('second edition');
    // Working content stays as it is: the change is pending again.
    await expect(admin.getByRole('link', { name: '1 change that readers do not have yet' })).toBeVisible();
  });
});

test('whoever staged exactly an import can have it promoted as it is', async ({ as }) => {
  const bundle = bundleOf('git-novice');
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Import and promote');
  await importBundle(admin, workspace, bundle);
  await admin.getByRole('button', { name: 'Stage and promote exactly this' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Stage and promote exactly this' }).click();
  await expect(admin.getByText(/Readers now get/)).toBeVisible();

  // A later state of the same file: only what moved is written, and it can be undone.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-bundle-'));
  try {
    const later = JSON.parse(await readFile(bundle, 'utf8'));
    later.sparks[0].title = 'A title of a later state';
    const file = path.join(folder, 'later.json');
    await writeFile(file, JSON.stringify(later));
    await chooseBundle(admin, workspace, file);
    await expect(admin.getByText('Applying will update 1.')).toBeVisible();
    await admin.getByRole('button', { name: 'Apply import' }).click();
    await expect(admin.getByRole('heading', { name: 'What was written' })).toBeVisible();
    await admin.goto(`/w/${workspace}/snapshots/new`);
    await expect(admin.getByRole('button', { name: /A title of a later state/ })).toBeVisible();
  } finally {
    await rm(folder, { recursive: true });
  }
});
