'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { RAIL_COOKIE, remember } from '#components/ui/preferences.tsx';
import type { Account } from './account-menu.tsx';
import { useGo } from './leave-guard.tsx';
import type { PaletteProps } from './palette.tsx';
import type { PaletteItem } from './palette-item.ts';
import { type NavGroup, Rail } from './rail.tsx';
import { ShortcutProvider, useShortcutGroups, useShortcuts } from './shortcuts.tsx';
import { shellText } from './text.ts';
import { NavButton, ShellTools } from './top-bar.tsx';
import { usePaletteSources } from './use-palette-sources.tsx';
import type { WorkspaceSwitcherProps } from './workspace-switcher.tsx';

// None is needed for the first paint.
const NavSheet = dynamic(() => import('./nav-sheet.tsx').then((module) => module.NavSheet), { ssr: false });
const fetchPalette = () => import('./palette.tsx');
const fetchKeyboardSheet = () => import('./keyboard-sheet.tsx');
const Palette = dynamic(() => fetchPalette().then((module) => module.Palette), { ssr: false });
const KeyboardSheet = dynamic(() => fetchKeyboardSheet().then((module) => module.KeyboardSheet), { ssr: false });

export interface ShellProps {
  /** Places that this reader may enter; the caller asks `can(role, permission)`. */
  nav: readonly NavGroup[];
  workspace: Omit<WorkspaceSwitcherProps, 'folded'>;
  account: Account;
  onSignOut: () => void;
  /** What Ctrl/Cmd+K offers, beside what every page of the studio has: keys, appearance, signing out. */
  palette: ShellPalette;
  /** Beside the account: who is here, notifications. */
  tools?: ReactNode;
  /** What the cookie of the rail says, read by the server. */
  railFolded?: boolean;
  /** The page stands alone: no rail. */
  isBare?: boolean;
  children: ReactNode;
}

export interface ShellPalette extends Pick<PaletteProps, 'search' | 'offers'> {
  /** What one does at this place, the usual first. */
  acts: readonly PaletteItem[];
  /** All that can be done, those included. */
  commands: readonly PaletteItem[];
  /** Those that the rail does not list. */
  pages: readonly PaletteItem[];
  /** Under which name this device keeps what was looked at. */
  recentName: string;
}

/** What the shell puts into the top bar of every place: made here, so that the code of it is loaded once and not with each place. */
interface ShellContextValue {
  barStart: ReactNode;
  barEnd: ReactNode;
  /** Under which name this device keeps what was looked at. */
  recentName: string;
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
  const { nav, workspace, account, onSignOut, palette, tools, railFolded, isBare, children } = props;
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
  useGoKeys(nav);
  const sources = usePaletteSources(props, shortcuts, () => show('keys'));
  useFetchedLater();

  const value = useMemo<ShellContextValue>(() => {
    const opener = (what: Open) => () => {
      setSeen((all) => ({ ...all, [what]: true }));
      setOpen(what);
    };
    return {
      recentName: palette.recentName,
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
  }, [account, tools, onSignOut, palette.recentName]);

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
        <Palette
          {...hold('palette')}
          sources={sources}
          search={palette.search}
          offers={palette.offers}
          onShowKeys={() => show('keys')}
        />
      )}
      {seen.keys && <KeyboardSheet {...hold('keys')} groups={shortcuts} />}
    </ShellContext.Provider>
  );
}

/** G and a letter go to a place from anywhere. */
function useGoKeys(nav: readonly NavGroup[]) {
  const go = useGo();
  const places = nav.flatMap(({ items }) => items);
  useShortcuts(
    shellText.palette.goTo,
    places.flatMap(({ shortcut, label, href }) => (shortcut ? [{ keys: shortcut, label, run: () => go(href) }] : [])),
  );
}

/** The palette opens at once, also where the network has gone since: once the page stands, it is there. */
function useFetchedLater() {
  useEffect(() => {
    const fetchThem = () => {
      for (const fetchIt of [fetchPalette, fetchKeyboardSheet]) fetchIt().catch(() => undefined);
    };
    // Safari has no idle callbacks.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchThem, 1_000);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(fetchThem, { timeout: 3_000 });
    return () => cancelIdleCallback(idle);
  }, []);
}
