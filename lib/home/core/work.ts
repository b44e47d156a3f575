import { z } from 'zod';
import type { Notification } from '#lib/notifications/core/notification.ts';
import { REVIEW_GROUPS } from '#lib/review/core/proposal.ts';

/** Somebody's own work in a workspace. */
export const workJson = z.object({
  drafts: z.object({
    open: z.number(),
    oldest: z.string().nullable(),
    most: z.enum(REVIEW_GROUPS).nullable(),
  }),
  /** The median between two decisions; null for who has decided too little. */
  pace_seconds: z.number().nullable(),
  deciding: z.object({ id: z.uuid(), title: z.string(), until: z.string() }).array(),
  week: z.object({ decided: z.number(), plain: z.number(), edited: z.number(), rejected: z.number() }),
  own: z.object({ writing: z.number(), in_review: z.number(), stale: z.number(), approved: z.number() }),
  places: z.object({ slug: z.string(), title: z.string(), at: z.string() }).array(),
});
export type Work = z.infer<typeof workJson>;

/** What waits for somebody, each with what is done about it. */
export type Wait =
  | { what: 'question' | 'answered' | 'rejected' | 'assigned'; notification: Notification }
  | { what: 'deciding'; proposal: Work['deciding'][number] }
  | { what: 'stale' | 'review' | 'blocked' | 'marked' | 'pending'; total: number };

/** So many rows are shown. */
export const MOST_WAITS = 6;

interface Known {
  is_reviewer: boolean;
  /** Each null while it is not known; what could not be read makes no row. */
  work: Work | null;
  notifications: readonly Notification[] | null;
  catalogue: { blocked: number; marked: number; pending: number } | null;
}

const ASKING = {
  mention: 'question',
  reply: 'answered',
  rejected: 'rejected',
  assigned: 'assigned',
  asked: 'assigned',
} as const;
type Asking = keyof typeof ASKING;
const isAsking = (kind: string): kind is Asking => kind in ASKING;

/** What waits, the questions of people first, then work that was begun, then what lies in stock. */
export function waitsOf({ is_reviewer, work, notifications, catalogue }: Known): Wait[] {
  const told = (notifications ?? [])
    .filter(({ is_read, about }) => !is_read && !about.is_gone)
    .flatMap((notification): Wait[] =>
      isAsking(notification.kind) ? [{ what: ASKING[notification.kind], notification }] : [],
    );
  const stock: Wait[] = [
    { what: 'stale', total: work?.own.stale ?? 0 },
    { what: 'review', total: is_reviewer ? (work?.drafts.open ?? 0) : 0 },
    { what: 'blocked', total: catalogue?.blocked ?? 0 },
    { what: 'marked', total: catalogue?.marked ?? 0 },
    { what: 'pending', total: catalogue?.pending ?? 0 },
  ];
  const rank = (one: Wait) => (one.what === 'question' ? 0 : one.what === 'answered' ? 1 : 2);
  return [
    // Of people there may be many: what was begun and what lies in stock keep some of the rows.
    ...told.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_WAITS / 2),
    ...(work?.deciding ?? []).slice(0, 1).map((proposal): Wait => ({ what: 'deciding', proposal })),
    ...stock.filter((one) => 'total' in one && one.total > 0),
  ].slice(0, MOST_WAITS);
}

/** About how many minutes so many decisions take at a pace, as people say it: in fives beyond ten. */
export function minutesFor(decisions: number, pace_seconds: number): number {
  const minutes = Math.max(1, Math.round((decisions * pace_seconds) / 60));
  return minutes > 10 ? Math.round(minutes / 5) * 5 : minutes;
}
