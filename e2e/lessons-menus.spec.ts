import { rich, withLesson } from './lesson-editor.ts';
import { expect, test } from './support.ts';

const LESSON = '/w/demo/sparks/choosing-column-types';
const TEXT = Array.from({ length: 14 }, (_, at) => `Paragraph ${at} of some words, so that there is a line.`).join(
  '\n\n',
);

test('lists stay on the screen in its lower half, and the bar beside a selection covers no words', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, LESSON, `${TEXT}\n`, async () => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 700 });
      const line = rich(page).locator('p').nth(6);
      await line.scrollIntoViewIfNeeded();
      await line.click();
      await page.keyboard.press('End');
      await page.keyboard.type(' /');
      const list = page.getByRole('listbox', { name: 'Insert' });
      await expect(list).toBeVisible();
      const shown = await list.locator('xpath=..').boundingBox();
      expect(shown).not.toBeNull();
      expect((shown?.y ?? -1) >= 0 && (shown?.y ?? 0) + (shown?.height ?? 0) <= 700).toBe(true);
      // The last row is reached, and can be seen.
      await page.keyboard.press('ArrowUp');
      await expect(list.getByRole('option', { name: 'HTML' })).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(list).toHaveCount(0);

      await line.dblclick({ position: { x: 40, y: 10 } });
      const bar = page.getByRole('toolbar', { name: 'Format the selection' });
      if (width < 1000) {
        await expect(bar).toBeHidden();
        continue;
      }
      await expect(bar).toBeVisible();
      const [box, column] = [await bar.boundingBox(), await rich(page).boundingBox()];
      expect(box?.x).toBeGreaterThanOrEqual((column?.x ?? 0) + (column?.width ?? 0));
      await bar.getByRole('button', { name: 'Bold' }).click();
      await expect(line.locator('strong')).toHaveText('Paragraph');
    }
  });
});
