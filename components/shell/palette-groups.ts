import { byLikeness, type Likeness } from '#lib/base/core/likeness.ts';
import type { PaletteAnswer, PaletteGroup, PaletteItem } from './palette-item.ts';
import { shellText } from './text.ts';

export interface PaletteSources {
  /** What one does at this place, offered before anything is typed. */
  acts: readonly PaletteItem[];
  /** All that can be done, those included. */
  commands: readonly PaletteItem[];
  recent: readonly PaletteItem[];
  pages: readonly PaletteItem[];
}

export interface PaletteFound extends Pick<PaletteAnswer, 'titles' | 'texts'> {
  /** Whether it was found for what is typed now, or for what was typed before. */
  isCurrent: boolean;
}

const words = shellText.palette;
const MOST_TITLES = 8;

/** What the palette lists, in its order: it knows of nothing but names. */
export function paletteGroups(
  { acts, commands, recent, pages }: PaletteSources,
  typed: string,
  found: PaletteFound,
  offers: readonly PaletteItem[],
): PaletteGroup[] {
  if (typed === '')
    return filled([
      { id: 'acts', heading: words.do, items: acts },
      { id: 'recent', heading: words.recent, items: recent },
      { id: 'pages', heading: words.goTo, items: pages },
    ]);
  const done = named(commands, typed);
  const places = named(pages, typed);
  const first = [
    { id: 'commands', heading: words.do, items: done.near.map(marked), best: done.best },
    { id: 'pages', heading: words.goTo, items: places.near.map(marked), best: places.best },
  ].sort((one, other) => one.best - other.best);
  const content = titles(recent, found, typed);
  // Who misspells the name of a lesson does not mean a command that is spelt a little like it: those come where nothing else does.
  const isMeant = done.near.length + places.near.length > 0 || content.some(({ like }) => like !== null);
  return filled([
    ...first,
    { id: 'titles', heading: words.titles, items: content.map(marked) },
    { id: 'close-commands', heading: words.do, items: isMeant || !found.isCurrent ? [] : done.far.map(marked) },
    { id: 'close-pages', heading: words.goTo, items: isMeant || !found.isCurrent ? [] : places.far.map(marked) },
    { id: 'texts', heading: words.texts, items: found.texts },
    { id: 'offers', heading: words.do, items: offers },
  ]);
}

/** What is chosen before anybody has chosen. */
export const firstRow = (groups: readonly PaletteGroup[]): string => {
  for (const group of groups) {
    const item = group.items.find(({ refusal }) => refusal === undefined);
    if (item) return rowValue(group, item);
  }
  return '';
};

export const rowValue = (group: PaletteGroup, item: PaletteItem) => `${group.id}:${item.id}`;

const filled = (groups: readonly PaletteGroup[]): PaletteGroup[] => groups.filter(({ items }) => items.length > 0);

interface Named {
  thing: PaletteItem;
  like: Likeness | null;
}

const marked = ({ thing, like }: Named): PaletteItem => (like ? { ...thing, hits: like.hits } : thing);

const CLOSENESS = { exact: 0, prefix: 1, words: 2, slips: 3 } as const;

/** Commands and pages by their names, then by the other words that they are looked for by. */
function named(items: readonly PaletteItem[], typed: string): { near: Named[]; far: Named[]; best: number } {
  const all = byLikeness(items, typed, ({ label }) => label);
  const byName = all.filter(({ like }) => like !== null);
  const others = all.filter(({ like }) => like === null).map(({ thing }) => thing);
  const byWord = byLikeness(others, typed, ({ label, keywords = [] }) => [label, ...keywords].join(' '))
    .filter(({ like }) => like !== null)
    // What was hit stands behind the name.
    .map(({ thing, like }) => ({ thing, like: like && { ...like, hits: [] } }));
  const both = [...byName, ...byWord];
  const near = both.filter(({ like }) => like?.rank !== 'slips');
  const [first] = near;
  return {
    near,
    far: both.filter(({ like }) => like?.rank === 'slips'),
    best: first?.like ? CLOSENESS[first.like.rank] : Number.POSITIVE_INFINITY,
  };
}

/** Titles that were found, and places of late that are called like that: those need no server. */
function titles(recent: readonly PaletteItem[], { titles: found, isCurrent }: PaletteFound, typed: string): Named[] {
  const listed = new Set(found.map(({ href }) => href));
  const known = recent.filter(({ href }) => !listed.has(href));
  return (
    byLikeness([...found, ...known], typed, ({ label }) => label)
      // The search has its own reasons for what it found, but not for what it found a letter ago.
      .filter(({ thing, like }) => like !== null || (isCurrent && listed.has(thing.href)))
      .slice(0, MOST_TITLES)
  );
}
