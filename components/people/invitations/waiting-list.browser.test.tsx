import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { held, tabTo } from '#components/testing/dialog.tsx';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { WaitingInvitation } from '#lib/people/data/invitations.ts';
import { invitationText as words } from './text.ts';
import { WaitingList } from './waiting-list.tsx';

const waiting = (id: string, workspace_name: string): WaitingInvitation => ({
  id,
  workspace_name,
  role: 'editor',
  invited_by: 'Ada',
  expires_at: '2099-01-01T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
});
const onGone = vi.fn();
beforeEach(() => onGone.mockReset());

async function open() {
  const invitations = [waiting('i1', 'Bakery'), waiting('i2', 'Dairy')];
  const screen = await show(<WaitingList label="Waiting" invitations={invitations} workspace={null} onGone={onGone} />);
  const button = (name: string) => screen.getByRole('button', { name });
  return { ...screen, accept: button(words.acceptOf('Bakery')), decline: button(words.declineOf('Bakery')), button };
}

test('accepting by keyboard says so and leads into the workspace', async () => {
  answer('answerInvitationAction', () => done('bakery'));
  const { accept, getByText, router } = await open();
  await tabTo(() => accept.element());
  await userEvent.keyboard('{Enter}');
  await expect.element(getByText(words.accepted('Bakery'))).toBeVisible();
  expect(inputsOf('answerInvitationAction')).toEqual([{ id: 'i1', accepts: true }]);
  expect(router.push).toHaveBeenCalledWith('/w/bakery');
  expect(onGone).toHaveBeenCalledWith('i1');
});

test('declining says so and leads nowhere', async () => {
  answer('answerInvitationAction', () => done(null));
  const { decline, getByText, router } = await open();
  await decline.click();
  await expect.element(getByText(words.declined('Bakery'))).toBeVisible();
  expect(inputsOf('answerInvitationAction')).toEqual([{ id: 'i1', accepts: false }]);
  expect(router.push).not.toHaveBeenCalled();
  expect(onGone).toHaveBeenCalledWith('i1');
});

test('one answer at a time: while it is on its way no other button does anything', async () => {
  const { answered, letGo } = held(done('bakery'));
  answer('answerInvitationAction', answered);
  const { accept, decline, button } = await open();
  await accept.click();
  await expect.element(decline).toBeDisabled();
  await expect.element(button(words.acceptOf('Dairy'))).toBeDisabled();
  letGo();
  await expect.element(decline).toBeEnabled();
  expect(inputsOf('answerInvitationAction')).toHaveLength(1);
});

test.each([
  ['not_found', 'This invitation is not open any more.', true],
  ['unavailable', 'The database did not answer.', false],
] as const)(
  'what is refused as %s is said, and waits no longer only where it is gone',
  async (code, message, isGone) => {
    answer('answerInvitationAction', () => refused({ code, message }));
    const { accept, getByText, router } = await open();
    await accept.click();
    await expect.element(getByText(message)).toBeVisible();
    await expect.element(accept).toBeEnabled();
    expect(onGone.mock.calls).toEqual(isGone ? [['i1']] : []);
    expect(router.push).not.toHaveBeenCalled();
  },
);
