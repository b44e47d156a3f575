import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
// The file as pages elsewhere load it.
import script from '../../../public/player/trailwright-exercises.js?raw';
import { played } from './played.cases.ts';

const data = (...types: (keyof typeof EXERCISES)[]) => ({
  title: 'Bread',
  language: 'en',
  version: 4,
  exercises: types.map((type, at) => played(EXERCISES[type], at)),
});

/** A page that has the player in it, with what it hears from it. */
async function embed(inside: string, attributes = '') {
  const heard = vi.fn();
  for (const name of ['trailwright-answer', 'trailwright-finish', 'trailwright-failed'])
    document.body.addEventListener(name, (event) => heard(name, (event as CustomEvent).detail));
  document.body.innerHTML = `<trailwright-exercises ${attributes}>${inside}</trailwright-exercises>`;
  if (!customElements.get('trailwright-exercises')) new Function(script)();
  await customElements.whenDefined('trailwright-exercises');
  return heard;
}

/** What has the focus within the player; the page sees only that the player has it. */
const focused = () => document.querySelector('trailwright-exercises')?.shadowRoot?.activeElement ?? null;

test('plays what stands in it, and tells each answer and the end', async () => {
  const heard = await embed(
    `<script type="application/json">${JSON.stringify(data('mcq', 'cloze', 'ordering'))}</script>`,
  );
  await page.getByRole('radio', { name: 'Gas from the yeast' }).click();
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect.poll(() => page.getByRole('status').query()?.textContent).toContain('Right · 1 of 1');
  await expect.poll(focused).toBe(page.getByRole('status').element());
  expect(heard).toHaveBeenCalledWith('trailwright-answer', {
    exercise_id: 'bread-1',
    version: 4,
    response: { exercise_type: 'mcq', option_id: 'o-b' },
    score: 1,
    max: 1,
    attempt: 1,
    ms: expect.any(Number),
  });
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Blank 1');
  await userEvent.keyboard('water');
  await page.getByRole('combobox', { name: 'Blank 2' }).selectOptions('rest');
  await page.getByRole('textbox', { name: 'Blank 3' }).fill('Hour');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => page.getByRole('status').query()?.textContent).toContain('Right · 1 of 1');
  await userEvent.keyboard('{Enter}');
  await page.getByRole('button', { name: 'Check answer' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect.element(page.getByRole('heading', { name: /of 3 points/ })).toBeVisible();
  expect(heard).toHaveBeenLastCalledWith(
    'trailwright-finish',
    expect.objectContaining({ max: 3, answered: 3, skipped: 0 }),
  );
});

test('takes its questions as a property, and speaks the language of its attribute', async () => {
  await embed('', 'lang="de"');
  const element = document.querySelector('trailwright-exercises') as HTMLElement & { exercises: unknown };
  element.exercises = data('true_false');
  await expect.element(page.getByRole('radio', { name: 'Falsch' })).toBeVisible();
  await expect.element(page.getByText('Frage 1 von 1')).toBeVisible();
});

test('tells when there is nothing to play', async () => {
  const heard = await embed('<script type="application/json">{ broken</script>');
  await expect.poll(() => heard.mock.calls.map(([name]) => name)).toEqual(['trailwright-failed']);
});
