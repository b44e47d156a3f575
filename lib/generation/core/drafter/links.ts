import { indexGraph } from '#lib/graph/core/graph.ts';
import { readTerms, suggestLinks } from '#lib/graph/core/suggest.ts';
import { type ReadSource, readSource, type Sentence } from './read-source.ts';
import type { Anchor } from './source.ts';

/** A lesson as links are drawn between; `evidence` of a link is a place in its `content_md`, and `source` its number. */
export interface LinkedLesson {
  id: string;
  title: string;
  content_md: string;
}

/** That one lesson needs another, and the sentence that says so. */
export interface LinkDraft {
  source_id: string;
  target_id: string;
  /** Never beyond .6: nobody but a person knows that something is needed. */
  confidence: number;
  /** What the sentence has of the earlier lesson. */
  term: string;
  evidence: Anchor;
}

const MOST_CONFIDENT = 0.6;
const LEAST_SCORE = 0.3;
const MOST_FOR_ONE = 3;
const MOST_NAMING = 3;
const PREVIOUS =
  /(?<![\p{L}\p{N}])(?:(?:previous|last|preceding) (?:lesson|chapter|section|unit|episode)|(?:letzten?|vorigen?|vorherigen?) (?:lektion|kapitel|abschnitt)|(?:lección|capítulo|sección) anterior|(?:leçon|chapitre|section) précédente?)(?![\p{L}\p{N}])/iu;

/** Prerequisites among lessons in their order, each from an earlier to a later one. */
export function draftLinks(lessons: readonly LinkedLesson[]): LinkDraft[] {
  const reads = lessons.map(({ title, content_md }, at) => readSource({ name: title, text: content_md }, at));
  const place = new Map(lessons.map(({ id }, at) => [id, at]));
  const found = new Map<string, LinkDraft>();
  const keep = (link: LinkDraft) => {
    const name = `${link.source_id}\n${link.target_id}`;
    const known = found.get(name);
    if (!known || known.confidence < link.confidence) found.set(name, link);
  };
  for (const link of byNames(lessons, reads)) keep(link);
  const index = indexGraph(
    lessons.map(({ id }) => ({ id })),
    [],
  );
  const options = { index, least_score: LEAST_SCORE, most_for_one: MOST_FOR_ONE * 2 };
  for (const { source_id, target_id, score, evidence } of suggestLinks(lessons.map(readTerms), options)) {
    const [from, to] = [place.get(source_id) as number, place.get(target_id) as number];
    if (from >= to) continue;
    for (const { term } of evidence) {
      const sentence = sentenceWith(reads[to] as ReadSource, term);
      if (!sentence) continue;
      keep({ source_id, target_id, confidence: confidenceOf(score), term, evidence: placeOf(to, sentence) });
      break;
    }
  }
  return firstOfEach([...found.values()], place);
}

/** Scores grow without end, and confidence towards a half or so. */
const confidenceOf = (score: number): number =>
  Math.min(MOST_CONFIDENT, Math.round((60 * score) / (score + 1.5)) / 100);

const placeOf = (source: number, { from, to }: Sentence): Anchor => ({ source, from, to });

/** Lessons that a later one names: by their titles, or as the last one. */
function byNames(lessons: readonly LinkedLesson[], reads: readonly ReadSource[]): LinkDraft[] {
  const titles = new Map<string, number>();
  for (const [at, { title }] of lessons.entries()) {
    const name = title.toLowerCase().replace(/\s+/g, ' ').trim();
    // A title of one word is met by chance.
    if (name.includes(' ') && name.length >= 10 && !titles.has(name)) titles.set(name, at);
  }
  // A title that many lessons say is a word of the subject, and names no lesson.
  const said = new Map<string, Set<number>>();
  const found = reads.flatMap((read, at) =>
    read.sentences.flatMap((sentence) => {
      const plain = sentence.plain.toLowerCase();
      const link = (from: number, term: string, confidence: number): LinkDraft => ({
        source_id: (lessons[from] as LinkedLesson).id,
        target_id: (lessons[at] as LinkedLesson).id,
        confidence,
        term,
        evidence: placeOf(at, sentence),
      });
      const named = plain.length > 1_000 ? [] : titlesIn(plain, titles).filter(([, from]) => from < at);
      const last = at > 0 ? PREVIOUS.exec(sentence.plain)?.[0] : undefined;
      for (const [title] of named) said.set(title, (said.get(title) ?? new Set()).add(at));
      return [
        ...named.map(([title, from]) => link(from, title, MOST_CONFIDENT)),
        ...(last === undefined ? [] : [link(at - 1, last, 0.5)]),
      ];
    }),
  );
  return found.filter(({ term }) => (said.get(term)?.size ?? 0) <= MOST_NAMING);
}

/** Which titles stand in a sentence: looked up by its runs of words, so that a thousand lessons cost no more than ten. */
function titlesIn(plain: string, titles: ReadonlyMap<string, number>): [string, number][] {
  const found: [string, number][] = [];
  const starts = Array.from(plain.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu), ({ index }) => index);
  const ends = Array.from(plain.matchAll(/[^\s](?=\s|[.,;:!?)]|$)/gu), ({ index }) => index + 1);
  for (const from of starts)
    for (const to of ends.filter((end) => end > from && end - from <= 100)) {
      const at = titles.get(plain.slice(from, to));
      if (at !== undefined) found.push([plain.slice(from, to), at]);
    }
  return found;
}

/** The first sentence that has a term. */
function sentenceWith({ sentences }: ReadSource, term: string): Sentence | undefined {
  return sentences.find(({ words }) => ` ${words.map(({ stem }) => stem).join(' ')} `.includes(` ${term} `));
}

/** The surest few of each lesson, in the order of the lessons. */
function firstOfEach(links: readonly LinkDraft[], place: ReadonlyMap<string, number>): LinkDraft[] {
  const at = (id: string) => place.get(id) ?? 0;
  const sorted = [...links].sort(
    (a, b) => at(a.target_id) - at(b.target_id) || b.confidence - a.confidence || at(b.source_id) - at(a.source_id),
  );
  const counts = new Map<string, number>();
  return sorted.filter(({ target_id }) => {
    const count = (counts.get(target_id) ?? 0) + 1;
    counts.set(target_id, count);
    return count <= MOST_FOR_ONE;
  });
}
