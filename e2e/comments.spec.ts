import { rich } from './lesson-editor.ts';
import { expect, expectAccessible, type Page, test } from './support.ts';

/** Selects words of the lesson on screen, as a hand with a mouse would have. */
async function select(page: Page, words: string): Promise<void> {
  await page.locator('.lesson').evaluate((root, wanted) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const at = text.data.indexOf(wanted);
      if (at < 0) continue;
      getSelection()?.setBaseAndExtent(text, at, text, at + wanted.length);
    }
    document.dispatchEvent(new PointerEvent('pointerup'));
  }, words);
}

// A lesson of the demo that no other spec writes in.
const SPARK = '/w/demo/sparks/all-or-nothing';
const PASSAGE = 'the power fails';

test('a passage is talked about: mentioned, told, answered where it stands, resolved', async ({ as }) => {
  test.setTimeout(180_000);
  const [admin, editor] = [await as('admin'), await as('editor')];
  await admin.goto(SPARK);
  const comments = admin.getByRole('complementary', { name: 'Comments' });
  await expect(comments).toBeVisible();
  // Of its own even where the same studio is tried twice.
  const question = `Is this so ${Date.now().toString(36)}`;
  const thread = comments.getByRole('article', { name: PASSAGE }).filter({ hasText: question });

  await test.step('the admin asks the editor about a passage', async () => {
    await select(admin, PASSAGE);
    await expect(admin.getByRole('button', { name: /^Comment/ })).toBeVisible();
    await admin.keyboard.press('Control+Alt+m');
    const field = comments.getByRole('textbox', { name: 'Comment on this passage' });
    await expect(field).toBeFocused();
    await admin.keyboard.type('Is this so, @nobody');
    await expect(comments.getByText('Nobody in Demo is called “nobody”.')).toBeVisible();
    await field.fill('');
    await admin.keyboard.type(`${question}, @ed`);
    await expect(comments.getByRole('option', { name: /Ed Editor/ })).toBeVisible();
    await admin.keyboard.press('Enter');
    await admin.keyboard.press('Control+Enter');
    await expect(thread).toBeVisible();
    await expect.poll(() => admin.evaluate(() => CSS.highlights.get('comment-on')?.size)).toBe(1);
    await expectAccessible(admin);
  });

  await test.step('the editor finds it on Home and at the bell, and comes to the passage', async () => {
    await editor.goto('/w/demo');
    await expect(editor.getByText('Ada Admin asked you a question').first()).toBeVisible();
    await expectAccessible(editor);
    await editor.getByRole('button', { name: /^Notifications, \d+ unread$/ }).click();
    const line = editor.getByRole('button', { name: /Ada Admin mentioned you in All or nothing/ }).first();
    await expect(line).toBeVisible();
    await expectAccessible(editor);
    await line.press('Enter');
    await expect(editor).toHaveURL(/\/sparks\/all-or-nothing\?thread=/);
    await editor.getByRole('textbox', { name: 'Reply' }).fill('It stays.');
    await editor.keyboard.press('Control+Enter');
    await expect(editor.getByRole('article').getByText('It stays.').first()).toBeVisible();
  });

  await test.step('an edit around the passage leaves the thread where it was', async () => {
    await editor.goto(`${SPARK}?edit=1`);
    const text = rich(editor);
    await expect(async () => {
      await text.click();
      await expect(text).toBeFocused({ timeout: 2_000 });
    }).toPass();
    await editor.keyboard.press('Control+Home');
    await editor.keyboard.type('Before all else. ');
    await expect(text).toContainText('Before all else. ');
    await editor.keyboard.press('Control+s');
    await expect(editor.getByText(/^Saved/).first()).toBeVisible();
    await expect
      .poll(() => editor.evaluate(() => String([...(CSS.highlights.get('comment') ?? [])])))
      .toContain(PASSAGE);
  });

  await test.step('it is resolved, and that can be taken back', async () => {
    await admin.reload();
    await expect(thread.getByText('It stays.')).toBeVisible();
    await thread.getByRole('button', { name: /^Resolve/ }).click();
    await expect(admin.getByText('Thread resolved')).toBeVisible();
    await expect(thread).toHaveCount(0);
    await admin.getByRole('button', { name: 'Undo' }).click();
    await expect(thread).toBeVisible();
    await thread.getByRole('button', { name: /^Resolve/ }).click();
    await comments.getByText('Resolved', { exact: true }).click();
    await expect(thread.getByText('Resolved by Ada Admin')).toBeVisible();
  });
});
