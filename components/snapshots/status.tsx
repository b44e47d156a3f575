import { Archive, CircleCheck, type LucideIcon, PackageCheck, PencilLine } from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { snapshotsText } from './text.ts';

type Status = Snapshot['status'];

const LOOKS: Record<Status, { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: 'amber', icon: PencilLine },
  ready: { tone: 'blue', icon: PackageCheck },
  current: { tone: 'green', icon: CircleCheck },
  archived: { tone: 'grey', icon: Archive },
};

/** A snapshot that readers had before is rolled back to, a new one is promoted. */
export const isRollback = ({ status }: Pick<Snapshot, 'status'>) => status === 'archived';

export function SnapshotStatus({ status }: { status: Status }) {
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />} title={snapshotsText.statusHelp[status]}>
      {snapshotsText.statuses[status]}
    </Badge>
  );
}
