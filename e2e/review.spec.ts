import type { LLMock } from '@copilotkit/aimock';
import { answer, asks, useModelServer as setModelServer, startModelServer } from './model-server.ts';
import { expect, expectAccessible, inviteTeam, newWorkspace, type Page, test } from './support.ts';

const prose = (word: string) =>
  `# ${word}\n\n${Array.from({ length: 200 }, (_, nth) => (nth % 12 === 11 ? `${word}.` : word)).join(' ')}`;
const lesson = (title: string) => ({
  title,
  summary: `About ${title}.`,
  minutes: 5,
  bloom: 'apply',
  objectives: [`Use ${title}`],
});
const CURRICULUM = {
  title: 'Bread with levain',
  modules: [
    {
      title: 'The levain',
      lessons: ['What a levain is', 'Feed a levain', 'Store a levain', 'Dry a levain', 'Wake a levain'].map(lesson),
    },
  ],
};

/** An exercise as a model would have it. */
const BETTER = {
  stem: 'What does a levain live on?',
  cognitive_level: 'Recall',
  difficulty: 'easy',
  objective: null,
  options: ['Flour', 'Salt', 'Water alone'].map((text, nth) => ({ text, is_right: nth === 2, reason: 'Why.' })),
  answer: null,
  accepted: [],
};

let server: LLMock;
test.beforeAll(async () => {
  server = await startModelServer();
  server.on({ predicate: asks('modules') }, answer(CURRICULUM));
  server.on(
    { predicate: asks('key_terms') },
    answer({ title: 'L', summary: 'S', content_md: prose('levain'), key_terms: [] }),
  );
  server.on(
    { predicate: asks('seo_notes') },
    answer({ title: 'Report', content_md: prose('market'), seo_notes: null }),
  );
  server.on(
    { predicate: asks('removals') },
    answer({ changes: [{ number: 1, question: BETTER }], removals: [], questions: [] }),
  );
});
test.afterAll(() => server.stop());

/** A workspace of an admin with an editor, a reviewer and a model. */
async function newTeam(admin: Page, editor: Page, reviewer: Page, name: string): Promise<string> {
  const workspace = await newWorkspace(admin, name);
  await inviteTeam(admin, workspace, [
    [editor, 'editor'],
    [reviewer, 'reviewer'],
  ]);
  await setModelServer(admin, workspace, server);
  return workspace;
}

/** A course that the editor asked for, whose lessons wait in the queue. */
async function draftCourse(editor: Page, reviewer: Page, workspace: string): Promise<void> {
  await editor.goto(`/w/${workspace}/jobs/new?kind=course`);
  await editor.getByRole('button', { name: 'Fill in the form' }).click();
  await editor.getByRole('textbox', { name: 'Title' }).fill('Bread with levain');
  await editor.getByRole('button', { name: /^Start research/ }).click();
  await expect(editor.getByText('Needs approval').first()).toBeVisible({ timeout: 30_000 });
  await reviewer.goto(new URL(editor.url()).pathname);
  await reviewer.getByRole('button', { name: 'Approve curriculum' }).click();
  await expect(editor.getByRole('status').filter({ hasText: 'Done' })).toBeVisible({ timeout: 30_000 });
}

const group = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const strip = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

