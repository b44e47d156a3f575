'use client';

import { useSyncExternalStore } from 'react';
import { cx } from './cx.tsx';

export interface KbdProps {
  /** Keys as written in the code: `Mod+K`, `Shift+Enter`, `G then O`. `Mod` is Ctrl, or ⌘ on a Mac. */
  keys: string;
  inverted?: boolean;
  /** One key after the other without the word between them, for rows that are read at a glance. */
  brief?: boolean;
}

const MAC_KEYS: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Backspace: '⌫', Escape: 'Esc' };
const OTHER_KEYS: Record<string, string> = { Mod: 'Ctrl', Escape: 'Esc' };
const ARROWS: Record<string, string> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

const never = () => () => {};
// The server cannot know the keyboard; it writes Ctrl, and a Mac corrects it right after hydration.
const useIsMac = () =>
  useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );

export function Kbd({ keys, inverted, brief }: KbdProps) {
  const names = useIsMac() ? MAC_KEYS : OTHER_KEYS;
  return (
    <span className="inline-flex items-center gap-1 align-middle whitespace-nowrap">
      {/* The same key may be pressed twice. */}
      {[...keys.split(/[+ ]/).entries()].map(([nth, key]) =>
        key === 'then' ? (
          <span key={nth} className={brief ? 'sr-only' : 'text-xs opacity-70'}>
            then
          </span>
        ) : (
          <kbd
            key={nth}
            className={cx(
              'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-xs leading-none',
              inverted ? 'border-current/30 text-inherit' : 'border-line-strong bg-surface text-muted',
            )}
          >
            {names[key] ?? ARROWS[key] ?? key}
          </kbd>
        ),
      )}
    </span>
  );
}

/** The key of an act, inside its button: for eyes alone, so that the button is called by what it does, and not on phones. */
export const KeyHint = (props: KbdProps) => (
  <span aria-hidden className="hidden md:inline">
    <Kbd {...props} />
  </span>
);
