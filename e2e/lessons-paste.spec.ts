import type { Page } from '@playwright/test';
import {
  paste,
  putCursorBehind,
  rich,
  showRich,
  showSource,
  source,
  sourceText,
  withLesson,
  writeSource,
} from './lesson-editor.ts';
import { expect, test } from './support.ts';

const LESSON = '/w/demo/sparks/choosing-column-types';
const TABLE = 'before\n\n| h | i |\n| --- | --- |\n| jj | kk |\n| ll | mm |\n\nafter\n';

/** The lesson after something was pasted behind some words of it. */
async function pasted(page: Page, words: string, copied: Record<string, string>, shown: string): Promise<string> {
  await putCursorBehind(page, words);
  await paste(page, copied);
  await expect(rich(page)).toContainText(shown);
  await showSource(page);
  return sourceText(page);
}

/** Another text in the editor. */
async function start(page: Page, markdown: string): Promise<void> {
  await writeSource(page, markdown);
  await showRich(page);
}

test('leaves a table whole, whatever is pasted into a cell', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, LESSON, TABLE, async () => {
    const withRow = (row: string) => TABLE.replace('| jj | kk |', row);
    const lines = { 'text/plain': 'one\r\ntwo\r\nthree' };
    expect(await pasted(page, 'jj', lines, 'three')).toBe(withRow('| jjone<br>two<br>three | kk |'));
    await start(page, TABLE);
    const list = { 'text/html': '<ul><li>one</li><li>two</li></ul>', 'text/plain': 'one\ntwo' };
    expect(await pasted(page, 'jj', list, 'two')).toBe(withRow('| jjone<br>two | kk |'));
    await start(page, TABLE);
    const cells = {
      'text/html': '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>',
      'text/plain': '',
    };
    expect(await pasted(page, 'jj', cells, '4')).toBe(
      TABLE.replace('| jj | kk |', '| 1 | 2 |').replace('| ll | mm |', '| 3 | 4 |'),
    );
  });
});

test('makes a link of chosen words and an address, code of code, and says which pictures stay behind', async ({
  as,
}) => {
  const page = await as('editor');
  await withLesson(page, LESSON, 'Some words\n\nend\n', async () => {
    await rich(page)
      .getByText('Some words')
      .dblclick({ position: { x: 70, y: 10 } });
    await paste(page, { 'text/plain': 'https://a.example/b?c=d\n' });
    await expect(rich(page).getByRole('link', { name: 'words' })).toBeVisible();
    const code = 'if a:\n    b()\n\nc()';
    const copied = {
      'text/plain': code,
      'text/html': '<div>if</div>',
      'vscode-editor-data': '{"version":1,"mode":"python"}',
    };
    expect(await pasted(page, 'end', copied, 'b()')).toBe(
      `Some [words](https://a.example/b?c=d)\n\nend\n\n\`\`\`python\n${code}\n\`\`\`\n`,
    );
    await start(page, 'end\n');
    const pictures = { 'text/html': '<p>with <img src="file:///C:/a.png"> picture</p>', 'text/plain': 'with picture' };
    expect(await pasted(page, 'end', pictures, 'picture')).toBe('endwith picture\n');
    await expect(page.getByText('A picture could not be copied')).toBeVisible();
  });
});

test('keeps what is typed behind what is still being read', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, LESSON, 'start\n', async () => {
    await putCursorBehind(page, 'start');
    await paste(page, { 'text/html': '<p> pasted</p>', 'text/plain': ' pasted' });
    await page.keyboard.type(' typed');
    await expect(rich(page)).toContainText('pasted');
    await showSource(page);
    expect((await sourceText(page)).trim()).toBe('startpasted typed');
  });
});

test('cuts and pastes within a lesson without a loss', async ({ as }) => {
  const page = await as('editor');
  const lesson =
    '[Spark](spark:orbits) and [ref][r], [R].\n\n- a\n\n- [x] b\n\n> [!TIP]- Own *title*\n> x\n\n$$ y $$\n\n3. $z$ ![p](pictures/p.png)\n\n[r]: https://r.example\n';
  await withLesson(page, LESSON, lesson, async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await rich(page).locator('p').first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await expect(rich(page)).not.toContainText('Spark');
    await page.keyboard.press('Control+v');
    await expect(rich(page)).toContainText('Spark');
    await showSource(page);
    expect(await sourceText(page)).toBe(lesson);
  });
});

test('takes the page of a lesson for the lesson', async ({ as }) => {
  const page = await as('editor');
  const lesson =
    'Of $x^2$ and 10<sup>3</sup>.\n\n## Head\n\n> [!WARNING]\n> Mind **this**.\n\n```js\nconst a = 1;\n```\n\nSee [this](spark:choosing-column-types) and [^1].\n\n[^1]: Note.\n';
  await withLesson(page, LESSON, lesson, async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('Control+s');
    await expect(page.getByText(/Saved \d/)).toBeVisible();
    await page.goto(LESSON);
    const article = page.locator('.lesson').first();
    await expect(article.locator('.katex').first()).toBeVisible();
    await article.evaluate((element) => getSelection()?.selectAllChildren(element));
    await page.keyboard.press('Control+c');
    await page.goto(`${LESSON}?edit=1&mode=source`);
    await expect(source(page)).toBeFocused();
    await start(page, 'x\n');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    await expect(rich(page).getByRole('heading', { name: 'Head' })).toBeVisible();
    await showSource(page);
    expect((await sourceText(page)).trim()).toBe(lesson.trim());
  });
});
