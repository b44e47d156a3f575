import { SmtpEmailDriver } from '@supabase/lite';
import type pg from 'pg';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { type Digest, digestJson } from './core/digest.ts';
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
  { muted, is_still }: Pick<NotificationSettings, 'muted' | 'is_still'>,
): Promise<Result<unknown>> =>
  call(db, 'set_notification_settings', { p_workspace: workspace_id, p_muted: muted, p_is_still: is_still });

export const setMails = (
  db: Db,
  workspace_id: string,
  mails: NotificationSettings['mails'],
): Promise<Result<unknown>> => call(db, 'set_notification_mails', { p_workspace: workspace_id, p_mails: mails });

/** Asks whoever is deciding a proposal for it. */
export const askForProposal = (db: Db, workspace_id: string, proposal_id: string): Promise<Result<unknown>> =>
  call(db, 'ask_for_proposal', { p_workspace: workspace_id, p_proposal: proposal_id });

/** The next mail of the day, held by whoever sends it; null where none is due. */
export async function takeDigest(db: pg.Pool): Promise<Digest | null> {
  const { rows } = await db.query<{ digest: unknown }>('select private.take_digest() as digest');
  return digestJson.nullable().parse(rows[0]?.digest ?? null);
}

/** Says what became of a mail: sent, or to be tried again in an hour. */
export async function settleDigest(db: pg.Pool, { user_id, told }: Digest, is_sent: boolean): Promise<void> {
  await db.query('select private.settle_digest($1, $2, $3)', [user_id, JSON.stringify(told), is_sent]);
}

/** The way to a mail server, as `smtp://user:password@host:587`. */
export function mailServer(smtpUrl: string, mailFrom: string | null): Pick<SmtpEmailDriver, 'send'> {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return new SmtpEmailDriver({
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
    from: { name: 'Trailwright', address: mailFrom ?? 'trailwright@localhost' },
  });
}

/** Removes some old notifications, as the owner of the database; how many. */
export async function sweepNotifications(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ gone: number }>('select private.sweep_notifications() as gone');
  return rows[0]?.gone ?? 0;
}
