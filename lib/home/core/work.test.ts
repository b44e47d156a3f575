import { expect, test } from 'vitest';
import type { Notification, NotificationKind } from '#lib/notifications/core/notification.ts';
import { MOST_WAITS, minutesFor, type Work, waitsOf } from './work.ts';

const told = (id: number, kind: NotificationKind, more: Partial<Notification> = {}): Notification => ({
  id,
  kind,
  about: { kind: 'spark', id: 'a', slug: 'a', title: 'A', is_gone: false },
  thread_id: null,
  words: null,
  actor: null,
  others: 0,
  total: 1,
  told_at: '2026-01-01T00:00:00Z',
  is_read: false,
  ...more,
});
const work = (more: Partial<Work> = {}): Work => ({
  drafts: { open: 0, oldest: null, most: null },
  pace_seconds: null,
  deciding: [],
  week: { decided: 0, plain: 0, edited: 0, rejected: 0 },
  own: { writing: 0, in_review: 0, stale: 0, approved: 0 },
  places: [],
  ...more,
});
const none = { blocked: 0, marked: 0, pending: 0 };
const names = (known: Partial<Parameters<typeof waitsOf>[0]>) =>
  waitsOf({ is_reviewer: true, work: work(), notifications: [], catalogue: none, ...known }).map(({ what }) => what);

test('questions of people come first, then what was begun, then stock', () => {
  const known = {
    work: work({
      drafts: { open: 3, oldest: null, most: 'new' },
      deciding: [{ id: 'p', title: 'P', until: '2026-01-01T00:00:00Z' }],
    }),
    notifications: [told(1, 'rejected'), told(2, 'reply'), told(3, 'mention'), told(4, 'job_done')],
    catalogue: { blocked: 1, marked: 0, pending: 2 },
  };
  expect(names(known)).toEqual(['question', 'answered', 'rejected', 'deciding', 'review', 'blocked']);
  expect(names({ ...known, is_reviewer: false })).not.toContain('review');
});

test('what was read or is gone waits for nobody, and many questions leave room for the rest', () => {
  const gone = { kind: 'spark', id: 'a', slug: null, title: 'A', is_gone: true } as const;
  expect(
    names({ notifications: [told(1, 'mention', { is_read: true }), told(2, 'mention', { about: gone })] }),
  ).toEqual([]);
  const many = Array.from({ length: 20 }, (_, nth) => told(nth, 'mention'));
  const all = names({ notifications: many, catalogue: { blocked: 1, marked: 1, pending: 1 } });
  expect(all).toEqual(['question', 'question', 'question', 'blocked', 'marked', 'pending']);
  expect(all).toHaveLength(MOST_WAITS);
});

test('what could not be read makes no row, and hides none', () => {
  expect(names({ work: null, notifications: null, catalogue: { ...none, marked: 1 } })).toEqual(['marked']);
  expect(names({ work: null, notifications: null, catalogue: null })).toEqual([]);
});

test.each([
  [1, 5, 1],
  [9, 60, 9],
  [37, 65, 40],
  [100, 48, 80],
])('%i decisions of %i seconds are about %i minutes', (decisions, pace, minutes) => {
  expect(minutesFor(decisions, pace)).toBe(minutes);
});
