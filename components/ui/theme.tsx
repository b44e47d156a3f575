'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { remember, THEME_COOKIE, themeAttribute } from './preferences.tsx';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const DARK = '(prefers-color-scheme: dark)';
const CHANGED = 'trailwright:theme';

function subscribe(listener: () => void) {
  const system = matchMedia(DARK);
  system.addEventListener('change', listener);
  addEventListener(CHANGED, listener);
  return () => {
    system.removeEventListener('change', listener);
    removeEventListener(CHANGED, listener);
  };
}

const chosen = (): Theme => themeAttribute(document.documentElement.dataset.theme) ?? 'system';
const resolved = (): 'light' | 'dark' => {
  const theme = chosen();
  if (theme !== 'system') return theme;
  return matchMedia(DARK).matches ? 'dark' : 'light';
};

/** The choice of the reader, and a way to change it at once and for next time. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const theme = useSyncExternalStore(subscribe, chosen, () => 'system' as const);
  const setTheme = useCallback((next: Theme) => {
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    remember(THEME_COOKIE, next);
    dispatchEvent(new Event(CHANGED));
  }, []);
  return { theme, setTheme };
}

/** Light or dark as it is now, for what CSS cannot colour: canvases and diagrams. */
export function useResolvedTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, resolved, () => 'light' as const);
}

/** The colours of some tokens as `rgb()`, for what CSS cannot colour. Read them again when the theme changes. */
export function readTokens<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement('span');
  document.body.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<Name, string>;
}
