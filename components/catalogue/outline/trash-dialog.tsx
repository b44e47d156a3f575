'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { isNamedKind } from '#lib/base/core/content-kinds.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { EntityNode } from '#lib/catalogue/core/outline.ts';
import { trashPreviewQuery } from '#lib/catalogue/queries/entities.ts';
import type { TrashedEntity } from '#lib/history/data/trash.ts';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';
import { holdsSparks, NamedRows, TrashFrame } from './trash-frame.tsx';

export interface TrashDialogProps {
  node: EntityNode;
  onClose: () => void;
  onTrashed: (node: EntityNode) => void;
}

/** Names what goes to the trash together with a row before anything happens. */
export function TrashDialog({ node, onClose, onTrashed }: TrashDialogProps) {
  const { workspace, edits } = useOutlineContext();
  const [withSparks, setWithSparks] = useState(false);
  const { kind } = node;
  const preview = useQuery({
    ...trashPreviewQuery(workspace, kind, node.id, withSparks),
    placeholderData: (before) => before,
  });
  const along = (preview.data ?? []).filter(({ entity_id }) => entity_id !== node.id);

  return (
    <TrashFrame
      title={outlineText.trashing.title(node.title)}
      confirmLabel={outlineText.trashing.confirm(kind)}
      help={outlineText.trashing.restore}
      isReady={Boolean(preview.data)}
      sparks={holdsSparks(node) ? { go: withSparks, onChange: setWithSparks } : undefined}
      onConfirm={() => edits.trash(node, withSparks, along.length)}
      onClose={onClose}
      onDone={() => onTrashed(node)}
    >
      {preview.error ? (
        <ProblemNotice title={problemOf(preview.error).message} />
      ) : preview.data ? (
        along.length === 0 ? (
          <p>{outlineText.trashing.alone}</p>
        ) : (
          <Along trashed={along} />
        )
      ) : (
        <Loading label={outlineText.trashing.counting} className="flex flex-col gap-2">
          <Skeleton className="h-3.5 w-3/5" />
          <Skeleton className="h-3.5 w-2/5" />
        </Loading>
      )}
    </TrashFrame>
  );
}

/** What goes with it: by name where it has one, in numbers otherwise. */
function Along({ trashed }: { trashed: TrashedEntity[] }) {
  const write = useNumber();
  const named = trashed.flatMap(({ kind, entity_id, label }) =>
    isNamedKind(kind) ? [{ key: entity_id, kind, label: label ?? '' }] : [],
  );
  const counts = Map.groupBy(
    trashed.filter(({ kind }) => !isNamedKind(kind)),
    ({ kind }) => kind,
  );
  return (
    <NamedRows about={outlineText.trashing.along} rows={named}>
      {[...counts].map(([kind, list]) => (
        <li key={kind} className="ps-6 text-muted">
          {outlineText.trashing.counted(list.length, kind, write)}
        </li>
      ))}
    </NamedRows>
  );
}
