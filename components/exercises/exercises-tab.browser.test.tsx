import { expect, test } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { packageView } from '#lib/exercises/core/package-view.ts';
import { ExercisesTab } from './exercises-tab.tsx';
import { played } from './player/played.cases.ts';

const open = (bank: Exercise[], quiz: string[] = []) =>
  show(
    <div style={{ height: 600, overflow: 'auto' }}>
      <ExercisesTab
        workspace={WORKSPACE}
        spark={{ id: 'spark-1', slug: 'bread' }}
        exercises={packageView({ exercise_bank: bank, quiz }, 3)}
        first={bank.slice(0, 20).map(played)}
      />
    </div>,
  );

test('says what is right of each, and of what nobody has decided nothing', async () => {
  const screen = await open([EXERCISES.mcq, { ...EXERCISES.true_false, answer: null }], ['bread-1']);
  await expect.element(screen.getByText('Question 1 of the quiz')).toBeVisible();
  const [decided, undecided] = screen.getByRole('article').elements();
  expect(decided?.querySelectorAll('[aria-label="Right"]')).toHaveLength(1);
  expect(decided?.querySelectorAll('[aria-label="Wrong"]')).toHaveLength(2);
  expect(undecided?.querySelectorAll('[aria-label="Right"], [aria-label="Wrong"]')).toHaveLength(0);
  await expect.element(screen.getByText(/Nobody has decided whether it is true or false/)).toBeVisible();
});

test('exercises far below are rendered when somebody comes to them', async () => {
  const bank = Array.from({ length: 200 }, (_, at) => ({ ...EXERCISES.mcq, id: `e-${at}`, stem: `Question ${at}` }));
  answer<{ places: number[] }>('rendered-exercises', ({ places }) =>
    done({ version: 3, exercises: places.map((place) => played(bank[place] ?? EXERCISES.mcq, place)) }),
  );
  const screen = await open(bank);
  await expect.element(screen.getByText('Question 0', { exact: true })).toBeVisible();
  const last = screen.getByText('Question 199', { exact: true });
  expect(screen.getByRole('article').elements().length).toBeLessThan(100);
  last.element().scrollIntoView();
  await expect.element(screen.getByRole('link', { name: 'Preview 200' })).toBeVisible();
  const asked = inputsOf<{ places: number[] }>('rendered-exercises').flatMap(({ places }) => places);
  expect(asked).toContain(199);
  expect(asked).not.toContain(100);
});
