import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { PerformanceTab } from './performance-tab.tsx';
import { profilesText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const words = profilesText.performance;
const label = (field: string) => profilesText.fields[field] ?? '';

const day = (measured_on: string, more: Partial<PerformanceDay> = {}): PerformanceDay => ({
  id: `id-${measured_on}`,
  measured_on,
  views: 30,
  unique_visitors: 5,
  avg_engagement_rate: 0.46,
  conversion_rate: null,
  search_impressions: null,
  avg_search_position: null,
  key_learnings: null,
  suggested_improvements: null,
  ...more,
});

interface Sent {
  base: Record<string, unknown>;
  patch: Record<string, unknown>;
  key: string;
}
const sent = () => inputsOf<Sent>('saveProfileAction').map(({ key, base, patch }) => ({ key, base, patch }));

/** The server takes what it gets. */
const takeAll = () =>
  answer<Sent>('saveProfileAction', ({ patch }) => done({ row: patch, conflicts: {}, change_set_id: 'x' }));

async function open(days: PerformanceDay[]) {
  answer('performance', () => done(days));
  return show(<PerformanceTab workspace={WORKSPACE} id={ID} slug="farm" />);
}
async function edit(days: PerformanceDay[], measured_on: string) {
  const screen = await open(days);
  await screen.getByRole('radio', { name: words.table }).click();
  await screen.getByRole('button', { name: words.edit(measured_on) }).click();
  return screen;
}

test('figures stand beside those before, and each of a day is saved by itself on top of what it said', async () => {
  takeAll();
  const days = [day('2026-01-31', { key_learnings: ['Most leave at the cloud.'] }), day('2025-12-31', { views: 20 })];
  const screen = await edit(days, '2025-12-31');
  await expect.element(screen.getByText('+50%')).toBeInTheDocument();
  await expect.element(screen.getByText('Most leave at the cloud.')).toBeInTheDocument();
  const views = screen.getByRole('textbox', { name: label('views') });
  await views.fill('25');
  await userEvent.tab();
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  const engagement = screen.getByRole('textbox', { name: label('avg_engagement_rate') });
  await expect.element(engagement).toHaveValue('46');
  await engagement.fill('57,5 %');
  await screen.getByRole('button', { name: words.done }).click();
  await expect.element(engagement).not.toBeInTheDocument();
  expect(sent()).toEqual([
    { key: '2025-12-31', base: { views: 20 }, patch: { views: 25 } },
    { key: '2025-12-31', base: { avg_engagement_rate: 0.46 }, patch: { avg_engagement_rate: 0.575 } },
  ]);
});

test('the key that closes the form saves what was typed last', async () => {
  takeAll();
  const screen = await edit([day('2026-01-31')], '2026-01-31');
  const views = screen.getByRole('textbox', { name: label('views') });
  await views.fill('31');
  await userEvent.keyboard('{Escape}');
  await expect.element(views).not.toBeInTheDocument();
  expect(sent()).toEqual([{ key: '2026-01-31', base: { views: 30 }, patch: { views: 31 } }]);
});

test('the form stays open for a figure that somebody else has typed meanwhile, and says both', async () => {
  answer<Sent>('saveProfileAction', () => done({ row: { views: 40 }, conflicts: { views: 40 }, change_set_id: null }));
  const screen = await open([day('2026-01-30')]);
  await screen.getByRole('button', { name: words.add }).click();
  await screen.getByRole('textbox', { name: words.day, exact: true }).fill('2026-01-31');
  await screen.getByRole('button', { name: words.next }).click();
  await screen.getByRole('textbox', { name: label('views') }).fill('50');
  await screen.getByRole('button', { name: words.done }).click();
  await expect.element(screen.getByText(profilesText.conflict(label('views')))).toBeVisible();
  takeAll();
  await screen.getByRole('button', { name: profilesText.keep('“50”') }).click();
  await expect.poll(sent).toEqual([
    { key: '2026-01-31', base: { views: null }, patch: { views: 50 } },
    { key: '2026-01-31', base: { views: 40 }, patch: { views: 50 } },
  ]);
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
});

test('what is not saved is told, and nothing is closed over it', async () => {
  answer('saveProfileAction', () => refused({ code: 'not_found', message: 'Somebody removed this while you wrote.' }));
  const screen = await edit([day('2026-01-31')], '2026-01-31');
  await screen.getByRole('textbox', { name: label('views') }).fill('31');
  await screen.getByRole('button', { name: words.done }).click();
  await expect.element(screen.getByText('Somebody removed this while you wrote.')).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: label('views') })).toHaveValue('31');
});

