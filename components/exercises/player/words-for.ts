import type { PlayerWords } from './words.ts';
import { ARABIC } from './words-ar.ts';
import { GERMAN } from './words-de.ts';
import { ENGLISH } from './words-en.ts';
import { SPANISH } from './words-es.ts';
import { FRENCH } from './words-fr.ts';

const WORDS: Readonly<Record<string, PlayerWords>> = {
  ar: ARABIC,
  de: GERMAN,
  en: ENGLISH,
  es: SPANISH,
  fr: FRENCH,
};

/** The words of a language, English where it has none here yet; `lang` is the language that they are in. */
export function wordsFor(language: string): { words: PlayerWords; lang: string } {
  const lang = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(WORDS, lang) ? { words: WORDS[lang] ?? ENGLISH, lang } : { words: ENGLISH, lang: 'en' };
}
