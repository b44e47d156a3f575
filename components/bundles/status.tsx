import {
  CircleCheck,
  CircleX,
  ClipboardList,
  Hourglass,
  type LucideIcon,
  RefreshCw,
  Rocket,
  Undo2,
} from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import { bundlesText } from './text.ts';

type Shown = keyof typeof bundlesText.statuses;

const LOOKS: Record<Shown, { tone: Tone; icon: LucideIcon }> = {
  pending: { tone: 'grey', icon: Hourglass },
  validating: { tone: 'amber', icon: ClipboardList },
  importing: { tone: 'blue', icon: RefreshCw },
  ready: { tone: 'green', icon: CircleCheck },
  promoted: { tone: 'green', icon: Rocket },
  failed: { tone: 'red', icon: CircleX },
  refused: { tone: 'red', icon: CircleX },
  rolled_back: { tone: 'grey', icon: Undo2 },
  undone: { tone: 'grey', icon: Undo2 },
};

/** What has become of an import: what its log says, or that it was undone since. */
export function shownStatus(record: Pick<ImportRecord, 'status' | 'change_set' | 'refusal'>): Shown {
  if (record.refusal) return 'refused';
  return record.change_set?.undone_by ? 'undone' : record.status;
}

export function ImportStatus({ record }: { record: Pick<ImportRecord, 'status' | 'change_set' | 'refusal'> }) {
  const shown = shownStatus(record);
  const { tone, icon: Icon } = LOOKS[shown];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {bundlesText.statuses[shown]}
    </Badge>
  );
}
