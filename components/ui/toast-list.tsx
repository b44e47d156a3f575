'use client';

import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import { startToasts } from './toast.tsx';

export function ToastList() {
  useEffect(() => startToasts(toast), []);
  return (
    <Toaster
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
            'absolute -end-2 -top-2 flex size-5 items-center justify-center rounded-full border bg-raised text-muted opacity-0 shadow-float group-hover/toast:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100 [&_svg]:size-3',
        },
      }}
    />
  );
}
