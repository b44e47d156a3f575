'use client';

import { useQuery } from '@tanstack/react-query';
import { BellOff } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { SettingsFrame } from '#components/people/settings/frame.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { NOTIFICATION_GROUPS, type NotificationSettings } from '#lib/notifications/core/notification.ts';
import { notificationSettingsQuery, useSetMails, useSetNotifications } from '#lib/notifications/queries.ts';
import { notificationsText } from './text.ts';

const words = notificationsText;

interface NotificationSettingsPageProps {
  workspace: { slug: string; name: string };
  /** Whether this studio sends mail of its own. */
  hasMail: boolean;
}

/** What one is told of in a workspace; each switch is saved at once. */
export function NotificationSettingsPage({ workspace, hasMail }: NotificationSettingsPageProps) {
  const { data, error, refetch } = useQuery(notificationSettingsQuery(workspace.slug));
  const save = useSetNotifications(workspace.slug);
  const set = (next: NotificationSettings) =>
    save.mutate(next, {
      onError: (refused) => toast.problem(words.notSaved, { detail: problemOf(refused).message }),
    });
  const mails = useSetMails(workspace.slug);
  const setMails = (next: NotificationSettings) =>
    mails.mutate(next, {
      onError: (refused) => toast.problem(words.notSaved, { detail: problemOf(refused).message }),
    });
  return (
    <SettingsFrame
      title={words.title}
      lead={words.lead(workspace.name)}
      isReadOnly={false}
      actions={
        <span role="status" className="text-sm text-muted">
          {(save.isSuccess || mails.isSuccess) && words.saved}
        </span>
      }
    >
      {error && !data ? (
        <QueryProblem error={error} title={words.notRead} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={8} />
      ) : (
        <div className="flex flex-col gap-6">
          <section aria-label={words.tellMe}>
            <h2 className="border-b pb-2 text-sm font-medium text-muted">{words.tellMe}</h2>
            {NOTIFICATION_GROUPS.map((group) => (
              <div key={group} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b py-3">
                <Switch
                  isSelected={!data.muted.includes(group)}
                  help={words.groups[group].help}
                  onChange={(isTold) =>
                    set({
                      ...data,
                      muted: isTold ? data.muted.filter((one) => one !== group) : [...data.muted, group],
                    })
                  }
                >
                  <span className="font-medium">{words.groups[group].name}</span>
                </Switch>
                {hasMail && (
                  <Switch
                    aria-label={words.byMailOf(words.groups[group].name)}
                    isSelected={data.mails.includes(group) && !data.muted.includes(group)}
                    isDisabled={data.muted.includes(group)}
                    onChange={(isMailed) =>
                      setMails({
                        ...data,
                        mails: isMailed ? [...data.mails, group] : data.mails.filter((one) => one !== group),
                      })
                    }
                  >
                    {words.byMail}
                  </Switch>
                )}
              </div>
            ))}
            {hasMail && <p className="pt-2 text-sm text-muted">{words.mailHelp}</p>}
          </section>
          <div className="flex gap-3 rounded-lg bg-sunken p-4">
            <BellOff aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <Switch
              isSelected={data.is_still}
              help={words.stillWhy}
              onChange={(is_still) => set({ ...data, is_still })}
            >
              <span className="font-medium">{words.still}</span>
            </Switch>
          </div>
        </div>
      )}
    </SettingsFrame>
  );
}
