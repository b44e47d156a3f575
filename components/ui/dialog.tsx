'use client';

import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';

interface TriggerProps {
  onPress?: () => void;
  onHoverStart?: () => void;
  onFocus?: () => void;
  'aria-haspopup'?: 'dialog';
  'aria-expanded'?: boolean;
}

export interface DialogProps {
  title: ReactNode;
  /** The button that opens it, of ours or a bare one of React Aria; without one the caller holds `isOpen`. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** Buttons at the foot, the primary one last. */
  footer?: ReactNode | ((close: () => void) => ReactNode);
  children: ReactNode | ((close: () => void) => ReactNode);
  role?: 'dialog' | 'alertdialog';
}

// Modal, focus trap and what they lean on (React Aria's dialog brings its menus along) are fetched when a reader comes
// near the button: no page, the sign-in page least of all, pays for a dialog that nobody opens.
const load = () => import('./dialog-box.tsx');
const DialogBox = lazy(() => load().then((module) => ({ default: module.DialogBox })));
const preload = () => void load();

/** A dialog in front of the page. The focus goes in when it opens and back to where it was when it closes. */
export function Dialog({ trigger, isOpen, onOpenChange, ...box }: DialogProps) {
  const [own, setOwn] = useState(false);
  const open = isOpen ?? own;
  // Once opened it stays mounted, so that it can leave with its motion.
  const [seen, setSeen] = useState(open);
  if (open && !seen) setSeen(true);
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <>
      {trigger &&
        cloneElement(trigger as ReactElement<TriggerProps>, {
          'aria-haspopup': 'dialog',
          'aria-expanded': open,
          onHoverStart: preload,
          onFocus: preload,
          onPress: () => change(true),
        })}
      {seen && (
        <Suspense fallback={null}>
          <DialogBox {...box} isOpen={open} onOpenChange={change} />
        </Suspense>
      )}
    </>
  );
}
