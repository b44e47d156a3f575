import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The frame of a place that is on its way: top bar, title and what the caller draws below. */
export function LoadingPlace({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-b px-4">
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="h-3.5 w-20" />
      </div>
      <main className="min-h-0 flex-1 overflow-hidden">
        <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-6 md:px-8">
          <div className="flex flex-col gap-3">
            <Skeleton className="h-7 w-48" />
            <Skeleton className="h-4 w-full max-w-md" />
          </div>
          {children}
        </div>
      </main>
    </>
  );
}
