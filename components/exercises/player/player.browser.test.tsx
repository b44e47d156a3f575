import axe from 'axe-core';
import { StrictMode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { tabTo } from '#components/testing/dialog.tsx';
import type { Exercise, ExerciseType } from '#lib/exercises/core/exercise.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { itemsOf, played } from './played.cases.ts';
import { type Answered, Player, type PlayerProps } from './player.tsx';

type Screen = Awaited<ReturnType<typeof play>>;

async function play(items: PlayerProps['items'], props: Partial<PlayerProps> = {}) {
  const onAnswer = vi.fn<(answered: Answered) => void>();
  const onFinish = vi.fn();
  const screen = await render(
    <StrictMode>
      <Player
        title="Bread"
        items={items}
        version={4}
        language="en"
        hearsPage
        onAnswer={onAnswer}
        onFinish={onFinish}
        {...props}
      />
    </StrictMode>,
  );
  return { ...screen, onAnswer, onFinish };
}

const verdict = (screen: Screen) => screen.getByRole('status');
/** What the verdict says, whatever else stands in it. */
const expectVerdict = (screen: Screen, said: string | RegExp) =>
  expect.poll(() => verdict(screen).query()?.textContent).toMatch(said);
const press = (keys: string) => userEvent.keyboard(keys);

async function expectAccessible(screen: Screen) {
  const { violations } = await axe.run(screen.container, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

/** The steps of the ordering as they lie, by their words. */
const steps = (screen: Screen) =>
  Array.from(
    screen.container.querySelectorAll('.tw-order > li'),
    (row) => row.querySelector('.tw-rich')?.textContent ?? '',
  );

/** How each type is answered rightly by keys alone, from the first moment. */
const BY_KEYS: Record<ExerciseType, (screen: Screen) => Promise<void>> = {
  mcq: () => press('b{Enter}'),
  multi_select: () => press('a2d{Enter}'),
  true_false: () => press('f{Enter}'),
  short_answer: async (screen) => {
    await tabTo(() => screen.getByRole('textbox', { name: 'Your answer' }).element());
    await press('sourdough{Enter}');
  },
  numeric: async (screen) => {
    await tabTo(() => screen.getByRole('textbox', { name: 'Your answer' }).element());
    await press('1050 g{Enter}');
  },
  cloze: async (screen) => {
    await tabTo(() => screen.getByRole('textbox', { name: 'Blank 1' }).element());
    await press('water');
    await userEvent.tab();
    await press('re');
    await userEvent.tab();
    await press('Hour{Enter}');
  },
  matching: async (screen) => {
    for (const [left, typed] of [
      ['Kneading', 'bu'],
      ['Proving', 'le'],
      ['Baking', 'se'],
    ] as const) {
      await tabTo(() => screen.getByRole('combobox', { name: left }).element());
      await press(typed);
    }
    await tabTo(() => screen.getByRole('button', { name: 'Check answer' }).element());
    await press('{Enter}');
  },
  ordering: async (screen) => {
    const right = EXERCISES.ordering.items.map(({ text }) => text);
    for (const [place, text] of right.entries()) {
      const row = () => steps(screen).indexOf(text);
      await tabTo(() => screen.getByRole('button', { name: `Lift “${text}”` }).element());
      await press(' ');
      while (row() > place) await press('{ArrowUp}');
      await press(' ');
    }
    await tabTo(() => screen.getByRole('button', { name: 'Check answer' }).element());
    await press('{Enter}');
  },
  open_response: async (screen) => {
    await tabTo(() => screen.getByRole('textbox', { name: 'Write your answer' }).element());
    await press('Old yeast.{Control>}{Enter}{/Control}');
    await expect.element(verdict(screen)).toHaveFocus();
    await userEvent.tab();
    await press(' ');
    await userEvent.tab();
    await press(' ');
  },
};

/** The same by single clicks. */
const BY_CLICKS: Record<ExerciseType, (screen: Screen) => Promise<void>> = {
  mcq: (screen) => screen.getByRole('radio', { name: 'Gas from the yeast' }).click(),
  multi_select: async (screen) => {
    for (const name of ['Flour', 'Water', 'Yeast']) await screen.getByRole('checkbox', { name }).click();
  },
  true_false: (screen) => screen.getByRole('radio', { name: 'False' }).click(),
  short_answer: (screen) => screen.getByRole('textbox', { name: 'Your answer' }).fill('Sour dough'),
  numeric: (screen) => screen.getByRole('textbox', { name: 'Your answer' }).fill('1050'),
  cloze: async (screen) => {
    await screen.getByRole('textbox', { name: 'Blank 1' }).fill('milk');
    await screen.getByRole('combobox', { name: 'Blank 2' }).selectOptions('rest');
    await screen.getByRole('textbox', { name: 'Blank 3' }).fill('Hour');
  },
  matching: async (screen) => {
    for (const right of ['builds gluten', 'lets it rise', 'sets the crumb'])
      await screen.getByRole('button', { name: right }).click();
  },
  ordering: async (screen) => {
    for (const [place, { text }] of EXERCISES.ordering.items.entries())
      while (steps(screen).indexOf(text) > place)
        await screen.getByRole('button', { name: `Move “${text}” up` }).click();
  },
  open_response: (screen) => screen.getByRole('textbox', { name: 'Write your answer' }).fill('Old yeast.'),
};

const TYPES = Object.keys(EXERCISES) as ExerciseType[];

describe.each(TYPES)('%s', (type) => {
  test('is answered rightly by keys alone', async () => {
    const screen = await play(itemsOf(type, 'mcq'));
    await expect.element(screen.getByText(EXERCISES[type].stem)).toBeVisible();
    await BY_KEYS[type](screen);
    if (type === 'open_response')
      await expect.element(screen.getByText('4 of 4 points, by your own marks')).toBeVisible();
    else {
      await expectVerdict(screen, 'Right · 1 of 1');
      await expect.element(verdict(screen)).toHaveFocus();
      await userEvent.tab();
      await expect.element(screen.getByRole('button', { name: 'Next question' })).toHaveFocus();
    }
    await press('{Enter}');
    await expect.element(screen.getByText('Question 2 of 2')).toBeVisible();
    expect(screen.onAnswer).toHaveBeenCalledTimes(1);
    expect(screen.onAnswer).toHaveBeenCalledWith(
      expect.objectContaining({ exercise_id: EXERCISES[type].id, version: 4, score: 1, max: 1, attempt: 1 }),
    );
  });

  test('is answered rightly by single clicks, and nothing of it is in the way of anybody', async () => {
    const screen = await play(itemsOf(type, 'mcq'));
    await expect.element(screen.getByText(EXERCISES[type].stem)).toBeVisible();
    await expectAccessible(screen);
    await BY_CLICKS[type](screen);
    await screen.getByRole('button', { name: 'Check answer' }).click();
    if (type === 'open_response') {
      await expect.element(screen.getByRole('button', { name: 'Next question' })).toBeDisabled();
      await screen.getByText('2 · Two or more').click();
      await screen.getByText('2 · Given').click();
    } else await expectVerdict(screen, 'Right · 1 of 1');
    await expectAccessible(screen);
    await screen.getByRole('button', { name: 'Next question' }).click();
    expect(screen.onAnswer).toHaveBeenCalledWith(expect.objectContaining({ score: 1 }));
  });
});

describe('a verdict', () => {
  test('says the reason of the chosen option, then why the right one is right; what it is counted as is for authors', async () => {
    const screen = await play(itemsOf('mcq'), { isPreview: true });
    await press('a{Enter}');
    await expectVerdict(screen, /Not quite · 0 of 1.*Salt slows.*“salt-feeds-yeast”.*Why B:.*into gas/);
    await expect.element(screen.getByRole('radio', { name: /^Salt Your answer/ })).toBeChecked();
    await expect.element(screen.getByRole('radio', { name: /yeast Right/ })).toBeDisabled();
    await expectAccessible(screen);
    await press('r');
    await expect.element(screen.getByRole('radio', { name: 'Salt' })).not.toBeChecked();
    await press('b{Enter}');
    await expectVerdict(screen, 'Right · 1 of 1');
    expect(screen.onAnswer.mock.calls.map(([{ attempt, score }]) => [attempt, score])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test('learners are not told what their answer is counted as', async () => {
    const screen = await play(itemsOf('mcq'));
    await press('a{Enter}');
    await expectVerdict(screen, 'Salt slows');
    expect(verdict(screen).element().textContent).not.toContain('salt-feeds-yeast');
  });

  test('of a part has its sum in words, and each place its mark', async () => {
    const screen = await play(itemsOf('multi_select'));
    await press('abc{Enter}');
    await expectVerdict(screen, 'Partly right · 0.33 of 1');
    await expectVerdict(screen, '2 of 3 right, 1 wrong: (2 − 1) ÷ 3.');
    await expect.element(screen.getByRole('checkbox', { name: /Gravel Chosen, wrong/ })).toBeChecked();
    await expect.element(screen.getByRole('checkbox', { name: /Yeast Missed/ })).not.toBeChecked();
    await expect.element(screen.getByText('Nobody can eat it.')).toBeVisible();
    await expectAccessible(screen);
  });

  test('of blanks shows what belongs there', async () => {
    const screen = await play(itemsOf('cloze'));
    await screen.getByRole('textbox', { name: 'Blank 1' }).fill('oil');
    await press('{Enter}');
    await expectVerdict(screen, /Not quite · 0 of 1.*0 of 3 right/);
    await expect.element(screen.getByText('Hour', { exact: true })).toBeVisible();
    await expectAccessible(screen);
  });

  test('of pairs and of steps shows the right ones', async () => {
    const screen = await play(itemsOf('matching'));
    await screen.getByRole('combobox', { name: 'Kneading' }).selectOptions('adds sugar');
    await screen.getByRole('button', { name: 'Check answer' }).click();
    await expect.element(screen.getByText('Right answer: builds gluten')).toBeVisible();
    await expectAccessible(screen);
  });
});

describe('a number that can be read in two ways', () => {
  test('is asked back in words and marked once it is known', async () => {
    const screen = await play(itemsOf('numeric'));
    await screen.getByRole('textbox', { name: 'Your answer' }).fill('1,050');
    await press('{Enter}');
    await expectVerdict(screen, 'Which number do you mean?');
    await expect.element(verdict(screen)).toHaveFocus();
    await expect.element(screen.getByRole('button', { name: 'one point zero five' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Check answer' })).toBeDisabled();
    expect(screen.onAnswer).not.toHaveBeenCalled();
    await expectAccessible(screen);
    await press('1');
    await expectVerdict(screen, 'Right · 1 of 1');
    await expect.element(verdict(screen)).toHaveFocus();
    expect(screen.onAnswer).toHaveBeenCalledWith(
      expect.objectContaining({ score: 1, response: { exercise_type: 'numeric', text: '1,050', reading: 0 } }),
    );
  });

  test('typing on takes the question back', async () => {
    const screen = await play(itemsOf('numeric'));
    await screen.getByRole('textbox', { name: 'Your answer' }).fill('1,050');
    await press('{Enter}');
    await expectVerdict(screen, 'Which number');
    await screen.getByRole('textbox', { name: 'Your answer' }).fill('1050 kg');
    await expect.element(verdict(screen)).not.toBeInTheDocument();
    await press('{Enter}');
    await expectVerdict(screen, 'The number is right, but the unit is not g.');
  });
});

describe('steps', () => {
  test('tell where they went, and Escape puts a lifted one back', async () => {
    const screen = await play(itemsOf('ordering'));
    const before = steps(screen);
    const [first = ''] = before;
    await tabTo(() => screen.getByRole('button', { name: `Lift “${first}”` }).element());
    await press(' {ArrowDown}');
    await expect.element(screen.getByText(`“${first}” is now 2 of 4.`)).toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: `Lift “${first}”` })).toHaveFocus();
    expect(steps(screen)[1]).toBe(first);
    await press('{Escape}');
    await expect.poll(() => steps(screen)).toEqual(before);
    await press('{Alt>}{ArrowDown}{/Alt}');
    await expect.poll(() => steps(screen)[1]).toBe(first);
  });
});

describe('dragging', () => {
  test('an answer goes where it is dropped, though another place is open', async () => {
    const screen = await play(itemsOf('matching'));
    await screen.getByRole('button', { name: 'sets the crumb' }).dropTo(screen.getByText('Baking'));
    await expect.element(screen.getByRole('combobox', { name: 'Baking' })).toHaveDisplayValue('sets the crumb');
    await expect.element(screen.getByRole('combobox', { name: 'Kneading' })).toHaveDisplayValue('Choose');
  });

  test('a step goes to the place of the one that it is dropped on', async () => {
    const screen = await play(itemsOf('ordering'));
    const [first = '', , third = ''] = steps(screen);
    await screen.getByText(first, { exact: true }).dropTo(screen.getByText(third, { exact: true }));
    await expect.poll(() => steps(screen).indexOf(first)).toBe(2);
  });
});

describe('a quiz', () => {
  test('ends with what came of each question, and what was missed can be answered again', async () => {
    const screen = await play(itemsOf('mcq', 'true_false', 'short_answer'));
    await press('b{Enter}{Enter}');
    await press('t{Enter}{Enter}');
    await expect.element(screen.getByRole('textbox', { name: 'Your answer' })).toHaveFocus();
    await screen.getByRole('button', { name: 'Skip' }).click();
    await expect.element(screen.getByRole('heading', { name: '1 of 3 points' })).toHaveFocus();
    await expect.element(screen.getByText('1 right, 1 wrong, 1 skipped.')).toBeVisible();
    expect(screen.onFinish).toHaveBeenCalledWith(
      expect.objectContaining({ score: 1, max: 3, answered: 2, skipped: 1 }),
    );
    await expectAccessible(screen);
    await screen.getByRole('button', { name: 'Answer these 2 again' }).click();
    await expect.element(screen.getByText('Question 1 of 2')).toBeVisible();
    await press('f{Enter}{Enter}');
    await press('levain{Enter}{Enter}');
    await expect.element(screen.getByRole('heading', { name: '3 of 3 points' })).toBeVisible();
    expect(screen.onAnswer.mock.calls.map(([{ attempt }]) => attempt)).toEqual([1, 1, 2, 1]);
  });

  test('says of an exercise that cannot be shown why, to authors, and goes on', async () => {
    const broken: Exercise = { ...EXERCISES.true_false, answer: null };
    const screen = await play([{ key: 'x', rendered: played(broken) }, ...itemsOf('mcq')], {
      isPreview: true,
      mend: () => <a href="#mend">Open exercise 1</a>,
    });
    await expect
      .element(screen.getByRole('heading', { name: 'This exercise cannot be shown to learners' }))
      .toBeVisible();
    await expect.element(screen.getByText(/Nobody has decided/)).toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'Open exercise 1' })).toBeVisible();
    await expectAccessible(screen);
    await press('{Enter}');
    await expect.element(screen.getByText('Question 2 of 2')).toBeVisible();
    await press('b{Enter}{Enter}');
    await expect.element(screen.getByRole('heading', { name: '1 of 1 points' })).toBeVisible();
  });

  test('waits for a question on its way, and asks again for one that was lost', async () => {
    const onReload = vi.fn();
    const screen = await play([{ key: 'x', rendered: null }], { onReload });
    await expectVerdict(screen, 'The question is on its way.');
    await screen.rerender(
      <Player
        title="Bread"
        items={[{ key: 'x', rendered: null, isLost: true }]}
        version={1}
        language=""
        onReload={onReload}
      />,
    );
    await screen.getByRole('button', { name: 'Load it again' }).click();
    expect(onReload).toHaveBeenCalledWith(0);
  });

  test('speaks the language of the content, and runs its way', async () => {
    const screen = await play(itemsOf('mcq'), { language: 'ar' });
    const root = screen.container.querySelector('.tw-player');
    expect([root?.getAttribute('dir'), root?.getAttribute('lang')]).toEqual(['rtl', 'ar']);
    await press('b');
    await screen.getByRole('button', { name: 'تحقق من الإجابة' }).click();
    await expectVerdict(screen, 'صحيح');
    await expectAccessible(screen);
  });

  test('takes keys from its own page alone, and none that are typed', async () => {
    const screen = await play(itemsOf('mcq'), { hearsPage: false });
    await press('b');
    await expect.element(screen.getByRole('radio', { name: 'Gas from the yeast' })).not.toBeChecked();
    await tabTo(() => screen.getByRole('radio', { name: 'Salt' }).element());
    await press('b');
    await expect.element(screen.getByRole('radio', { name: 'Gas from the yeast' })).toBeChecked();
    const typing = await play(itemsOf('short_answer'));
    await typing.getByRole('textbox', { name: 'Your answer' }).fill('');
    await press('sr');
    await expect.element(typing.getByRole('textbox', { name: 'Your answer' })).toHaveValue('sr');
  });
});
