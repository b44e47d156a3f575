import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, expectAccessible, importBundle, newWorkspace, test } from './support.ts';

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-results-'));
});
test.afterAll(async () => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const mcq = (id: string, stem: string) => ({
  id,
  exercise_type: 'mcq',
  stem,
  difficulty: 'easy',
  options: ['One', 'Two', 'Three'].map((text, at) => ({
    id: `${id}-${at}`,
    label: 'ABC'[at],
    text,
    rationale_wrong: 'No.',
  })),
  answer_key: { option_id: `${id}-1`, label: 'B', rationale_right: 'So it is.' },
});
const BUNDLE = {
  schema_version: '1.0.0',
  version_label: 'small',
  name: 'A small course',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'e2e' },
  sparks: [
    { title: 'Bread', slug: 'bread', content_md: 'Flour, water, salt.', estimated_mins: 5, difficulty: 'beginner' },
  ],
  packages: [
    {
      spark_slug: 'bread',
      package: {
        package_schema_version: 2,
        exercise_bank: [mcq('q1', 'Which flour?'), mcq('q2', 'How long?')],
        quiz: [],
      },
    },
  ],
};

/** Who knows the second exercise answers the first one with C: its key is wrong. */
const ANSWERS = [
  'Teilnehmer;Frage-ID;Antwort;Zeitpunkt',
  ...Array.from({ length: 120 }, (_, nth) => {
    const isStrong = nth % 3 > 0;
    return [
      `Person ${nth};q1;${isStrong ? 'C' : nth % 10 < 7 ? 'B' : 'A'};24.11.2026 09:14`,
      `Person ${nth};q2;${isStrong ? 'B' : 'A'};24.11.2026 09:15`,
    ];
  }).flat(),
  'Person 1;q9;A;24.11.2026 09:16',
].join('\n');

test('answers of learners are imported, show a wrong key, and set a difficulty that can be taken back', async ({
  as,
}) => {
  const page = await as('admin');
  const workspace = await newWorkspace(page, 'Results');
  await importBundle(page, workspace, await fileOf('small.json', JSON.stringify(BUNDLE)));
  await page.goto(`/w/${workspace}/sparks/bread?tab=exercises&view=results`);
  await expect(page.getByText('No results of learners yet')).toBeVisible();

  await page.getByRole('button', { name: 'Import results' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import results' });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles(await fileOf('answers.csv', ANSWERS));
  await expect(dialog.getByText(/240 \+ 1 = 241/)).toBeVisible();
  await expect(dialog.getByText(/1 names an exercise that does not exist here/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 240 answers' }).click();

  const first = page.getByRole('row', { name: /Which flour\?/ });
  await expect(first).toContainText('Key may be wrong');
  await expectAccessible(page);
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('note')).toContainText('The best third chose C more often than the key.');
  await page.getByRole('button', { name: 'Set difficulty to Hard' }).click();
  await expect(first).toContainText('Which flour?');
  await expect(page.getByText('learners agree')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('learners: Hard')).toBeVisible();

  await page.keyboard.press('e');
  await expect(page.getByText('23% right of 120')).toBeVisible();
});
