import type { Page } from '@playwright/test';
import {
  paste,
  putCursorBehind,
  rich,
  showRich,
  showSource,
  sourceText,
  withLesson,
  writeSource,
} from './lesson-editor.ts';
import { expect, expectAccessible, test } from './support.ts';

const SPARK = '/w/demo/sparks/collations-and-sorting';
const OTHER = '/w/demo/sparks/choosing-column-types';

async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?edit=1`);
  await expect(rich(page)).toBeFocused();
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
}

/**
 * To the end of the lesson. Just after it got the focus the editor puts the cursor where it was, and where the browser moved it
 * is told in a task of its own: no person is quicker than that, but this is.
 */
async function toEnd(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Control+End');
    const left = await rich(page).evaluate(async (lesson) => {
      await new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)));
      const { focusNode, focusOffset } = getSelection() ?? {};
      const rest = document.createRange();
      rest.selectNodeContents(lesson);
      if (focusNode) rest.setStart(focusNode, focusOffset ?? 0);
      return rest.toString();
    });
    expect(left).toBe('');
  }).toPass();
}

/** Chooses an entry of the list that a slash opens. */
async function insert(page: Page, words: string, name: string): Promise<void> {
  await page.keyboard.type(`/${words}`);
  const list = page.getByRole('listbox', { name: 'Insert' });
  await expect(list.getByRole('option', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(0);
}

test('writes a lesson and leaves what it does not touch as it was', async ({ as }) => {
  const page = await as('editor');
  await open(page, SPARK);
  await showSource(page);
  const old = await sourceText(page);
  await showRich(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.type('First with ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('weight');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' and $x^2$ and **two** stars.');
  await expect(rich(page).locator('.formula .katex')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await insert(page, 'tab', 'Table');
  await page.keyboard.type('A');
  await page.keyboard.press('Tab');
  await page.keyboard.type('B');
  for (let row = 0; row < 3; row++) await page.keyboard.press('Enter');
  await insert(page, 'warn', 'Warning');
  await page.keyboard.type('Mind the gap.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await insert(page, 'formula on', 'Formula on its own line');
  const formula = page.getByRole('textbox', { name: 'LaTeX' });
  await expect(formula).toBeFocused();
  await page.keyboard.type('\\frac{a}{b}');
  await expect(rich(page).locator('.formula-block .mfrac')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.type('See [[choosing');
  await page.getByRole('option', { name: /^Choosing column types/ }).click();
  await page.keyboard.type(' too.');
  await save(page);

  await page.reload();
  await expect(rich(page)).toBeFocused();
  await showSource(page);
  const written = [
    'First with **weight** and $x^2$ and **two** stars.',
    '| A | B |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |',
    '> [!WARNING]\n> Mind the gap.',
    '$$\n\\frac{a}{b}\n$$',
    'See [Choosing column types](spark:choosing-column-types) too.',
  ].join('\n\n');
  expect(await sourceText(page)).toBe(`${written}\n\n${old}`);
  await writeSource(page, old);
  await save(page);
});

test('finds and replaces, in one step of undo', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, OTHER, 'A row, a Row and a **row**.\n\nrows\n\n* arrow `row`\n', async () => {
    await page.keyboard.press('Control+f');
    const bar = page.getByRole('search', { name: 'Find and replace' });
    await bar.getByRole('textbox', { name: 'Find' }).fill('row');
    await expect(bar.getByText('1 of 6')).toBeVisible();
    await bar.getByRole('button', { name: 'Match case' }).click();
    await expect(bar.getByText('1 of 5')).toBeVisible();
    await bar.getByRole('button', { name: 'Whole words' }).click();
    await expect(bar.getByText('1 of 3')).toBeVisible();
    await bar.getByRole('textbox', { name: 'Replace with' }).fill('line');
    await bar.getByRole('button', { name: 'Replace all' }).click();
    await expect(bar.getByText('3 matches replaced')).toBeVisible();
    await page.keyboard.press('Escape');
    await bar.getByRole('textbox', { name: 'Find' }).press('Escape');
    await expect(bar).toHaveCount(0);
    await showSource(page);
    expect(await sourceText(page)).toBe('A line, a Row and a **line**.\n\nrows\n\n* arrow `line`\n');
    await showRich(page);
    await page.keyboard.press('Control+f');
    await bar.getByRole('textbox', { name: 'Find' }).fill('line');
    await bar.getByRole('textbox', { name: 'Replace with' }).fill('x');
    await bar.getByRole('button', { name: 'Replace all' }).click();
    await bar.getByRole('button', { name: 'Close' }).click();
    await expect(rich(page)).toBeFocused();
    await page.keyboard.press('Control+z');
    await expect(rich(page)).toContainText('A line, a Row and a line.');
    await expect(rich(page)).toContainText('arrow line');
  });
});

test('takes what was copied elsewhere as clean Markdown', async ({ as }) => {
  const page = await as('editor');
  const html =
    '<h2 style="color:red">Copied</h2><p onclick="alert(1)">Some <b>bold</b> <a href="https://a.example">link</a><script>alert(1)</script></p><ul><li>one</li><li>two</li></ul>';
  await withLesson(page, OTHER, 'Before.\n', async () => {
    await toEnd(page);
    await page.keyboard.press('Enter');
    await paste(page, { 'text/html': html });
    await expect(rich(page).getByRole('heading', { name: 'Copied' })).toBeVisible();
    await toEnd(page);
    await page.keyboard.press('Enter');
    await expect(rich(page).locator('li')).toHaveCount(3);
    await page.keyboard.press('Enter');
    await expect(rich(page).locator('li')).toHaveCount(2);
    await paste(page, { 'text/plain': 'Plain *words*:\n\n1. first\n2. second' });
    await expect(rich(page).locator('ol > li')).toHaveCount(2);
    await showSource(page);
    expect(await sourceText(page)).toBe(
      'Before.\n\n## Copied\n\nSome **bold** [link](https://a.example)\n\n- one\n- two\n\nPlain *words*:\n\n1. first\n2. second\n',
    );
  });
});

test('takes nothing that is too long for a lesson, and says how long is', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, OTHER, 'Before.\n', async () => {
    await paste(page, { 'text/plain': 'A long story. '.repeat(80_000) });
    await expect(page.getByText('What was copied is too long for a lesson')).toBeVisible();
    await expect(page.getByText(/at most 1,000,000 characters, and this one has 1,120,000/)).toBeVisible();
    await expect(rich(page)).toHaveText('Before.');
    await showSource(page);
    await writeSource(page, 'A long story. '.repeat(80_000));
    await expect(page.getByText('The lesson could not be saved')).toBeVisible();
    await expect(page.getByText(/at most 1,000,000 characters/).last()).toBeVisible();
    await writeSource(page, 'Short again.\n');
    await expect(page.getByText(/Saved \d/)).toBeVisible();
  });
});

test('opens, shows and keeps what it does not know, and text that runs the other way', async ({ as }) => {
  const page = await as('editor');
  const lesson = [
    '# المدارات',
    '**الكوكب** يدور حول *النجم*.',
    '<details>\n<summary>More</summary>\n\nHidden *text*.\n\n</details>',
    'Press <kbd>Ctrl</kbd> and <img src=x onerror="document.title=1">.',
    '*   odd\n*   bullets\n\n    - within',
    '[link](javascript:alert(1)) and ![](data:image/svg+xml,x)',
    'H~2~O[^n]\n\n[^n]: Note.\n',
  ].join('\n\n\n');
  await withLesson(page, OTHER, lesson, async () => {
    await expect(rich(page).getByRole('heading', { name: 'المدارات' })).toHaveCSS('direction', 'rtl');
    await expect(rich(page).locator('.source-block').first()).toContainText('<details>');
    await expect(
      rich(page).locator('[onerror], [onclick], a[href^="javascript"], img[src^="data:image/svg"]'),
    ).toHaveCount(0);
    await putCursorBehind(page, 'bullets');
    await page.keyboard.type(' kept');
    await showSource(page);
    expect(await sourceText(page)).toBe(lesson.replace('*   bullets', '*   bullets kept'));
  });
});

test('changes nothing by opening, and says nothing of changes', async ({ as }) => {
  const page = await as('editor');
  await open(page, SPARK);
  await expect(page.getByRole('button', { name: 'Save lesson' })).toBeDisabled();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Not saved yet')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Save lesson' })).toBeDisabled();
});

test('works by keyboard alone, and lets the keyboard go', async ({ as }) => {
  const page = await as('editor');
  await withLesson(page, OTHER, '- item\n\n```js\nlet a;\n```\n', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Tab');
    await expect(rich(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    await expect(rich(page)).not.toBeFocused();

    const tools = page.getByRole('toolbar', { name: 'Format', exact: true });
    await tools.getByRole('button', { name: 'Bold' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(tools.getByRole('button', { name: 'Italic' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rich(page)).toBeFocused();
    await page.keyboard.type('slanted ');
    await page.keyboard.press('Control+Shift+8');
    await expect(rich(page).locator('li')).toHaveCount(0);
    await expect(rich(page).locator('em')).toHaveText('slanted ');

    await page.keyboard.type('/');
    await expect(rich(page)).toHaveAttribute('aria-activedescendant', /heading-1$/);
    await page.keyboard.press('ArrowDown');
    await expect(rich(page)).toHaveAttribute('aria-activedescendant', /heading-2$/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toHaveCount(0);

    await page.getByRole('button', { name: 'Language: js' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('python');
    await expect(rich(page)).toBeFocused();
    await expect(page.getByRole('button', { name: 'Language: python' })).toBeVisible();
    await showSource(page);
    expect(await sourceText(page)).toContain('```python\nlet a;');
    await showRich(page);
  });
});

test('has no serious finding of accessibility', async ({ as }) => {
  const page = await as('admin');
  const lesson = [
    '# Title\n\nText with **bold**, $a$ and `code`[^1].',
    '> [!TIP] Own\n> Text.',
    '- [ ] task\n- [x] done',
    `| ${'a wide column of a table | '.repeat(9)}\n|${'---|'.repeat(9)}\n| ${'1 | '.repeat(9)}`,
    '```js\nconst a = "b"; // c\n```',
    '$$\nx\n$$',
    '<div>html</div>',
    '![A picture](/nowhere.png)',
    '[^1]: Note.',
  ].join('\n\n');
  await withLesson(page, OTHER, lesson, async () => {
    await expect(rich(page).locator('.code-keyword').first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('search', { name: 'Find and replace' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Headings' }).click();
    await expect(
      page.getByRole('navigation', { name: 'Headings' }).getByRole('button', { name: 'Title' }),
    ).toBeVisible();
    await rich(page).focus();
    await toEnd(page);
    await page.keyboard.type(' /');
    await expect(page.getByRole('listbox', { name: 'Insert' })).toBeVisible();
    await expectAccessible(page);
  });
});
