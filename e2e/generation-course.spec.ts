import type { LLMock } from '@copilotkit/aimock';
import { answer, asks, startModelServer, useModelServer } from './model-server.ts';
import { expect, expectAccessible, newWorkspace, type Page, test } from './support.ts';

const BRIEF = `# Version Control with Git

## Who it is for

Researchers who keep several copies of one file

## Learning outcomes

- Record versions of files
- Settle a conflict
- Restore an old version

- Lessons: 8
- Minutes per lesson: 5 to 10

## Launch

Q1-ish
`;
const lesson = (title: string, bloom = 'apply', minutes = 6) => ({
  title,
  summary: `About ${title}.`,
  minutes,
  bloom,
  objectives: [`Use ${title} on their own files`],
});
const CURRICULUM = {
  title: 'Version Control with Git',
  modules: [
    {
      title: 'Start',
      lessons: [
        lesson('Record versions of files', 'understand'),
        lesson('Setting up'),
        lesson('Creating a repository'),
      ],
    },
    {
      title: 'Work with others',
      lessons: [
        lesson('Settle a conflict', 'evaluate'),
        lesson('Collaborating', 'remember'),
        lesson('Ignoring things', 'apply', 20),
        lesson('Exploring history', 'analyze'),
        lesson('Hosting'),
      ],
    },
  ],
};
const prose = (word: string, count = 900) =>
  `# ${word}\n\n${Array.from({ length: count }, (_, nth) => (nth % 12 === 11 ? `${word}.` : word)).join(' ')}`;
const file = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });

let server: LLMock;
test.beforeAll(async () => {
  server = await startModelServer();
  const text = (content_md: string) => answer({ title: 'L', summary: 'S', content_md, key_terms: [] });
  server.on({ predicate: asks('modules') }, answer(CURRICULUM));
  server.on({ predicate: asks('key_terms', 'Write the lesson: Hosting', 'Say what a host is') }, text(prose('host')));
  server.on({ predicate: asks('key_terms', 'Write the lesson: Hosting') }, text('Only a link.'));
  server.on({ predicate: asks('key_terms', 'Under 800 words') }, text(prose('short', 700)));
  server.on({ predicate: asks('key_terms') }, text(prose('version')));
  server.on(
    { predicate: asks('seo_notes') },
    answer({ title: 'Report', content_md: prose('market'), seo_notes: null }),
  );
});
test.afterAll(() => server.stop());

async function chooseBrief(page: Page, given: ReturnType<typeof file>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).first().click();
  await (await chooser).setFiles(given);
}

const stepOf = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps of the course' }).getByRole('button', { name });

