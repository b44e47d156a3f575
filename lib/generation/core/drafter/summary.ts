import { isStopWord, leansBack, standsAlone } from './languages.ts';
import type { ReadSource, Sentence } from './read-source.ts';
import type { Term, Told } from './terms.ts';

// TextRank (Mihalcea and Tarau, 2004): a sentence counts by the sentences it shares words with, and those by theirs. Multiplied by the terms
// that it speaks of, and by whether it says what something is.

const DAMPING = 0.85;
const ROUNDS = 20;
/** More sentences than a lesson has. Those after them are ranked by their terms alone. */
const MOST_RANKED = 600;
/** Words in more sentences than these connect everything with everything. */
const MOST_SHARED = 80;
const DEFINES = 1.6;

/** How much each sentence says of what a text is about: between 0 and some number, the order is what counts. */
export function weighSentences(read: ReadSource, told: readonly Told[], terms: readonly Term[]): number[] {
  const ranks = textRank(told.slice(0, MOST_RANKED).map(({ sentence }) => stemsOf(sentence, read.language)));
  const weight = new Map<string, number>();
  const top = terms[0]?.score ?? 1;
  for (const { key, score } of terms.slice(0, 40)) weight.set(key, score / top);
  return told.map(({ sentence, definition }, at) => {
    const rank = ranks[at] ?? 1;
    const length = sentence.words.length;
    const spoken = termShare(sentence, weight);
    const size = length < 5 ? 0.4 : length > 45 ? 0.6 : 1;
    return rank * (0.3 + spoken) * (definition ? DEFINES : 1) * size;
  });
}

function stemsOf({ words }: Sentence, language: string): string[] {
  return [...new Set(words.map(({ stem }) => stem))].filter((stem) => stem.length > 1 && !isStopWord(stem, language));
}

function termShare({ words }: Sentence, weight: ReadonlyMap<string, number>): number {
  let sum = 0;
  const seen = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    let key = '';
    for (let to = from; to < Math.min(words.length, from + 4); to++) {
      key = key === '' ? (words[to]?.stem ?? '') : `${key} ${words[to]?.stem}`;
      if (seen.has(key)) continue;
      seen.add(key);
      sum += weight.get(key) ?? 0;
    }
  }
  return Math.min(2, sum);
}

function textRank(sentences: readonly string[][]): number[] {
  const holders = new Map<string, number[]>();
  for (const [at, stems] of sentences.entries())
    for (const stem of stems) {
      const known = holders.get(stem);
      if (known) known.push(at);
      else holders.set(stem, [at]);
    }
  const edges: Map<number, number>[] = sentences.map(() => new Map());
  for (const at of holders.values()) {
    if (at.length < 2 || at.length > MOST_SHARED) continue;
    const says = Math.log(1 + sentences.length / at.length);
    for (const one of at)
      for (const other of at) if (one !== other) edges[one]?.set(other, (edges[one]?.get(other) ?? 0) + says);
  }
  for (const [one, to] of edges.entries())
    for (const [other, says] of to)
      to.set(
        other,
        says / (Math.log(2 + (sentences[one]?.length ?? 0)) + Math.log(2 + (sentences[other]?.length ?? 0))),
      );
  const out = edges.map((to) => [...to.values()].reduce((sum, says) => sum + says, 0));
  let ranks = sentences.map(() => 1);
  for (let round = 0; round < ROUNDS; round++) {
    const next = sentences.map(() => 1 - DAMPING);
    for (const [one, to] of edges.entries())
      for (const [other, says] of to)
        next[other] = (next[other] as number) + (DAMPING * (ranks[one] as number) * says) / (out[one] as number);
    ranks = next;
  }
  return ranks;
}

/** The sentences that say most in short, in the order of the text. None leans on one that is not there. */
export function summarise(
  read: ReadSource,
  told: readonly Told[],
  weights: readonly number[],
  most: number,
): Sentence[] {
  const order = told
    .map(({ sentence }, at) => ({ sentence, weight: weights[at] as number }))
    .filter(({ sentence }) => mayBeTaken(read, sentence))
    .sort((a, b) => b.weight - a.weight || a.sentence.number - b.sentence.number);
  const alone = order.filter(({ sentence }) => standsAlone(sentence.plain, read.language));
  const upright = order.filter(({ sentence }) => !leansBack(sentence.plain, read.language));
  const chosen = (alone.length >= most ? alone : upright).slice(0, most).map(({ sentence }) => sentence);
  return chosen.sort((a, b) => a.number - b.number);
}

const LONGEST = 400;

/** Whole sentences of paragraphs, that mean the same where they are put. */
function mayBeTaken({ text, blocks }: ReadSource, { block, from, to, plain, words }: Sentence): boolean {
  const raw = text.slice(from, to);
  return (
    blocks[block]?.kind === 'paragraph' &&
    to - from <= LONGEST &&
    words.length >= 6 &&
    /^[*_`“‘"'(]{0,3}[\p{Lu}\p{Lo}]/u.test(raw) &&
    /[.!。！]["”’)*_`]{0,3}$/u.test(raw) &&
    !/[?？:：]$/u.test(plain) &&
    !/[{}|]|!\[|<\w/.test(raw)
  );
}
