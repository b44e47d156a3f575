'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { Dialog } from '#components/ui/dialog';
import { useNumber } from '#components/ui/number';
import { ProblemNotice } from '#components/ui/problem-notice';
import { Loading, Skeleton } from '#components/ui/skeleton';
import { NAMED_KINDS, type NamedKind } from '#lib/core/content-kinds';
import type { OutlineNode } from '#lib/core/outline';
import type { Doomed } from '#lib/data/catalogue';
import { trashPreviewQuery } from '#lib/queries/catalogue';
import { problemOf } from '#lib/queries/result';
import { useOutlineContext } from './context';
import { KindIcon } from './icons';
import { text } from './text.ts';

const MOST_NAMED = 8;
const isNamed = (kind: string): kind is NamedKind => NAMED_KINDS.includes(kind as NamedKind);

export interface TrashDialogProps {
  node: OutlineNode;
  onClose: () => void;
  onTrashed: (node: OutlineNode) => void;
}

/** Names what goes to the trash together with a row before anything happens. */
export function TrashDialog({ node, onClose, onTrashed }: TrashDialogProps) {
  const { workspace, acts } = useOutlineContext();
  const [withSparks, setWithSparks] = useState(false);
  const [busy, setBusy] = useState(false);
  const kind = node.kind as NamedKind;
  const holdsSparks = node.spark_count > 0 && kind !== 'spark';
  const preview = useQuery({
    ...trashPreviewQuery(workspace, kind, node.id, withSparks),
    placeholderData: (before) => before,
  });
  const along = (preview.data ?? []).filter(({ entity_id }) => entity_id !== node.id);

  const confirm = async () => {
    setBusy(true);
    const done = await acts.trash(node, withSparks, along.length);
    setBusy(false);
    if (!done) return;
    onClose();
    onTrashed(node);
  };

  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={text.trashing.title(node.title)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text.trashing.cancel}
          </Button>
          <Button variant="danger" isPending={busy} isDisabled={!preview.data} onPress={() => void confirm()}>
            {text.trashing.confirm(kind)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-muted">
        {preview.error ? (
          <ProblemNotice title={problemOf(preview.error).message} />
        ) : preview.data ? (
          along.length === 0 ? (
            <p>{text.trashing.alone}</p>
          ) : (
            <Along doomed={along} />
          )
        ) : (
          <Loading label={text.trashing.counting} className="flex flex-col gap-2">
            <Skeleton className="h-3.5 w-3/5" />
            <Skeleton className="h-3.5 w-2/5" />
          </Loading>
        )}
        {holdsSparks && (
          <Checkbox
            isSelected={withSparks}
            onChange={setWithSparks}
            help={withSparks ? undefined : text.trashing.sparksStay}
          >
            <span className="text-ink">{text.trashing.withSparks}</span>
          </Checkbox>
        )}
        <p className="text-sm">{text.trashing.restore}</p>
      </div>
    </Dialog>
  );
}

function Along({ doomed }: { doomed: Doomed[] }) {
  const write = useNumber();
  const named = doomed.filter(({ kind }) => isNamed(kind));
  const counts = Map.groupBy(
    doomed.filter(({ kind }) => !isNamed(kind)),
    ({ kind }) => kind,
  );
  return (
    <div className="flex flex-col gap-1.5">
      <p>{text.trashing.along}</p>
      <ul className="flex flex-col gap-1 text-ink">
        {named.slice(0, MOST_NAMED).map(({ kind, entity_id, label }) => (
          <li key={entity_id} className="flex min-w-0 items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0">
            <span className="text-faint">
              <KindIcon kind={kind as NamedKind} />
            </span>
            <span dir="auto" className="text-title min-w-0 flex-1 truncate">
              {label}
            </span>
          </li>
        ))}
        {named.length > MOST_NAMED && (
          <li className="ps-6 text-muted">{text.trashing.more(write(named.length - MOST_NAMED))}</li>
        )}
        {[...counts].map(([kind, list]) => (
          <li key={kind} className="ps-6 text-muted">
            {text.trashing.counted(
              list.length,
              text.trashing.kinds[kind] ?? [kind.replaceAll('_', ' '), `${kind.replaceAll('_', ' ')}s`],
              write,
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
