import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './support.ts';

test('a chart is walked through by key, shown as a table and downloaded; what is asked stands in the address', async ({
  as,
}) => {
  const page = await as('reviewer');
  await page.goto('/w/demo/analytics?tab=courses');
  const chart = page.getByRole('group', { name: 'What exercises ask, by difficulty' });
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chart).toContainText(/Recall: Easy \d+%/);
  await page.keyboard.press('End');
  await expect(chart).toContainText(/Transfer: Easy \d+%/);
  await expectAccessible(page, { inDark: true });

  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: 'What exercises ask, by difficulty' });
  await expect(table.getByRole('columnheader', { name: 'Exercises' })).toBeVisible();
  await expect(chart).toBeFocused();
  const shown = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download “What exercises ask, by difficulty” as CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('\ufefflevel,exercises,easy,medium,hard,unsaid');
  expect(lines[1]?.split(',').slice(1)).toEqual(shown);

  await page.getByRole('button', { name: /Time/ }).click();
  await page.getByRole('option', { name: 'Last 4 weeks' }).click();
  await expect(page).toHaveURL(/weeks=4/);
  await page.reload();
  await expect(page.getByRole('button', { name: /Last 4 weeks/ })).toBeVisible();
});

test('a chart that took too long fails alone and offers a shorter time; editors see no reviewers', async ({ as }) => {
  const page = await as('editor');
  await page.route(/\/api\/chart\?.*throughput/, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        ok: false,
        problem: {
          code: 'unavailable',
          message: 'This took too long and was stopped.',
          detail: { sqlstate: '57014' },
        },
      }),
    }),
  );
  await page.route(/\/api\/chart\?.*acceptance/, async (route) => {
    const row = {
      key: 'a v1',
      label: 'a v1',
      is_active: true,
      decided: 80,
      as_it_came: 40,
      with_edits: 20,
      rejected: 20,
    };
    await route.fulfill({ json: { ok: true, data: [{ ...row, human_share: 0.1, low: 0.64, high: 0.83 }] } });
  });
  await page.goto('/w/demo/analytics');
  await expect(page.getByText('75% of drafts are approved')).toBeVisible();
  await expect(page.getByText('“Drafts that came and were decided” could not be computed')).toBeVisible();
  await expect(page.getByRole('group', { name: /Acceptance and human share/ })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Reviewers' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 4 weeks' }).click();
  await expect(page).toHaveURL(/weeks=4/);
});
