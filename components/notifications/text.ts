import type { NotificationGroup, NotificationKind } from '#lib/notifications/core/notification.ts';

/** What a line says after the name of whoever did it, and before the name of what it is about. */
const did: Record<NotificationKind, (total: number) => string> = {
  mention: () => 'mentioned you in',
  reply: (total) => (total > 1 ? `wrote ${total} times in` : 'replied in'),
  resolved: () => 'resolved a thread in',
  approved: (total) => (total > 1 ? `approved ${total} of your drafts, the last one` : 'approved your draft'),
  rejected: (total) => (total > 1 ? `rejected ${total} of your drafts, the last one` : 'rejected your draft'),
  disagreed: () => 'disagrees with your decision on',
  assigned: (total) => (total > 1 ? `assigned ${total} drafts to you, the last one` : 'assigned to you'),
  asked: () => 'asks you for',
  job_done: () => 'is done',
  job_failed: () => 'failed',
};

const groups: Record<NotificationGroup, { name: string; help: string }> = {
  mentions: { name: 'Mentions', help: 'Somebody writes @ and your name.' },
  assigned: { name: 'Assigned to me', help: 'A draft is put in your hands, or somebody asks you for one.' },
  replies: { name: 'Replies', help: 'In threads that you wrote in.' },
  decided: {
    name: 'Drafts decided',
    help: 'Yours approved or rejected, with the reason; and a second opinion that differs from your decision.',
  },
  jobs: { name: 'Jobs finished or failed', help: 'Only those you started.' },
};

/** Words of the bell and of what it tells. */
export const notificationsText = {
  bell: (unread: string) => (unread === '0' ? 'Notifications' : `Notifications, ${unread} unread`),
  title: 'Notifications',
  which: 'Which notifications',
  tabs: { all: 'All', mentions: 'Mentions', assigned: 'Assigned to me' },
  markAll: 'Mark all read',
  settings: 'Choose what you are told',
  days: { today: 'Today', yesterday: 'Yesterday', earlier: 'Earlier' },
  did,
  others: (count: number) => (count === 1 ? 'and 1 other' : `and ${count} others`),
  unread: 'Not read',
  none: 'You are up to date',
  noneWhy: 'Mentions, answers and what becomes of your drafts come here.',
  notRead: 'Notifications did not load',
  notReadWhy: 'Nothing is lost; they wait on the server.',
  tryAgain: 'Try again',
  gone: { spark: 'That lesson is in the trash.', proposal: 'That draft is gone.', job: 'That job is gone.' },
  openTrash: 'Open trash',
  notMarked: 'That was not marked',
  keys: { move: 'move', open: 'open', mark: 'read or unread' },
  groups,
  askForIt: 'Ask for it',
  askedForIt: (name: string) => `${name} was asked for it`,
  notAsked: 'Nobody was asked',
  tellMe: 'Tell me about',
  lead: (workspace: string) => `For you, in ${workspace}. Your other workspaces have their own.`,
  still: 'While you review, the bell stays still',
  stillWhy: 'Counts are brought up to date when you leave the desk. Mentions show at once.',
  byMail: 'By mail',
  byMailOf: (group: string) => `${group} by mail`,
  mailHelp: 'At most one mail a day, of what you have not read by then. It comes in the morning, UTC.',
  saved: 'Saved',
  notSaved: 'This was not saved',
} as const;
