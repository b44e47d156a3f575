'use client';

import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { RowIcon } from './icons.tsx';
import { outlineText } from './text.ts';

const MOST_NAMED = 8;

/** Whether sparks may stand in a row; while nobody has counted them, whether anything does. */
export const holdsSparks = ({ kind, spark_count, child_count }: OutlineNode) =>
  kind !== 'spark' && kind !== 'beacon' && (spark_count ?? child_count) > 0;

export interface TrashFrameProps {
  title: string;
  confirmLabel: string;
  /** What is said at the end of how to have it back. */
  help: string;
  isReady?: boolean;
  /** Set when sparks stand in what goes: whether they go along is asked. */
  sparks?: { go: boolean; onChange: (go: boolean) => void };
  /** Resolves to whether it went. */
  onConfirm: () => Promise<boolean>;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}

/** The question before anything goes to the trash: what goes, whether its sparks go along, and how to have it back. */
export function TrashFrame(props: TrashFrameProps) {
  const { title, confirmLabel, help, isReady = true, sparks, onConfirm, onClose, onDone, children } = props;
  const [busy, setBusy] = useState(false);

  const confirm = async () => {
    setBusy(true);
    const done = await onConfirm();
    setBusy(false);
    if (!done) return;
    onClose();
    onDone();
  };
  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {outlineText.trashing.cancel}
          </Button>
          <Button variant="danger" isPending={busy} isDisabled={!isReady} onPress={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-muted">
        {children}
        {sparks && (
          <Checkbox
            isSelected={sparks.go}
            onChange={sparks.onChange}
            help={sparks.go ? undefined : outlineText.trashing.sparksStay}
          >
            <span className="text-ink">{outlineText.trashing.withSparks}</span>
          </Checkbox>
        )}
        <p className="text-sm">{help}</p>
      </div>
    </Dialog>
  );
}

export interface NamedRow {
  key: string;
  kind: NamedKind;
  label: string;
}

/** Names the first of what goes, and counts the rest; `children` are further rows of it. */
export function NamedRows({ about, rows, children }: { about: string; rows: NamedRow[]; children?: ReactNode }) {
  const write = useNumber();
  return (
    <div className="flex flex-col gap-1.5">
      <p>{about}</p>
      <ul className="flex flex-col gap-1 text-ink">
        {rows.slice(0, MOST_NAMED).map(({ key, kind, label }) => (
          <li key={key} className="flex min-w-0 items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0">
            <span className="text-faint">
              <RowIcon kind={kind} />
            </span>
            <span dir="auto" className="text-title min-w-0 flex-1 truncate">
              {label}
            </span>
          </li>
        ))}
        {rows.length > MOST_NAMED && (
          <li className="ps-6 text-muted">{outlineText.trashing.more(write(rows.length - MOST_NAMED))}</li>
        )}
        {children}
      </ul>
    </div>
  );
}
