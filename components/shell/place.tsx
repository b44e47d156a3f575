'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Breadcrumbs, type Crumb } from '#components/ui/breadcrumbs.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useShell } from './shell.tsx';
import { shellText } from './text.ts';

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
        {shell && (
          <IconButton label={shellText.openNavigation} size="lg" className="md:hidden" onPress={shell.openNav}>
            <MenuIcon />
          </IconButton>
        )}
        <Breadcrumbs items={crumbs} className="flex-1" />
        {state}
        {shell && (
          <>
            <Button
              onPress={shell.openPalette}
              className="hidden h-8 w-52 shrink-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-2.5 text-faint transition-colors duration-quick data-hovered:border-field-line lg:flex"
            >
              <Search aria-hidden className="size-4" />
              <span className="flex-1 text-start">{shellText.search}</span>
              <Kbd keys="Mod+K" />
            </Button>
            <IconButton label={shellText.search} shortcut="Mod+K" className="lg:hidden" onPress={shell.openPalette}>
              <Search />
            </IconButton>
            {shell.tools}
            <AccountMenu account={shell.account} onShowKeys={shell.openKeys} onSignOut={shell.onSignOut} />
          </>
        )}
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
