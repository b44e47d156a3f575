import { createContext } from 'react';
import type { PlayerWords } from './words.ts';
import { ENGLISH } from './words-en.ts';

/** What every part of the player speaks by. */
export interface Speaking {
  words: PlayerWords;
  /** Of the content; empty where it is not known. */
  language: string;
  /** Numbers as the language writes them, two decimals at most unless it is said. */
  number: (value: number, decimals?: number) => string;
}

export const PlayerContext = createContext<Speaking>({ words: ENGLISH, language: '', number: String });

/** How numbers are written in a language; a tag that the browser does not know does not stop a quiz. */
export function numberIn(language: string): Speaking['number'] {
  return (value, decimals = 2) => {
    const options = { maximumFractionDigits: decimals, useGrouping: false };
    try {
      return new Intl.NumberFormat(language || 'en', options).format(value);
    } catch {
      return new Intl.NumberFormat('en', options).format(value);
    }
  };
}
