import { LINK_TYPES, type LinkType } from '#lib/base/core/link-types.ts';

const NAMES = {
  canvas: '--canvas',
  surface: '--surface',
  sunken: '--sunken',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  muted: '--text-muted',
  faint: '--text-faint',
  accent: '--accent',
  accentText: '--accent-text',
  accentSoft: '--accent-soft',
  accentLine: '--accent-line',
  focus: '--focus',
  draft: '--draft',
  draftSoft: '--draft-soft',
  published: '--published',
} as const;

/** The tokens of the studio as a canvas wants them: plain colours of the theme that is on. */
export type Colours = Record<keyof typeof NAMES, string> & { links: Record<LinkType, string>; font: string };

/** Reads them off the page; `theme` reads those of the other one, for a file that is to be printed. */
export function readColours(theme?: 'light' | 'dark'): Colours {
  const probe = document.createElement('i');
  if (theme) probe.style.colorScheme = theme;
  document.body.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(NAMES).map(([name, token]) => [name, read(token)]));
  const links = Object.fromEntries(LINK_TYPES.map((type) => [type, read(`--link-${type}`)]));
  const font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  return { ...colours, links, font } as Colours;
}

/** Calls back when the theme changes: by the reader's choice, or with the system. */
export function onTheme(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  const choice = new MutationObserver(listener);
  choice.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', listener);
    choice.disconnect();
  };
}
