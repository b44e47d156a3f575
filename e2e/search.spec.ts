import type { Request, Route } from '@playwright/test';
import { source } from './lesson-editor.ts';
import { expect, expectAccessible, openPalette, type Page, test } from './support.ts';

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search titles, lessons and exercises' });
const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const hit = (page: Page, title: string) => results(page).getByRole('link', { name: title, exact: true });

test('finds by words of lessons and titles, narrows down in the address, and opens the lesson at the passage', async ({
  as,
}) => {
  const page = await as('editor');
  await page.goto('/w/demo/search');
  await expect(page.getByRole('main').getByText('Search everything you work on')).toBeVisible();
  await field(page).fill('recursive');
  await expect(hit(page, 'WITH queries, plain and recursive')).toBeVisible();
  await expect(page).toHaveURL(/q=recursive/);
  await expect(results(page).getByText('recursive').first()).toBeVisible();

  await field(page).fill('promise');
  const kinds = page.getByRole('group', { name: 'Kind' });
  await kinds.getByRole('button', { name: /^Sparks/ }).click();
  await expect(page).toHaveURL(/kind=spark/);
  await page.getByRole('button', { name: 'Found anywhere' }).click();
  await page.getByRole('option', { name: 'Found in lessons' }).click();
  await expect(page).toHaveURL(/in=lesson/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/kind=|in=/);

  await page.goto('/w/demo/search?q=guessable&in=lesson');
  const first = results(page).getByRole('listitem').first().getByRole('heading').getByRole('link');
  await first.click();
  await page.waitForURL(/\/sparks\/.*find=/);
  // The passage is brought onto the screen, and its words are marked without touching the text.
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('sought')?.size ?? 0)).toBeGreaterThan(0);
  const word = page.getByText(/guessable/i).first();
  await expect(word).toBeInViewport();
});

test('says that titles only come close, and what to do where nothing is found', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/search?q=recursvie');
  await expect(results(page).getByText('Nothing is written like that; titles close to it:')).toBeVisible();
  await expect(hit(page, 'WITH queries, plain and recursive')).toBeVisible();
  await page.goto('/w/demo/search?q=xyzzyplugh');
  await expect(results(page).getByText('Nothing found for “xyzzyplugh”')).toBeVisible();
  await page.goto('/w/demo/search?q=recursive&kind=beacon');
  await expect(results(page).getByText('Nothing matches with these filters')).toBeVisible();
  await results(page).getByRole('button', { name: 'Clear filters' }).click();
  await expect(hit(page, 'WITH queries, plain and recursive')).toBeVisible();
});

test('shows more at a press', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/search?q=table');
  const rows = results(page).getByRole('listitem');
  await expect(rows).toHaveCount(20);
  await results(page).getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
});

test('says that it failed, and that an import is still being read in', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/search');
  await page.route('**/api/search', (route) => route.abort());
  await field(page).fill('recursive');
  await expect(page.getByText('The search did not answer')).toBeVisible();
  await page.unroute('**/api/search');
  await page.route('**/api/search', async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    await route.fulfill({ response: answer, json: { ...json, data: { ...json.data, is_complete: false } } });
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/Still reading in what was imported/)).toBeVisible();
  await (await openPalette(page)).fill('recursive');
  await expect(page.getByRole('dialog').getByText(/Still reading in what was imported/)).toBeVisible();
});

test('the palette leads to all results and calls older questions back', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/changes');
  await expect(page.getByRole('heading', { name: 'Changes' })).toBeVisible();
  const aborted: string[] = [];
  page.on('requestfailed', (request) => {
    if (request.url().includes('/api/search')) aborted.push(request.url());
  });
  // The first question is held back until it is called back.
  const isFirst = (request: Request) => request.url().endsWith('/api/search') && request.postDataJSON()?.q === 'recur';
  await page.route('**/api/search', (route) => (isFirst(route.request()) ? undefined : route.continue()));
  const ask = await openPalette(page);
  const held = page.waitForRequest(isFirst);
  await ask.fill('recur');
  await held;
  await ask.fill('recursive');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('option', { name: /WITH queries, plain and recursive/ }).first()).toBeVisible();
  expect(aborted).toHaveLength(1);
  await expect(dialog.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.getByRole('option').last()).toHaveText('See all results for “recursive”');
  await dialog.getByRole('option').last().click();
  await page.waitForURL(/\/search\?q=recursive/);
  await expect(field(page)).toHaveValue('recursive');
  await expect(hit(page, 'WITH queries, plain and recursive')).toBeVisible();
});

test('a search does not wait for a save that is under way', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/outer-joins?edit=1&mode=source');
  await expect(source(page)).toBeFocused();
  // Everything that goes through actions is held back, the save first of all.
  let held: Route[] | null = [];
  await page.route('**/sparks/outer-joins?**', (route) => {
    if (held && route.request().method() === 'POST') held.push(route);
    else return route.continue();
  });
  await page.keyboard.type('A word. ');
  await page.keyboard.press('Control+s');
  await expect.poll(() => held?.length).toBeGreaterThan(0);
  await (await openPalette(page)).fill('recursive');
  await expect(page.getByRole('option', { name: /WITH queries, plain and recursive/ }).first()).toBeVisible();
  const waiting = held;
  held = null;
  for (const route of waiting) await route.continue();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
});

test('is for members of the workspace only', async ({ as, browser, baseURL }) => {
  const page = await as('editor');
  const sent = (data: object) => ({ data, headers: { origin: baseURL ?? '' } });
  expect((await page.request.post('/w/elsewhere/api/search', sent({ q: 'a' }))).status()).toBe(404);
  expect((await page.request.post('/w/demo/api/search', sent({ q: 'a', kind: 'nothing' }))).status()).toBe(400);
  const stranger = await browser.newContext({ baseURL });
  expect((await stranger.request.post('/w/demo/api/search', sent({ q: 'a' }))).status()).toBe(401);
  await stranger.close();
});

test('has no serious finding of accessibility', async ({ as }) => {
  const page = await as('editor');
  for (const query of ['', '?q=recursive', '?q=xyzzyplugh']) {
    await page.goto(`/w/demo/search${query}`);
    await expect(field(page)).toBeVisible();
    await expectAccessible(page);
  }
  await (await openPalette(page)).fill('recursive');
  await expect(page.getByRole('option', { name: /See all results/ })).toBeVisible();
  await expectAccessible(page);
});
