import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { ProfilePanel as Panel } from '#lib/catalogue/data/profiles.ts';
import { ProfilePanel } from './profile-panel.tsx';
import { profilesText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const words = profilesText.plan;

interface Sent {
  base: Record<string, unknown>;
  patch: Record<string, unknown>;
}
const sent = () => inputsOf<Sent>('saveProfileAction').map(({ base, patch }) => ({ base, patch }));

/** A course with this profile; the server takes what is written over what it has, as `save_profile` does. */
async function open(profile: Record<string, unknown>, until?: Promise<void>, queries = testQueries()) {
  const panel: Panel = {
    profile: { status: 'draft', ...profile },
    research: null,
    resources: [],
    conversations: [],
    runs: [],
    personas: [{ id: ID, display_name: 'Ana' }],
    counted: { modules: 1, lessons: 1, minutes: 90 },
  };
  queries.setQueryData(keys.profile(WORKSPACE, 'trail', ID), panel);
  answer('people', () => done({}));
  answer('profile', () => done(panel));
  answer('course-lessons', () =>
    done([
      {
        id: 'm',
        slug: 'start',
        title: 'Start',
        lessons: [
          {
            id: 'l',
            slug: 'look',
            title: 'Look first',
            minutes: 90,
            words: 1234,
            lesson_id: '1.1',
            bloom_level: 'apply',
            gps_score: 0.67,
            status: 'reviewed',
            validation_status: 'failed',
          },
        ],
      },
    ]),
  );
  let row: Record<string, unknown> = { ...panel.profile };
  answer<Sent>('saveProfileAction', async ({ base, patch }) => {
    await until;
    const isStale = (field: string) => JSON.stringify(row[field] ?? null) !== JSON.stringify(base[field] ?? null);
    const entries = Object.entries(patch);
    const conflicts = entries.filter(([field]) => isStale(field)).map(([field]) => [field, row[field] ?? null]);
    row = { ...row, ...Object.fromEntries(entries.filter(([field]) => !isStale(field))) };
    return done({ row, conflicts: Object.fromEntries(conflicts), change_set_id: 'x' });
  });
  return show(<ProfilePanel workspace={WORKSPACE} kind="trail" id={ID} />, { queries });
}

test('an ideal customer is filled in key by key, and what no field can hold stays', async () => {
  const icp_data = { who: 'Grower', pain_points: ['Time'], channels: [{ name: 'Mail' }] };
  const screen = await open({ icp_data });
  const customer = screen.getByRole('group', { name: 'Ideal customer' });
  await expect.element(customer.getByRole('textbox', { name: 'Who' })).toHaveValue('Grower');
  await customer.getByRole('textbox', { name: 'Pain points' }).fill('Time\n\nMoney, mostly\n');
  await userEvent.tab();
  await expect.poll(sent).toEqual([
    {
      base: { icp_data },
      patch: { icp_data: { ...icp_data, pain_points: ['Time', 'Money, mostly'] } },
    },
  ]);
  await expect.element(customer.getByText(profilesText.keptInside(1))).toBeVisible();
});

test('a field of one’s own is added, and taken out again', async () => {
  const screen = await open({ icp_data: { who: 'Grower' } });
  const customer = screen.getByRole('group', { name: 'Ideal customer' });
  await customer.getByRole('button', { name: profilesText.otherKey }).click();
  await customer.getByRole('textbox', { name: profilesText.keyName }).fill('Favourite plant');
  await userEvent.keyboard('{Enter}');
  const added = customer.getByRole('textbox', { name: 'Favourite plant' });
  await expect.element(added).toHaveFocus();
  await added.fill('Basil');
  await userEvent.tab();
  await expect.poll(() => sent().at(-1)?.patch).toEqual({ icp_data: { who: 'Grower', favourite_plant: 'Basil' } });
  await customer.getByRole('button', { name: profilesText.removeKey('Favourite plant') }).click();
  await expect.poll(() => sent().at(-1)?.patch).toEqual({ icp_data: { who: 'Grower' } });
});

test('the plan of a course is written lesson by lesson, with the keyboard alone', async () => {
  const screen = await open({
    curriculum: { modules: [{ number: 1, title: 'Start', goal: 'See', lessons: ['Look'] }] },
  });
  const lesson = screen.getByRole('textbox', { name: words.lesson(1, 1), exact: true });
  await expect.element(lesson).toHaveValue('Look');
  await lesson.click();
  await userEvent.keyboard('{Enter}');
  const second = screen.getByRole('textbox', { name: words.lesson(1, 2), exact: true });
  await expect.element(second).toHaveFocus();
  await userEvent.keyboard('Touch');
  await screen.getByRole('button', { name: words.up(words.lesson(1, 2)), exact: true }).click();
  await expect
    .poll(() => sent().at(-1)?.patch)
    .toEqual({
      curriculum: { modules: [{ number: 1, title: 'Start', goal: 'See', lessons: ['Touch', 'Look'] }] },
    });
});

test('a curriculum that is no list of modules is shown as it came, and nothing is lost', async () => {
  const screen = await open({ curriculum: { modules: 'as in the book' } });
  await expect.element(screen.getByText(profilesText.keptInside(1))).toBeVisible();
  expect(sent()).toEqual([]);
});

test('lessons, words and hours are counted and no fields', async () => {
  const screen = await open({ estimated_duration_hours: 15 });
  await expect.element(screen.getByRole('link', { name: 'Look first' })).toBeVisible();
  await expect.element(screen.getByText('Failed')).toBeVisible();
  await expect.element(screen.getByText('1.5')).toBeVisible();
  expect(screen.getByText('1,234').elements()).toHaveLength(2);
  // What the file planned is kept with what came.
  await expect.element(screen.getByText('estimated_duration_hours')).toBeVisible();
});

test('a persona is chosen, or made in place and chosen', async () => {
  answer<{ display_name: string }>('createPersonaAction', () => done({ id: '00000000-0000-4000-8000-000000000002' }));
  const screen = await open({ persona_id: null });
  await screen.getByRole('button', { name: 'None Persona' }).click();
  await screen.getByRole('option', { name: 'Ana' }).click();
  await expect.poll(sent).toEqual([{ base: { persona_id: null }, patch: { persona_id: ID } }]);
  await screen.getByRole('button', { name: 'New persona' }).click();
  await screen.getByRole('textbox', { name: 'Name of the persona' }).fill('Ben');
  await screen.getByRole('button', { name: 'Create persona' }).click();
  await expect
    .poll(() => sent().at(-1))
    .toEqual({ base: { persona_id: ID }, patch: { persona_id: '00000000-0000-4000-8000-000000000002' } });
  expect(inputsOf('createPersonaAction')).toEqual([{ display_name: 'Ben' }]);
});

test('a list keeps the new line under the cursor when what was typed is saved in between', async () => {
  const screen = await open({ keywords: null });
  const list = screen.getByRole('textbox', { name: profilesText.fields.keywords ?? '' });
  await list.click();
  await userEvent.keyboard('Soil{Enter}');
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  await expect.element(list).toHaveValue('Soil\n');
  await userEvent.keyboard('Sun, moon{Enter}');
  await userEvent.tab();
  await expect.poll(() => sent().at(-1)?.patch).toEqual({ keywords: ['Soil', 'Sun, moon'] });
  await expect.element(list).toHaveValue('Soil\nSun, moon');
  expect(screen.getByText(profilesText.conflict(profilesText.fields.keywords ?? '')).elements()).toEqual([]);
});

test('a text keeps the space at its end while one writes on', async () => {
  const screen = await open({ tool_name: null });
  const tool = screen.getByRole('textbox', { name: profilesText.fields.tool_name ?? '' });
  await tool.click();
  await userEvent.keyboard('Soil ');
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  await expect.element(tool).toHaveValue('Soil ');
  await userEvent.keyboard('meter');
  await userEvent.tab();
  await expect.poll(() => sent().at(-1)?.patch).toEqual({ tool_name: 'Soil meter' });
});

const plan = (...lessons: string[]) => ({ curriculum: { modules: [{ title: 'Start', lessons }] } });

test('presses that follow each other faster than they are saved do not meet as two people', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const screen = await open(plan('One', 'Two', 'Three'), promise);
  const down = (nth: number) => screen.getByRole('button', { name: words.down(words.lesson(1, nth)), exact: true });
  await down(1).click();
  await down(1).click();
  await down(2).click();
  expect(sent()).toHaveLength(1);
  resolve();
  await expect
    .poll(() => sent().map(({ patch }) => patch))
    .toEqual([plan('Two', 'One', 'Three'), plan('One', 'Two', 'Three'), plan('One', 'Three', 'Two')]);
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  expect(screen.getByText(profilesText.conflict(profilesText.fields.curriculum ?? '')).elements()).toEqual([]);
});

