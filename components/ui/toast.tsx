'use client';

import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { Toaster as Sonner, toast as sonner } from 'sonner';
import { text } from './text';

interface ToastOptions {
  /** A second line. */
  detail?: string;
  /** Takes the act back. The toast stays long enough to think twice. */
  undo?: () => void | Promise<void>;
  action?: { label: string; run: () => void };
  /** A later toast with the same id takes the place of this one. */
  id?: string;
}

function show(kind: 'success' | 'error' | 'message', message: string, options: ToastOptions = {}) {
  const { detail, undo, action, id } = options;
  sonner[kind](message, {
    id,
    description: detail,
    // Time to read, more of it where there is something to decide. A problem stays until it is closed.
    duration: kind === 'error' ? Number.POSITIVE_INFINITY : undo || action ? 10_000 : 5_000,
    action: undo
      ? { label: text.undo, onClick: () => void undo() }
      : action && { label: action.label, onClick: action.run },
  });
}

/** A word after the act: `toast.done('Moved 3 sparks', { undo })`. */
export const toast = {
  done: (message: string, options?: ToastOptions) => show('success', message, options),
  note: (message: string, options?: ToastOptions) => show('message', message, options),
  problem: (message: string, options?: ToastOptions) => show('error', message, options),
  dismiss: (id?: string) => sonner.dismiss(id),
};

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={16}
      gap={8}
      visibleToasts={4}
      closeButton
      expand
      style={{ fontFamily: 'inherit' }}
      icons={{
        success: <CircleCheck className="size-4 text-published" />,
        error: <CircleAlert className="size-4 text-danger-text" />,
        info: <Info className="size-4 text-changed" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'group/toast flex w-[min(24rem,calc(100vw-2rem))] items-start gap-2.5 rounded-lg border bg-raised px-3.5 py-3 text-base text-ink shadow-float',
          icon: 'mt-0.5 shrink-0',
          content: 'min-w-0 flex-1 pe-4',
          title: 'font-medium',
          description: 'text-sm text-muted',
          actionButton:
            'order-3 -my-1 shrink-0 rounded-md px-2 py-1 text-sm font-medium text-accent-text hover:bg-hover focus-visible:outline-2',
          closeButton:
            'absolute -end-2 -top-2 flex size-5 items-center justify-center rounded-full border bg-raised text-muted opacity-0 shadow-float group-hover/toast:opacity-100 [@media(hover:none)]:opacity-100 focus-visible:opacity-100 [&_svg]:size-3',
        },
      }}
    />
  );
}
