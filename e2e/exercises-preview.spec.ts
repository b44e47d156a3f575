import { expect, expectAccessible, test } from './support.ts';

test('a quiz is answered in the learner preview, by keyboard', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/choosing-column-types?tab=exercises&view=quiz');
  await page.getByRole('link', { name: 'Preview quiz' }).click();
  await expect(page.getByText('Question 1 of 4')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);

  // A question comes a moment after its number; until then keys are for nobody.
  const chooseFirst = () =>
    expect(async () => {
      await page.keyboard.press('a');
      await expect(page.getByRole('button', { name: 'Check answer' })).toBeEnabled({ timeout: 1_000 });
    }).toPass();

  // Matching: each answer by its letter, whatever it is.
  await page.getByRole('combobox').first().waitFor();
  await chooseFirst();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText(/of 1/);
  await page.keyboard.press('Enter');

  // One choice.
  await expect(page.getByText('Question 2 of 4')).toBeVisible();
  await chooseFirst();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Right · 1 of 1');
  await expectAccessible(page);
  await page.keyboard.press('Enter');

  // A short answer with a known mistake.
  await expect(page.getByRole('textbox', { name: 'Your answer' })).toBeFocused();
  await page.keyboard.type('3.5');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Both operands are integers');
  await page.keyboard.press('Enter');

  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: /of 4 points/ })).toBeFocused();
  await page.keyboard.press('p');
  await expect(page.getByRole('tab', { name: 'Exercises' })).toHaveAttribute('aria-selected', 'true');
});
