'use client';

import { useQuery } from '@tanstack/react-query';
import { CheckCheck, SlidersHorizontal } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import {
  byDay,
  NOTIFICATION_VIEWS,
  type Notification,
  type NotificationView,
} from '#lib/notifications/core/notification.ts';
import { notificationsQuery, useMarkNotifications } from '#lib/notifications/queries.ts';
import { addressOf } from './address.ts';
import { NotificationLine } from './notification-line.tsx';
import { notificationsText } from './text.ts';

const words = notificationsText;

/** What one is told, by day, with the keys of a list. */
export function NotificationList({ workspace, onClose }: { workspace: string; onClose: () => void }) {
  const [view, setView] = useState<NotificationView>('all');
  const query = useQuery(notificationsQuery(workspace, view));
  const items = query.data?.items ?? [];
  const { at, setAt, lines, onKeyDown, open, markAll } = useList(workspace, items, onClose);
  const go = useGo();
  const counts = query.data?.unread;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the list within.
    <div onKeyDown={onKeyDown} className="flex h-full flex-col">
      <header className="flex items-center gap-2 border-b px-4 py-2.5">
        <h2 className="flex-1 text-lg font-semibold">{words.title}</h2>
        <Button size="sm" variant="quiet" icon={<CheckCheck />} isDisabled={!counts?.all} onPress={markAll}>
          {words.markAll}
          <span className="max-md:hidden">
            <Kbd keys="Shift+M" />
          </span>
        </Button>
        <IconButton
          label={words.settings}
          onPress={() => {
            onClose();
            go(inWorkspace(workspace).notificationSettings);
          }}
        >
          <SlidersHorizontal />
        </IconButton>
      </header>
      <div className="border-b px-4 py-2">
        <Segmented
          label={words.which}
          size="sm"
          value={view}
          onChange={setView}
          items={NOTIFICATION_VIEWS.map((id) => ({
            id,
            label: counts?.[id] ? `${words.tabs[id]} ${counts[id]}` : words.tabs[id],
          }))}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {query.error && !query.data ? (
          <ProblemNotice
            title={words.notRead}
            why={words.notReadWhy}
            actions={<Button onPress={() => void query.refetch()}>{words.tryAgain}</Button>}
          />
        ) : !query.data ? (
          <div className="p-2">
            <TextSkeleton lines={6} />
          </div>
        ) : items.length === 0 ? (
          <EmptyState compact title={words.none}>
            {words.noneWhy}
          </EmptyState>
        ) : (
          byDay(items, new Date()).map(({ day, items: some }) => (
            <section key={`${day}${some[0]?.id}`} aria-label={words.days[day]}>
              <h3 className="px-2 pt-2 pb-1 text-sm text-muted">{words.days[day]}</h3>
              <ul>
                {some.map((one) => {
                  const nth = items.indexOf(one);
                  return (
                    <NotificationLine
                      key={one.id}
                      workspace={workspace}
                      notification={one}
                      isCurrent={nth === at}
                      ref={(line) => {
                        lines.current[nth] = line;
                      }}
                      onFocus={() => setAt(nth)}
                      onOpen={() => open(one)}
                    />
                  );
                })}
              </ul>
            </section>
          ))
        )}
      </div>
      <footer className="flex gap-4 border-t px-4 py-2 text-sm text-muted max-md:hidden">
        <span>
          <Kbd keys="J K" /> {words.keys.move}
        </span>
        <span>
          <Kbd keys="Enter" /> {words.keys.open}
        </span>
        <span>
          <Kbd keys="M" /> {words.keys.mark}
        </span>
      </footer>
    </div>
  );
}

/** Which line is at hand, and what can be done with it. */
function useList(workspace: string, items: readonly Notification[], onClose: () => void) {
  const [place, setAt] = useState(0);
  const at = Math.min(place, Math.max(0, items.length - 1));
  const lines = useRef<(HTMLButtonElement | null)[]>([]);
  const go = useGo();
  const mark = useMarkNotifications(workspace);
  const set = (ids: number[] | null, is_read: boolean) =>
    mark.mutate(
      { ids, is_read },
      { onError: (error) => toast.problem(words.notMarked, { detail: problemOf(error).message }) },
    );
  const open = (one: Notification) => {
    if (!one.is_read) set([one.id], true);
    const address = addressOf(workspace, one);
    if (!address) return;
    onClose();
    go(address);
  };
  const move = (by: number) => {
    const next = Math.min(Math.max(0, at + by), items.length - 1);
    setAt(next);
    lines.current[next]?.focus();
  };
  const markAll = () => set(null, true);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const one = items[at];
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (key === 'J' || key === 'ArrowDown') move(1);
    else if (key === 'K' || key === 'ArrowUp') move(-1);
    else if (key === 'M' && event.shiftKey) markAll();
    else if (key === 'M' && one) set([one.id], !one.is_read);
    else return;
    event.preventDefault();
  };
  return { at, setAt, lines, onKeyDown, open, markAll };
}
