'use client';

import { CircleX, Sparkles } from 'lucide-react';
import type { Ref } from 'react';
import { usePersonName } from '#components/people/person.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Link } from '#components/ui/link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Notification } from '#lib/notifications/core/notification.ts';
import { notificationsText } from './text.ts';

const words = notificationsText;

export interface NotificationLineProps {
  workspace: string;
  notification: Notification;
  isCurrent: boolean;
  ref?: Ref<HTMLButtonElement>;
  onOpen: () => void;
  onFocus: () => void;
}

/** One line of what somebody is told: who did what, where, and the words. */
export function NotificationLine(props: NotificationLineProps) {
  const { workspace, notification, isCurrent, ref, onOpen, onFocus } = props;
  const { kind, about, actor, others, total, told_at, is_read } = notification;
  const name = usePersonName(workspace)(actor);
  const title = <b className="font-medium">{about.title}</b>;
  return (
    <li className={cx('rounded-lg', isCurrent && 'bg-hover')}>
      <button
        ref={ref}
        type="button"
        tabIndex={isCurrent ? 0 : -1}
        className="flex w-full gap-2.5 rounded-lg px-2 py-2 text-start -outline-offset-2"
        onClick={onOpen}
        onFocus={onFocus}
      >
        {actor ? <Avatar name={name} decorative /> : <JobFace isFailed={kind === 'job_failed'} />}
        <span className={cx('flex min-w-0 flex-1 flex-col', is_read && 'text-muted')}>
          <span dir="auto" className="wrap-anywhere">
            {actor ? (
              <>
                <b className="font-medium">{name}</b> {others > 0 && `${words.others(others)} `}
                {words.did[kind](total)} {title}
              </>
            ) : (
              <>
                {title} {words.did[kind](total)}
              </>
            )}
          </span>
          {notification.words && (
            <span dir="auto" className="line-clamp-2 text-sm wrap-anywhere text-muted">
              {kind === 'job_failed' ? notification.words : `“${notification.words}”`}
            </span>
          )}
        </span>
        <span className="flex shrink-0 items-start gap-2 text-sm text-muted">
          <RelativeTime value={told_at} />
          <span className={cx('mt-1.5 size-2 rounded-full', !is_read && 'bg-accent')}>
            {!is_read && <span className="sr-only">{words.unread}</span>}
          </span>
        </span>
      </button>
      {about.is_gone && isCurrent && (
        <p className="flex gap-2 px-2 pb-2 ps-11.5 text-sm text-muted">
          <span>{words.gone[about.kind]}</span>
          {about.kind === 'spark' && <Link href={inWorkspace(workspace).trash}>{words.openTrash}</Link>}
        </p>
      )}
    </li>
  );
}

function JobFace({ isFailed }: { isFailed: boolean }) {
  const Icon = isFailed ? CircleX : Sparkles;
  return (
    <span
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-full',
        isFailed ? 'bg-blocked-soft text-blocked' : 'bg-sunken text-muted',
      )}
    >
      <Icon aria-hidden className="size-4" />
    </span>
  );
}