test('choices that follow each other faster than they are saved do not meet as two people', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const label = profilesText.fields.knowledge_level ?? '';
  const screen = await open({ knowledge_level: 'beginner' }, promise);
  await screen.getByRole('button', { name: `Beginner ${label}` }).click();
  await screen.getByRole('option', { name: 'Expert' }).click();
  await screen.getByRole('button', { name: `Expert ${label}` }).click();
  await screen.getByRole('option', { name: 'Beginner' }).click();
  resolve();
  await expect.poll(sent).toEqual([
    { base: { knowledge_level: 'beginner' }, patch: { knowledge_level: 'expert' } },
    { base: { knowledge_level: 'expert' }, patch: { knowledge_level: 'beginner' } },
  ]);
  await expect.element(screen.getByRole('button', { name: `Beginner ${label}` })).toBeVisible();
});

test('what is moved with the keyboard keeps the focus, and what is removed leaves it to its neighbour', async () => {
  const screen = await open(plan('One', 'Two', 'Three'));
  const button = (name: (what: string) => string, what: string) =>
    screen.getByRole('button', { name: name(what), exact: true });
  button(words.up, words.lesson(1, 3)).element().focus();
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.poll(() => sent().at(-1)?.patch).toEqual(plan('Three', 'One', 'Two'));
  await expect.element(button(words.down, words.lesson(1, 1))).toHaveFocus();
  button(words.remove, words.lesson(1, 3)).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(button(words.remove, words.lesson(1, 2))).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('{Enter}');
  await expect.element(button(words.remove, words.module(1))).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: words.addModule })).toHaveFocus();
});

