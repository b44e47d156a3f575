'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Face, usePersonName } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Summary } from '#lib/history/core/summary.ts';
import type { HistoryChangeSet, HistoryOf } from '#lib/history/data/versions.ts';
import { versionsQuery } from '#lib/history/queries/versions.ts';
import { timelineText } from '../text.ts';
import { sittingText } from './sitting-text.ts';
import { Times } from './times.tsx';
import type { VersionActs } from './version-acts.tsx';
import { VersionRow } from './version-row.tsx';

interface TimelineChangeSetProps {
  workspace: string;
  of: HistoryOf;
  change_set: HistoryChangeSet;
  /** What it changed, where that can be said in a line. */
  summary: Summary | null;
  acts: VersionActs;
}

/** An act that is no save among others: who did it and why, and what it did to each thing. */
export function TimelineChangeSet({ workspace, of, change_set, summary, acts }: TimelineChangeSetProps) {
  const write = useNumber();
  const name = usePersonName(workspace)(change_set.author);
  const [isWhole, setWhole] = useState(false);
  const known = change_set.versions.length;
  const rest = useInfiniteQuery({ ...versionsQuery(workspace, of, change_set.change_set_id, known), enabled: isWhole });
  const versions = [...change_set.versions, ...(isWhole ? (rest.data?.pages.flat() ?? []) : [])];
  const left = change_set.total - versions.length;
  return (
    <div className="flex gap-3">
      <Face workspace={workspace} user_id={change_set.author} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <h4 className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-normal">
            <span dir="auto" className="font-medium">
              {name}
            </span>
            <span className="text-muted">{timelineText.done[change_set.action]}</span>
            {change_set.title && (
              <span dir="auto" className="min-w-0 break-words">
                {change_set.title}
              </span>
            )}
          </h4>
          {change_set.is_undone && (
            <Badge size="sm" icon={<Undo2 aria-hidden />}>
              {timelineText.undone}
            </Badge>
          )}
          <span className="flex items-baseline gap-3 text-sm text-muted @xl:ms-auto">
            <Link
              variant="plain"
              href={inWorkspace(workspace).changeSet(change_set.change_set_id)}
              aria-label={timelineText.toChangesOf(change_set.title)}
              className="text-muted"
            >
              {timelineText.toChanges}
            </Link>
            <Times from={change_set.created_at} to={change_set.created_at} />
          </span>
        </div>
        {summary && (
          <p dir="auto" className="min-w-0 break-words">
            {sittingText.told(summary, write)}
          </p>
        )}
        <ul className="flex flex-col">
          {versions.map((version) => (
            <VersionRow
              key={version.id}
              workspace={workspace}
              version={version}
              isItself={version.entity_id === of.id}
              change_set={change_set}
              acts={acts}
            />
          ))}
        </ul>
        {left > 0 && (
          <Button
            size="sm"
            variant="quiet"
            isPending={rest.isFetching}
            onPress={() => (isWhole ? void rest.fetchNextPage() : setWhole(true))}
            className="self-start"
          >
            {timelineText.moreOf(left, write(left))}
          </Button>
        )}
      </div>
    </div>
  );
}
