'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { Face, usePersonName } from '#components/people/person.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { HistoryChangeSet, VersionLine } from '#lib/history/data/versions.ts';
import type { Sitting } from '#lib/history/services/sittings.ts';
import { timelineText } from '../text.ts';
import { sittingText } from './sitting-text.ts';
import { Times } from './times.tsx';
import type { VersionActs } from './version-acts.tsx';
import { VersionButtons } from './version-buttons.tsx';
import { VersionComparison } from './version-comparison.tsx';
import { VersionName, VersionRow } from './version-row.tsx';

export interface TimelineSittingProps {
  workspace: string;
  /** The thing whose history this is. */
  id: string;
  sitting: Sitting;
  acts: VersionActs;
}

/** Somebody's saves of one thing: what they changed together, and each of them where it is unfolded. */
export function TimelineSitting({ workspace, id, sitting: { saves, summary }, acts }: TimelineSittingProps) {
  const write = useNumber();
  const name = usePersonName(workspace)(saves[0]?.author ?? null);
  const [params, setParams] = useUrlState();
  const panel = useId();
  const shown = params.get('version');
  const isCompared = params.has('since');
  // A save that the address leads to is not hidden.
  const [isUnfolded, setUnfolded] = useState(
    () => saves.length > 1 && !isCompared && saves.some(({ versions: [one] }) => String(one?.id) === shown),
  );
  const [newest, oldest] = [saves[0], saves.at(-1)];
  const line = newest?.versions[0];
  if (!newest || !oldest || !line) return null;
  const isOne = saves.length === 1;
  const since = isOne ? null : (oldest.versions[0]?.before ?? null);
  const isOpen = shown === String(line.id) && isCompared === !isOne;
  const isItself = line.entity_id === id;
  return (
    <div className="flex gap-3">
      <Face workspace={workspace} user_id={newest.author} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
          <div className="flex min-w-0 flex-1 basis-full flex-col gap-0.5 @xl:basis-64">
            <h4 className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-normal">
              <span dir="auto" className="font-medium">
                {name}
              </span>
              <Times
                from={oldest.created_at}
                to={newest.created_at}
                href={isOne ? inWorkspace(workspace).changeSet(newest.change_set_id) : undefined}
              />
              {!isItself && (
                <EntityLink
                  workspace={workspace}
                  entity={{ kind: line.kind, label: line.label, slug: line.newest.is_gone ? null : line.slug }}
                />
              )}
            </h4>
            {summary && (
              <p dir="auto" className="min-w-0 break-words">
                {sittingText.told(summary, write)}
              </p>
            )}
            <Facts
              saves={saves}
              words={summary?.words}
              toggle={
                !isOne && (
                  <button
                    type="button"
                    aria-expanded={isUnfolded}
                    onClick={() => setUnfolded(!isUnfolded)}
                    className="inline-flex items-center gap-0.5 underline decoration-line-strong underline-offset-4 hover:text-ink pointer-coarse:min-h-11"
                  >
                    <ChevronRight
                      aria-hidden
                      className={cx('size-3 transition-transform', isUnfolded ? 'rotate-90' : 'rtl:rotate-180')}
                    />
                    {sittingText.saves(saves.length, write)}
                  </button>
                )
              }
            />
          </div>
          <div className="flex items-center gap-x-3 @xl:-mt-1">
            <span className="text-sm text-faint tabular-nums">{timelineText.version(line.version)}</span>
            <VersionButtons
              line={line}
              change_set={newest}
              acts={acts}
              named={isItself ? null : line.label}
              isOpen={isOpen}
              panel={panel}
              onCompare={() =>
                setParams({
                  version: isOpen ? null : String(line.id),
                  since: isOpen || since === null ? null : String(since),
                  with: null,
                })
              }
            />
          </div>
        </div>
        {isOpen && (
          <div id={panel}>
            <VersionComparison workspace={workspace} line={line} since={since} />
          </div>
        )}
        {isUnfolded && (
          <ul className="flex flex-col border-s ps-3">
            {saves.map((save) => (
              <Save key={save.change_set_id} workspace={workspace} id={id} save={save} acts={acts} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

interface SaveProps extends Pick<TimelineSittingProps, 'workspace' | 'id' | 'acts'> {
  save: HistoryChangeSet;
}

function Save({ workspace, id, save, acts }: SaveProps) {
  const [line] = save.versions;
  if (!line) return null;
  return (
    <VersionRow
      workspace={workspace}
      version={line}
      change_set={save}
      acts={acts}
      isItself={line.entity_id === id}
      isOneOfMany
    />
  );
}

interface FactsProps {
  saves: HistoryChangeSet[];
  words: { added: number; removed: number } | undefined;
  toggle: ReactNode;
}

/** How much changed in how many saves, and what some of them are called. */
function Facts({ saves, words, toggle }: FactsProps) {
  const write = useNumber();
  const names = saves.flatMap(({ versions: [one] }) => one?.name ?? []);
  const isCounted = words !== undefined && words.added + words.removed > 0;
  const isUndone = saves.every(({ is_undone }) => is_undone);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted tabular-nums empty:hidden">
      {isCounted && <span>{sittingText.words(words, write)}</span>}
      {isCounted && toggle && <span aria-hidden>·</span>}
      {toggle}
      {isUndone && <span>{timelineText.undone}</span>}
      {names.map((name) => (
        <VersionName key={name} name={name} />
      ))}
    </div>
  );
}

/** The version that acts on a line are about: that of the thing itself, or of the one thing it touched. */
export function versionOf(id: string, { saves: [newest] }: Sitting): VersionLine | undefined {
  const own = newest?.versions.find(({ entity_id }) => entity_id === id);
  return own ?? (newest?.total === 1 ? newest.versions[0] : undefined);
}
