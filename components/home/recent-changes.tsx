'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { UndoRefusal } from '#components/base/problem.tsx';
import { UndoButton } from '#components/history/undo-button.tsx';
import { Person } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import type { RecentChangeSet } from '#lib/history/data/recent.ts';
import { useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { homeText } from './text.ts';

/** The latest recent: who, what, when, and the way back where there is one. */
export function RecentChanges({ workspace, recent }: { workspace: string; recent: RecentChangeSet[] }) {
  const { locale } = useLocale();
  const number = numberFormat(locale);
  const undo = useUndoChangeSet(workspace);
  const [refused, setRefused] = useState<{ id: string; error: unknown }>();
  const take = (one: RecentChangeSet) => {
    setRefused(undefined);
    undo.mutate(one.id, {
      onSuccess: (undoing) => toast.done(homeText.undoDone, { undo: () => void undo.mutate(undoing) }),
      onError: (error) => setRefused({ id: one.id, error }),
    });
  };
  return (
    <section aria-labelledby="recent" className="flex flex-col gap-1">
      <h2 id="recent" className="pb-1 text-lg font-semibold">
        {homeText.recent}
      </h2>
      <ul className="flex flex-col border-t">
        {recent.map((one) => {
          const subject = subjectOf(one, number);
          return (
            <li key={one.id} className="flex flex-col gap-2 border-b py-1.5">
              <div className="flex min-h-8 items-center gap-3">
                <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-1.5">
                  <Person workspace={workspace} user_id={one.author} />
                  <span className="text-muted">{verbOf(one)}</span>
                  <span dir="auto" title={subject} className="min-w-0 max-w-full truncate">
                    {subject}
                  </span>
                  {one.is_undone && (
                    <Badge size="sm" icon={<Undo2 aria-hidden />}>
                      {homeText.isUndone}
                    </Badge>
                  )}
                </p>
                <RelativeTime value={one.created_at} className="shrink-0 text-sm text-faint" />
                <span className="flex w-18 shrink-0 justify-end">
                  {!one.is_undone && (
                    <UndoButton
                      label={homeText.undoOf(`${verbOf(one)} ${subject}`)}
                      title={subject}
                      total={one.total}
                      isMore={one.is_more}
                      variant="quiet"
                      isPending={undo.variables === one.id && undo.isPending}
                      onUndo={() => take(one)}
                    />
                  )}
                </span>
              </div>
              {refused?.id === one.id && (
                <UndoRefusal
                  workspace={workspace}
                  error={refused.error}
                  title={homeText.notUndone}
                  onClose={() => setRefused(undefined)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function verbOf(one: RecentChangeSet): string {
  if (one.action !== 'edit') return homeText.done[one.action];
  return homeText.done.edit[one.touched[0]?.operation ?? 'update'];
}

/** What an one was about: its title, or what it touched. */
function subjectOf(one: RecentChangeSet, number: Intl.NumberFormat): string {
  if (one.title) return one.title;
  const [first] = one.touched;
  const count = (total: number) => (one.is_more ? homeText.over(number.format(total)) : number.format(total));
  if (!first) return homeText.things(count(one.total));
  const name = first.label ?? first.slug ?? KINDS[first.kind].label[0];
  return one.total > 1 ? `${name} ${homeText.more(count(one.is_more ? one.total : one.total - 1))}` : name;
}
