import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { NOTIFICATION_VIEWS } from './core/notification.ts';
import * as data from './data.ts';

/** What one is told here; with a limit of 0 how much of it is unread. */
export const notificationsRead = defineRead({
  name: 'notifications',
  permission: 'content.read',
  input: z.object({ show: z.enum(NOTIFICATION_VIEWS).default('all'), limit: z.number().int().min(0).max(200) }),
  run: ({ db, workspace }, { show, limit }) => data.readNotifications(db, workspace.id, show, limit),
});

export const notificationSettingsRead = defineRead({
  name: 'notification-settings',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readSettings(db, workspace.id),
});
