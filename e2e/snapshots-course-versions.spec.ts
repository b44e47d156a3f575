import { expect, expectAccessible, type Page, test } from './support.ts';

const TRAIL = '/w/demo/outline/trail/data-design-in-practice';
const versions = (page: Page) => page.getByRole('region', { name: 'Versions of this course' });

/** Gives the first module of the course another title, in its inspector. */
async function rename(page: Page, from: string, to: string) {
  await page.goto(TRAIL);
  const row = page.getByRole('treegrid', { name: 'Outline' }).getByRole('row', { name: from, exact: true });
  await row.focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /New title for/ }).fill(to);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`is now called “${to}”`)).toBeVisible();
}

test('a course is kept under a name, compared with now, rolled back, and that is undone', async ({ as }) => {
  test.setTimeout(120_000);
  const [editor, reviewer] = [await as('editor'), await as('reviewer')];
  await editor.goto(`${TRAIL}?view=versions`);
  const summary = editor.getByRole('textbox', { name: 'What this version is' });
  await expect(async () => {
    await versions(editor).getByRole('button', { name: 'Name this state' }).click();
    await expect(summary).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await summary.fill('Before the winter course');
  await editor.getByRole('button', { name: 'Keep version' }).click();
  const kept = versions(editor).getByRole('listitem').first();
  await expect(kept).toContainText('“Before the winter course”');
  const nth = Number((await kept.getByRole('checkbox').getAttribute('aria-label'))?.match(/\d+/)?.[0]);
  await expectAccessible(editor, { inDark: true });

  await test.step('an editor may not roll back', async () => {
    await kept.getByRole('button', { name: `What to do with version ${nth}` }).click();
    await expect(editor.getByRole('menuitem', { name: /Roll back/ })).toBeDisabled();
    await editor.keyboard.press('Escape');
  });

  await rename(editor, 'Text in many languages', 'Text of many tongues');

  await reviewer.goto(`${TRAIL}?view=versions`);
  await versions(reviewer)
    .getByRole('checkbox', { name: `Choose version ${nth}`, exact: true })
    .focus();
  await reviewer.keyboard.press('Space');
  await expect(versions(reviewer).getByText(`${nth} and now`)).toBeVisible();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(/versions\?a=\d+/);
  const things = reviewer.getByRole('navigation', { name: 'What differs' });
  await expect(things.getByRole('button', { name: /Text of many tongues/ })).toBeVisible();
  await expect(reviewer.locator('article del')).toHaveText('Text in many languages');
  await expect(reviewer.locator('article ins')).toHaveText('Text of many tongues');
  await expectAccessible(reviewer, { inDark: true });

  await test.step('what somebody saved since it was looked at is not written over', async () => {
    await reviewer.getByRole('button', { name: `Roll back to ${nth}` }).click();
    const dialog = reviewer.getByRole('alertdialog');
    await expect(dialog.getByText('Readers notice nothing before the next snapshot')).toBeVisible();
    await rename(editor, 'Text of many tongues', 'Text of all tongues');
    await dialog.getByRole('button', { name: 'Roll back course' }).click();
    await expect(dialog.getByText(/Not rolled back: .* saved “Text of all tongues” a moment ago/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.getByRole('button', { name: 'Roll back course' }).click();
    await expect(reviewer.getByText(`Rolled back to version ${nth} as version ${nth + 1}`)).toBeVisible();
    await expect(reviewer.getByText('Nothing differs')).toBeVisible();
  });

  await reviewer.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(things.getByRole('button', { name: /Text of all tongues/ })).toBeVisible();
  // As it was, for whoever comes next.
  await reviewer.getByRole('button', { name: `Roll back to ${nth}` }).click();
  await reviewer.getByRole('alertdialog').getByRole('button', { name: 'Roll back course' }).click();
  await expect(reviewer.getByText('Nothing differs')).toBeVisible();
});
