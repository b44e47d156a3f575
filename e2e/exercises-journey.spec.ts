import { expect, expectAccessible, newWorkspace, type Page, test } from './support.ts';

/** One exercise of every type, as it is typed. */
const LINES = [
  'What is a degree day?\nA day of rain\n* A day one degree above the base\nA cold day',
  'Which temperatures count?\n* The highest\n* The lowest\nThat of the wind',
  'The base is the same for every plant.\nTrue\nFalse*',
  'What is the lowest useful temperature called?\n= base\n= base temperature',
  'How many degree days has 14 °C over a base of 10 °C?\n= 4 ± 0.1 GDD',
  'A plant grows above its [[base|ground]] temperature.',
  'Which base has each?\nMaize -> 10\nWheat -> 0',
  'Which step comes first?\n1. Measure\n2. Subtract\n3. Add up',
  'Explain degree days to a farmer.',
];

/** What a learner types or presses for each; null: an answer of several lines. */
const ANSWERS = [['b'], ['a', 'b'], ['b'], 'base', '4.05', 'ground', ['a'], ['ArrowDown'], 'They add up.'] as const;

const BUNDLE = {
  schema_version: '1.0.0',
  version_label: 'one',
  metadata: { generated_at: '2026-11-20T00:00:00Z', source_system: 'journey' },
  domains: [{ slug: 'farming', name: 'Farming', is_published: true }],
  trails: [
    { domain_slug: 'farming', slug: 'weather', title: 'Weather', difficulty_level: 'beginner', is_published: true },
  ],
  concepts: [{ trail_slug: 'weather', slug: 'degree-days', title: 'Degree days', order_index: 0, is_published: true }],
  sparks: [
    {
      slug: 'add-up-warmth',
      title: 'Add up warmth',
      summary: 'How warm days add up.',
      content_md: 'A plant grows above its base.',
      estimated_mins: 5,
      difficulty: 'beginner',
      is_published: true,
    },
  ],
  concept_sparks: [{ concept_slug: 'degree-days', spark_slug: 'add-up-warmth', order_index: 0 }],
  objectives: [{ concept_slug: 'degree-days', id: 'lo_1', title: 'Add up degree days', order_index: 0 }],
};

async function course(page: Page): Promise<string> {
  const workspace = await newWorkspace(page, 'All by keyboard');
  await page.goto(`/w/${workspace}/imports/new`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = Buffer.from(JSON.stringify(BUNDLE));
  await (await chooser).setFiles({ name: 'farming.json', mimeType: 'application/json', buffer });
  await page.getByRole('button', { name: 'Apply import' }).click();
  await expect(page.getByRole('heading', { name: 'What was written' })).toBeVisible();
  return workspace;
}

/** Sets a field of all exercises, by keyboard: from the bar below the bank. */
async function setAll(page: Page, field: string, presses: number): Promise<void> {
  await page
    .getByRole('toolbar', { name: 'For all that are chosen' })
    .getByRole('button', { name: `Set ${field}`, exact: true })
    .press('Enter');
  const first = page.getByRole('dialog').getByRole('radio').first();
  await expect(first).toBeFocused();
  await page.keyboard.press('Space');
  for (let at = 0; at < presses; at += 1) await page.keyboard.press('ArrowDown');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Set .* of 9$/ })
    .press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a bank of every type is written, covered, put into a quiz, answered and staged, all by keyboard', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const page = await as('admin');
  const workspace = await course(page);
  const bank = `/w/${workspace}/sparks/add-up-warmth?tab=exercises`;
  const rows = page.getByRole('grid', { name: 'Exercise' }).getByRole('row');

  await test.step('each of the nine types from typed lines, one after the other', async () => {
    await page.goto(bank);
    for (const [at, lines] of LINES.entries()) {
      await expect(page.getByRole('textbox', { name: 'Question and answers' })).toBeFocused();
      await page.keyboard.insertText(lines);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('complementary', { name: `Exercise ${at + 1}` })).toBeVisible();
      if (at < LINES.length - 1) await page.keyboard.press('n');
    }
    await page.keyboard.press('Escape');
    await expect(rows.last()).toBeFocused();
  });

  await test.step('all of them get an objective and a level at once, and the coverage shows it', async () => {
    await page.keyboard.press('Control+a');
    await expect(page.getByText('9 chosen')).toBeVisible();
    await setAll(page, 'objective', 0);
    await setAll(page, 'level', 1);
    await page.getByRole('radio', { name: 'Coverage' }).press('Space');
    await expect(page.getByRole('grid', { name: /^Coverage of/ }).getByRole('row', { name: /Add up/ })).toContainText(
      '9',
    );
    await expectAccessible(page);
  });

  await test.step('a quiz is assembled and used', async () => {
    await page.getByRole('radio', { name: /^Quiz/ }).press('Space');
    await expect(page.getByText('No quiz yet')).toBeVisible();
    await page.keyboard.press('a');
    await expect(page.getByRole('heading', { name: /^A proposal of 8 questions/ })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: '8 questions' })).toBeVisible();
  });

  await test.step('each is answered as a learner', async () => {
    await page.getByRole('radio', { name: 'Bank' }).press('Space');
    await page.getByRole('link', { name: 'Preview all' }).press('Enter');
    for (const [at, answer] of ANSWERS.entries()) {
      await expect(page.getByText(`Question ${at + 1} of 9`)).toBeVisible();
      const isOpen = at === 8;
      if (typeof answer === 'string') {
        await expect(page.getByRole('textbox')).toBeFocused();
        await page.keyboard.type(answer);
      } else {
        // Steps are moved from a handle; everything else is chosen by its letter.
        if (at === 7)
          await page
            .getByRole('button', { name: /^Move .* down$/ })
            .first()
            .press('Enter');
        else for (const key of answer) await page.keyboard.press(key);
      }
      await expect(page.getByRole('button', { name: 'Check answer' })).toBeEnabled();
      await page.getByRole('button', { name: 'Check answer' }).press('Enter');
      if (isOpen) await page.getByRole('radio', { name: /Full/ }).press('Space');
      else await expect(page.getByRole('status')).toContainText(/of 1/);
      if (at === 0) await expectAccessible(page);
      await page.getByRole('button', { name: at === 8 ? 'Finish' : 'Next question' }).press('Enter');
    }
    await expect(page.getByRole('heading', { name: /of 9 points/ })).toBeFocused();
    await page.keyboard.press('p');
    await expect(page.getByRole('tab', { name: 'Exercises' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('one that blocks keeps the snapshot back, and the refusal leads to it', async () => {
    await page.goto(`${bank}&exercise=new`);
    await page.getByRole('button', { name: 'True or false' }).press('Enter');
    await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Every plant needs warmth.');
    await expect(page.getByText('Choose True or False. Until then the exercise blocks.')).toBeVisible();
    await expect(page.getByText(/Saved \d/)).toBeVisible();
    await page.goto(`/w/${workspace}/snapshots/new`);
    await page.getByRole('textbox', { name: 'Label' }).fill('with a hole');
    await page.keyboard.press('Enter');
    const refusal = page.getByRole('alert').filter({ hasText: 'One thing is in the way' });
    await expect(refusal).toBeFocused();
    await refusal.getByRole('link', { name: /exercise 10/ }).press('Enter');
    await page.getByRole('radio', { name: 'True', exact: true }).press('Space');
    await expect(page.getByText(/Saved \d/)).toBeVisible();
    await page.goto(`/w/${workspace}/snapshots/new`);
    await page.getByRole('textbox', { name: 'Label' }).fill('whole');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '“whole” is staged' })).toBeVisible();
  });
});
