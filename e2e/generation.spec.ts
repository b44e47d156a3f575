import { promote, stage } from './releases.ts';
import { expect, expectAccessible, inviteTeam, newWorkspace, type Page, test } from './support.ts';

/** A section has to be long enough to be a spark of its own. */
const more = (word: string) =>
  Array.from({ length: 20 }, (_, nth) => `Farmers of field ${nth} keep a record of ${word} through the year.`).join(
    ' ',
  );
const CHAPTER = `# Soil and water

## What soil is

Soil is a mixture of minerals, water, air and organic matter. A loam is a soil that holds equal parts of sand, silt and clay. ${more('soil')}

## How water moves

Infiltration is the movement of water from the surface into the soil. Runoff is the water that flows over the surface. ${more('water')}

## When to irrigate

Field capacity is the amount of water that a soil holds after it has drained. Infiltration decides how fast a field may be irrigated. ${more('rain')}
`;
const file = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

async function startFrom(page: Page, workspace: string, source: ReturnType<typeof file>): Promise<void> {
  await page.goto(`/w/${workspace}/jobs`);
  await page.getByRole('link', { name: 'Start job' }).first().click();
  await expect(page.getByRole('heading', { name: 'Start a job' })).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(source);
}

test('a chapter becomes an outline, then drafts without a key, which are reviewed by key and reach readers with where they come from', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Drafts');
  await admin.goto(`/w/${workspace}/jobs`);
  await expect(admin.getByText('No jobs yet')).toBeVisible();

  await test.step('what cannot be read is refused by name, and the job asks for a source', async () => {
    await startFrom(admin, workspace, file('picture.md', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])));
    await expect(admin.getByText('picture.md was not read')).toBeVisible();
    await expect(admin.getByText('Add a source first.')).toBeVisible();
  });

  await test.step('the outline waits, with titles that can be changed and sparks that can be left out', async () => {
    await startFrom(admin, workspace, file('soil.md', CHAPTER));
    await expect(admin.getByText('Read', { exact: true })).toBeVisible();
    await expectAccessible(admin);
    await admin.keyboard.press('ControlOrMeta+Enter');
    await expect(admin.getByRole('heading', { name: 'Course outline: soil' })).toBeVisible();
    await expect(admin.getByText('Needs approval')).toBeVisible();
    await expectAccessible(admin);
    await admin.getByRole('textbox', { name: 'Spark 1.1' }).fill('What is soil?');
    await admin.getByRole('button', { name: 'Leave out: When to irrigate' }).click();
    await expect(admin.getByRole('textbox', { name: 'Spark 1.3' })).toHaveCount(0);
    await admin.getByRole('button', { name: 'Approve outline' }).click();
  });

  const made = admin.getByRole('region', { name: 'Proposals' });
  await test.step('what was approved is drafted, and nothing in the outline has changed', async () => {
    await expect(made.getByRole('button', { name: 'What is soil?' }).first()).toBeVisible();
    await expect(made.getByRole('button', { name: 'When to irrigate' })).toHaveCount(0);
    await expect(admin.getByRole('status').getByText('Done', { exact: true })).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step('each sentence of a draft leads to where it stands in the source', async () => {
    await made.getByRole('button', { name: 'How water moves' }).first().click();
    await expect(admin.getByRole('article').getByText('Infiltration is the movement of water').first()).toBeVisible();
    await admin.getByRole('radio', { name: 'As extracted' }).click();
    await admin
      .getByRole('button', { name: /^Show sentence \d+ in soil\.md$/ })
      .first()
      .click();
    const source = admin.getByRole('dialog', { name: 'soil.md' });
    await expect(source.locator('mark')).toBeInViewport();
    await expectAccessible(admin);
    await admin.keyboard.press('Escape');
    await expect(source).toHaveCount(0);
  });

  await test.step('the list says what became of it', async () => {
    await admin.goto(`/w/${workspace}/jobs`);
    const row = admin.getByRole('row', { name: /Course outline: soil/ });
    await expect(row.getByText('Done')).toBeVisible();
    await expect(row.getByText(/^\d+ proposals$/)).toBeVisible();
    await admin.goto(`/w/${workspace}/outline`);
    await expect(admin.getByText('What is soil?')).toHaveCount(0);
  });

  await test.step('a reviewer decides all of it by key', async () => {
    const reviewer = await as('reviewer');
    await inviteTeam(admin, workspace, [[reviewer, 'reviewer']]);
    await reviewer.goto(`/w/${workspace}/review`);
    await expect(reviewer.getByRole('heading', { level: 1, name: 'Soil and water' })).toBeVisible();
    await expect(async () => {
      await reviewer.keyboard.press('a');
      // An exercise that lacks wrong answers cannot be approved as it is.
      if (await reviewer.getByText('Why not?').isVisible()) await reviewer.keyboard.press('7');
      await expect(reviewer.getByText('Nothing waits for you')).toBeVisible({ timeout: 300 });
    }).toPass({ intervals: [50], timeout: 90_000 });
  });

  await test.step('what was approved is published', async () => {
    await admin.goto(`/w/${workspace}/outline/spark/what-is-soil`);
    const lesson = admin.getByRole('treegrid', { name: 'Outline' }).getByRole('row', { name: 'What is soil?' });
    const chosen = admin.getByRole('region', { name: 'Selected rows' });
    await expect(async () => {
      await lesson.focus();
      await admin.keyboard.press('Control+a');
      await expect(chosen).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await chosen.getByRole('button', { name: 'Publish' }).click();
    await expect(admin.getByText(/^Published/).first()).toBeVisible();
  });

  await test.step('staged and promoted, readers get it with who wrote it and who approved it', async () => {
    await admin.goto(`/w/${workspace}/settings/workspace`);
    await admin
      .getByRole('region', { name: 'Content API' })
      .getByText('Anyone may read the content without a key')
      .click();
    await expect(admin.getByText('The content is open: no key is needed')).toBeVisible();
    await admin.getByRole('region', { name: 'Content API' }).getByText('Name who approved a lesson').click();
    await expect(admin.getByText('Snapshots name who approved a lesson from now on')).toBeVisible();
    await stage(admin, workspace, 'soil');
    await promote(admin, workspace, 'soil');
    const answer = await admin.request.get(`/api/v1/${workspace}/sparks/what-is-soil`);
    expect(await answer.json()).toMatchObject({
      title: 'What is soil?',
      provenance: { generated_by: 'builtin', human_share: 0, reviewed_by: 'Rae Reviewer' },
    });
  });
});

test('an editor cancels and takes up a job again, and leaves its outline to a reviewer', async ({ as }) => {
  const editor = await as('editor');
  await startFrom(editor, 'demo', file('water.md', CHAPTER));
  await expect(editor.getByText('Read', { exact: true })).toBeVisible();
  await editor.getByRole('button', { name: /^Start job/ }).click();
  await expect(editor.getByText('This outline waits for a reviewer.')).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Approve outline' })).toHaveCount(0);
  await editor.keyboard.press('x');
  await expect(editor.getByText('Cancelled', { exact: true }).first()).toBeVisible();
  await editor.keyboard.press('r');
  await expect(editor.getByText('Needs approval')).toBeVisible();
  await editor.keyboard.press('x');
  await expect(editor.getByRole('button', { name: 'Try again' })).toBeVisible();
});
