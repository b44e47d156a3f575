'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { RAIL_COOKIE, remember } from '#components/ui/preferences.tsx';
import type { Account } from './account-menu.tsx';
import type { PaletteGroup, PaletteProps } from './palette.tsx';
import { type NavGroup, Rail } from './rail.tsx';
import { ShortcutProvider, useShortcutGroups, useShortcuts } from './shortcuts.tsx';
import { shellText } from './text.ts';
import { NavButton, ShellTools } from './top-bar.tsx';
import type { WorkspaceSwitcherProps } from './workspace-switcher.tsx';

// None is needed for the first paint.
const NavSheet = dynamic(() => import('./nav-sheet.tsx').then((module) => module.NavSheet), { ssr: false });
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });
const KeyboardSheet = dynamic(() => import('./keyboard-sheet.tsx').then((module) => module.KeyboardSheet), {
  ssr: false,
});

export interface ShellProps {
  /** Places that this reader may enter; the caller asks `can(role, permission)`. */
  nav: readonly NavGroup[];
  workspace: Omit<WorkspaceSwitcherProps, 'folded'>;
  account: Account;
  onSignOut: () => void;
  /** What Ctrl/Cmd+K offers beyond the places: actions, recent content. */
  commands?: readonly PaletteGroup[];
  search?: PaletteProps['search'];
  searchAll?: PaletteProps['searchAll'];
  /** Beside the account: who is here, notifications. */
  tools?: ReactNode;
  /** What the cookie of the rail says, read by the server. */
  railFolded?: boolean;
  /** The page stands alone: no rail. */
  isBare?: boolean;
  children: ReactNode;
}

/** What the shell puts into the top bar of every place: made here, so that the code of it is loaded once and not with each place. */
interface ShellContextValue {
  barStart: ReactNode;
  barEnd: ReactNode;
}

const ShellContext = createContext<ShellContextValue | null>(null);

export function useShell(): ShellContextValue | null {
  return useContext(ShellContext);
}

export function Shell(props: ShellProps) {
  return (
    <ShortcutProvider>
      <Frame {...props} />
    </ShortcutProvider>
  );
}

type Open = 'palette' | 'keys' | 'nav';

function Frame(props: ShellProps) {
  const { nav, workspace, account, onSignOut, commands, search, searchAll, tools, railFolded, isBare, children } =
    props;
  const [folded, setFolded] = useState(railFolded ?? false);
  const [open, setOpen] = useState<Open | null>(null);
  // Once opened they stay mounted, so that they can leave with their motion and open at once the next time.
  const [seen, setSeen] = useState<Partial<Record<Open, true>>>({});
  const shortcuts = useShortcutGroups();

  const show = (what: Open) => {
    setSeen((all) => ({ ...all, [what]: true }));
    setOpen(what);
  };
  const hold = (what: Open) => ({ isOpen: open === what, onOpenChange: (is: boolean) => setOpen(is ? what : null) });
  const fold = (next: boolean) => {
    setFolded(next);
    remember(RAIL_COOKIE, next ? 'folded' : 'open');
  };

  useShortcuts(shellText.everywhere, [
    { keys: 'Mod+K', label: shellText.keys.palette, run: () => show('palette') },
    { keys: '?', label: shellText.keys.help, run: () => show('keys') },
    { keys: '[', label: shellText.keys.rail, run: () => fold(!folded) },
    { keys: 'Escape', label: shellText.keys.escape },
  ]);

  const value = useMemo<ShellContextValue>(() => {
    const opener = (what: Open) => () => {
      setSeen((all) => ({ ...all, [what]: true }));
      setOpen(what);
    };
    return {
      barStart: <NavButton onPress={opener('nav')} />,
      barEnd: (
        <ShellTools
          account={account}
          tools={tools}
          onSearch={opener('palette')}
          onShowKeys={opener('keys')}
          onSignOut={onSignOut}
        />
      ),
    };
  }, [account, tools, onSignOut]);

  const places = nav.map((group) => ({ id: group.id, heading: group.label, items: group.items }));

  return (
    <ShellContext.Provider value={value}>
      <a
        href="#content"
        className="fixed start-2 top-2 z-50 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {shellText.skip}
      </a>
      <div className="flex h-dvh min-w-0">
        {!isBare && (
          <aside className={cx('hidden shrink-0 border-e md:block', folded ? 'w-14' : 'w-56')}>
            <Rail nav={nav} workspace={workspace} folded={folded} onFold={fold} />
          </aside>
        )}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
      </div>
      {seen.nav && <NavSheet nav={nav} workspace={workspace} {...hold('nav')} />}
      {seen.palette && (
        <Palette {...hold('palette')} groups={[...places, ...(commands ?? [])]} search={search} searchAll={searchAll} />
      )}
      {seen.keys && <KeyboardSheet {...hold('keys')} groups={shortcuts} />}
    </ShellContext.Provider>
  );
}
