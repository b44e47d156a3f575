import { z } from 'zod';

/** What somebody is told of. private.notifications says the same. */
export const NOTIFICATION_KINDS = [
  'mention',
  'reply',
  'resolved',
  'approved',
  'rejected',
  'disagreed',
  'assigned',
  'asked',
  'job_done',
  'job_failed',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The switches of the settings, each for some kinds; private.notification_group says the same. */
export const NOTIFICATION_GROUPS = ['mentions', 'assigned', 'replies', 'decided', 'jobs'] as const;
export type NotificationGroup = (typeof NOTIFICATION_GROUPS)[number];

export const NOTIFICATION_VIEWS = ['all', 'mentions', 'assigned'] as const;
export type NotificationView = (typeof NOTIFICATION_VIEWS)[number];

const notification = z.object({
  id: z.number(),
  kind: z.enum(NOTIFICATION_KINDS),
  about: z.object({
    kind: z.enum(['spark', 'proposal', 'job']),
    id: z.uuid(),
    slug: z.string().nullable(),
    title: z.string(),
    is_gone: z.boolean(),
  }),
  thread_id: z.uuid().nullable(),
  words: z.string().nullable(),
  /** Who did it last; null for the studio itself. */
  actor: z.uuid().nullable(),
  /** How many others did the same. */
  others: z.number(),
  total: z.number(),
  told_at: z.string(),
  is_read: z.boolean(),
});
export type Notification = z.infer<typeof notification>;

export const notificationsJson = z.object({
  unread: z.object({ all: z.number(), mentions: z.number(), assigned: z.number() }),
  items: notification.array(),
});
export type Notifications = z.infer<typeof notificationsJson>;

const groups = z.enum(NOTIFICATION_GROUPS).array();
export const settingsJson = z.object({
  muted: groups,
  is_still: z.boolean(),
  /** What goes into the mail of the day; empty: none comes. */
  mails: groups,
});
export type NotificationSettings = z.infer<typeof settingsJson>;

/** So many are read at once. */
export const AT_ONCE = 60;

/** As much as the bell says: beyond that nobody counts. */
export const bellCount = (unread: number): string => (unread > 99 ? '99+' : String(unread));

export interface Day<Item> {
  day: 'today' | 'yesterday' | 'earlier';
  items: Item[];
}

/** Notifications by the day on which they came, as the clock of the reader says; the order stays. */
export function byDay<Item extends { told_at: string }>(items: readonly Item[], now: Date): Day<Item>[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  const dayOf = (told_at: string) => {
    const at = new Date(told_at);
    return at >= midnight ? 'today' : at >= before ? 'yesterday' : 'earlier';
  };
  const days: Day<Item>[] = [];
  for (const item of items) {
    const day = dayOf(item.told_at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
