'use client';

import { useId } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { fieldName } from '#components/history/difference/field-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { VersionLine } from '#lib/history/data/versions.ts';
import { useRestoreVersion } from '#lib/history/queries/versions.ts';
import { timelineText } from '../text.ts';
import { useUndoing } from '../undoing.ts';
import { VersionComparison } from './version-comparison.tsx';

/** What one saves from: what joins two things says nothing that could be older. */
const JOINS = new Set(['concept_spark', 'spark_beacon']);

interface VersionRowProps {
  workspace: string;
  version: VersionLine;
  /** The thing whose history this is: its name stands above already. */
  isItself: boolean;
  onRestored?: () => void;
}

/** One saved version: whose it is, what it changed, a comparison, and the way back to it. */
export function VersionRow({ workspace, version: line, isItself, onRestored }: VersionRowProps) {
  const { id, kind, slug, label, operation, version, fields, newest } = line;
  const [params, write] = useUrlState();
  const panel = useId();
  const isOpen = params.get('version') === String(id);
  const isNewest = newest.id === id;
  const named = isItself ? null : label;
  return (
    <li className="flex flex-col gap-2 py-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-full flex-wrap @xl:basis-64 items-center gap-x-2">
          {!isItself && (
            <EntityLink workspace={workspace} entity={{ kind, label, slug: newest.is_gone ? null : slug }} />
          )}
          <span className={isItself ? '' : 'text-sm text-muted'}>
            {operation === 'update' && fields.length > 0
              ? fields.map(fieldName).join(', ')
              : timelineText.operation[operation]}
          </span>
        </div>
        <span className="text-sm text-faint tabular-nums">{timelineText.version(version)}</span>
        {/* The same width with one button as with two: versions and buttons stand below each other. */}
        <div className="flex gap-1 @xl:w-44">
          {!JOINS.has(kind) && (
            <Button
              size="sm"
              variant="quiet"
              aria-expanded={isOpen}
              aria-controls={isOpen ? panel : undefined}
              aria-label={isOpen ? timelineText.hideOf(version, named) : timelineText.compareOf(version, named)}
              onPress={() => write({ version: isOpen ? null : String(id), with: null })}
            >
              {isOpen ? timelineText.hide : timelineText.compare}
            </Button>
          )}
          {(newest.is_gone || !(isNewest || JOINS.has(kind))) && operation !== 'delete' && (
            <Restore workspace={workspace} line={line} named={named} onRestored={onRestored} />
          )}
          {isNewest && operation === 'delete' && (
            <Restore workspace={workspace} line={line} named={label} isBringingBack onRestored={onRestored} />
          )}
        </div>
      </div>
      {isOpen && (
        <div id={panel}>
          <VersionComparison
            workspace={workspace}
            revision_id={id}
            isNewest={isNewest}
            compared_with={params.get('with') === 'now' && !isNewest ? 'now' : 'before'}
            onComparedWith={(next) => write({ with: next === 'now' ? 'now' : null })}
          />
        </div>
      )}
    </li>
  );
}

interface RestoreProps {
  workspace: string;
  line: VersionLine;
  named: string | null;
  /** From the trash, as it was last. */
  isBringingBack?: boolean;
  onRestored?: () => void;
}

/** Makes it the newest again, as a new version; Undo takes that back. */
function Restore({ workspace, line, named, isBringingBack = false, onRestored }: RestoreProps) {
  const restore = useRestoreVersion(workspace);
  const undoing = useUndoing(workspace);
  const press = () =>
    restore.mutate(
      { revision_id: line.id, newest: line.newest.version },
      {
        onSuccess: (made) => {
          if (made === null) toast.note(timelineText.sameAlready);
          else
            undoing.tell(
              isBringingBack ? timelineText.broughtBack(named) : timelineText.restored(line.version, named),
              [made],
            );
          onRestored?.();
        },
        onError: (error) => toast.problem(timelineText.notRestored(line.label), { detail: problemOf(error).message }),
      },
    );
  return (
    <Button
      size="sm"
      variant="quiet"
      isPending={restore.isPending}
      aria-label={isBringingBack ? timelineText.bringBackOf(named) : timelineText.restoreOf(line.version, named)}
      onPress={press}
    >
      {isBringingBack ? timelineText.bringBack : timelineText.restore}
    </Button>
  );
}