test('Enter while a word is composed adds no lesson', async () => {
  const screen = await open(plan('One'));
  const lesson = screen.getByRole('textbox', { name: words.lesson(1, 1), exact: true });
  await lesson.click();
  const enter = { key: 'Enter', bubbles: true, cancelable: true };
  lesson.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
  await userEvent.tab();
  expect(screen.getByRole('textbox', { name: words.lesson(1, 2), exact: true }).elements()).toEqual([]);
});

test('Enter while a word is composed makes no persona', async () => {
  const screen = await open({ persona_id: null });
  await screen.getByRole('button', { name: 'New persona' }).click();
  const name = screen.getByRole('textbox', { name: 'Name of the persona' });
  await name.fill('Ben');
  const enter = { key: 'Enter', bubbles: true, cancelable: true };
  name.element().dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
  await userEvent.tab();
  expect(inputsOf('createPersonaAction')).toEqual([]);
});

test('who goes on writing after somebody else wrote the list writes on what is there now', async () => {
  const queries = testQueries();
  const screen = await open({ keywords: null }, undefined, queries);
  const list = screen.getByRole('textbox', { name: profilesText.fields.keywords ?? '' });
  await list.click();
  await userEvent.keyboard('Soil{Enter}');
  await expect.element(screen.getByText(/^Saved /)).toBeVisible();
  queries.setQueryData<Panel>(
    keys.profile(WORKSPACE, 'trail', ID),
    (panel) => panel && { ...panel, profile: { ...panel.profile, keywords: ['Soil', 'Theirs'] } },
  );
  await expect.element(list).toHaveValue('Soil\nTheirs');
});
