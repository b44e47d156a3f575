import type pg from 'pg';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import {
  type NotificationSettings,
  type NotificationView,
  notificationsJson,
  settingsJson,
} from './core/notification.ts';

export const readNotifications = (db: Db, workspace_id: string, show: NotificationView, limit: number) =>
  callJson(db, 'read_notifications', { p_workspace: workspace_id, p_show: show, p_limit: limit }, notificationsJson);

/** Marks some notifications of the caller; without ids all of them. */
export const markNotifications = (
  db: Db,
  workspace_id: string,
  ids: number[] | null,
  is_read: boolean,
): Promise<Result<number>> =>
  call(db, 'mark_notifications', { p_workspace: workspace_id, p_ids: ids, p_is_read: is_read });

export const readSettings = (db: Db, workspace_id: string) =>
  callJson(db, 'read_notification_settings', { p_workspace: workspace_id }, settingsJson);

export const setSettings = (
  db: Db,
  workspace_id: string,
  { muted, is_still }: NotificationSettings,
): Promise<Result<unknown>> =>
  call(db, 'set_notification_settings', { p_workspace: workspace_id, p_muted: muted, p_is_still: is_still });

/** Asks whoever is deciding a proposal for it. */
export const askForProposal = (db: Db, workspace_id: string, proposal_id: string): Promise<Result<unknown>> =>
  call(db, 'ask_for_proposal', { p_workspace: workspace_id, p_proposal: proposal_id });

/** Removes some old notifications, as the owner of the database; how many. */
export async function sweepNotifications(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ gone: number }>('select private.sweep_notifications() as gone');
  return rows[0]?.gone ?? 0;
}
