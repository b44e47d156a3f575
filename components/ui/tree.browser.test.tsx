import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { Tree } from './tree.tsx';
import { TreeRow } from './tree-row.tsx';

interface Item {
  id: string;
  items?: Item[];
}

const ITEMS: Item[] = [
  { id: 'Baking', items: [{ id: 'Crust' }, { id: 'Oven' }] },
  { id: 'Dough', items: [{ id: 'Flour' }, { id: 'Water' }, { id: 'Yeast', items: [{ id: 'Wild yeast' }] }] },
  { id: 'Milling' },
];

const onAction = vi.fn();
const onSelect = vi.fn();

function renderRow({ id, items }: Item) {
  return (
    <TreeRow<Item>
      id={id}
      title={id}
      selectable
      items={items}
      onAction={() => onAction(id)}
      trailing={<span>{items?.length ?? 0}</span>}
      actions={<button type="button">{`More about ${id}`}</button>}
    >
      {renderRow}
    </TreeRow>
  );
}

function Bakery() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <button type="button">Before</button>
      <Tree<Item>
        label="Bakery"
        items={ITEMS}
        selectionMode="multiple"
        keyboardNavigationBehavior="tab"
        defaultExpandedKeys={['Dough']}
        selecting={selected.size > 0}
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          const next = keys === 'all' ? new Set(['all']) : (keys as Set<string>);
          onSelect([...next].sort());
          setSelected(next);
        }}
      >
        {renderRow}
      </Tree>
    </>
  );
}

async function open() {
  const screen = await show(<Bakery />);
  const row = (name: string) => screen.getByRole('row', { name, exact: true });
  await screen.getByRole('button', { name: 'Before' }).click();
  await userEvent.tab();
  await expect.element(row('Baking')).toHaveFocus();
  return { ...screen, row };
}

beforeEach(() => {
  onAction.mockReset();
  onSelect.mockReset();
});

describe('a tree by keys', () => {
  test('says how deep a row stands, and which are open', async () => {
    const { row } = await open();
    await expect.element(row('Dough')).toHaveAttribute('aria-expanded', 'true');
    await expect.element(row('Baking')).toHaveAttribute('aria-expanded', 'false');
    await expect.element(row('Flour')).toHaveAttribute('aria-level', '2');
    await expect.element(row('Crust')).not.toBeInTheDocument();
  });

  test.each([
    ['{ArrowDown}', 'Dough'],
    ['{ArrowDown}{ArrowDown}', 'Flour'],
    ['{ArrowDown}{ArrowDown}{ArrowUp}', 'Dough'],
    ['{End}', 'Milling'],
    ['{End}{Home}', 'Baking'],
    ['m', 'Milling'],
    ['y', 'Yeast'],
    ['wat', 'Water'],
    // To what a row stands in, and into a row that is open.
    ['{ArrowDown}{ArrowDown}{ArrowLeft}', 'Dough'],
    ['{ArrowDown}{ArrowRight}', 'Dough'],
  ])('%s leads to %s', async (keys, name) => {
    const { row } = await open();
    await userEvent.keyboard(keys);
    await expect.element(row(name)).toHaveFocus();
  });

  test('right opens a row, left closes it', async () => {
    const { row } = await open();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(row('Crust')).toBeVisible();
    await expect.element(row('Baking')).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(row('Crust')).not.toBeInTheDocument();
  });

  test('a row inside an open one opens as well', async () => {
    const { row } = await open();
    await userEvent.keyboard('y{ArrowRight}');
    await expect.element(row('Wild yeast')).toBeVisible();
    await expect.element(row('Wild yeast')).toHaveAttribute('aria-level', '3');
  });

  test('Enter opens its page', async () => {
    await open();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onAction).toHaveBeenCalledExactlyOnceWith('Flour');
  });

  test.each([
    ['Space chooses a row', ' ', ['Baking']],
    ['and takes it out again', '  ', []],
    ['Shift and an arrow go on from it', ' {Shift>}{ArrowDown}{ArrowDown}{/Shift}', ['Baking', 'Dough', 'Flour']],
    ['and back', ' {Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}', ['Baking', 'Dough']],
    ['all at once', '{Control>}a{/Control}', ['all']],
    ['Escape chooses nothing', ' {Escape}', []],
  ])('%s', async (_what, keys, chosen) => {
    await open();
    await userEvent.keyboard(keys);
    expect(onSelect).toHaveBeenLastCalledWith(chosen);
  });

  test('Tab goes on to what a row can do, and out of the tree from there', async () => {
    const { getByRole } = await open();
    await userEvent.keyboard('{End}');
    await userEvent.tab();
    await expect.element(getByRole('button', { name: 'More about Milling' })).toHaveFocus();
    await userEvent.tab({ shift: true });
    await userEvent.tab({ shift: true });
    await expect.element(getByRole('button', { name: 'Before' })).toHaveFocus();
  });
});

describe('a tree by pointer', () => {
  test('a chevron opens and closes without opening the page', async () => {
    const { row } = await open();
    await row('Dough')
      .getByRole('button', { name: /^Collapse/ })
      .click();
    await expect.element(row('Flour')).not.toBeInTheDocument();
    expect(onAction).not.toHaveBeenCalled();
  });

  test('what a row can do takes the place of what it says while the pointer is on it', async () => {
    const { row, getByRole } = await open();
    const button = getByRole('button', { name: 'More about Water' });
    await expect.element(button).not.toBeInTheDocument();
    await expect.element(row('Water').getByText('0')).toBeVisible();
    await row('Water').hover();
    await expect.element(button).toBeVisible();
    await expect.element(row('Water').getByText('0')).not.toBeVisible();
  });

  test('a box chooses, and then every row shows its own', async () => {
    const { row } = await open();
    await row('Water').hover();
    await row('Water').getByRole('checkbox').click({ force: true });
    expect(onSelect).toHaveBeenLastCalledWith(['Water']);
    await expect.element(row('Water')).toHaveAttribute('aria-selected', 'true');
    await expect.element(row('Flour').getByRole('checkbox')).toBeInTheDocument();
    expect(onAction).not.toHaveBeenCalled();
  });
});
