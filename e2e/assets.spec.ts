import type { Locator, Page } from '@playwright/test';
import { SAMPLES } from '#lib/assets/services/samples.cases.ts';
import { rich, showRich, showSource, source, sourceText, writeSource } from './lesson-editor.ts';
import { expect, expectAccessible, newWorkspace, test } from './support.ts';

interface Given {
  name: string;
  type: string;
  bytes: Buffer | string;
}

// Everybody's own bytes: the same ones twice would be one file.
const drawing = (name: string, title: string): Given => ({
  name,
  type: 'image/svg+xml',
  bytes: SAMPLES.svg.replace('<rect', `<title>${title}</title><rect fill="teal"`),
});
const png: Given = { name: 'photo.png', type: 'image/png', bytes: SAMPLES.png };

/** Chooses files by a button. */
async function choose(page: Page, button: Locator, files: Given[]) {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(
    files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: Buffer.from(bytes as string) })),
  );
}

/** Pastes or drops files as the browser would. */
async function give(target: Locator, how: 'paste' | 'drop', files: Given[]) {
  const plain = files.map(({ bytes, ...rest }) => ({ ...rest, data: Buffer.from(bytes as string).toString('base64') }));
  await target.evaluate(
    (element, { how, plain }) => {
      const data = new DataTransfer();
      for (const { name, type, data: base64 } of plain) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const how_ever = { bubbles: true, cancelable: true };
      const { left, top } = (element.querySelector('p, .cm-line') ?? element).getBoundingClientRect();
      element.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...how_ever, clipboardData: data })
          : new DragEvent('drop', { ...how_ever, dataTransfer: data, clientX: left + 4, clientY: top + 4 }),
      );
    },
    { how, plain },
  );
}

test.describe.configure({ mode: 'serial' });

