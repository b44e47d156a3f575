'use client';

import { ArrowLeftRight, Ellipsis, GitCompareArrows, Pin, PinOff, Rocket, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { EntityCounts } from '#components/base/counts.tsx';
import { Person } from '#components/people/person.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Menu, type MenuGroup } from '#components/ui/menu.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { usePinSnapshot } from '#lib/snapshots/queries/snapshots.ts';
import { totalsOf } from './differences/summary.tsx';
import { SnapshotStatus } from './status.tsx';
import { snapshotsText } from './text.ts';

/** A stop on the line of time: a dot on the line, and what stands beside it. */
export function Stop({ tone, children }: { tone: 'working' | 'ready' | 'current' | 'past'; children: ReactNode }) {
  return (
    <li className="relative ps-8 pb-3 before:absolute before:inset-y-0 before:start-[9px] before:border-s before:border-strong first:before:top-5 last:before:bottom-auto last:before:h-5 sm:ps-10">
      <span
        aria-hidden
        className={cx(
          'absolute start-1 top-4.5 size-3 rounded-full border-2',
          tone !== 'current' && 'bg-canvas',
          tone === 'working' && 'border-dashed border-field-line',
          tone === 'ready' && 'border-changed',
          tone === 'current' && 'border-accent bg-accent shadow-[0_0_0_4px_var(--accent-soft)]',
          tone === 'past' && 'border-field-line',
        )}
      />
      {children}
    </li>
  );
}

export interface SnapshotEntryProps {
  workspace: string;
  role: Role;
  snapshot: Snapshot;
  current: Snapshot | null;
  /** Who can promote, where the reader cannot. */
  admins: string;
  onPromote: (snapshot: Snapshot) => void;
}

export function SnapshotEntry({ workspace, role, snapshot, current, admins, onPromote }: SnapshotEntryProps) {
  const isCurrent = snapshot.status === 'current';
  const mayPromote = can(role, 'snapshot.promote');
  const changed = totalsOf(snapshot.change_counts);
  const address = inWorkspace(workspace).snapshot(snapshot.id);
  // The way back: what the current snapshot was built on, the first thing an admin looks for.
  return (
    <Stop tone={isCurrent ? 'current' : snapshot.status === 'ready' ? 'ready' : 'past'}>
      <article
        aria-label={snapshot.version_label}
        className={cx(
          'flex flex-col gap-1.5 rounded-lg border px-4 py-3',
          isCurrent ? 'border-accent-line bg-accent-soft' : 'border-transparent hover:border-line hover:bg-surface',
        )}
      >
        {isCurrent && <p className="text-xs font-medium text-accent-text">{snapshotsText.readersGet}</p>}
        <div className="flex items-start gap-x-3 gap-y-2">
          <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h2 className="min-w-0 text-base font-semibold break-words">
              <Link href={address} variant="plain">
                <span dir="auto">{snapshot.version_label}</span>
              </Link>
            </h2>
            <SnapshotStatus status={snapshot.status} />
            {snapshot.is_pinned && (
              <span role="img" aria-label={snapshotsText.pinned} title={snapshotsText.pinned} className="text-muted">
                <Pin aria-hidden className="size-3.5" />
              </span>
            )}
          </div>
          <div className="flex items-center gap-1.5">
            {mayPromote && snapshot.status === 'ready' && (
              <Button size="sm" icon={<Rocket />} onPress={() => onPromote(snapshot)}>
                {snapshotsText.promoteShort}
              </Button>
            )}
            <EntryMenu
              {...{ workspace, snapshot, current, mayPromote, onPromote }}
              mayPin={can(role, 'snapshot.clean')}
            />
          </div>
        </div>
        {snapshot.name && (
          <p dir="auto" className="text-title text-ink">
            {snapshot.name}
          </p>
        )}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          <Person workspace={workspace} user_id={snapshot.created_by} />
          <span>
            {isCurrent ? snapshotsText.promoted : snapshotsText.staged}{' '}
            <RelativeTime value={(isCurrent && snapshot.promoted_at) || snapshot.staged_at || snapshot.created_at} />
          </span>
          {snapshot.parent_id === null ? (
            <span>{snapshotsText.first}</span>
          ) : (
            <DiffCounts added={changed.added} removed={changed.removed} changed={changed.changed} />
          )}
          <EntityCounts counts={snapshot.entity_counts} />
        </p>
        {!mayPromote && snapshot.status === 'ready' && (
          <p className="text-sm text-muted">{admins ? snapshotsText.waitsFor(admins) : snapshotsText.waitsForAdmin}</p>
        )}
      </article>
    </Stop>
  );
}

interface EntryMenuProps {
  workspace: string;
  snapshot: Snapshot;
  current: Snapshot | null;
  mayPromote: boolean;
  mayPin: boolean;
  onPromote: (snapshot: Snapshot) => void;
}

function EntryMenu({ workspace, snapshot, current, mayPromote, mayPin, onPromote }: EntryMenuProps) {
  const pin = usePinSnapshot(workspace);
  const places = inWorkspace(workspace);
  const groups: MenuGroup[] = [
    {
      id: 'read',
      items: [
        { id: 'open', label: snapshotsText.details, href: places.snapshot(snapshot.id), icon: <GitCompareArrows /> },
        ...(current && current.id !== snapshot.id
          ? [
              {
                id: 'current',
                label: snapshotsText.compareCurrent,
                icon: <ArrowLeftRight />,
                href: places.compare(current.id, snapshot.id),
              },
            ]
          : []),
        {
          id: 'working',
          label: snapshotsText.compareWorking,
          icon: <ArrowLeftRight />,
          href: places.compare(snapshot.id, 'working'),
        },
      ],
    },
  ];
  if (snapshot.status === 'archived')
    groups.push({
      id: 'back',
      items: [
        {
          id: 'roll-back',
          label: snapshotsText.rollBackTo,
          icon: <Undo2 />,
          disabled: !mayPromote,
          description: mayPromote ? undefined : snapshotsText.mayNotPromote,
          onAction: () => onPromote(snapshot),
        },
      ],
    });
  if (mayPin)
    groups.push({
      id: 'keep',
      items: [
        {
          id: 'pin',
          label: snapshot.is_pinned ? snapshotsText.unpin : snapshotsText.pin,
          icon: snapshot.is_pinned ? <PinOff /> : <Pin />,
          onAction: () =>
            pin.mutate(
              { snapshot_id: snapshot.id, is_pinned: !snapshot.is_pinned },
              {
                onSuccess: () =>
                  toast.done(
                    (snapshot.is_pinned ? snapshotsText.unpinDone : snapshotsText.pinDone)(snapshot.version_label),
                  ),
                onError: (error) => toast.problem(error.message),
              },
            ),
        },
      ],
    });
  return (
    <Menu
      label={snapshotsText.more(snapshot.version_label)}
      placement="bottom end"
      trigger={
        <IconButton label={snapshotsText.more(snapshot.version_label)}>
          <Ellipsis />
        </IconButton>
      }
      groups={groups}
    />
  );
}
