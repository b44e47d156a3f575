import { wordsIn } from '#lib/lessons/core/words.ts';
import type { ReadText, TextBlock } from './read-text.ts';
import { type Term, termsIn } from './terms.ts';

/** A paragraph of more words is read by few; a lesson with more new terms is remembered by few. */
export const LONGEST_PARAGRAPH = 120;
export const MOST_TERMS = 5;

/** Seven things a lesson can do for whoever learns, and the share of them that it does. */
export interface Didactic {
  example: boolean;
  questions: boolean;
  terms_defined: boolean;
  few_terms: boolean;
  summary: boolean;
  short_paragraphs: boolean;
  instruction_first: boolean;
  score: number;
  long_paragraphs: TextBlock[];
  undefined_terms: Term[];
  terms: number;
  /** The task that comes before anything was taught. */
  early_task: TextBlock | null;
}

const EXAMPLE =
  /\b(?:for example|for instance|e\.g\.|examples?|such as|consider|imagine|let's say|suppose|zum beispiel|z\. ?b\.|beispiele?|etwa|por ejemplo|ejemplos?|par exemple|exemples?|(?:per|ad) esempio|esempi)\b|例えば|例如|比如/iu;
const SUMMARY =
  /\b(?:summary|recap|conclusion|key (?:points|takeaways|terms)|takeaways?|in short|wrap(?:ping)?[- ]up|to sum up|review|zusammenfassung|fazit|kurz gesagt|resumen|conclusiones|en resumen|résumé|en bref|riassunto|in breve|sommario)\b|まとめ|总结|小结/iu;
const TASK =
  /\b(?:exercises?|challenges?|assignments?|quiz(?:zes)?|tasks?|try it|your turn|practice|activity|do it|aufgaben?|übung(?:en)?|ejercicios?|tareas?|exercices?|esercizi[o]?)\b|✅/iu;
const LEAST_BEFORE_TASK = 40;
const LAST = 0.6;

/** Reads the seven parts. Questions are judged where objectives are known; without any, one question in the text or bank is enough. */
export function didactic(
  text: ReadText,
  context: { objectives?: number; objectives_asked?: number; exercises?: number } = {},
): Didactic {
  const { objectives = 0, objectives_asked = 0, exercises = 0 } = context;
  const terms = termsIn(text);
  const undefined_terms = terms.filter(({ is_defined }) => !is_defined);
  const long_paragraphs = text.blocks.filter(
    ({ kind, plain }) => kind === 'paragraph' && wordsIn(plain) > LONGEST_PARAGRAPH,
  );
  const early_task = earlyTask(text);
  const parts = {
    example: text.blocks.some(({ kind }) => kind === 'code') || text.blocks.some(({ plain }) => EXAMPLE.test(plain)),
    questions: objectives > 0 ? objectives_asked >= objectives : exercises > 0 || /[?？]/.test(text.prose),
    terms_defined: undefined_terms.length === 0,
    few_terms: terms.length <= MOST_TERMS,
    summary: text.blocks.some(
      ({ kind, from, plain }) =>
        (kind === 'heading' || from > text.markdown.length * LAST) && SUMMARY.test(plain.slice(0, 200)),
    ),
    short_paragraphs: long_paragraphs.length === 0,
    instruction_first: early_task === null,
  };
  const score = Object.values(parts).filter(Boolean).length / 7;
  return { ...parts, score, long_paragraphs, undefined_terms, terms: terms.length, early_task };
}

function earlyTask({ blocks }: ReadText): TextBlock | null {
  let words = 0;
  for (const block of blocks) {
    if (block.kind === 'heading' && TASK.test(block.plain)) return words < LEAST_BEFORE_TASK ? block : null;
    if (block.kind !== 'heading') words += wordsIn(block.plain);
    if (words >= LEAST_BEFORE_TASK) return null;
  }
  return null;
}
