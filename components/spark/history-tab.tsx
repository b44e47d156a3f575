'use client';

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useId, useState } from 'react';
import { Avatar } from '#components/ui/avatar';
import { Button } from '#components/ui/button';
import { EmptyState } from '#components/ui/empty-state';
import { ProblemNotice } from '#components/ui/problem-notice';
import { RelativeTime } from '#components/ui/relative-time';
import { TableSkeleton } from '#components/ui/skeleton';
import { toast } from '#components/ui/toast';
import { historyQuery } from '#lib/queries/catalogue';
import { useRestoreVersion, versionQuery } from '#lib/queries/history';
import { problemOf } from '#lib/queries/result';
import type { FieldChange, HistoryEntry } from '#lib/services/history';
import { text as fieldText } from '../inspector/text.ts';
import { text } from './text.ts';

// Compared word by word only when somebody asks.
const Words = lazy(() => import('../changes/words'));

export interface HistoryTabProps {
  workspace: string;
  id: string;
  /** The text of now. */
  lesson: string;
  onRestored: () => void;
}

/** Who saved what, newest first; each version can be compared with the text of now, and become the newest again. */
export function HistoryTab({ workspace, id, lesson, onRestored }: HistoryTabProps) {
  const { data, error } = useQuery(historyQuery(workspace, 'spark', id));
  return (
    <div className="w-full max-w-4xl px-4 py-6 md:px-8">
      {error ? (
        <ProblemNotice title={problemOf(error).message} />
      ) : !data ? (
        <TableSkeleton rows={6} columns={3} />
      ) : data.entries.length === 0 ? (
        <EmptyState drawing="pages" title={text.history.none} />
      ) : (
        <>
          <ol className="border-t">
            {data.entries.map((entry, at) => (
              <Entry
                key={entry.id}
                workspace={workspace}
                entry={entry}
                newest={at === 0 ? null : (data.entries[0]?.version ?? null)}
                lesson={lesson}
                onRestored={onRestored}
              />
            ))}
          </ol>
          {data.has_more && <p className="py-4 text-sm text-muted">{text.history.more}</p>}
        </>
      )}
    </div>
  );
}

interface EntryProps {
  workspace: string;
  entry: HistoryEntry;
  /** The number of the newest version; null for that one itself. */
  newest: number | null;
  lesson: string;
  onRestored: () => void;
}

function Entry({ workspace, entry, newest, lesson, onRestored }: EntryProps) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const restore = useRestoreVersion(workspace);
  const { author, action, operation, version, created_at, changes } = entry;
  const name = author ?? (author === null ? text.history.system : text.history.somebody);
  const deed =
    operation === 'create' && action === 'edit'
      ? text.history.created
      : operation === 'create' && action === 'undo'
        ? text.history.restored
        : text.history.actions[action];
  return (
    <li className="flex gap-3 border-b py-3">
      <Avatar name={name} size="sm" decorative />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{name}</span>
          <span className="text-muted">{deed}</span>
          <RelativeTime value={created_at} className="ms-auto text-sm text-muted" />
          <span className="w-18 text-end text-sm text-faint tabular-nums">{text.history.version(version)}</span>
        </p>
        {changes.length > 0 && (
          <ul className="flex flex-col gap-1 text-sm">
            {changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </ul>
        )}
        {newest !== null && operation !== 'delete' && (
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="quiet"
              aria-expanded={isOpen}
              aria-controls={isOpen ? panel : undefined}
              aria-label={isOpen ? text.history.hideOf(version) : text.history.compareOf(version)}
              onPress={() => setOpen(!isOpen)}
            >
              {isOpen ? text.history.hide : text.history.compare}
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={text.history.restoreOf(version)}
              isPending={restore.isPending}
              onPress={() =>
                restore.mutate(
                  { revision_id: entry.id, newest },
                  {
                    onSuccess: (made) => {
                      toast.done(made ? text.history.restoredTo(version) : text.history.sameAlready);
                      onRestored();
                    },
                    onError: (problem) =>
                      toast.problem(text.history.notRestored, { detail: problemOf(problem).message }),
                  },
                )
              }
            >
              {text.history.restore}
            </Button>
          </div>
        )}
        {isOpen && (
          <div id={panel}>
            <Comparison workspace={workspace} revision_id={entry.id} lesson={lesson} />
          </div>
        )}
      </div>
    </li>
  );
}

function Comparison({ workspace, revision_id, lesson }: { workspace: string; revision_id: number; lesson: string }) {
  const { data, error } = useQuery(versionQuery(workspace, revision_id));
  if (error) return <ProblemNotice title={problemOf(error).message} />;
  if (!data) return <TableSkeleton rows={3} columns={1} />;
  const before = String(data.content_md ?? '');
  if (before === lesson) return <p className="text-sm text-muted">{text.history.same}</p>;
  return (
    <Suspense fallback={<TableSkeleton rows={3} columns={1} />}>
      <Words before={before} after={lesson} />
    </Suspense>
  );
}

function Change({ change: { field, before, after, lines } }: { change: FieldChange }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-muted">{fieldText.fields[field] ?? field.replaceAll('_', ' ')}</span>
      {lines ? (
        <span className="tabular-nums">
          <span aria-hidden>
            <span className="text-published">+{lines.added}</span>{' '}
            <span className="text-danger-text">−{lines.removed}</span>
          </span>
          <span className="sr-only">{text.history.lines(lines.added, lines.removed)}</span>
        </span>
      ) : (
        <span className="min-w-0 break-words">
          <span className="sr-only">{text.history.from} </span>
          <del dir="auto" className="text-muted decoration-faint">
            {before || text.history.empty}
          </del>{' '}
          <span aria-hidden>→</span>
          <span className="sr-only">{text.history.to} </span>{' '}
          <ins dir="auto" className="no-underline">
            {after || text.history.empty}
          </ins>
        </span>
      )}
    </li>
  );
}
