import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { FoundPlace } from '#lib/catalogue/data/outline.ts';
import { askAbout, uuid } from './bakery.cases.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { outlineText } from './text.ts';

const words = outlineText.move;
const found = (at: number, title: string, path: string): FoundPlace => ({
  id: uuid(at),
  slug: title.toLowerCase(),
  title,
  path,
  color: null,
  children: 2,
});
const CONCEPTS = [
  found(3, 'Dough', 'Bread › Basics'),
  found(4, 'Baking', 'Bread › Basics'),
  found(30, 'Crust', 'Cake'),
];
const CHANGE_SET = uuid(99);

beforeEach(() => {
  answer<{ kind: string; text: string }>('places', ({ kind, text }) =>
    done(kind === 'concept' ? CONCEPTS.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase())) : []),
  );
  answer('spark-context', () => done({ places: [], beacons: [], links: [] }));
});

const open = async (...titles: string[]) => {
  const screen = await askAbout(titles, (nodes, close) => <MoveDialog nodes={nodes} onClose={close} />);
  const dialog = screen.getByRole('dialog', { name: words.title(titles.map((title) => ({ title }))) });
  await expect.element(dialog).toBeVisible();
  const option = (name: string) => screen.getByRole('option', { name: new RegExp(`^${name}`) });
  return { ...screen, dialog, option, field: screen.getByRole('searchbox', { name: words.search('concept') }) };
};

describe('where a row can go', () => {
  test('is found by typing and chosen by keyboard alone; the focus goes back and the move is told', async () => {
    answer('placeEntityAction', () => done(CHANGE_SET));
    const { dialog, field, option, trigger, getByText } = await open('Flour');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('Cru');
    await expect.element(option('Baking')).not.toBeInTheDocument();
    await expect.element(option('Crust')).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    // Last among the two that stand there.
    expect(inputsOf('placeEntityAction')).toEqual([
      { kind: 'concept_spark', id: uuid(15), parent_id: uuid(30), position: 2 },
    ]);
    await expect.element(getByText(outlineText.done.moved('Flour', 'Crust'))).toBeVisible();
  });

  test('is not where it stands already: that is said, and cannot be chosen', async () => {
    answer('spark-context', () =>
      done({
        places: [
          { id: uuid(16), concept: { id: uuid(3) } },
          { id: uuid(26), concept: { id: uuid(4) } },
        ],
      }),
    );
    const { option } = await open('Water');
    await expect.element(option('Dough').getByText(words.here)).toBeVisible();
    await expect.element(option('Baking').getByText(words.holds)).toBeVisible();
    await expect.element(option('Dough')).toHaveAttribute('aria-disabled', 'true');
    await expect.element(option('Baking')).toHaveAttribute('aria-disabled', 'true');
    await expect.element(option('Crust')).not.toHaveAttribute('aria-disabled', 'true');
  });

  test('may be a second place beside the first', async () => {
    answer('addPlaceAction', () => done({ id: uuid(50), change_set_id: CHANGE_SET }));
    const { dialog, option, getByRole, getByText } = await open('Flour');
    await getByRole('radio', { name: words.modes.add }).click();
    await expect.element(getByText(words.modeHelp.add)).toBeVisible();
    await option('Baking').click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(inputsOf('addPlaceAction')).toEqual([{ concept_id: uuid(4), spark_id: uuid(5) }]);
    await expect.element(getByText(outlineText.done.added('Flour', 'Baking'))).toBeVisible();
  });

  test('says so where nothing is called like that', async () => {
    const { getByText } = await open('Flour');
    await userEvent.keyboard('Nowhere');
    await expect.element(getByText(words.none('concept'))).toBeVisible();
  });
});

describe('several rows', () => {
  test('go together, in the order that they have', async () => {
    answer('bulkMoveAction', () => done({ change_set_id: CHANGE_SET, failed: [] }));
    const { option } = await open('Flour', 'Salt');
    await option('Crust').click();
    await expect
      .poll(() => inputsOf('bulkMoveAction'))
      .toEqual([
        {
          items: [
            { kind: 'concept_spark', id: uuid(15) },
            { kind: 'concept_spark', id: uuid(17) },
          ],
          parent_id: uuid(30),
          position: 2,
        },
      ]);
  });

  test('of which some were left out are named, with the reason', async () => {
    answer('bulkMoveAction', () =>
      done({ change_set_id: CHANGE_SET, failed: [{ kind: 'concept_spark', id: uuid(17), code: 'already_there' }] }),
    );
    const { option, getByText } = await open('Flour', 'Salt');
    await option('Crust').click();
    const why = outlineText.bulk.leftOutList([{ title: 'Salt', why: outlineText.bulk.leftOut.already_there }]);
    await expect.element(getByText(why)).toBeVisible();
  });
});

test('Escape leaves everything as it was, and the focus goes back', async () => {
  const { dialog, trigger } = await open('Flour');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(trigger).toHaveFocus();
  expect(inputsOf('placeEntityAction')).toEqual([]);
});

test('what the database refuses is said in its words', async () => {
  const message = 'Somebody has put the concept into the trash.';
  answer('placeEntityAction', () => refused({ code: 'not_found', message }));
  const { option, getByText } = await open('Flour');
  await option('Crust').click();
  await expect.element(getByText(outlineText.failed.move('Flour'))).toBeVisible();
  await expect.element(getByText(message)).toBeVisible();
});
