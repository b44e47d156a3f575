'use client';

import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from './cx.tsx';
import { IconButton } from './icon-button.tsx';
import { uiText } from './text.ts';

export interface SheetProps {
  title: string;
  hideTitle?: boolean;
  side?: 'start' | 'end';
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  width?: string;
  footer?: ReactNode;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A panel from the edge, for what belongs beside the page: navigation on a phone, details of a row. */
export function Sheet(props: SheetProps) {
  const { title, hideTitle, side = 'end', trigger, isOpen, onOpenChange, width = '26rem', footer, children } = props;
  const overlay = (
    <ModalOverlay
      isOpen={trigger ? undefined : isOpen}
      onOpenChange={trigger ? undefined : onOpenChange}
      isDismissable
      className="fades fixed inset-0 z-50 bg-backdrop"
    >
      <Modal
        style={{ width: `min(${width}, calc(100vw - 2.5rem))` }}
        className={cx(
          'fixed inset-y-0 flex bg-surface shadow-float data-exiting:duration-quick',
          side === 'start'
            ? 'start-0 border-e data-entering:animate-[slide-start_180ms_ease-out] data-exiting:animate-[slide-start_140ms_ease-in_reverse]'
            : 'end-0 border-s data-entering:animate-[slide-end_180ms_ease-out] data-exiting:animate-[slide-end_140ms_ease-in_reverse]',
        )}
      >
        <Dialog aria-label={hideTitle ? title : undefined} className="flex min-h-0 w-full flex-col outline-none">
          {({ close }) => (
            <>
              {!hideTitle && (
                <header className="flex h-12 shrink-0 items-center gap-2 border-b ps-4 pe-2">
                  <Heading slot="title" className="min-w-0 flex-1 truncate text-base font-semibold">
                    {title}
                  </Heading>
                  <IconButton label={uiText.close} onPress={close}>
                    <X />
                  </IconButton>
                </header>
              )}
              <div className="min-h-0 flex-1 overflow-y-auto">
                {typeof children === 'function' ? children(close) : children}
              </div>
              {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
  if (!trigger) return overlay;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      {overlay}
    </DialogTrigger>
  );
}
