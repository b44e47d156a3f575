import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { LONGEST_REASON } from '#lib/base/core/link-types.ts';
import { LinkFields, type LinkValues, usualLink } from './link-fields.tsx';
import { linksText } from './links-text.ts';

const onChange = vi.fn();
beforeEach(() => {
  onChange.mockReset();
});

function Fields({ initial }: { initial: Partial<LinkValues> }) {
  const [value, setValue] = useState<LinkValues>({ ...usualLink(), ...initial });
  return (
    <LinkFields
      value={value}
      onChange={(next) => {
        onChange(next);
        setValue(next);
      }}
    />
  );
}

async function open(initial: Partial<LinkValues> = {}) {
  const screen = await show(<Fields initial={initial} />);
  return {
    ...screen,
    weight: screen.getByRole('textbox', { name: linksText.form.weight }),
    reason: screen.getByRole('textbox', { name: linksText.form.reason }),
    choose: async (type: string) => {
      await screen.getByRole('button', { name: new RegExp(`${linksText.form.type}$`) }).click();
      await screen.getByRole('option', { name: new RegExp(`^${type}`) }).click();
    },
  };
}

describe('the weight of a link', () => {
  test.each([
    ['0.9', 0.9, linksText.form.usual('prerequisite')],
    ['0.8', 0.8, linksText.form.usual('prerequisite')],
    ['0.2', 0.2, linksText.form.unusual('prerequisite')],
    ['0', 0, linksText.form.unusual('prerequisite')],
  ])('%s is told to be usual or not, and is never refused for it', async (typed, weight, said) => {
    const { weight: field, getByText } = await open({ weight: 0.5 });
    await field.fill(typed);
    await userEvent.tab();
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ weight }));
    await expect.element(getByText(said)).toBeVisible();
    await expect.element(field).toBeValid();
  });

  test('more than there is stays as it was typed, with what is wrong about it', async () => {
    const { weight: field, getByText } = await open();
    await field.fill('1.5');
    await userEvent.tab();
    await expect.element(field).toHaveValue('1.5');
    await expect.element(field).toBeInvalid();
    await expect.element(getByText(linksText.form.weightRange)).toBeVisible();
  });

  test('an emptied field is no weight', async () => {
    const { weight: field } = await open();
    await field.fill('');
    await userEvent.tab();
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ weight: null }));
  });

  test('the usual weight goes along with the type', async () => {
    const { choose } = await open();
    await choose('Related');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ link_type: 'related', weight: 0.4 }));
  });

  test('a weight that somebody chose stays, whatever the type', async () => {
    const { choose, getByText } = await open({ weight: 0.83 });
    await choose('Related');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ link_type: 'related', weight: 0.83 }));
    await expect.element(getByText(linksText.form.unusual('related'))).toBeVisible();
  });
});

describe('the reason of a link', () => {
  test('says how much room is left once that gets tight, and how much too long it is', async () => {
    const { reason, getByText } = await open({ description: 'x'.repeat(LONGEST_REASON - 3) });
    await expect.element(getByText('3 characters left')).toBeVisible();
    await reason.click();
    await userEvent.keyboard('{End}12345');
    await expect.element(getByText('2 characters too many')).toBeVisible();
    await expect.element(getByText(linksText.form.reasonLong)).toBeVisible();
    await expect.element(reason).toBeInvalid();
    // Nothing that was typed is cut off.
    expect(onChange.mock.lastCall?.[0].description).toHaveLength(LONGEST_REASON + 2);
  });
});
