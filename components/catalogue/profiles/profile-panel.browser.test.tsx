import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { ProfilePanel as Panel } from '#lib/catalogue/data/profiles.ts';
import { ProfilePanel } from './profile-panel.tsx';
import { profilesText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const label = (field: string) => profilesText.fields[field] ?? '';

interface Sent {
  kind: string;
  base: Record<string, unknown>;
  patch: Record<string, unknown>;
}
const sent = () => inputsOf<Sent>('saveProfileAction').map(({ base, patch }) => ({ base, patch }));

async function open(profile: Record<string, unknown> | null, more: Partial<Panel> = {}) {
  const queries = testQueries();
  const panel: Panel = {
    profile,
    research: null,
    resources: [],
    conversations: [],
    runs: [],
    personas: [],
    counted: { lessons: 6, minutes: 84 },
    ...more,
  };
  queries.setQueryData(keys.profile(WORKSPACE, 'concept', ID), panel);
  answer('people', () => done({}));
  answer('profile', () => done(panel));
  return show(<ProfilePanel workspace={WORKSPACE} kind="concept" id={ID} />, { queries });
}
/** The server takes what it gets. */
const takeAll = (before: object = {}) =>
  answer<Sent>('saveProfileAction', ({ patch }) =>
    done({ row: { ...before, ...patch }, conflicts: {}, change_set_id: 'x' }),
  );

test('a text is saved when one leaves it, on top of what it said; a choice at once', async () => {
  takeAll({ flow_type: 'short', learner_level: 'odd' });
  const screen = await open({ flow_type: 'standard', learner_level: 'odd' });
  const flow = screen.getByRole('textbox', { name: label('flow_type') });
  await flow.fill('short');
  await userEvent.tab();
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  await expect.element(flow).toHaveValue('short');
  // What came from elsewhere is a choice of its own.
  await screen.getByRole('button', { name: `odd ${label('learner_level')}` }).click();
  await screen.getByRole('option', { name: 'Expert' }).click();
  await expect.poll(sent).toEqual([
    { base: { flow_type: 'standard' }, patch: { flow_type: 'short' } },
    { base: { learner_level: 'odd' }, patch: { learner_level: 'expert' } },
  ]);
});

test('a field that somebody else changed is a choice; taking theirs shows theirs', async () => {
  answer<Sent>('saveProfileAction', () =>
    done({ row: { flow_type: 'long', status: 'new' }, conflicts: { flow_type: 'long' }, change_set_id: null }),
  );
  const screen = await open({ flow_type: 'standard' });
  const flow = screen.getByRole('textbox', { name: label('flow_type') });
  await flow.fill('short');
  await userEvent.tab();
  await expect.element(screen.getByText(profilesText.conflict(label('flow_type')))).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: label('status') })).toHaveValue('new');
  // What is typed in another field and cannot be saved yet stays.
  const wanted = screen.getByRole('textbox', { name: label('target_lesson_count') });
  await wanted.fill('six');
  await screen.getByRole('button', { name: profilesText.take('“long”') }).click();
  await expect.element(flow).toHaveValue('long');
  await expect.element(wanted).toHaveValue('six');
  expect(sent()).toHaveLength(1);
});

test('keeping mine saves it over theirs', async () => {
  answer<Sent>('saveProfileAction', ({ base, patch }) =>
    base.flow_type === 'long'
      ? done({ row: patch, conflicts: {}, change_set_id: 'x' })
      : done({ row: { flow_type: 'long' }, conflicts: { flow_type: 'long' }, change_set_id: null }),
  );
  const screen = await open({ flow_type: 'standard' });
  const flow = screen.getByRole('textbox', { name: label('flow_type') });
  await flow.fill('short');
  await userEvent.tab();
  await screen.getByRole('button', { name: profilesText.keep('“short”') }).click();
  await expect.poll(() => sent().at(-1)).toEqual({ base: { flow_type: 'long' }, patch: { flow_type: 'short' } });
  await expect.element(flow).toHaveValue('short');
});

test('what is no number is not sent, and what the server refuses stands at its field', async () => {
  answer('saveProfileAction', () =>
    refused({
      code: 'invalid_input',
      message: 'Some values are not valid.',
      fields: { target_lesson_count: 'Too much.' },
    }),
  );
  const screen = await open(null);
  const wanted = screen.getByRole('textbox', { name: label('target_lesson_count') });
  await wanted.fill('six');
  await userEvent.tab();
  await expect.element(screen.getByText(profilesText.badNumber.number)).toBeVisible();
  expect(sent()).toEqual([]);
  await wanted.fill('99999999999');
  await userEvent.tab();
  await expect.element(screen.getByText('Too much.')).toBeVisible();
});

test('what has no place is shown as it came', async () => {
  const screen = await open({ is_global: false, extras: { x_campaign: { season: 'spring' } }, id: 'row', version: 3 });
  await expect.element(screen.getByText('x_campaign')).toBeVisible();
  await expect.element(screen.getByText('{"season":"spring"}')).toBeVisible();
  await expect.element(screen.getByText('version')).not.toBeInTheDocument();
});
