'use client';

import { Bookmark } from 'lucide-react';
import { useId } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { fieldName } from '#components/history/difference/field-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { HistoryChangeSet, VersionLine } from '#lib/history/data/versions.ts';
import { timelineText } from '../text.ts';
import { Times } from './times.tsx';
import type { VersionActs } from './version-acts.tsx';
import { VersionButtons } from './version-buttons.tsx';
import { VersionComparison } from './version-comparison.tsx';

interface VersionRowProps {
  workspace: string;
  version: VersionLine;
  change_set: HistoryChangeSet;
  acts: VersionActs;
  /** The thing whose history this is: its name stands above already. */
  isItself: boolean;
  /** One save of a sitting: when it was, rather than whose. */
  isOneOfMany?: boolean;
}

/** One saved version: whose it is, what it changed, a comparison, and the way back to it. */
export function VersionRow({ workspace, version: line, change_set, acts, isItself, isOneOfMany }: VersionRowProps) {
  const { id, kind, slug, label, operation, version, fields, newest } = line;
  const [params, write] = useUrlState();
  const panel = useId();
  // Compared with a version further back it is open in the line of its sitting.
  const isOpen = params.get('version') === String(id) && !params.has('since');
  return (
    <li className="flex flex-col gap-2 py-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-full flex-wrap @xl:basis-64 items-center gap-x-2">
          {isOneOfMany && (
            <Times
              from={change_set.created_at}
              to={change_set.created_at}
              href={inWorkspace(workspace).changeSet(change_set.change_set_id)}
            />
          )}
          {!isItself && !isOneOfMany && (
            <EntityLink workspace={workspace} entity={{ kind, label, slug: newest.is_gone ? null : slug }} />
          )}
          <span className={isItself ? '' : 'text-sm text-muted'}>
            {operation === 'update' && fields.length > 0
              ? fields.map(fieldName).join(', ')
              : timelineText.operation[operation]}
          </span>
          {isOneOfMany && change_set.is_undone && <span className="text-sm text-muted">{timelineText.undone}</span>}
          {line.name && <VersionName name={line.name} />}
        </div>
        <span className="text-sm text-faint tabular-nums">{timelineText.version(version)}</span>
        <VersionButtons
          line={line}
          change_set={change_set}
          acts={acts}
          named={isItself ? null : label}
          isOpen={isOpen}
          panel={panel}
          onCompare={() => write({ version: isOpen ? null : String(id), since: null, with: null })}
        />
      </div>
      {isOpen && (
        <div id={panel}>
          <VersionComparison workspace={workspace} line={line} since={null} />
        </div>
      )}
    </li>
  );
}

/** What somebody called a version. */
export function VersionName({ name }: { name: string }) {
  return (
    <Badge tone="accent" icon={<Bookmark aria-hidden />}>
      <span dir="auto" className="max-w-60 truncate">
        {name}
      </span>
    </Badge>
  );
}
