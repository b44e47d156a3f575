import { ArrowLeftRight, Keyboard, LogOut, Monitor, Moon, Sun, Zap } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { THEMES, useTheme } from '#components/ui/theme.tsx';
import { entityItem } from './entity-item.tsx';
import type { PaletteSources } from './palette-groups.ts';
import type { PaletteItem } from './palette-item.ts';
import { MOST_RECENT, readPlaces } from './recent-places.ts';
import type { ShellProps } from './shell.tsx';
import type { ShortcutGroup } from './shortcuts.tsx';
import { shellText } from './text.ts';

const MOST_ACTS = 8;
const OF_SHELL: ReadonlySet<string> = new Set([shellText.everywhere, shellText.palette.goTo]);
// Moving about, choosing and leaving is done with the keys themselves, from where one is.
const MOVES =
  /^(Escape|Enter|Space|Delete|Insert|[JK/\d]|((Alt|Shift)\+)?(Up|Down|Left|Right|F\d+)|Mod\+A|.* then .*)$/;
const THEME_ICONS = { system: <Monitor />, light: <Sun />, dark: <Moon /> };

/** All that the palette knows without asking the server, as it is when it opens. */
export function usePaletteSources(
  { nav, workspace, palette, onSignOut }: ShellProps,
  shortcuts: readonly ShortcutGroup[],
  onShowKeys: () => void,
): () => PaletteSources {
  const { theme, setTheme } = useTheme();
  const here = usePathname();
  const { commands: words } = shellText;
  const studio = (): PaletteItem[] => [
    { id: 'keys', label: shellText.keyboard, icon: <Keyboard />, shortcut: '?', keywords: ['help'], run: onShowKeys },
    ...THEMES.map((id) => ({
      id: `theme-${id}`,
      label: words.theme(shellText.themes[id]),
      keywords: ['theme', 'mode', 'colours'],
      icon: THEME_ICONS[id],
      refusal: theme === id ? words.isTheme : undefined,
      run: () => setTheme(id),
    })),
    ...workspace.workspaces
      .filter(({ slug }) => slug !== workspace.current.slug)
      .map(({ slug, name, href }) => ({
        id: `workspace-${slug}`,
        label: words.switchTo(name),
        keywords: ['workspace'],
        icon: <ArrowLeftRight />,
        href,
      })),
    { id: 'sign-out', label: shellText.signOut, icon: <LogOut />, keywords: ['log out', 'leave'], run: onSignOut },
  ];
  return () => {
    const { acts, commands } = withKeys(palette.acts, palette.commands, shortcuts);
    return {
      acts: acts.slice(0, MOST_ACTS),
      commands: [...commands, ...studio()],
      recent: readPlaces(palette.recentName)
        .map((place) => entityItem(workspace.current.slug, place))
        .filter(({ href }) => href !== here)
        .slice(0, MOST_RECENT),
      pages: [...nav.flatMap(({ items }) => items.map(pageItem)), ...palette.pages],
    };
  };
}

const pageItem = ({ id, label, href, icon, shortcut }: ShellProps['nav'][number]['items'][number]): PaletteItem => ({
  id,
  label,
  href,
  icon,
  shortcut,
});

/** What the keys of this place do is an act of it as well, and what has a key here shows it. */
function withKeys(
  acts: readonly PaletteItem[],
  commands: readonly PaletteItem[],
  shortcuts: readonly ShortcutGroup[],
): Pick<PaletteSources, 'acts' | 'commands'> {
  const here = shortcuts
    .filter(({ label }) => !OF_SHELL.has(label))
    .flatMap(({ items }) => items.filter(({ keys, run }) => run && !MOVES.test(keys)));
  const keyed = (item: PaletteItem): PaletteItem => {
    const key = here.find(({ label }) => label === item.label);
    return key ? { ...item, shortcut: key.keys, run: item.href ? item.run : key.run } : item;
  };
  const known = new Set(commands.map(({ label }) => label));
  const own = here
    .filter(({ label }, nth) => !known.has(label) && here.findIndex((other) => other.label === label) === nth)
    .map(({ keys, label, run }) => ({ id: `key-${keys}-${label}`, label, shortcut: keys, run, icon: <Zap /> }));
  return { acts: [...acts.map(keyed), ...own], commands: [...commands.map(keyed), ...own] };
}
