'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useQuietText } from '#components/base/quiet-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { beaconCountsQuery } from '#lib/catalogue/queries/outline.ts';
import { entitiesOf } from './selection.tsx';
import { outlineText } from './text.ts';
import type { BulkEdits } from './use-bulk-edits.ts';

interface BeaconsDialogProps {
  workspace: string;
  bulk: BulkEdits;
  nodes: readonly OutlineNode[];
  onClose: () => void;
}

/** Adds beacons to several sparks and takes them off. What is left alone stays as it is on each of them. */
export function BeaconsDialog({ workspace, bulk, nodes, onClose }: BeaconsDialogProps) {
  const sparks = entitiesOf(nodes);
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const ids = sparks.map(({ id }) => id);
  const { data: shown = [], isPending } = useQuery({
    ...beaconCountsQuery(workspace, ids, useQuietText(typed)),
    placeholderData: (before) => before,
  });

  const save = async () => {
    setBusy(true);
    const chosen = (on: boolean) => [...wanted].flatMap(([id, is]) => (is === on ? id : []));
    const done = await bulk.edit(
      sparks,
      { add_beacons: chosen(true), remove_beacons: chosen(false) },
      outlineText.bulk.marked,
    );
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      size="sm"
      title={outlineText.bulk.beaconsTitle(sparks.length)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{outlineText.trashing.cancel}</Button>
          <Button variant="primary" isPending={busy} isDisabled={wanted.size === 0} onPress={() => void save()}>
            {outlineText.bulk.beaconsSave}
          </Button>
        </>
      }
    >
      {shown.length === 0 && typed === '' && !isPending ? (
        <p className="text-muted">{outlineText.bulk.beaconsNone}</p>
      ) : (
        <div className="flex flex-col gap-3 pt-1">
          <p className="text-sm text-muted">{outlineText.bulk.beaconsHelp}</p>
          <SearchField label={outlineText.bulk.beaconsFind} value={typed} onChange={setTyped} autoFocus />
          <ul className="flex max-h-[45dvh] flex-col gap-1.5 overflow-auto p-0.5">
            {shown.map(({ id, title, marks: count }) => {
              const choice = wanted.get(id);
              return (
                <li key={id}>
                  <Checkbox
                    isSelected={choice ?? count === sparks.length}
                    isIndeterminate={choice === undefined && count > 0 && count < sparks.length}
                    onChange={(on) => setWanted((before) => new Map(before).set(id, on))}
                  >
                    <span dir="auto" className="text-ink">
                      {title}
                    </span>
                  </Checkbox>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
