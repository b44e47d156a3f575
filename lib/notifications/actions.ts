'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { settingsJson } from './core/notification.ts';
import * as data from './data.ts';

export const markNotificationsAction = defineAction({
  name: 'notifications.mark',
  permission: 'notification.keep',
  input: z.object({ ids: z.number().int().array().max(200).nullable(), is_read: z.boolean() }),
  run: ({ db, workspace }, { ids, is_read }) => data.markNotifications(db, workspace.id, ids, is_read),
});

export const setNotificationsAction = defineAction({
  name: 'notifications.settings',
  permission: 'notification.keep',
  input: settingsJson.omit({ mails: true }),
  run: ({ db, workspace }, settings) => data.setSettings(db, workspace.id, settings),
});

export const setMailsAction = defineAction({
  name: 'notifications.mails',
  permission: 'notification.keep',
  input: settingsJson.pick({ mails: true }),
  run: ({ db, workspace }, { mails }) => data.setMails(db, workspace.id, mails),
});

export const askForProposalAction = defineAction({
  name: 'notifications.ask',
  permission: 'review.decide',
  input: z.object({ proposal_id: z.uuid() }),
  run: ({ db, workspace }, { proposal_id }) => data.askForProposal(db, workspace.id, proposal_id),
});
