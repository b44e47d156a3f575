'use client';

import { useState } from 'react';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { useOutlineContext } from './context.tsx';
import { entitiesOf, useSelection } from './selection.tsx';
import { outlineText } from './text.ts';
import { holdsSparks, NamedRows, TrashFrame } from './trash-frame.tsx';

/** Says what goes to the trash when several rows are chosen. */
export function BulkTrashDialog({ nodes, onClose }: { nodes: readonly OutlineNode[]; onClose: () => void }) {
  const { bulk } = useOutlineContext();
  const { clear } = useSelection();
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
      onDone={clear}
    >
      <NamedRows
        about={outlineText.bulk.trashWhat}
        rows={entities.map(({ key, kind, title }) => ({ key, kind, label: title }))}
      />
    </TrashFrame>
  );
}
