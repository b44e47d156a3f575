import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Notification } from '#lib/notifications/core/notification.ts';

/** Where a notification leads: to the passage, not to the page. Null where that is gone. */
export function addressOf(workspace: string, { about, thread_id }: Notification): string | null {
  const at = inWorkspace(workspace);
  if (about.is_gone) return null;
  if (about.kind === 'job') return at.job(about.id);
  if (about.kind === 'proposal') return at.review({ id: about.id, show: 'all', thread: thread_id });
  return about.slug && at.spark(about.slug, { thread: thread_id });
}
