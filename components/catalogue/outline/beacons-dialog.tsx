'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { beaconSparksQuery } from '#lib/catalogue/queries/entities.ts';
import { useOutlineContext } from './context.tsx';
import { entitiesOf } from './selection.tsx';
import { outlineText } from './text.ts';

/** Adds beacons to several sparks and takes them off. What is left alone stays as it is on each of them. */
export function BeaconsDialog({ nodes, onClose }: { nodes: readonly OutlineNode[]; onClose: () => void }) {
  const { workspace, tree, bulk } = useOutlineContext();
  const sparks = entitiesOf(nodes);
  const beacons = tree.roots.find(({ group }) => group === 'beacons')?.children ?? [];
  const marks = useQueries({ queries: beacons.map(({ id }) => beaconSparksQuery(workspace, id)) });
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const shown = beacons.filter(({ title }) => title.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase()));
  const now = new Map(
    beacons.map(({ id }, at) => {
      const marked = new Set(marks[at]?.data);
      return [id, sparks.filter((spark) => marked.has(spark.id)).length];
    }),
  );

  const save = async () => {
    setBusy(true);
    const ids = (on: boolean) => [...wanted].flatMap(([id, is]) => (is === on ? id : []));
    const done = await bulk.edit(
      sparks,
      { add_beacons: ids(true), remove_beacons: ids(false) },
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
      {beacons.length === 0 ? (
        <p className="text-muted">{outlineText.bulk.beaconsNone}</p>
      ) : (
        <div className="flex flex-col gap-3 pt-1">
          <p className="text-sm text-muted">{outlineText.bulk.beaconsHelp}</p>
          <SearchField label={outlineText.bulk.beaconsFind} value={typed} onChange={setTyped} autoFocus />
          <ul className="flex max-h-[45dvh] flex-col gap-1.5 overflow-auto p-0.5">
            {shown.map(({ id, title }) => {
              const count = now.get(id) ?? 0;
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
