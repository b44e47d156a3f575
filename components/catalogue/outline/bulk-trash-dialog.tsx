'use client';

import { useState } from 'react';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { entitiesOf } from './selection.tsx';
import { outlineText } from './text.ts';
import { holdsSparks, NamedRows, TrashFrame } from './trash-frame.tsx';
import type { BulkEdits } from './use-bulk-edits.ts';

interface BulkTrashDialogProps {
  bulk: BulkEdits;
  nodes: readonly OutlineNode[];
  onClose: () => void;
  /** They are in the trash: nothing is chosen any more. */
  onDone: () => void;
}

/** Says what goes to the trash when several rows are chosen. */
export function BulkTrashDialog({ bulk, nodes, onClose, onDone }: BulkTrashDialogProps) {
  const [withSparks, setWithSparks] = useState(false);
  const entities = entitiesOf(nodes);
  const asks = entities.some(holdsSparks);
  return (
    <TrashFrame
      title={outlineText.bulk.trashTitle(entities.length)}
      confirmLabel={outlineText.bulk.trashConfirm}
      help={outlineText.bulk.trashHelp}
      sparks={asks ? { go: withSparks, onChange: setWithSparks } : undefined}
      onConfirm={() => bulk.trash(nodes, withSparks)}
      onClose={onClose}
      onDone={onDone}
    >
      <NamedRows
        about={outlineText.bulk.trashWhat}
        rows={entities.map(({ key, kind, title }) => ({ key, kind, label: title }))}
      />
    </TrashFrame>
  );
}
