import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { Notification } from '#lib/notifications/core/notification.ts';
import { NotificationList } from './notification-list.tsx';
import { notificationsText } from './text.ts';

const words = notificationsText;
const MIRA = '00000000-0000-4000-8000-000000000001';
const THREAD = '00000000-0000-4000-8000-000000000002';

const told = (id: number, more: Partial<Notification> = {}): Notification => ({
  id,
  kind: 'mention',
  about: { kind: 'spark', id: THREAD, slug: 'vacuum', title: `Vacuum ${id}`, is_gone: false },
  thread_id: THREAD,
  words: 'Is it in any source?',
  actor: MIRA,
  others: 0,
  total: 1,
  told_at: new Date().toISOString(),
  is_read: false,
  ...more,
});

async function open(items: Notification[]) {
  const all = items.filter(({ is_read }) => !is_read).length;
  answer('notifications', () => done({ unread: { all, mentions: all, assigned: 0 }, items }));
  answer('people', () => done({ [MIRA]: { user_id: MIRA, display_name: 'Mira Santos', picture: null } }));
  answer('markNotificationsAction', () => done(1));
  const onClose = vi.fn();
  const { router } = await show(<NotificationList workspace="bakery" onClose={onClose} />);
  return { onClose, router };
}

test('J and K walk the lines, M marks the one at hand, Shift+M all of them', async () => {
  await open([told(2), told(1, { is_read: true })]);
  await page.getByRole('button', { name: /Mira Santos mentioned you in Vacuum 2/ }).click({ trial: true });
  (document.querySelector('li button') as HTMLElement).focus();
  await userEvent.keyboard('m');
  await userEvent.keyboard('jm');
  await userEvent.keyboard('kk');
  await expect.element(page.getByRole('button', { name: /Vacuum 2/ })).toHaveFocus();
  await userEvent.keyboard('{Shift>}M{/Shift}');
  await expect
    .poll(() => inputsOf('markNotificationsAction'))
    .toEqual([
      { ids: [2], is_read: true },
      { ids: [1], is_read: false },
      { ids: null, is_read: true },
    ]);
});

test('Enter reads it and goes to the passage', async () => {
  const { onClose, router } = await open([told(1)]);
  await expect.element(page.getByRole('button', { name: /Vacuum 1/ })).toBeVisible();
  (document.querySelector('li button') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(inputsOf('markNotificationsAction')).toEqual([{ ids: [1], is_read: true }]);
  expect(router.push.mock.calls[0]?.[0]).toBe(`/w/bakery/sparks/vacuum?thread=${THREAD}`);
});

test('what is gone says so, several acts are one line, and nothing is said where there is nothing', async () => {
  const about = { kind: 'spark', id: THREAD, slug: null, title: 'Vacuum', is_gone: true } as const;
  const { onClose } = await open([told(1, { about, others: 2, total: 5, kind: 'reply' })]);
  const line = page.getByRole('button', { name: /Mira Santos and 2 others wrote 5 times in Vacuum/ });
  await line.click();
  await expect.element(page.getByText(words.gone.spark)).toBeVisible();
  await expect.element(page.getByRole('link', { name: words.openTrash })).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

test('who is up to date is told so', async () => {
  await open([]);
  await expect.element(page.getByText(words.none)).toBeVisible();
});
