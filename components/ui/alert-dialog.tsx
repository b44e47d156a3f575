'use client';

import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Skeleton } from './skeleton.tsx';
import { uiText } from './text.ts';

// Only what cannot be undone asks for a name.
const TypeName = lazy(() => import('./type-name.tsx').then((module) => ({ default: module.TypeName })));

export interface AlertDialogProps {
  /** Names the thing: "Purge “Git basics”". */
  title: string;
  /** The consequence, in a sentence or two. */
  children: ReactNode;
  /** A verb and its object: "Purge spark". */
  confirmLabel: string;
  onConfirm: () => void | Promise<void>;
  danger?: boolean;
  /** Only for what cannot be undone: the reader types this name first. */
  typeName?: string;
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function AlertDialog(props: AlertDialogProps) {
  const { title, children, confirmLabel, onConfirm, danger, typeName, trigger, isOpen, onOpenChange } = props;
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<string>();
  const blocked = typeName !== undefined && typed.trim() !== typeName;

  const change = (open: boolean) => {
    setTyped('');
    setFailed(undefined);
    onOpenChange?.(open);
  };
  const confirm = async (close: () => void) => {
    if (blocked || pending) return;
    setPending(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setPending(false);
    }
  };

  return (
    <Dialog
      role="alertdialog"
      size="sm"
      title={title}
      trigger={trigger}
      isOpen={isOpen}
      onOpenChange={change}
      footer={(close) => (
        <>
          <Button onPress={close} autoFocus={!typeName}>
            {uiText.cancel}
          </Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            isDisabled={blocked}
            isPending={pending}
            onPress={() => confirm(close)}
          >
            {confirmLabel}
          </Button>
        </>
      )}
    >
      {(close) => (
        <div className="flex flex-col gap-4 text-muted">
          <div>{children}</div>
          {typeName !== undefined && (
            <Suspense fallback={<Skeleton className="h-20 w-full" />}>
              <TypeName name={typeName} value={typed} onChange={setTyped} onSubmit={() => void confirm(close)} />
            </Suspense>
          )}
          {failed && (
            <p role="alert" className="text-danger-text">
              {failed}
            </p>
          )}
        </div>
      )}
    </Dialog>
  );
}
