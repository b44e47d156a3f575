'use client';

import { X } from 'lucide-react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from './cx.tsx';
import type { DialogProps } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import { uiText } from './text.ts';

interface DialogBoxProps extends Omit<DialogProps, 'trigger'> {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

const SIZES = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl', xl: 'sm:max-w-5xl' };

/** What a dialog shows once it opens: rises from the bottom edge on a phone, stands in the middle elsewhere. */
export function DialogBox({ title, isOpen, onOpenChange, size = 'md', footer, children, role }: DialogBoxProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role !== 'alertdialog'}
      className="fades fixed inset-0 z-50 flex items-end justify-center bg-backdrop sm:items-center sm:p-6"
    >
      <Modal
        className={cx('floats flex max-h-[92dvh] w-full rounded-t-xl sm:max-h-[86dvh] sm:rounded-xl', SIZES[size])}
      >
        <AriaDialog role={role} className="flex min-h-0 w-full flex-col outline-none">
          {({ close }) => (
            <>
              <header className="flex items-start gap-3 px-5 pt-4 pb-3">
                <Heading slot="title" className="min-w-0 flex-1 text-lg font-semibold text-balance wrap-anywhere">
                  {title}
                </Heading>
                <IconButton label={uiText.close} size="sm" onPress={close}>
                  <X />
                </IconButton>
              </header>
              <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">
                {typeof children === 'function' ? children(close) : children}
              </div>
              {footer && (
                <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
                  {typeof footer === 'function' ? footer(close) : footer}
                </footer>
              )}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
