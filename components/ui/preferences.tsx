/**
 * Small choices of a reader (theme, folded panes) live in cookies: the server draws the page right the first time,
 * so nothing jumps and no script has to run before the first paint. Read on the server, written in the browser.
 */
export const THEME_COOKIE = 'theme';
export const RAIL_COOKIE = 'rail';

export const panesCookie = (name: string) => `panes-${name}`;

/** What the cookie says, for <html data-theme>. `undefined` follows the system. */
export function themeAttribute(cookie: string | undefined): 'light' | 'dark' | undefined {
  return cookie === 'light' || cookie === 'dark' ? cookie : undefined;
}

/** Width in pixels and fold of each pane, by its id. */
export type PaneMemory = Record<string, { size?: number; folded?: boolean }>;

export function readPanes(cookie: string | undefined): PaneMemory {
  const panes: PaneMemory = {};
  for (const part of (cookie ?? '').split('_')) {
    const found = /^([a-z-]+)\.(\d{2,4})\.([01])$/.exec(part);
    if (found) panes[found[1] ?? ''] = { size: Number(found[2]), folded: found[3] === '1' };
  }
  return panes;
}

export function writePanes(panes: Record<string, { size: number; folded: boolean }>): string {
  return Object.entries(panes)
    .map(([id, { size, folded }]) => `${id}.${Math.round(size)}.${folded ? 1 : 0}`)
    .join('_');
}

export function remember(name: string, value: string) {
  const year = 60 * 60 * 24 * 365;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is still missing in Firefox and Safari.
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}
