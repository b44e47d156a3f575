import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { Palette } from './palette.tsx';
import type { PaletteSources } from './palette-groups.ts';
import type { PaletteAnswer } from './palette-item.ts';
import { shellText } from './text.ts';

const words = shellText.palette;
const make = vi.fn();
const offer = vi.fn();
const onClose = vi.fn();
const onShowKeys = vi.fn();
const search = vi.fn<(typed: string, signal: AbortSignal) => Promise<PaletteAnswer>>();
const opened = vi.fn();

const NEW = { id: 'new', label: 'New spark', run: make };
const SOURCES: PaletteSources = {
  acts: [NEW],
  commands: [
    NEW,
    { id: 'promote', label: 'Promote a snapshot', refusal: 'Needs an admin', run: make },
    { id: 'keys', label: 'Keyboard shortcuts', shortcut: '?', run: onShowKeys },
  ],
  recent: [
    {
      id: 'dough',
      label: 'Dough',
      hint: 'Spark',
      href: '/dough',
      more: [{ id: 'h', label: 'History', href: '/dough/history' }],
    },
  ],
  pages: [{ id: 'graph', label: 'Graph', href: '/graph', shortcut: 'G then G' }],
};
const found = (...titles: string[]): PaletteAnswer => ({
  titles: titles.map((label) => ({ id: label, label, href: `/${label}` })),
  texts: [],
  isComplete: true,
});

beforeEach(() => {
  for (const mock of [make, offer, onClose, onShowKeys, opened]) mock.mockReset();
  search.mockReset().mockResolvedValue(found());
  vi.spyOn(window, 'open').mockImplementation(opened);
});
afterEach(() => vi.restoreAllMocks());

async function open() {
  const screen = await show(
    <Palette
      isOpen
      onOpenChange={onClose}
      sources={() => SOURCES}
      search={search}
      offers={(typed) => [{ id: 'offer', label: words.newSpark(typed), run: () => offer(typed) }]}
      onShowKeys={onShowKeys}
    />,
  );
  const field = screen.getByRole('combobox', { name: words.label });
  await expect.element(field).toHaveFocus();
  const rows = () =>
    screen
      .getByRole('option')
      .elements()
      .map((row) => row.textContent);
  return { ...screen, field, rows, row: (name: string | RegExp) => screen.getByRole('option', { name }) };
}

describe('the palette', () => {
  test('lists acts, places of late and pages before anything is typed, and asks nobody', async () => {
    const { rows, row, getByRole } = await open();
    expect(rows()).toEqual(['New spark', 'DoughSpark', 'GraphGthenG']);
    await expect.element(row(/^New spark/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(getByRole('group', { name: words.recent })).toBeVisible();
    expect(search).not.toHaveBeenCalled();
  });

  test('finds a command by one word, and does it', async () => {
    const { field, row } = await open();
    await field.fill('spark');
    await expect.element(row(/^New spark$/)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    expect(make).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledWith(false);
  });

  test('keeps in sight what cannot be done, says why, and does not do it', async () => {
    const { field, row } = await open();
    await field.fill('promote');
    await expect.element(row(/Needs an admin/)).toHaveAttribute('aria-disabled', 'true');
    await row(/Needs an admin/).click({ force: true });
    expect(make).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(offer).toHaveBeenCalledWith('promote');
  });

  test('chooses the closest title once it is found', async () => {
    search.mockResolvedValue(found('Sensors and actuators', 'Actuator'));
    const { field, rows, row, router } = await open();
    await field.fill('actuatr');
    await expect.element(row('Actuator')).toHaveAttribute('aria-selected', 'true');
    expect(rows().slice(0, 2)).toEqual(['Actuator', 'Sensors and actuators']);
    await userEvent.keyboard('{Enter}');
    expect(router.push).toHaveBeenCalledWith('/Actuator', undefined);
  });

  test('leaves what somebody has chosen where it is when more is found', async () => {
    let answer: (found: PaletteAnswer) => void = () => undefined;
    search.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const { field, row } = await open();
    await field.fill('dough');
    await expect.element(row(/^Dough/)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => search.mock.calls.length).toBe(1);
    answer(found('Dough of rye'));
    await expect.element(row('Dough of rye')).toBeVisible();
    await expect.element(row(words.newSpark('dough'))).toHaveAttribute('aria-selected', 'true');
  });

  test('opens in a new tab with Ctrl+Enter', async () => {
    const { router } = await open();
    await userEvent.keyboard('{ArrowDown}{Control>}{Enter}{/Control}');
    expect(opened).toHaveBeenCalledWith('/dough', '_blank', 'noopener');
    expect(router.push).not.toHaveBeenCalled();
  });

  test('lists with Tab what to do with a row, and goes back with Backspace or Escape', async () => {
    const { field, rows, row, router } = await open();
    await userEvent.keyboard('{ArrowDown}{Tab}');
    await expect.element(field).toHaveAttribute('placeholder', words.actsOn('Dough'));
    expect(rows()).toEqual(['Open', 'Open in a new tab', 'Copy link', 'History']);
    await userEvent.keyboard('{Backspace}');
    await expect.element(row(/^Dough/)).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Tab}');
    await expect.poll(rows).toContain('History');
    await userEvent.keyboard('{Escape}');
    await expect.element(row(/^Dough/)).toHaveAttribute('aria-selected', 'true');
    expect(onClose).not.toHaveBeenCalled();
    await userEvent.keyboard('{Tab}');
    await expect.poll(rows).toContain('History');
    await userEvent.keyboard('hist{Enter}');
    expect(router.push).toHaveBeenCalledWith('/dough/history', undefined);
  });

  test('goes on without the search, says so, and tries again', async () => {
    search.mockRejectedValueOnce(new Error('offline')).mockResolvedValue(found('Dough and bread'));
    const { field, row, getByText, getByRole } = await open();
    await field.fill('dou');
    await expect.element(getByText(words.failed)).toBeVisible();
    await expect.element(row(/^Dough/)).toBeVisible();
    await getByRole('button', { name: words.again }).click();
    await expect.element(row('Dough and bread')).toBeVisible();
    await expect.element(getByText(words.failed)).not.toBeInTheDocument();
  });

  test('says that nothing is called like that, and offers to make it', async () => {
    const { field, getByText, row } = await open();
    await field.fill('blockchain');
    await expect.element(getByText(words.nothing('blockchain'))).toBeVisible();
    await row(words.newSpark('blockchain')).click();
    expect(offer).toHaveBeenCalledWith('blockchain');
  });

  test('asks again while an import is still being read in, and does not say that there is nothing', async () => {
    search.mockResolvedValueOnce({ ...found(), isComplete: false }).mockResolvedValue(found('Blockchains'));
    const { field, row, getByText } = await open();
    await field.fill('blockchain');
    await expect.element(getByText(words.stillReading)).toBeVisible();
    await expect.element(getByText(words.nothing('blockchain'))).not.toBeInTheDocument();
    await expect.element(row('Blockchains'), { timeout: 5_000 }).toBeVisible();
    await expect.element(getByText(words.stillReading)).not.toBeInTheDocument();
  });

  test('calls back what is not asked any more', async () => {
    const signals: AbortSignal[] = [];
    search.mockImplementation((_typed, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const { field } = await open();
    await field.fill('one');
    await expect.poll(() => signals.length).toBe(1);
    await field.fill('one two');
    await expect.poll(() => signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  test('shows the keys with ? before anything is typed', async () => {
    await open();
    await userEvent.keyboard('?');
    expect(onShowKeys).toHaveBeenCalledOnce();
  });
});
