'use client';

import { useQuery } from '@tanstack/react-query';
import { Avatar } from '#components/ui/avatar';
import { EmptyState } from '#components/ui/empty-state';
import { ProblemNotice } from '#components/ui/problem-notice';
import { RelativeTime } from '#components/ui/relative-time';
import { TableSkeleton } from '#components/ui/skeleton';
import { historyQuery } from '#lib/queries/catalogue';
import { problemOf } from '#lib/queries/result';
import type { FieldChange, HistoryEntry } from '#lib/services/history';
import { text as fieldText } from '../inspector/text.ts';
import { text } from './text.ts';

/** Who saved what, newest first. */
export function HistoryTab({ workspace, id }: { workspace: string; id: string }) {
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
            {data.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
          {data.has_more && <p className="py-4 text-sm text-muted">{text.history.more}</p>}
        </>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
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
      </div>
    </li>
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
