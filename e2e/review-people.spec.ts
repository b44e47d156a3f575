import { writeFile } from 'node:fs/promises';
import { expect, expectAccessible, importBundle, invite, newWorkspace, type Page, test } from './support.ts';

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

test('other words are suggested in the margin and accepted there', async ({ as }, info) => {
  // Three people and a workspace of their own.
  test.setTimeout(240_000);
  const [admin, editor, reviewer] = [await as('admin'), await as('editor'), await as('reviewer')];
  const workspace = await newWorkspace(admin, 'Proposals');
  const lesson = `/w/${workspace}/sparks/${LESSON.slug}`;
  await test.step('a workspace that asks for proposals', async () => {
    const bundle = info.outputPath('course.json');
    await writeFile(bundle, JSON.stringify(COURSE));
    await importBundle(admin, workspace, bundle);
    await admin.goto(`/w/${workspace}/settings/members`);
    for (const [person, email, role] of [
      [editor, 'editor@trailwright.test', 'Editor'],
      [reviewer, 'reviewer@trailwright.test', 'Reviewer'],
    ] as const) {
      await person.goto(await invite(admin, email, role));
      await person.getByRole('button', { name: 'Accept' }).click();
      await person.waitForURL(`**/w/${workspace}`);
    }
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
});
