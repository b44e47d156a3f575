import type { Page } from '@playwright/test';
import { source, sourceText, writeSource } from './lesson-editor.ts';
import { comeBack, expect, expectAccessible, test } from './support.ts';
import { layWire } from './wire.ts';

const says = (page: Page) => expect.poll(() => sourceText(page));
const saved = (page: Page) => expect(page.getByText(/Saved \d/)).toBeVisible();

/** Opens a lesson for writing. The field takes the focus once the page is alive. */
async function open(page: Page, slug: string): Promise<string> {
  await page.goto(`/w/demo/sparks/${slug}?edit=1&mode=source`);
  await expect(source(page)).toBeFocused();
  return sourceText(page);
}

test('saves by itself, and while one leaves', async ({ as }) => {
  const page = await as('editor');
  const old = await open(page, 'reading-explain');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n\nTyped and left alone.');
  await saved(page);
  await page.keyboard.type(' And left at once.');
  await page.getByRole('link', { name: 'Home' }).click();
  await page.waitForURL(/\/w\/demo$/);
  await page.goBack();
  await says(page).toMatch(/Typed and left alone\. And left at once\./);
  await page.reload();
  await says(page).toMatch(/And left at once\./);
  await writeSource(page, old);
  await saved(page);
});

test('merges two people in different places, and neither screen moves by itself', async ({ as }) => {
  const [ed, rae] = [await as('editor'), await as('reviewer')];
  const old = await open(ed, 'choosing-column-types');
  await open(rae, 'choosing-column-types');
  await comeBack(ed);
  await expect(ed.getByText(/Rae Reviewer .*editing this lesson, too/)).toBeVisible();
  await writeSource(ed, `Above, from Ed.\n\n${old}`);
  await saved(ed);
  await writeSource(rae, `${old}\n\nBelow, from Rae.\n`);
  await saved(rae);
  await expect(rae.getByText('Ed Editor saved changes to this lesson')).toBeVisible();
  expect(await sourceText(rae)).not.toContain('Above, from Ed.');
  await rae.getByRole('button', { name: 'Show them here' }).click();
  await says(rae).toBe(`Above, from Ed.\n\n${old}\n\nBelow, from Rae.\n`);
  // Ed has not typed since; he is told, and asks for it himself.
  await comeBack(ed);
  await expect(ed.getByText('Rae Reviewer saved changes to this lesson')).toBeVisible();
  await ed.getByRole('button', { name: 'Show them here' }).click();
  await says(ed).toMatch(/Below, from Rae/);
  await writeSource(ed, old);
  await saved(ed);
});

test('asks when both have changed the same words, and loses neither', async ({ as }) => {
  const [ed, rae] = [await as('editor'), await as('reviewer')];
  const old = await open(ed, 'primary-keys');
  await open(rae, 'primary-keys');
  const [first = '', ...rest] = old.split('\n');
  await writeSource(ed, [`${first} by Ed`, ...rest].join('\n'));
  await saved(ed);
  await writeSource(rae, [`${first} by Rae`, ...rest].join('\n'));
  const conflict = rae.getByRole('region', { name: 'You and somebody else have changed the same words' });
  await expect(conflict).toBeVisible();
  await expect(conflict.getByText(`${first} by Ed`)).toBeVisible();
  await expect(conflict.getByText(`${first} by Rae`)).toBeVisible();
  await expectAccessible(rae);
  await conflict.getByRole('radio', { name: 'Both, yours first' }).click();
  await conflict.getByRole('button', { name: 'Save with these choices' }).click();
  await says(rae).toContain(`${first} by Rae\n${first} by Ed`);
  await saved(rae);
  await writeSource(rae, old);
  await saved(rae);
});

test('saves by itself what was written without network, as soon as there is one', async ({ as }) => {
  const page = await as('editor');
  const old = await open(page, 'window-functions');
  await page.context().setOffline(true);
  await writeSource(page, `${old}\n\nWritten on a train.`);
  await expect(page.getByText('No connection')).toBeVisible();
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  await says(page).toMatch(/Written on a train\./);
  await writeSource(page, old);
  await saved(page);
});

test('keeps what is written while the studio is not reached, over a reload', async ({ as, baseURL }) => {
  const wire = await layWire(baseURL ?? '');
  const page = await as('editor');
  const address = `${wire.url}/w/demo/sparks/common-table-expressions?edit=1&mode=source`;
  await page.goto(address);
  await expect(source(page)).toBeFocused();
  const old = await sourceText(page);
  wire.cut();
  await writeSource(page, `${old}\n\nWritten in a tunnel.`);
  await expect(page.getByText('No connection')).toBeVisible();
  await page.reload().catch(() => undefined);
  await page.waitForURL('chrome-error://**');
  const context = page.context();
  await page.close();
  wire.mend();

  const again = await context.newPage();
  await again.goto(address);
  await expect(again.getByText('Text from an earlier visit was brought back')).toBeVisible();
  await says(again).toMatch(/Written in a tunnel\./);
  await saved(again);
  await again.reload();
  await says(again).toMatch(/Written in a tunnel\./);
  await writeSource(again, old);
  await saved(again);
  await wire.stop();
});
