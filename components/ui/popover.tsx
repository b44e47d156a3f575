'use client';

import type { ReactElement, ReactNode, RefObject } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components/Popover';
import { cx } from './cx.tsx';

export interface PopoverProps {
  label: string;
  trigger?: ReactElement;
  /** What it stands at, where one popover serves many buttons; the caller then holds `isOpen`. */
  anchor?: RefObject<Element | null>;
  placement?: AriaPopoverProps['placement'];
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

export function Popover(props: PopoverProps) {
  const { label, trigger, anchor, placement, isOpen, onOpenChange, className, children } = props;
  const held = anchor && { triggerRef: anchor, isOpen, onOpenChange };
  const popover = (
    <AriaPopover {...held} placement={placement} offset={6} className="floats z-40 rounded-lg">
      <Dialog aria-label={label} className={cx('max-h-[inherit] max-w-96 overflow-auto p-3 outline-none', className)}>
        {({ close }) => (typeof children === 'function' ? children(close) : children)}
      </Dialog>
    </AriaPopover>
  );
  if (!trigger) return popover;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      {popover}
    </DialogTrigger>
  );
}