test('files are uploaded by a button, described and found again; what is not what it says is refused', async ({
  as,
}) => {
  const page = await as('admin');
  const slug = await newWorkspace(page, 'Files');
  await page.goto(`/w/${slug}`);
  await page.getByRole('link', { name: 'Assets' }).click();
  await expect(page.getByText('No files yet')).toBeVisible();
  await expectAccessible(page);

  await choose(page, page.getByRole('button', { name: 'Upload files' }), [
    png,
    { name: 'evil.svg', type: 'image/svg+xml', bytes: SAMPLES.svgWithScript },
    { name: 'paper.pdf', type: 'application/pdf', bytes: SAMPLES.pdf },
    { name: 'virus.png', type: 'image/png', bytes: SAMPLES.exe },
    { name: 'renamed.png', type: 'image/png', bytes: SAMPLES.jpeg },
  ]);
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await expect(uploads.getByRole('status')).toHaveText('3 files uploaded, 2 refused');
  await expect(uploads.getByText(/^virus\.png is not a kind of file that is taken/)).toBeVisible();
  await expect(uploads.getByText(/^renamed\.png is called a PNG image, but it is a JPEG image/)).toBeVisible();
  await expectAccessible(page);

  const list = page.getByRole('list', { name: 'Files of this workspace' });
  await expect(list.getByRole('listitem', { name: 'photo.png' })).toContainText('2 × 3');
  // What runs is gone from the drawing, and nothing could run where it is handed out.
  const served = await page.request.get(
    (await list.getByRole('link', { name: 'Open evil.svg' }).getAttribute('href')) ?? '',
  );
  expect(await served.text()).not.toMatch(/script|onload/);
  expect(served.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  });

  // The same bytes are one file, under whatever name.
  await page.getByRole('button', { name: 'Clear list' }).click();
  await choose(page, page.getByRole('button', { name: 'Upload files' }), [{ ...png, name: 'again.png' }]);
  await expect(page.getByText('Here already, as photo.png')).toBeVisible();

  await page.getByRole('textbox', { name: 'Description of photo.png' }).fill('Two green dots');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Description of “photo.png” saved')).toBeVisible();
  await page.getByRole('radio', { name: 'Without description 1' }).click();
  await expect(page).toHaveURL(/show=undescribed/);
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(list.getByRole('listitem', { name: 'evil.svg' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a file' }).fill('dots');
  await expect(page.getByText('No file is called or described “dots”')).toBeVisible();
  await page.getByRole('button', { name: 'Show all files' }).click();
  await page.getByRole('searchbox', { name: 'Find a file' }).fill('dots');
  await expect(list.getByRole('listitem')).toHaveCount(1);
});

test('a description is not lost when another one is just being saved', async ({ as }) => {
  const page = await as('admin');
  const slug = await newWorkspace(page, 'Describing');
  await page.goto(`/w/${slug}/assets`);
  await choose(page, page.getByRole('button', { name: 'Upload files' }), [drawing('map.svg', 'described')]);
  const field = page.getByRole('textbox', { name: 'Description of map.svg' });
  await expect(field).toBeVisible();

  let isHeld = true;
  const held: (() => void)[] = [];
  await page.route(`**/w/${slug}/assets*`, async (route) => {
    if (isHeld && route.request().method() === 'POST') await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await field.fill('A map');
  await field.press('Enter');
  await expect.poll(() => held.length).toBe(1);
  // Entered while the first is on its way: saved after it. What is typed meanwhile stays.
  await field.pressSequentially(' of the harbour');
  await field.press('Enter');
  await field.pressSequentially(' at ni');
  isHeld = false;
  for (const go of held) go();
  await expect(page.getByText('Description of “map.svg” saved').first()).toBeVisible();
  await field.pressSequentially('ght');
  await expect(field).toHaveValue('A map of the harbour at night');
  await field.press('Enter');
  await expect(async () => {
    await page.reload();
    await expect(field).toHaveValue('A map of the harbour at night', { timeout: 2000 });
  }).toPass();

  // Somebody else was faster: theirs is said, and stays until Enter says otherwise.
  const other = await page.context().newPage();
  await other.goto(`/w/${slug}/assets`);
  const theirs = other.getByRole('textbox', { name: 'Description of map.svg' });
  await theirs.fill('Their map');
  await theirs.press('Enter');
  await expect(other.getByText('Description of “map.svg” saved')).toBeVisible();
  await other.close();
  await field.fill('My map');
  await field.press('Enter');
  await expect(
    page.getByText('Somebody saved “Their map” meanwhile. Enter keeps yours, Escape takes theirs.'),
  ).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveValue('Their map');
});

test('a file is pasted and dropped into a lesson, which then names it', async ({ as }) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/semi-and-anti-joins?edit=1');
  const lesson = rich(page);
  await expect(lesson).toBeFocused();
  await page.keyboard.press('Control+Home');

  // Held up on its way, it stands in the text and not in the lesson.
  const held: (() => void)[] = [];
  await page.route('**/api/v1/demo/assets?*', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await give(lesson, 'paste', [drawing('map.svg', 'pasted')]);
  const mark = lesson.getByRole('group', { name: 'Upload of map.svg' });
  await expect(mark.getByRole('progressbar')).toBeVisible();
  expect(await lesson.locator('.picture').count()).toBe(0);
  await expect.poll(() => held.length).toBe(1);
  held.pop()?.();

  // Then its description is asked for.
  await expect(mark).toHaveCount(0);
  const picture = lesson.getByRole('img', { name: 'Picture without a description' });
  await expect(picture.locator('img')).toHaveJSProperty('complete', true);
  await expect(lesson.getByText('No description')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Description' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type('A map of the town');
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('img', { name: 'Picture: A map of the town' })).toBeVisible();
  await expect(lesson.getByText('No description')).toHaveCount(0);
  await page.unroute('**/api/v1/demo/assets?*');

  // A refusal stays in its place until it is left out; what is no image becomes a link.
  await give(lesson, 'drop', [
    { name: 'virus.png', type: 'image/png', bytes: SAMPLES.exe },
    { name: 'Plan of the course.txt', type: 'text/plain', bytes: `Words ${Date.now()}` },
  ]);
  await expect(lesson.getByRole('alert')).toHaveText(/^virus\.png is not a kind of file that is taken/);
  await expect(lesson.getByRole('link', { name: 'Plan-of-the-course.txt' })).toBeVisible();
  await lesson.getByRole('button', { name: 'Leave it out' }).click();
  await expect(lesson.getByRole('alert')).toHaveCount(0);

  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  await showSource(page);
  const markdown = await sourceText(page);
  expect(markdown).toMatch(/!\[A map of the town\]\(\/assets\/[0-9a-f]{32}\/map\.svg\)/);
  expect(markdown).toMatch(/\[Plan-of-the-course\.txt\]\(\/assets\/[0-9a-f]{32}\/Plan-of-the-course\.txt\)/);
  expect(markdown).not.toContain('virus');

  // The source takes files as well, and puts the cursor where the description is missing.
  await page.keyboard.press('Control+Home');
  await give(source(page), 'paste', [drawing('second.svg', 'source')]);
  await expect(source(page).getByText(/!\[\]\(\/assets\/[0-9a-f]{32}\/second\.svg\)/)).toBeVisible();
  await page.keyboard.type('Another map');
  await expect(source(page).getByText(/!\[Another map\]\(/)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();

  // The file knows its lesson, and going to the trash is warned of, and undone.
  await page.goto('/w/demo/assets');
  const row = page.getByRole('listitem', { name: 'second.svg' });
  await expect(row).toContainText('Used in 1 place');
  await row.getByRole('button', { name: 'Move to trash: second.svg' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('One place uses it and would show it as missing');
  await expect(dialog.getByRole('link')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('tab', { name: 'Problems' }).click();
  const problem = page.getByRole('list', { name: 'Lessons with problems' });
  await expect(problem).toContainText('The file is in the trash.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('No lesson has a problem with its images')).toBeVisible();
});

test('a picture that is not there is shown as missing, with its address, and keeps the snapshot back', async ({
  as,
}) => {
  const page = await as('editor');
  await page.goto('/w/demo/sparks/semi-and-anti-joins?edit=1&mode=source');
  await expect(source(page)).toBeFocused();
  const old = await sourceText(page);
  const address = `/assets/${'ee'.repeat(16)}/gone.png`;
  await writeSource(page, `![The town hall](${address})\n\n${old}`);
  const preview = page.getByRole('region', { name: 'Preview' });
  const hall = preview.getByRole('img', { name: 'The town hall' });
  // It is fetched once it is near the screen, and the preview follows the cursor to the end of the text.
  await hall.scrollIntoViewIfNeeded();
  await expect(hall).toContainText(address);
  await showRich(page);
  await expect(rich(page).getByRole('img', { name: `Picture: The town hall, not found at ${address}` })).toContainText(
    'The town hall',
  );
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/Saved \d/)).toBeVisible();

  await page.goto('/w/demo/assets?view=problems');
  await expect(page.getByText('1 lesson cannot be staged')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Lessons with problems' })).toContainText(address.slice(0, -9));
  await page.goto('/w/demo/snapshots/new');
  await page.getByRole('button', { name: 'Stage snapshot' }).click();
  const blockers = page.getByRole('alert').filter({ hasText: 'in the way' });
  await expect(blockers).toContainText('File that is missing');
  await blockers.getByRole('link').first().click();
  await expect(page).toHaveURL(/semi-and-anti-joins/);

  await page.goto('/w/demo/sparks/semi-and-anti-joins?edit=1&mode=source');
  await expect(source(page)).toBeFocused();
  await writeSource(page, old);
  await expect(page.getByText(/Saved \d/)).toBeVisible();
});
