import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { played } from '../player/played.cases.ts';
import { ExercisePreview } from './exercise-preview.tsx';

const SPARK = { id: 'spark-1', slug: 'bread', title: 'Bread' };
const BANK = [EXERCISES.mcq, EXERCISES.true_false, EXERCISES.short_answer, EXERCISES.numeric, EXERCISES.ordering];
// What is asked again because React mounts twice in development counts once.
const asked = () => [
  ...new Set(inputsOf<{ places: number[] }>('rendered-exercises').map(({ places: [place] }) => place)),
];

beforeEach(() => {
  answer<{ places: number[] }>('rendered-exercises', ({ places }) =>
    done({ version: 4, exercises: places.map((place) => played(BANK[place] ?? EXERCISES.mcq, place)) }),
  );
});

const open = (places: number[], first = places[0]) =>
  show(
    <ExercisePreview
      workspace={WORKSPACE}
      spark={SPARK}
      what={{ from: 'quiz' }}
      version={4}
      language="en"
      places={places}
      bank={BANK.length}
      first={first === undefined ? null : played(BANK[first] ?? EXERCISES.mcq, first)}
    />,
  );

test('the first question is there at once, and two more are made ready; no others', async () => {
  const screen = await open([1, 0, 4, 3, 2]);
  await expect.element(screen.getByText(EXERCISES.true_false.stem)).toBeVisible();
  await expect.poll(asked).toEqual([0, 4]);
  await userEvent.keyboard('f{Enter}{Enter}');
  await expect.element(screen.getByText(EXERCISES.mcq.stem)).toBeVisible();
  await expect.poll(asked).toEqual([0, 4, 3]);
});

test('a question that cannot be had is asked for again', async () => {
  answer('rendered-exercises', () => refused({ code: 'not_found', message: 'This spark has no exercises.' }));
  const screen = await open([0, 1]);
  await userEvent.keyboard('s');
  await expect.element(screen.getByText('The question could not be loaded.')).toBeVisible();
  answer<{ places: number[] }>('rendered-exercises', () =>
    done({ version: 4, exercises: [played(EXERCISES.true_false, 1)] }),
  );
  await screen.getByRole('button', { name: 'Load it again' }).click();
  await expect.element(screen.getByText(EXERCISES.true_false.stem)).toBeVisible();
});

test('P and Escape go back to the exercises', async () => {
  const screen = await open([0]);
  const back = inWorkspace(WORKSPACE).spark('bread', { tab: 'exercises' });
  await userEvent.keyboard('p');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.router.push.mock.calls.map(([href]) => href)).toEqual([back, back]);
});

test('the phone is as wide as one', async () => {
  const screen = await open([0]);
  await screen.getByRole('radio', { name: 'Phone' }).click();
  await expect.poll(() => screen.container.querySelector('.tw-player')?.clientWidth).toBe(388);
});

test('a quiz without questions offers the bank', async () => {
  const screen = await open([]);
  await expect.element(screen.getByText('No question is in the quiz yet')).toBeVisible();
  const bank = screen.getByRole('link', { name: 'Try the whole bank (5)' });
  await expect.element(bank).toHaveAttribute('href', inWorkspace(WORKSPACE).played('bread', { from: 'bank' }));
  expect(screen.getByRole('button', { name: 'Copy embed code' }).query()).toBeNull();
});

test('the embed code holds the questions and loads the player of this studio', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  answer('played-package', () =>
    done({ title: 'Bread', language: 'en', version: 4, exercises: [played(EXERCISES.mcq)] }),
  );
  const screen = await open([0]);
  await screen.getByRole('button', { name: 'Copy embed code' }).click();
  await expect.element(screen.getByText('Embed code copied')).toBeVisible();
  expect(inputsOf('played-package')).toEqual([{ spark_id: 'spark-1', title: 'Bread', what: 'quiz' }]);
  const [[code]] = copied.mock.calls as [[string]];
  expect(code).toContain(`<script src="${location.origin}/player/trailwright-exercises.js" defer>`);
  expect(code).toContain('What makes dough rise?');
  copied.mockRestore();
});
