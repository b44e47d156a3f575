import { writeFile } from 'node:fs/promises';
import { rich } from './lesson-editor.ts';
import { expect, expectAccessible, importBundle, inviteTeam, newWorkspace, type Page, test } from './support.ts';

const LESSON = {
  title: 'Feed a levain',
  slug: 'feed-a-levain',
  content_md: '# Feed a levain\n\nA levain eats sugar, morning and night.\n\nIt rises within six hours.\n',
  estimated_mins: 5,
  difficulty: 'beginner',
  is_published: true,
};
const COURSE = {
  schema_version: '1.0.0',
  version_label: 'levain-1',
  metadata: { generated_at: '2026-11-30T10:00:00Z', source_system: 'test', source_version: '1', description: 'Bread' },
  name: 'Bread',
  domains: [{ name: 'Baking', slug: 'baking' }],
  trails: [{ domain_slug: 'baking', title: 'Bread', slug: 'bread', difficulty_level: 'beginner', is_published: true }],
  concepts: [{ trail_slug: 'bread', title: 'Levain', slug: 'levain', order_index: 0, is_published: true }],
  sparks: [LESSON],
  concept_sparks: [{ concept_slug: 'levain', spark_slug: LESSON.slug, order_index: 0 }],
};

/** Selects words of the lesson on screen, as a hand with a mouse would have. */
async function select(page: Page, words: string): Promise<void> {
  await page.locator('.lesson').evaluate((root, wanted) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const at = text.data.indexOf(wanted);
      if (at >= 0) getSelection()?.setBaseAndExtent(text, at, text, at + wanted.length);
    }
    document.dispatchEvent(new PointerEvent('pointerup'));
  }, words);
}

const margin = (page: Page) => page.getByRole('complementary', { name: 'Comments' });

test('other words are suggested in the margin and accepted; a published lesson is changed by proposing', async ({
  as,
}, info) => {
  // Three people and a workspace of their own.
  test.setTimeout(240_000);
  const [admin, editor, reviewer] = [await as('admin'), await as('editor'), await as('reviewer')];
  const workspace = await newWorkspace(admin, 'Proposals');
  const lesson = `/w/${workspace}/sparks/${LESSON.slug}`;
  await test.step('a workspace that asks for proposals', async () => {
    const bundle = info.outputPath('course.json');
    await writeFile(bundle, JSON.stringify(COURSE));
    await importBundle(admin, workspace, bundle);
    await inviteTeam(admin, workspace, [
      [editor, 'editor'],
      [reviewer, 'reviewer'],
    ]);
    await admin.goto(`/w/${workspace}/settings/workspace`);
    await admin.getByText('Changes to published lessons are proposed').click();
    await expect(admin.getByText('Editors propose changes to published lessons')).toBeVisible();
  });

  await test.step('the editor suggests other words for a passage', async () => {
    await editor.goto(lesson);
    await expect(margin(editor)).toBeVisible();
    await select(editor, 'eats sugar');
    await expect(editor.getByRole('button', { name: /^Suggest/ })).toBeVisible();
    await editor.keyboard.press('Control+Alt+s');
    const panel = editor.getByRole('region', { name: 'Suggest other words' });
    await expect(panel.getByRole('textbox', { name: 'These words instead' })).toHaveValue('eats sugar');
    await panel.getByRole('textbox', { name: 'These words instead' }).fill('eats flour');
    await panel.getByRole('textbox', { name: /^Why/ }).fill('Sugar is not what it is fed.');
    await expectAccessible(editor);
    await editor.keyboard.press('Control+Enter');
    const card = margin(editor).getByRole('article', { name: 'You suggest: eats flour' });
    await expect(card).toBeVisible();
    await expect(card.getByRole('button', { name: 'Withdraw' })).toBeVisible();
    await expect(card.getByRole('button', { name: 'Accept' })).toHaveCount(0);
    await expect.poll(() => editor.evaluate(() => CSS.highlights.get('suggestion')?.size)).toBe(1);
  });

  await test.step('the reviewer accepts it where it stands, and the lesson says so', async () => {
    await reviewer.goto(lesson);
    const card = margin(reviewer).getByRole('article', { name: /suggests: eats flour/ });
    await expect(card).toContainText('Sugar is not what it is fed.');
    await expectAccessible(reviewer, { inDark: true });
    await card.getByRole('button', { name: 'Accept' }).click();
    await expect(reviewer.getByText('Suggestion accepted')).toBeVisible();
    await expect(card).toHaveCount(0);
    await reviewer.reload();
    await expect(reviewer.locator('.lesson')).toContainText('A levain eats flour, morning and night.');
  });

  await test.step('the editor writes, and proposes instead of saving', async () => {
    await editor.goto(`${lesson}?edit=1`);
    await expect(editor.getByText('Changes to this published lesson are proposed')).toBeVisible();
    // Letters that are typed before it is alive would be keys of the page.
    await expect(async () => {
      await rich(editor).click();
      await expect(rich(editor)).toBeFocused({ timeout: 1_000 });
    }).toPass();
    await rich(editor).press('Control+End');
    await rich(editor).pressSequentially(' Or eight.');
    await expect(editor.getByText('Kept on this device')).toBeVisible();
    // What waits on the device is there again, and nothing was sent.
    await editor.reload();
    await expect(rich(editor)).toContainText('Or eight.');
    await expectAccessible(editor);
    await editor.keyboard.press('Control+s');
    const dialog = editor.getByRole('dialog', { name: 'Propose changes' });
    await dialog.getByRole('textbox', { name: /^Why/ }).fill('Cold kitchens.');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Feed your levain');
    await expectAccessible(editor);
    await dialog.getByRole('button', { name: /^Propose/ }).click();
    await expect(editor.getByText('Proposed. A reviewer decides.')).toBeVisible();
    await expect(editor.locator('.lesson')).not.toContainText('Or eight.');
    await editor.goto(`${lesson}?edit=1`);
    await expect(editor.getByText('What you propose for this lesson waits for a reviewer')).toBeVisible();
    await editor.getByRole('button', { name: 'Go on with it' }).click();
    await expect(rich(editor)).toContainText('Or eight.');
  });

  await test.step('the desk shows who, why and what, and approving writes it', async () => {
    await reviewer.goto(`/w/${workspace}/review`);
    await expect(reviewer.getByRole('region', { name: 'Changes by people', exact: true })).toBeVisible();
    await expect(reviewer.getByText(/Suggested by .*“Cold kitchens\.”/)).toBeVisible();
    await expect(reviewer.getByRole('region', { name: 'Fields' })).toContainText('Feed your levain');
    await expectAccessible(reviewer);
    await reviewer.getByRole('button', { name: 'Approve change' }).click();
    await expect(reviewer.getByRole('status').filter({ hasText: /^Approved/ })).toBeVisible();
    await editor.goto(`/w/${workspace}`);
    await editor.getByRole('button', { name: /^Notifications, \d+ unread$/ }).click();
    await expect(editor.getByRole('button', { name: /approved your draft/ }).first()).toBeVisible();
    await reviewer.goto(lesson);
    await expect(reviewer.getByRole('heading', { level: 1, name: 'Feed your levain' }).first()).toBeVisible();
    await expect(reviewer.locator('.lesson')).toContainText('Or eight.');
  });
});