test('a brief becomes research, a curriculum that is edited and approved, and lessons that wait, one of them written anew', async ({
  as,
}) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Courses');
  await useModelServer(admin, workspace, server);
  await admin.goto(`/w/${workspace}/jobs/new?kind=course`);

  await test.step('the brief is read from a file, each field with its line', async () => {
    await expectAccessible(admin);
    await chooseBrief(admin, file('picture.md', 'a\0b'));
    await expect(admin.getByText('picture.md was not read')).toBeVisible();
    await chooseBrief(admin, file('COURSE-BRIEF.md', BRIEF));
    await expect(admin.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Version Control with Git');
    await expect(admin.getByText('Read into 5 of 10 fields.')).toBeVisible();
    await expect(admin.getByText('Line 18 “Q1-ish”')).toBeVisible();
    await admin.getByRole('textbox', { name: 'Must be left out' }).fill('Forks');
    await expectAccessible(admin);
    await admin.getByRole('button', { name: /^Start research for about \$0\.\d\d/ }).click();
  });

  await test.step('the reports are there, and the curriculum waits with what to look at', async () => {
    await expect(admin.getByRole('heading', { name: 'Version Control with Git' })).toBeVisible();
    await expect(admin.getByText('Needs approval').first()).toBeVisible({ timeout: 30_000 });
    await expect(admin.getByText('No lesson covers “Restore an old version”.')).toBeVisible();
    await expect(admin.getByText(/Lesson 5, Collaborating, drops 4 Bloom levels/)).toBeVisible();
    await expectAccessible(admin, { inDark: true });
    await stepOf(admin, 'Research').click();
    await admin.getByRole('button', { name: 'Read Gaps' }).click();
    await expect(admin.getByRole('article').getByText('market').first()).toBeVisible();
    await stepOf(admin, 'Curriculum').click();
  });

  await test.step('it is edited in place and by keys, kept for others, and approved with the edits', async () => {
    const first = admin.getByRole('textbox', { name: 'Lesson 1', exact: true });
    await first.fill('What a version is');
    await first.press('Alt+ArrowDown');
    await expect(admin.getByRole('textbox', { name: 'Lesson 2', exact: true })).toBeFocused();
    await expect(admin.getByRole('textbox', { name: 'Lesson 2', exact: true })).toHaveValue('What a version is');
    await admin.keyboard.press('Enter');
    await expect(admin.getByRole('textbox', { name: 'Lesson 3', exact: true })).toBeFocused();
    await admin.getByRole('button', { name: 'Make it 10 min' }).click();
    await expect(admin.getByRole('textbox', { name: 'Minutes of lesson 6' })).toHaveValue('10');
    await admin.getByRole('button', { name: 'Swap the two' }).click();
    await expect(admin.getByRole('textbox', { name: 'Lesson 4', exact: true })).toHaveValue('Collaborating');
    await expect(admin.getByRole('status').getByText('Saved')).toBeVisible();
    await admin.reload();
    await expect(admin.getByRole('textbox', { name: 'Lesson 2', exact: true })).toHaveValue('What a version is');
    await admin.keyboard.press('ControlOrMeta+Enter');
  });

  const lessons = admin.getByRole('region', { name: 'Lessons' });
  await test.step('the lessons arrive in batches; one that is not valid says why and holds up none', async () => {
    await expect(admin.getByText('Lessons').first()).toBeVisible();
    await expect(admin.getByRole('status').getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(admin.getByText('To settle first', { exact: false }).first()).toBeVisible();
    await expect(admin.getByText('Lesson 8, Hosting, has no text.')).toBeVisible();
    await expectAccessible(admin, { inDark: true });
    await stepOf(admin, 'Lessons').click();
    await expect(lessons.getByText('7 of 8 written')).toBeVisible();
    await expect(lessons.getByText('Not valid')).toHaveCount(1);
    await expectAccessible(admin);
  });

  await test.step('one is written anew after an instruction, beside the version before it', async () => {
    await admin.getByRole('button', { name: 'Regenerate What a version is' }).click();
    await admin.getByRole('textbox', { name: 'What is to be different' }).fill('Under 800 words');
    await admin.getByRole('button', { name: /^Regenerate for about \$0\.\d+/ }).click();
    await expect(lessons.getByText('Version 2')).toBeVisible({ timeout: 30_000 });
    await admin.getByRole('button', { name: 'Read version 1 of What a version is' }).click();
    await expect(admin.getByRole('article').getByText('version version').first()).toBeVisible();
    await admin.goBack();
    await admin.getByRole('button', { name: 'Regenerate Hosting' }).click();
    await admin.getByRole('textbox', { name: 'What is to be different' }).fill('Say what a host is');
    await admin.getByRole('button', { name: /^Regenerate for about/ }).click();
    await expect(lessons.getByText('8 of 8 written')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('going back makes another course that waits, and the outline has not changed', async () => {
    await stepOf(admin, 'Curriculum').click();
    const before = admin.url();
    await admin.getByRole('button', { name: 'Go back to here' }).click();
    await expect(admin.getByText('Branched from another course')).toBeVisible();
    await expect(admin.getByRole('textbox', { name: 'Lesson 2', exact: true })).toHaveValue('What a version is');
    expect(admin.url()).not.toBe(before);
    await admin.goto(`/w/${workspace}/outline`);
    await expect(admin.getByText('What a version is')).toHaveCount(0);
  });
});

test('two who edit one curriculum are told of each other, and approving waits until the other change was seen', async ({
  as,
}) => {
  const [admin, second] = [await as('admin'), await as('admin')];
  const workspace = await newWorkspace(admin, 'Conflicts');
  await useModelServer(admin, workspace, server);
  await admin.goto(`/w/${workspace}/jobs/new?kind=course`);
  await chooseBrief(admin, file('COURSE-BRIEF.md', BRIEF));
  await admin.getByRole('button', { name: /^Start research/ }).click();
  const title = (page: Page) => page.getByRole('textbox', { name: 'Lesson 1', exact: true });
  await expect(title(admin)).toBeVisible({ timeout: 30_000 });
  await second.goto(admin.url());
  await title(second).fill('Named by the other');
  await expect(second.getByRole('status').getByText('Saved')).toBeVisible();
  await title(admin).fill('Named here');
  await expect(admin.getByText(/changed this curriculum while you were reading/)).toBeVisible();
  await expect(admin.getByRole('button', { name: /Approve curriculum/ })).toBeDisabled();
  await admin.getByRole('button', { name: 'Show their version' }).click();
  await expect(title(admin)).toHaveValue('Named by the other');
  await expect(admin.getByRole('button', { name: /Approve curriculum/ })).toBeEnabled();
});

test('without a key a course is cut from sources on the same page, and research is skipped', async ({ as }) => {
  const admin = await as('admin');
  const workspace = await newWorkspace(admin, 'Keyless');
  await admin.goto(`/w/${workspace}/jobs/new?kind=course`);
  await admin.getByRole('button', { name: 'Fill in the form' }).click();
  await admin.getByRole('textbox', { name: 'Title', exact: true }).fill('Soil and water');
  const more = (word: string) =>
    Array.from({ length: 20 }, (_, nth) => `Farmers of field ${nth} keep a record of ${word} through the year.`).join(
      ' ',
    );
  const chooser = admin.waitForEvent('filechooser');
  await admin.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(
    file(
      'soil.md',
      `# Soil\n\n## What soil is\n\nA loam is a soil that holds equal parts of sand and silt. ${more('soil')}\n\n## How water moves\n\nInfiltration is the movement of water into a loam. ${more('water')}\n`,
    ),
  );
  await expect(admin.getByText('Read', { exact: true })).toBeVisible();
  await admin.getByRole('button', { name: /^Start for \$0/ }).click();
  await expect(admin.getByText('Skipped, needs a model')).toBeVisible();
  await admin.getByRole('button', { name: /^Approve curriculum/ }).click({ timeout: 30_000 });
  await expect(admin.getByRole('status').getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
  await stepOf(admin, 'Lessons').click();
  const lessons = admin.getByRole('region', { name: 'Lessons' });
  await expect(lessons.getByText('2 of 2 written')).toBeVisible();
  await expect(lessons.getByRole('button', { name: /^Regenerate/ })).toHaveCount(0);
  await expect(lessons.getByText('Exercises').first()).toBeVisible();
});

test('an editor waits for a reviewer, and whoever is no member sees nothing', async ({ as }) => {
  const editor = await as('editor');
  await editor.goto('/w/demo/jobs/new?kind=course');
  await editor.getByRole('button', { name: 'Fill in the form' }).click();
  await editor.getByRole('textbox', { name: 'Title', exact: true }).fill('Water');
  const chooser = editor.waitForEvent('filechooser');
  await editor.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(
    file('water.md', `# Water\n\nInfiltration is the movement of water. ${prose('water', 200)}`),
  );
  await expect(editor.getByText('Read', { exact: true })).toBeVisible();
  await editor.getByRole('button', { name: /^Start for \$0/ }).click();
  await expect(editor.getByText('This curriculum waits for a reviewer.')).toBeVisible({ timeout: 30_000 });
  await expect(editor.getByRole('button', { name: /Approve curriculum/ })).toHaveCount(0);
  const url = editor.url();
  await editor.context().clearCookies();
  await editor.goto(url);
  await expect(editor.getByRole('heading', { name: /Sign in/ })).toBeVisible();
});