test('a figure that is refused, or no number, is not closed over because another one was saved', async () => {
  answer<Sent>('saveProfileAction', ({ patch }) =>
    'views' in patch
      ? refused({ code: 'invalid_input', message: 'No.', fields: { views: 'Too much.' } })
      : done({ row: patch, conflicts: {}, change_set_id: 'x' }),
  );
  const screen = await edit([day('2026-01-31')], '2026-01-31');
  const views = screen.getByRole('textbox', { name: label('views') });
  const visitors = screen.getByRole('textbox', { name: label('unique_visitors') });
  const close = screen.getByRole('button', { name: words.done });
  await views.fill('99');
  await visitors.fill('6');
  await close.click();
  await expect.element(screen.getByText('Too much.')).toBeVisible();
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  await expect.element(views).toHaveValue('99');
  await views.fill('2,5');
  await visitors.fill('7');
  for (const _ of [1, 2]) await close.click();
  await expect.poll(() => sent().at(-1)).toMatchObject({ patch: { unique_visitors: 7 } });
  await expect.element(screen.getByText(profilesText.badNumber.whole)).toBeVisible();
  // As it was: nothing is left to save.
  await views.fill('30');
  await close.click();
  await expect.element(views).not.toBeInTheDocument();
  expect(inputsOf<{ seen: string }>('saveProfileAction').every(({ seen }) => seen === 'id-2026-01-31')).toBe(true);
});

test('of a list that is corrected, entries that are no text go out as they came', async () => {
  takeAll();
  const learnings = [{ text: 'x' }, 'Two'];
  const screen = await edit([day('2026-01-31', { key_learnings: learnings })], '2026-01-31');
  const field = screen.getByRole('textbox', { name: label('key_learnings') });
  await field.fill('{"text":"x"}\nTwo\nThree');
  await screen.getByRole('button', { name: words.done }).click();
  await expect
    .poll(sent)
    .toMatchObject([{ base: { key_learnings: learnings }, patch: { key_learnings: [{ text: 'x' }, 'Two', 'Three'] } }]);
});

test('a day that has figures is edited and not added again', async () => {
  const screen = await open([day('2026-01-31')]);
  await expect.element(screen.getByRole('heading', { name: words.last('31 Jan 2026') })).toBeVisible();
  await screen.getByRole('button', { name: words.add }).click();
  const chosen = screen.getByRole('textbox', { name: words.day, exact: true });
  await chosen.fill('31.1.2026');
  await expect.element(screen.getByText(words.badDay)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: words.next })).toBeDisabled();
  await chosen.fill('2026-02-31');
  await expect.element(screen.getByText(words.badDay)).toBeVisible();
  await chosen.fill('2026-01-31');
  await expect.element(screen.getByText(words.dayTaken)).toBeVisible();
  await screen.getByRole('button', { name: words.editTaken }).click();
  await expect.element(screen.getByRole('heading', { name: words.formOf('2026-01-31') })).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: label('views') })).toHaveValue('30');
});

test('a day is removed at once, and undone', async () => {
  answer('trashEntityAction', () => done('removed'));
  answer('undoChangeSetAction', () => done('undone'));
  const screen = await open([day('2026-01-31'), day('2026-01-30')]);
  await screen.getByRole('radio', { name: words.table }).click();
  await screen.getByRole('button', { name: words.remove('2026-01-30') }).click();
  await expect.element(screen.getByText(words.removed('2026-01-30'))).toBeVisible();
  expect(inputsOf('trashEntityAction')).toEqual([
    { kind: 'trail_performance', id: 'id-2026-01-30', with_sparks: false },
  ]);
  await screen.getByRole('button', { name: /undo/i }).click();
  await expect.poll(() => inputsOf('undoChangeSetAction')).toEqual([{ change_set_id: 'removed' }]);
});
