import type { Page } from '@playwright/test';
import { putCursorBehind, rich, showRich, showSource, sourceText, withLesson } from './lesson-editor.ts';
import { expect, test } from './support.ts';

const LESSON = '/w/demo/sparks/choosing-column-types';

/** The lesson after something was typed at the end of a text. */
async function typed(page: Page, words: string, type: () => Promise<void>): Promise<string> {
  await putCursorBehind(page, words);
  await type();
  await showSource(page);
  return sourceText(page);
}

/** Presses every key at once, as expanders and dictation do: nobody waits for the page to answer. */
async function pressAll(page: Page, text: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await Promise.all(
    [...text].flatMap((sign) => {
      const key =
        sign === '\n'
          ? { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
          : { key: sign, text: sign };
      return [
        client.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
        client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, text: undefined }),
      ];
    }),
  );
  await client.detach();
}

test('keeps what is typed as it is, and makes links of what is typed as one', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, LESSON, 'Start\n\n# Head\n\nEnd\n', async () => {
    const words = ' of __init__ and [a b](https://c.example/d_e) or [o](spark:orbits).';
    expect(await typed(page, 'Start', () => page.keyboard.type(words))).toBe(
      `Start${words.replace('__init__', '\\_\\_init\\_\\_')}\n\n# Head\n\nEnd\n`,
    );
    await showRich(page);
    const headed = await typed(page, 'Head', async () => {
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('below');
    });
    expect(headed).toContain('# Head\n\nbelow\n\nEnd\n');
  });
});

test('goes to the end of a lesson that ends with a table, and on below it', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, LESSON, 'Start\n\n| a | b |\n| --- | --- |\n| c | d |\n', async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.type('after');
    await showSource(page);
    expect(await sourceText(page)).toBe('Start\n\n| a | b |\n| --- | --- |\n| c | d |\n\nafter\n');
  });
});

test('keeps the order of what comes with no pause between keys', async ({ as }) => {
  const page = await as('editor');
  const first = 'So **bold** and `code` of $x^2$ end, then [link](https://a.example) done.';
  await withLesson(page, LESSON, 'Start\n', async () => {
    const after = await typed(page, 'Start', async () => {
      await pressAll(page, `\n${first}\n## Head\ntext\n- one\ntwo\n\nlast 1234567890`);
      await expect(rich(page)).toContainText('1234567890');
    });
    expect(after).toBe(`Start\n\n${first}\n\n## Head\n\ntext\n\n- one\n- two\n\nlast 1234567890\n`);
  });
});
