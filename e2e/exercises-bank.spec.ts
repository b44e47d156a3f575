import { expect, expectAccessible, type Page, test } from './support.ts';

const SPARK = '/w/demo/sparks/outer-joins';

const question = (page: Page) => page.getByRole('textbox', { name: 'Question', exact: true });
const saved = (page: Page) => expect(page.getByText(/Saved \d/)).toBeVisible();

test('an exercise is made of typed lines, saved by itself, and written by two people at once', async ({ as }) => {
  const page = await as('editor');
  await page.goto(`${SPARK}?tab=exercises&exercise=new`);
  await page
    .getByRole('textbox', { name: 'Question and answers' })
    .fill('Which rows does a left join keep?\nNone\n* All of the left table\nAll of the right table');
  await page.keyboard.press('Control+Enter');
  await expect(question(page)).toHaveValue('Which rows does a left join keep?');
  await expect(page.getByRole('radio', { name: 'Option B is right' })).toBeChecked();
  await page.getByRole('button', { name: 'Why is it wrong?' }).first().click();
  await page.getByRole('textbox', { name: 'Why is A wrong?' }).fill('A join that keeps nothing would be of no use.');
  await saved(page);
  await expectAccessible(page);

  // Another person in another field of the same exercise: both stay, and nobody is asked.
  const other = await as('admin');
  await other.goto(page.url());
  await expect(other.getByRole('textbox', { name: 'Why is A wrong?' })).toHaveValue(/of no use/);
  await question(page).fill('Which rows does a left join always keep?');
  await other.getByRole('button', { name: /Difficulty$/ }).click();
  await other.getByRole('option', { name: 'Hard' }).click();
  await Promise.all([saved(page), saved(other)]);
  await page.reload();
  await expect(question(page)).toHaveValue('Which rows does a left join always keep?');
  await expect(page.getByRole('button', { name: /^Hard Difficulty/ })).toBeVisible();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Exercise deleted')).toBeVisible();
  await expect(question(page)).toHaveCount(0);
});
