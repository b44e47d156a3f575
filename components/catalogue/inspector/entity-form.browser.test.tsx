import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import { EntityForm } from './entity-form.tsx';
import { inspectorText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const row = (change: object = {}) =>
  ({
    id: ID,
    title: 'Dough',
    slug: 'dough',
    summary: 'What bread is made of.',
    estimated_mins: 5,
    difficulty: 'beginner',
    is_published: false,
    version: 3,
    updated_at: '2026-01-01T10:00:00Z',
    ...change,
  }) as unknown as EntityHead;

interface Sent {
  version: number;
  patch: Record<string, unknown>;
}
const sent = () => inputsOf<Sent>('updateEntityAction').map(({ version, patch }) => ({ version, patch }));
/** The server takes what it gets. */
const takeAll = () =>
  answer<Sent>('updateEntityAction', ({ version, patch }) => done(row({ ...patch, version: version + 1 })));
const STALE = { code: 'stale', message: 'Somebody saved this in between.' } as const;

async function open(of = row()) {
  const queries = testQueries();
  const form = (head: EntityHead) => <EntityForm workspace={WORKSPACE} kind="spark" row={head} />;
  const screen = await show(form(of), { queries });
  return {
    ...screen,
    title: screen.getByRole('textbox', { name: inspectorText.fields.title }),
    slug: screen.getByRole('textbox', { name: inspectorText.fields.slug }),
    minutes: screen.getByRole('textbox', { name: inspectorText.fields.estimated_mins }),
    save: screen.getByRole('button', { name: inspectorText.save }),
    discard: screen.getByRole('button', { name: inspectorText.discard }),
  };
}

describe('the fields of an entity', () => {
  test('nothing changed is nothing to save', async () => {
    const { save, discard } = await open();
    await expect.element(save).toBeDisabled();
    await expect.element(discard).not.toBeInTheDocument();
  });

  test('only what changed is sent, on top of the version that the form began with', async () => {
    takeAll();
    const { title, save, getByText } = await open();
    await title.fill('  Sour   dough ');
    await expect.element(getByText(inspectorText.unsaved(1))).toBeVisible();
    await save.click();
    await expect.element(getByText(inspectorText.saved)).toBeVisible();
    expect(sent()).toEqual([{ version: 3, patch: { title: 'Sour dough' } }]);
    await expect.element(save).toBeDisabled();
  });

  test('the next save goes on top of the last one', async () => {
    takeAll();
    const { title, save, getByText } = await open();
    for (const name of ['Sourdough', 'Rye dough']) {
      await title.fill(name);
      await save.click();
      await expect.element(getByText(inspectorText.saved)).toBeVisible();
    }
    expect(sent().map(({ version }) => version)).toEqual([3, 4]);
  });

  test.each([
    ['Enter', '{Enter}'],
    ['Ctrl+S', '{Control>}s{/Control}'],
  ])('%s saves as well', async (_how, keys) => {
    takeAll();
    const { slug, getByText } = await open();
    await slug.fill('sourdough');
    await userEvent.keyboard(keys);
    await expect.element(getByText(inspectorText.saved)).toBeVisible();
    expect(sent()).toEqual([{ version: 3, patch: { slug: 'sourdough' } }]);
  });

  test('another slug is another address', async () => {
    takeAll();
    const { slug, save, router } = await open();
    await slug.fill('sourdough');
    await save.click();
    await expect
      .poll(() => router.replace.mock.lastCall?.[0])
      .toBe(inWorkspace(WORKSPACE).outlined('spark', 'sourdough'));
  });

  test('what is taken back is as it was', async () => {
    const { title, discard, save } = await open();
    await title.fill('Sourdough');
    await discard.click();
    await expect.element(title).toHaveValue('Dough');
    await expect.element(save).toBeDisabled();
    expect(sent()).toEqual([]);
  });

  test('the same value written again is no change', async () => {
    const { title, save } = await open();
    await title.fill('Doug');
    await expect.element(save).toBeEnabled();
    await title.fill('Dough');
    await expect.element(save).toBeDisabled();
  });
});

describe('what will not do', () => {
  test.each([
    ['title', 'title', '', inspectorText.limits.least(2)],
    ['slug', 'slug', 'Not A Slug', inspectorText.limits.slug],
    ['number of minutes', 'minutes', '', inspectorText.limits.number(1, 60)],
  ] as const)('a bad %s is said at its field, and not sent', async (_what, field, value, said) => {
    takeAll();
    const screen = await open();
    await screen[field].fill(value);
    await userEvent.tab();
    await screen.save.click();
    await expect.element(screen.getByText(said)).toBeVisible();
    await expect.element(screen[field]).toBeInvalid();
    await expect.element(screen[field]).toHaveFocus();
    expect(sent()).toEqual([]);
  });

  test('what the server refuses about a field is said there, and what was typed stays', async () => {
    answer('updateEntityAction', () =>
      refused({ code: 'conflict', message: 'The slug is taken.', fields: { slug: 'Another spark has it.' } }),
    );
    const { slug, save, getByText } = await open();
    await slug.fill('sourdough');
    await save.click();
    await expect.element(getByText('Another spark has it.')).toBeVisible();
    await expect.element(getByText(inspectorText.failed)).toBeVisible();
    await expect.element(slug).toHaveValue('sourdough');
    await expect.element(save).toBeEnabled();
  });
});

describe('somebody else saves in between', () => {
  /** The server has a newer version, and refuses what is built on an older one. */
  function serverHas(theirs: EntityHead) {
    answer<Sent>('updateEntityAction', ({ version, patch }) =>
      version < theirs.version ? refused(STALE) : done(row({ ...theirs, ...patch, version: version + 1 })),
    );
    answer('entity', () => done(theirs));
  }

  test('a version that says the same in every field is taken without a word', async () => {
    serverHas(row({ version: 7 }));
    const { title, save, getByText } = await open();
    await title.fill('Sourdough');
    await save.click();
    await expect.element(getByText(inspectorText.saved)).toBeVisible();
    expect(sent().map(({ version }) => version)).toEqual([3, 7]);
  });

  async function meet() {
    serverHas(row({ version: 7, summary: 'Theirs.' }));
    const screen = await open();
    await screen.title.fill('Sourdough');
    await screen.save.click();
    const notice = screen.getByRole('alert', { name: inspectorText.stale.title });
    await expect.element(notice).toBeVisible();
    return { ...screen, notice };
  }

  test('one that differs is shown, never swapped in', async () => {
    const { title, notice, save } = await meet();
    await expect.element(notice.getByText('Theirs.', { exact: true })).toBeVisible();
    await expect.element(title).toHaveValue('Sourdough');
    await expect.element(save).toBeDisabled();
  });

  test('theirs can be loaded', async () => {
    const { title, notice, getByRole } = await meet();
    await getByRole('button', { name: inspectorText.stale.load }).click();
    await expect.element(notice).not.toBeInTheDocument();
    await expect.element(title).toHaveValue('Dough');
    await expect.element(getByRole('textbox', { name: inspectorText.fields.summary })).toHaveValue('Theirs.');
  });

  test('ours can be saved all the same, without what they changed', async () => {
    const { notice, getByRole, getByText } = await meet();
    await getByRole('button', { name: inspectorText.stale.keep }).click();
    await expect.element(getByText(inspectorText.saved)).toBeVisible();
    await expect.element(notice).not.toBeInTheDocument();
    expect(sent().at(-1)).toEqual({ version: 7, patch: { title: 'Sourdough' } });
  });
});
