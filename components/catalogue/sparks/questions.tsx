import { FixDialog } from '#components/quality/outline/fix-dialog.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { BeaconsDialog } from '../outline/beacons-dialog.tsx';
import { BulkTrashDialog } from '../outline/bulk-trash-dialog.tsx';
import type { Question } from '../outline/context.tsx';
import { MergeDialog } from '../outline/merge-dialog.tsx';
import type { BulkEdits } from '../outline/use-bulk-edits.ts';
import { PlaceDialog } from './place-dialog.tsx';

interface QuestionsProps {
  workspace: string;
  bulk: BulkEdits;
  what: Question;
  nodes: readonly OutlineNode[];
  onClose: () => void;
  /** Those that were chosen are not there any more. */
  onGone: () => void;
}

/** The dialog about the chosen sparks that was asked for. */
export function Questions({ workspace, bulk, what, nodes, onClose, onGone }: QuestionsProps) {
  const [first, second] = nodes;
  const about = { workspace, bulk, nodes, onClose };
  if (what === 'move') return <PlaceDialog {...about} />;
  if (what === 'beacons') return <BeaconsDialog {...about} />;
  if (what === 'trash') return <BulkTrashDialog bulk={bulk} nodes={nodes} onClose={onClose} onDone={onGone} />;
  if (what === 'fix') return <FixDialog workspace={workspace} ids={nodes.map(({ id }) => id)} onClose={onClose} />;
  return first && second && <MergeDialog {...about} nodes={[first, second]} onDone={onGone} />;
}
