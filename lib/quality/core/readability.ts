import { wordsIn } from '#lib/lessons/core/words.ts';
import type { ReadText } from './read-text.ts';

/** How hard a text is, by a published formula: what it was, what came out, and whether that is hard. */
export interface Readability {
  formula: 'Flesch' | 'Amstad' | 'Fernández Huerta' | 'Kandel-Moles' | 'Gulpease' | 'LIX' | 'sentence length';
  score: number;
  is_hard: boolean;
}

/** Sentences, words, syllables and letters of a text. */
interface Sizes {
  sentences: number;
  words: number;
  syllables: number;
  letters: number;
  long_words: number;
}

const LEAST_WORDS = 100;
const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

/** Groups of vowels: close enough over a hundred words, and the same every time. */
function syllablesIn(word: string, language: string): number {
  const groups = word.toLowerCase().match(/[aeiouyáéíóúàèìòùâêîôûäëïöüœæ]+/gu)?.length ?? 0;
  const isSilent = (language === 'en' || language === 'fr') && /[^aeiouyl]e$/i.test(word) && groups > 1;
  return Math.max(1, groups - (isSilent ? 1 : 0));
}

function sizesOf({ sentences }: ReadText, language: string): Sizes {
  const words = sentences.flatMap(({ plain }) => plain.match(WORD) ?? []);
  return {
    sentences: Math.max(1, sentences.length),
    words: words.length,
    syllables: words.reduce((sum, word) => sum + syllablesIn(word, language), 0),
    letters: words.reduce((sum, word) => sum + word.length, 0),
    long_words: words.filter((word) => word.length > 6).length,
  };
}

const FORMULAS: Readonly<Record<string, { formula: Readability['formula']; score: (of: Sizes) => number }>> = {
  en: {
    formula: 'Flesch',
    score: ({ sentences, words, syllables }) => 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words),
  },
  de: {
    formula: 'Amstad',
    score: ({ sentences, words, syllables }) => 180 - words / sentences - 58.5 * (syllables / words),
  },
  es: {
    formula: 'Fernández Huerta',
    score: ({ sentences, words, syllables }) => 206.84 - 60 * (syllables / words) - 1.02 * (words / sentences),
  },
  fr: {
    formula: 'Kandel-Moles',
    score: ({ sentences, words, syllables }) => 207 - 1.015 * (words / sentences) - 73.6 * (syllables / words),
  },
  it: {
    formula: 'Gulpease',
    score: ({ sentences, words, letters }) => 89 + (300 * sentences - 10 * letters) / words,
  },
};

const HARD_BELOW = 30;
const HARD_LIX = 60;
const LONG_SENTENCE = 40;

/** How hard the prose of a lesson is; null below a hundred words, where no formula means anything. */
export function readability(text: ReadText, language: string): Readability | null {
  if (text.prose_words < LEAST_WORDS) return null;
  if (language === 'zh' || language === 'ja') {
    const score = wordsIn(text.prose) / Math.max(1, text.sentences.length);
    return { formula: 'sentence length', score: rounded(score), is_hard: score > LONG_SENTENCE };
  }
  const sizes = sizesOf(text, language);
  if (sizes.words < LEAST_WORDS) return null;
  const known = FORMULAS[language];
  if (known) {
    const score = known.score(sizes);
    return { formula: known.formula, score: rounded(score), is_hard: score < HARD_BELOW };
  }
  const lix = sizes.words / sizes.sentences + (100 * sizes.long_words) / sizes.words;
  return { formula: 'LIX', score: rounded(lix), is_hard: lix > HARD_LIX };
}

const rounded = (score: number) => Math.round(score * 10) / 10;
