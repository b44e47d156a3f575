import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Asks, held, tabTo } from '#components/testing/dialog.tsx';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import { LinkDialog, type LinkDialogProps } from './link-dialog.tsx';
import { linksText } from './links-text.ts';

const words = linksText.form;
const node = (id: string, title: string) => ({ id, slug: title.toLowerCase(), title });
const FLOUR = node('f', 'Flour');
const DOUGH = node('d', 'Dough');
const OVEN = node('o', 'Oven');
const NODES = [FLOUR, DOUGH, OVEN];
const DONE = { change_set_id: 'c1', added: ['l1'], failed: [] };

const sent = () => inputsOf<{ level: string; edits: LinkEdit[] }>('editLinksAction');
beforeEach(() => answer('editLinksAction', () => done(DONE)));

async function open(props: Partial<LinkDialogProps> = {}) {
  const title = props.link ? linksText.dialog.edit : linksText.dialog.add;
  const screen = await show(
    <Asks>
      {(close) => (
        <LinkDialog workspace="bakery" level="spark" title={title} nodes={NODES} onClose={close} {...props} />
      )}
    </Asks>,
  );
  const trigger = screen.getByRole('button', { name: 'Ask', exact: true });
  (trigger.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const dialog = screen.getByRole('dialog', { name: title });
  await expect.element(dialog).toBeVisible();
  return {
    ...screen,
    dialog,
    trigger,
    source: screen.getByRole('combobox', { name: words.source }),
    target: screen.getByRole('combobox', { name: words.target }),
    confirm: screen.getByRole('button', { name: props.link ? words.save : words.add }),
  };
}

const LINK = { id: 'l9', link_type: 'deepens' as const, weight: 0.5, description: 'As it was', version: 3 };

describe('adding a link', () => {
  test('by keyboard alone: both ends by typing, then it is saved and the focus goes back', async () => {
    const { dialog, source, target, confirm, trigger, getByText } = await open();
    await expect.element(source).toHaveFocus();
    await userEvent.keyboard('flo{ArrowDown}{Enter}');
    await expect.element(source).toHaveValue('Flour');
    await tabTo(() => target.element());
    await userEvent.keyboard('dou{ArrowDown}{Enter}');
    await expect.element(target).toHaveValue('Dough');
    await tabTo(() => confirm.element());
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(trigger).toHaveFocus();
    expect(sent()).toEqual([
      {
        level: 'spark',
        edits: [expect.objectContaining({ op: 'add', source_id: 'f', target_id: 'd', link_type: 'prerequisite' })],
      },
    ]);
    await expect.element(getByText(linksText.done.added('Flour', 'Dough'))).toBeVisible();
  });

  test('from an end that is given asks for the other alone, and says where it cannot lead', async () => {
    const why = 'It would close a loop: “Oven” comes before it.';
    const { target, dialog, getByRole, confirm } = await open({
      source: FLOUR,
      impossible: (id) => (id === 'o' ? why : undefined),
    });
    await expect.element(dialog.getByText('Flour', { exact: true })).toBeVisible();
    await expect.element(target).toHaveFocus();
    await userEvent.keyboard('ove');
    const option = getByRole('option', { name: /^Oven/ });
    await expect.element(option).toHaveAttribute('aria-disabled', 'true');
    await expect.element(option.getByText(why)).toBeVisible();
    // Nothing was chosen.
    await userEvent.keyboard('{Enter}');
    await expect.element(confirm).toBeDisabled();
  });

  test('is sent once, however often one presses', async () => {
    const { answered, letGo } = held(done(DONE));
    answer('editLinksAction', answered);
    const { dialog, confirm, getByRole } = await open({ source: FLOUR, target: DOUGH });
    await confirm.click();
    await expect.element(getByRole('button', { name: `${uiText.pending} ${words.add}` })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(sent()).toHaveLength(1);
    letGo();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('with a weight that there is not is not possible', async () => {
    const { confirm, getByRole, getByText } = await open({ source: FLOUR, target: DOUGH });
    await getByRole('textbox', { name: words.weight }).fill('2');
    await userEvent.tab();
    await expect.element(getByText(words.weightRange)).toBeVisible();
    await expect.element(confirm).toBeDisabled();
  });
});

describe('what is refused', () => {
  test.each(['already_linked', 'self', 'not_found'] as const)(
    '%s is said in place; what was typed stays',
    async (code) => {
      answer('editLinksAction', () => done({ change_set_id: null, added: [], failed: [{ index: 0, code }] }));
      const { confirm, dialog, getByRole, getByText } = await open({ source: FLOUR, target: DOUGH });
      const reason = getByRole('textbox', { name: words.reason });
      await reason.fill('Because');
      await confirm.click();
      await expect.element(getByText(linksText.failed.sentences[code])).toBeVisible();
      await expect.element(dialog).toBeVisible();
      await expect.element(reason).toHaveValue('Because');
    },
  );

  test('because somebody was faster is saved over them the second time', async () => {
    answer('editLinksAction', () => done({ change_set_id: null, added: [], failed: [{ index: 0, code: 'stale' }] }));
    const { dialog, confirm, getByText } = await open({ link: LINK, source: FLOUR, target: DOUGH });
    await confirm.click();
    await expect.element(getByText(linksText.failed.sentences.stale)).toBeVisible();
    answer('editLinksAction', () => done(DONE));
    await confirm.click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(sent().map(({ edits: [edit] }) => edit && 'version' in edit && edit.version)).toEqual([3, undefined]);
  });

  test('because of a loop is drawn, and can be mended there: the other link goes, this one comes', async () => {
    const loop = [
      { node: FLOUR, link: null },
      { node: DOUGH, link: { id: 'l7', link_type: 'prerequisite' } },
    ];
    answer('editLinksAction', () => refused({ code: 'loop', message: 'A loop.', detail: { loop } }));
    const { confirm, getByRole, trigger } = await open({ source: FLOUR, target: DOUGH });
    await confirm.click();
    const drawn = getByRole('dialog', { name: linksText.loop.title });
    await expect.element(drawn).toBeVisible();
    answer('editLinksAction', () => done(DONE));
    await drawn.getByRole('button', { name: linksText.loop.removeLabel('Dough', 'Flour') }).click();
    await expect.element(drawn).not.toBeInTheDocument();
    expect(sent().at(-1)?.edits).toEqual([
      expect.objectContaining({ op: 'add', source_id: 'f', target_id: 'd' }),
      { op: 'remove', id: 'l7' },
    ]);
    await expect.element(trigger).toHaveFocus();
  });

  test('because of a loop can be left: the form is there as it was', async () => {
    const loop = [
      { node: FLOUR, link: null },
      { node: DOUGH, link: { id: 'l7', link_type: 'prerequisite' } },
    ];
    answer('editLinksAction', () => refused({ code: 'loop', message: 'A loop.', detail: { loop } }));
    const { dialog, confirm, getByRole } = await open({ source: FLOUR, target: DOUGH });
    await getByRole('textbox', { name: words.reason }).fill('Because');
    await confirm.click();
    await getByRole('button', { name: linksText.loop.keep }).click();
    await expect.element(getByRole('dialog', { name: linksText.loop.title })).not.toBeInTheDocument();
    await expect.element(dialog).toBeVisible();
    await expect.element(getByRole('textbox', { name: words.reason })).toHaveValue('Because');
  });
});

test('editing sends what differs from nothing: a reason of blanks is none', async () => {
  const { confirm, getByRole } = await open({ link: LINK, source: FLOUR, target: DOUGH });
  await getByRole('textbox', { name: words.reason }).fill('   ');
  await confirm.click();
  const edit = { op: 'update', id: 'l9', version: 3, link_type: 'deepens', weight: 0.5, description: null };
  await expect.poll(() => sent()[0]?.edits).toEqual([edit]);
});

test('Escape takes back what was typed in a field first, then closes, and nothing is sent', async () => {
  const { dialog, source, trigger } = await open();
  await userEvent.keyboard('flo');
  await expect.element(source).toHaveValue('flo');
  await userEvent.keyboard('{Escape}');
  await expect.element(source).toHaveValue('');
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(trigger).toHaveFocus();
  expect(sent()).toEqual([]);
});
