'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { Dialog } from '#components/ui/dialog';
import { useNumber } from '#components/ui/number';
import type { NamedKind } from '#lib/core/content-kinds';
import type { OutlineNode } from '#lib/core/outline';
import { useOutlineContext } from './context';
import { KindIcon } from './icons';
import { entitiesOf, useSelection } from './selection';
import { text } from './text.ts';

const MOST_NAMED = 8;

/** Says what goes to the trash when several rows are chosen. */
export function BulkTrashDialog({ nodes, onClose }: { nodes: readonly OutlineNode[]; onClose: () => void }) {
  const { bulk } = useOutlineContext();
  const { clear } = useSelection();
  const write = useNumber();
  const [withSparks, setWithSparks] = useState(false);
  const [busy, setBusy] = useState(false);
  const entities = entitiesOf(nodes);
  const holdsSparks = entities.some(({ kind, spark_count }) => kind !== 'spark' && spark_count > 0);

  const confirm = async () => {
    setBusy(true);
    const done = await bulk.trash(nodes, withSparks);
    setBusy(false);
    if (!done) return;
    onClose();
    clear();
  };
  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={text.bulk.trashTitle(entities.length)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text.trashing.cancel}
          </Button>
          <Button variant="danger" isPending={busy} onPress={() => void confirm()}>
            {text.bulk.trashConfirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-muted">
        <div className="flex flex-col gap-1.5">
          <p>{text.bulk.trashWhat}</p>
          <ul className="flex flex-col gap-1 text-ink">
            {entities.slice(0, MOST_NAMED).map(({ key, kind, title }) => (
              <li key={key} className="flex min-w-0 items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0">
                <span className="text-faint">
                  <KindIcon kind={kind as NamedKind} />
                </span>
                <span dir="auto" className="text-title min-w-0 flex-1 truncate">
                  {title}
                </span>
              </li>
            ))}
            {entities.length > MOST_NAMED && (
              <li className="ps-6 text-muted">{text.trashing.more(write(entities.length - MOST_NAMED))}</li>
            )}
          </ul>
        </div>
        {holdsSparks && (
          <Checkbox
            isSelected={withSparks}
            onChange={setWithSparks}
            help={withSparks ? undefined : text.trashing.sparksStay}
          >
            <span className="text-ink">{text.trashing.withSparks}</span>
          </Checkbox>
        )}
        <p className="text-sm">{text.bulk.trashHelp}</p>
      </div>
    </Dialog>
  );
}
