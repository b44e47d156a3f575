import { expect, type Page } from '@playwright/test';

/** The lesson in the rich editor. */
export const rich = (page: Page) => page.getByRole('textbox', { name: 'Lesson', exact: true });

/** The Markdown of the lesson in the source view. */
export const source = (page: Page) => page.getByRole('textbox', { name: 'Lesson in Markdown' });

export const showSource = async (page: Page) => {
  await page.getByRole('radio', { name: 'Source' }).click();
  await expect(source(page)).toBeFocused();
};

export const showRich = async (page: Page) => {
  await page.getByRole('radio', { name: 'Rich' }).click();
  await expect(rich(page)).toBeFocused();
};

/** The whole text of the source view, of which the page draws only what is on screen. */
export async function sourceText(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await source(page).focus();
  // Something else first, so that what is read is what was copied.
  await page.evaluate(() => navigator.clipboard.writeText('nothing was copied'));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Control+Home');
  return text;
}

/** Writes another text into the source view. */
export async function writeSource(page: Page, markdown: string): Promise<void> {
  await source(page).focus();
  await page.keyboard.press('Control+a');
  // Typed, a list would go on by itself.
  await page.keyboard.insertText(markdown);
}

/** What the rich editor itself holds of its cursor: the text before it in its block. */
type EditorElement = HTMLElement & {
  editor: {
    state: { selection: { empty: boolean; $head: { parent: { textContent: string }; parentOffset: number } } };
  };
};

/**
 * Puts the cursor behind some words that end a block. An editor that has just got the focus sets the page's cursor to its own once
 * more, 20 ms later; so what counts is where the editor, and not the page, says that the cursor is.
 */
export async function putCursorBehind(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await rich(page).getByText(words, { exact: true }).last().click();
    await page.keyboard.press('End');
    const before = await rich(page).evaluate((element) => {
      const { empty, $head } = (element as EditorElement).editor.state.selection;
      return empty ? $head.parent.textContent.slice(0, $head.parentOffset) : null;
    });
    expect(before).toBe(words);
  }).toPass();
}

/** Puts what a program copied where the cursor is, as a paste does. */
export async function paste(page: Page, copied: Record<string, string>): Promise<void> {
  await rich(page).evaluate((element, copied) => {
    const clipboardData = new DataTransfer();
    for (const [type, data] of Object.entries(copied)) clipboardData.setData(type, data);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, copied);
}

/** Runs with another text in a lesson, which it has again afterwards. */
export async function withLesson(
  page: Page,
  address: string,
  markdown: string,
  run: () => Promise<void>,
): Promise<void> {
  await page.goto(`${address}?edit=1&mode=source`);
  await expect(source(page)).toBeFocused();
  const old = await sourceText(page);
  await writeSource(page, markdown);
  await showRich(page);
  await run();
  await page.goto('about:blank');
  await page.goto(`${address}?edit=1&mode=source`);
  await expect(source(page)).toBeFocused();
  await writeSource(page, old);
}
