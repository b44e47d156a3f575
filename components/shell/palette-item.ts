import type { ReactNode } from 'react';
import type { Hit } from '#lib/base/core/likeness.ts';

/** One row of the palette: it leads somewhere, or does something. */
export interface PaletteItem {
  id: string;
  label: string;
  /** Where it is or what it does, in faint letters. */
  hint?: string;
  icon?: ReactNode;
  /** Other words that people look for it by. */
  keywords?: readonly string[];
  shortcut?: string;
  href?: string;
  run?: () => void;
  /** Why it cannot be done: it stays in sight, grey, and says so. */
  refusal?: string;
  /** What of the label was looked for. */
  hits?: readonly Hit[];
  /** What else can be done with what it stands for, beside opening it. */
  more?: readonly PaletteItem[];
}

export interface PaletteGroup {
  id: string;
  heading: string;
  items: readonly PaletteItem[];
}

/** What the server has found. */
export interface PaletteAnswer {
  /** Content whose title holds what was typed, or comes close to it. */
  titles: readonly PaletteItem[];
  /** Content that says it somewhere else. */
  texts: readonly PaletteItem[];
  /** False while an import is still being read in: there may be more in a moment. */
  isComplete: boolean;
}
