'use client';

import { useQuery } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { IconButton } from '#components/ui/icon-button.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { bellCount } from '#lib/notifications/core/notification.ts';
import { notificationSettingsQuery, unreadQuery } from '#lib/notifications/queries.ts';
import { notificationsText } from './text.ts';

const words = notificationsText;

// Fetched when somebody opens it.
const NotificationList = dynamic(() => import('./notification-list.tsx').then((module) => module.NotificationList), {
  ssr: false,
});

/** How much one has not read, and the list of it. */
export function Bell({ workspace }: { workspace: string }) {
  const [isOpen, setOpen] = useState(false);
  const [isAwake, setAwake] = useState(false);
  // No page waits for it.
  useEffect(() => setAwake(true), []);
  const { data } = useQuery({ ...unreadQuery(workspace), enabled: isAwake });
  const isStill = useIsStill(workspace, isAwake);
  const unread = bellCount(isStill ? (data?.unread.mentions ?? 0) : (data?.unread.all ?? 0));
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <span className="relative flex">
        <IconButton label={words.bell(unread)}>
          <BellIcon />
        </IconButton>
        {unread !== '0' && (
          <span
            aria-hidden
            className="pointer-events-none absolute -end-0.5 -top-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.6875rem] font-medium text-on-accent tabular-nums"
          >
            {unread}
          </span>
        )}
      </span>
      <Popover
        placement="bottom end"
        offset={6}
        className="floats z-40 h-[min(44rem,calc(100dvh-4rem))] w-108 overflow-hidden rounded-xl max-md:h-[calc(100dvh-3.5rem)] max-md:left-0! max-md:w-screen max-md:rounded-none"
      >
        <Dialog aria-label={words.title} className="h-full outline-none">
          <NotificationList workspace={workspace} onClose={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** While somebody reviews, the bell counts questions alone, unless they want otherwise. */
function useIsStill(workspace: string, isAwake: boolean): boolean {
  const isReviewing = usePathname() === inWorkspace(workspace).review();
  const { data } = useQuery({ ...notificationSettingsQuery(workspace), enabled: isAwake && isReviewing });
  return isReviewing && (data?.is_still ?? true);
}
