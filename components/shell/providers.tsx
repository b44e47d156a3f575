'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { RouterProvider } from 'react-aria-components';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Toaster } from '#components/ui/toaster.tsx';
import { leave } from './leave.tsx';
import { LeaveGuard } from './leave-guard.tsx';

declare module 'react-aria-components' {
  interface RouterConfig {
    routerOptions: { scroll?: boolean };
  }
}

export interface ProvidersProps {
  /** The reader's locale, from the request, so that server and browser write the same dates and numbers. */
  locale: string;
  children: ReactNode;
}

/** Once around everything: links go through the router of Next, numbers and dates follow the reader. */
export function Providers({ locale, children }: ProvidersProps) {
  const router = useRouter();
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={(href, options) => leave(() => router.push(href, options))}>
        {children}
        <LeaveGuard />
        <Toaster />
      </RouterProvider>
    </I18nProvider>
  );
}
