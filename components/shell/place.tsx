'use client';

import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from '#components/ui/breadcrumbs.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useShell } from './shell.tsx';

export interface PlaceProps {
  /** From the workspace down to this place; the last one is the place itself. */
  crumbs: readonly Crumb[];
  /** The save state. It has its room whether or not it says something, so that nothing jumps. */
  state?: ReactNode;
  /** `page` scrolls and keeps a margin; `fill` leaves all room to panes that scroll themselves. */
  layout?: 'page' | 'fill';
  children: ReactNode;
}

/** One place of the studio: the top bar that says where it is, and what is there. */
export function Place({ crumbs, state, layout = 'page', children }: PlaceProps) {
  const shell = useShell();
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b px-2 md:px-4">
        {shell?.barStart}
        <Breadcrumbs items={crumbs} className="flex-1" />
        {state}
        {shell?.barEnd}
      </header>
      <main
        id="content"
        tabIndex={-1}
        className={cx(
          'relative min-h-0 min-w-0 flex-1',
          layout === 'fill' ? 'flex flex-col overflow-hidden' : 'overflow-y-auto',
        )}
      >
        {layout === 'fill' ? children : <div className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8">{children}</div>}
      </main>
    </>
  );
}
