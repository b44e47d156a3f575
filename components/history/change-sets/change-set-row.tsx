'use client';

import { ChevronRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { UndoRefusal } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { ChangeSetLine } from '#lib/history/data/change-sets.ts';
import { useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { historyText } from '../text.ts';
import { UndoButton } from '../undo-button.tsx';
import { ChangeSetContent } from './change-set-content.tsx';

const MOST_COUNTS = 4;

interface ChangeSetRowProps {
  workspace: string;
  line: ChangeSetLine;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
}

/** One change set: pressed, it shows what it touched. */
export function ChangeSetRow({ workspace, line, isOpen, onOpen }: ChangeSetRowProps) {
  const write = useNumber();
  const undo = useUndoChangeSet(workspace);
  const [refusal, setRefusal] = useState<unknown>(null);
  const title = line.title ?? historyText.untitled;
  const isPurged = line.total === 0;
  const takeBack = () => {
    setRefusal(null);
    undo.mutate(line.id, { onSuccess: () => toast.done(historyText.undone(title)), onError: setRefusal });
  };

  return (
    <li aria-label={`${historyText.actions[line.action]}: ${title}`} className="flex flex-col gap-2 border-b py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 items-start gap-1.5">
          <AriaButton
            aria-label={historyText.show(title)}
            aria-expanded={isOpen}
            isDisabled={isPurged}
            onPress={() => onOpen(!isOpen)}
            className="focus-ring mt-px flex size-6 shrink-0 items-center justify-center rounded-md text-faint data-disabled:opacity-45 data-hovered:bg-hover data-hovered:text-ink"
          >
            <ChevronRight
              aria-hidden
              className={cx('size-4 transition-transform duration-quick', isOpen ? 'rotate-90' : 'rtl:rotate-180')}
            />
          </AriaButton>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <h2 className="flex min-w-0 items-baseline gap-2">
              <span className="shrink-0 text-muted">{historyText.actions[line.action]}</span>
              <span dir="auto" title={title} className="truncate font-medium">
                {title}
              </span>
            </h2>
            <p className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-muted">
              <Person workspace={workspace} user_id={line.author} />
              <RelativeTime value={line.created_at} />
              <span>{countsOf(line, write)}</span>
            </p>
          </div>
        </div>
        {isPurged ? (
          <Badge>{historyText.purged}</Badge>
        ) : line.is_undone ? (
          <Badge icon={<Undo2 aria-hidden />}>{historyText.isUndone}</Badge>
        ) : (
          <UndoButton
            label={historyText.undoOf(title)}
            title={title}
            total={line.total}
            icon={<Undo2 />}
            isPending={undo.isPending}
            onUndo={takeBack}
          />
        )}
      </div>
      {refusal !== null && (
        <UndoRefusal
          workspace={workspace}
          error={refusal}
          title={historyText.notUndone(title)}
          onClose={() => setRefusal(null)}
        />
      )}
      {isOpen && !isPurged && <ChangeSetContent workspace={workspace} id={line.id} title={title} />}
    </li>
  );
}

function countsOf({ counts }: ChangeSetLine, write: (count: number) => string): string {
  const shown = counts
    .slice(0, MOST_COUNTS)
    .map(({ kind, operation, total }) => historyText.count(kind, operation, total, write));
  const rest = counts.slice(MOST_COUNTS).reduce((sum, { total }) => sum + total, 0);
  return [...shown, ...(rest > 0 ? [historyText.andMore(write(rest))] : [])].join(', ');
}