test('lessons of a course are approved by key, edited, rejected and taken back, and stand in the catalogue', async ({
  as,
}) => {
  // Three people, a course and its lessons.
  test.setTimeout(180_000);
  const [admin, editor, reviewer] = [await as('admin'), await as('editor'), await as('reviewer')];
  const workspace = await newTeam(admin, editor, reviewer, 'Review');
  await draftCourse(editor, reviewer, workspace);

  await test.step('an admin switches on what helps against approving asleep, and it stays on', async () => {
    await admin.goto(`/w/${workspace}/settings/workspace`);
    const section = group(admin, 'Staying alert while reviewing');
    const turn = async (name: string, on: boolean) => {
      const one = section.getByRole('switch', { name });
      // A key that comes before the page is alive is lost.
      await expect(async () => {
        if ((await one.isChecked()) !== on) await one.press('Space', { timeout: 2_000 });
        await expect(one).toBeChecked({ checked: on, timeout: 2_000 });
      }).toPass();
      await expect(one).toBeEnabled();
    };
    for (const name of ['Checks among the drafts', 'Time to look at what carries a risk']) await turn(name, true);
    await expect(section.getByRole('button', { name: /Share of checks/ })).toHaveText(/3 of 100 drafts/);
    await admin.reload();
    await expect(section.getByRole('switch', { name: 'Checks among the drafts' })).toBeChecked();
    await expect(section.getByRole('switch', { name: 'Time to look at what carries a risk' })).toBeChecked();
    await expect(section.getByRole('switch', { name: 'Pause after an hour' })).not.toBeChecked();
    await turn('Checks among the drafts', false);
    await expect(section.getByRole('button', { name: /Share of checks/ })).toBeHidden();
  });

  await test.step('an editor reads the queue and decides nothing', async () => {
    await editor.goto(`/w/${workspace}/review?show=all`);
    await expect(async () => {
      // A press that comes before the page is alive is lost.
      await group(editor, 'New lessons').getByRole('button').first().click();
      await expect(editor.getByRole('button', { name: 'Approve lesson' })).toBeDisabled({ timeout: 2_000 });
    }).toPass();
    await expect(editor.getByText('Reviewers decide about proposals.')).toBeVisible();
  });

  await reviewer.goto(`/w/${workspace}/review`);
  const lessons = group(reviewer, 'New lessons');
  await expect(lessons.getByRole('button')).toHaveText([
    /What a levain is/,
    /Feed a levain/,
    /Store a levain/,
    /Dry a levain/,
    /Wake a levain/,
  ]);
  await expectAccessible(reviewer);
  await lessons.getByRole('button', { name: /What a levain is/ }).click();
  await expect(reviewer.getByRole('heading', { level: 1, name: 'What a levain is' })).toBeVisible();
  await test.step('somebody else is told who is deciding', async () => {
    const held = group(admin, 'New lessons').getByRole('button', { name: /is deciding/ });
    // The claim goes out a moment after the draft is on the screen.
    await expect(async () => {
      await admin.goto(`/w/${workspace}/review`);
      await expect(held).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await held.click();
    await expect(admin.getByText(/It is free again at/)).toBeVisible();
    await expect(admin.getByRole('button', { name: 'Approve lesson' })).toBeDisabled();
  });

  await reviewer.keyboard.press('a');
  await expect(strip(reviewer, 'Approved What a levain is')).toBeVisible();
  // The next one is open at once.
  await expect(reviewer.getByRole('heading', { level: 1, name: 'Feed a levain' })).toBeVisible();

  await reviewer.keyboard.press('e');
  const source = reviewer.getByRole('textbox', { name: /Markdown/ });
  await source.click();
  await reviewer.keyboard.press('Control+End');
  await reviewer.keyboard.type(' With a spoon.');
  await reviewer.getByRole('button', { name: 'Approve with your edits' }).click();
  await expect(strip(reviewer, 'Approved Feed a levain with your edits')).toBeVisible();

  await expect(reviewer.getByRole('heading', { level: 1, name: 'Store a levain' })).toBeVisible();
  await reviewer.keyboard.press('r');
  await reviewer.keyboard.press('6');
  await expect(strip(reviewer, 'Rejected Store a levain')).toBeVisible();
  await reviewer.keyboard.press('z');
  await expect(strip(reviewer, 'Taken back: Store a levain')).toBeVisible();
  await expect(lessons.getByRole('button', { name: /Store a levain/ })).toBeVisible();

  await test.step('another version is asked for, and the one before is kept', async () => {
    await lessons.getByRole('button', { name: /Store a levain/ }).click();
    await reviewer.keyboard.press('g');
    await reviewer.getByRole('textbox', { name: 'What should be different?' }).fill('Say for how many days.');
    await reviewer.keyboard.press('Control+Enter');
    await expect(reviewer.getByText('Another version is being written').first()).toBeVisible();
    await expect(async () => {
      await reviewer.reload();
      await lessons.getByRole('button', { name: /Store a levain/ }).click();
      await expect(reviewer.getByText('Version 2 of 2')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await expect(reviewer.getByText('“Say for how many days.”')).toBeVisible();
    await reviewer.getByRole('button', { name: 'Older version' }).click();
    await expect(reviewer.getByText('A newer version took the place of this one.')).toBeVisible();
    await expect(reviewer.getByRole('button', { name: 'Approve lesson' })).toBeDisabled();
  });

  await test.step('several are approved in one act and taken back in one', async () => {
    await lessons.getByRole('button', { name: /Dry a levain/ }).click();
    await expect(reviewer.getByRole('heading', { level: 1, name: 'Dry a levain' })).toBeVisible();
    await reviewer.keyboard.press('x');
    await expect(reviewer.getByRole('heading', { level: 1, name: '1 draft chosen' })).toBeVisible();
    await reviewer.keyboard.press('j');
    await reviewer.keyboard.press('x');
    await expect(reviewer.getByRole('heading', { level: 1, name: '2 drafts chosen' })).toBeVisible();
    await expectAccessible(reviewer);
    await reviewer.keyboard.press('a');
    await expect(strip(reviewer, 'Approved 2 drafts.')).toBeVisible();
    await reviewer.keyboard.press('z');
    await expect(strip(reviewer, 'Taken back: 2 decisions')).toBeVisible();
    await expect(lessons.getByRole('button', { name: /Wake a levain/ })).toBeVisible();
  });

  await test.step('the queue is narrowed, and the filter kept', async () => {
    await reviewer.keyboard.press('f');
    const filters = reviewer.getByRole('dialog', { name: 'Filters' });
    await filters.getByRole('button', { name: /Kind/ }).click();
    await reviewer.getByRole('option', { name: 'Links' }).click();
    await expect(reviewer).toHaveURL(/kind=links/);
    await filters.getByRole('textbox', { name: 'Save these filters as' }).fill('Only links');
    await filters.getByRole('button', { name: 'Save' }).click();
    await expect(filters.getByRole('button', { name: 'Only links', exact: true })).toBeVisible();
    await filters.getByRole('button', { name: 'Clear all filters' }).click();
    await expect(reviewer).not.toHaveURL(/kind=links/);
    await reviewer.keyboard.press('Escape');
  });

  await test.step('an exercise is bettered by a model, merged with what somebody wrote meanwhile, played and approved', async () => {
    await editor.goto(`/w/${workspace}/sparks/feed-a-levain?tab=exercises`);
    const quick = editor.getByRole('textbox', { name: 'Question and answers' });
    await quick.fill('What does a levain eat?\n*Flour\nSalt\nSand');
    await editor.getByRole('button', { name: 'Add exercise' }).click();
    await expect(editor.getByText('What does a levain eat?').first()).toBeVisible();
    await editor.getByRole('link', { name: 'Ask for another version' }).click();
    await editor.getByRole('button', { name: /^Start/ }).click();
    await expect(editor.getByRole('status').filter({ hasText: 'Done' })).toBeVisible({ timeout: 30_000 });

    await reviewer.goto(`/w/${workspace}/review`);
    await group(reviewer, 'Exercises').getByRole('button').first().click();
    await expect(reviewer.getByText(/The answer key changed from “A. Flour” to “C. Water alone”/)).toBeVisible();
    await reviewer.keyboard.press('v');
    await expect(reviewer.getByRole('region', { name: 'As a learner meets it' })).toBeVisible();
    await reviewer.keyboard.press('v');

    // Somebody words the question otherwise meanwhile.
    await editor.goto(`/w/${workspace}/sparks/feed-a-levain?tab=exercises`);
    await editor.getByText('What does a levain eat?').first().click();
    const question = editor.getByRole('form').getByRole('textbox', { name: 'Question' });
    await question.fill('What is a levain fed with?');
    await expect(editor.getByText('Saved').first()).toBeVisible();
    // “Saved” may be said of what was there before.
    await expect(async () => {
      await reviewer.goto(`/w/${workspace}/review?show=stale`);
      await group(reviewer, 'Stale').getByRole('button').first().click({ timeout: 2_000 });
    }).toPass();
    await expect(reviewer.getByText('One place left: the question of exercise 1.')).toBeVisible();
    await expectAccessible(reviewer);
    await reviewer.keyboard.press('1');
    await reviewer.keyboard.press('a');
    await expect(strip(reviewer, /^Approved Feed a levain/)).toBeVisible();
    await editor.goto(`/w/${workspace}/sparks/feed-a-levain?tab=exercises`);
    await expect(editor.getByText('What is a levain fed with?').first()).toBeVisible();
  });

  await editor.goto(`/w/${workspace}/search?q=spoon`);
  await expect(editor.getByRole('link', { name: /Feed a levain/ }).first()).toBeVisible();
});
