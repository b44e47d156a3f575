'use client';

import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { UndoRefusal } from '#components/base/problem.tsx';
import { text as contentText } from '#components/base/text.ts';
import { UndoButton } from '#components/history/undo-button.tsx';
import { Person } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { Act } from '#lib/history/data/recent.ts';
import { useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { text } from './text.ts';

/** The latest acts: who, what, when, and the way back where there is one. */
export function Activity({ workspace, acts }: { workspace: string; acts: Act[] }) {
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  const undo = useUndoChangeSet(workspace);
  const [refused, setRefused] = useState<{ id: string; error: unknown }>();
  const take = (act: Act) => {
    setRefused(undefined);
    undo.mutate(act.id, {
      onSuccess: (undoing) => toast.done(text.undoDone, { undo: () => void undo.mutate(undoing) }),
      onError: (error) => setRefused({ id: act.id, error }),
    });
  };
  return (
    <section aria-labelledby="activity" className="flex flex-col gap-1">
      <h2 id="activity" className="pb-1 text-lg font-semibold">
        {text.activity}
      </h2>
      <ul className="flex flex-col border-t">
        {acts.map((act) => {
          const subject = subjectOf(act, number);
          return (
            <li key={act.id} className="flex flex-col gap-2 border-b py-1.5">
              <div className="flex min-h-8 items-center gap-3">
                <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-1.5">
                  <Person workspace={workspace} user_id={act.author} />
                  <span className="text-muted">{verbOf(act)}</span>
                  <span dir="auto" title={subject} className="min-w-0 max-w-full truncate">
                    {subject}
                  </span>
                  {act.is_undone && (
                    <Badge size="sm" icon={<Undo2 aria-hidden />}>
                      {text.isUndone}
                    </Badge>
                  )}
                </p>
                <RelativeTime value={act.created_at} className="shrink-0 text-sm text-faint" />
                <span className="flex w-18 shrink-0 justify-end">
                  {!act.is_undone && (
                    <UndoButton
                      label={text.undoAct(`${verbOf(act)} ${subject}`)}
                      title={subject}
                      total={act.total}
                      variant="quiet"
                      isPending={undo.variables === act.id && undo.isPending}
                      onUndo={() => take(act)}
                    />
                  )}
                </span>
              </div>
              {refused?.id === act.id && (
                <UndoRefusal
                  workspace={workspace}
                  error={refused.error}
                  title={text.notUndone}
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

function verbOf(act: Act): string {
  if (act.action !== 'edit') return text.acts[act.action];
  return text.acts.edit[act.touched[0]?.operation ?? 'update'];
}

/** What an act was about: its title, or what it touched. */
function subjectOf(act: Act, number: Intl.NumberFormat): string {
  if (act.title) return act.title;
  const [first] = act.touched;
  if (!first) return text.things(number.format(act.total));
  const name = first.label ?? first.slug ?? contentText.kinds[first.kind][0];
  return act.total > 1 ? `${name} ${text.more(number.format(act.total - 1))}` : name;
}
