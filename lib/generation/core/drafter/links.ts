import { needsOf } from './needs.ts';
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
const MOST_FOR_ONE = 3;
const MOST_NAMING = 3;
const PREVIOUS =
  /(?<![\p{L}\p{N}])(?:(?:previous|last|preceding) (?:lesson|chapter|section|unit|episode)|(?:letzten?|vorigen?|vorherigen?) (?:lektion|kapitel|abschnitt)|(?:lección|capítulo|sección) anterior|(?:leçon|chapitre|section) précédente?)(?![\p{L}\p{N}])/iu;
/** The last of a project is not the one before. */
const IS_LAST = /(?<!\p{L})(?:is|was|be) the last (?!\p{L}+ (?:that|you|we)(?!\p{L}))/iu;

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
  for (const { source, target, weight, term, sentence } of needsOf(
    lessons.map((one, at) => ({ ...one, read: reads[at] as ReadSource })),
  ))
    keep({
      source_id: (lessons[source] as LinkedLesson).id,
      target_id: (lessons[target] as LinkedLesson).id,
      confidence: confidenceOf(weight),
      term,
      evidence: placeOf(target, sentence),
    });
  return firstOfEach([...found.values()], place);
}

/** Weights grow without end, and confidence towards what a text says itself. */
const confidenceOf = (weight: number): number => Math.round((60 * weight) / (weight + 1)) / 100;

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
      const named =
        plain.length > 1_000
          ? []
          : titlesIn(plain, titles).filter(([name, from]) => from < at && isNamed(sentence.plain, name));
      const last = at > 0 && !IS_LAST.test(sentence.plain) ? PREVIOUS.exec(sentence.plain)?.[0] : undefined;
      for (const [title] of named) said.set(title, (said.get(title) ?? new Set()).add(at));
      return [
        ...named.map(([title, from]) => link(from, title, MOST_CONFIDENT)),
        ...(last === undefined ? [] : [link(at - 1, last, 0.5)]),
      ];
    }),
  );
  return found.filter(({ term }) => (said.get(term)?.size ?? 0) <= MOST_NAMING);
}

const MOST_WORDS_OF_TERM = 3;

/** "Resistor Color Duo" is a lesson; "anonymous functions" are what one is about, and a title of many words is nothing else. */
function isNamed(plain: string, title: string): boolean {
  if (title.split(' ').length > MOST_WORDS_OF_TERM) return true;
  const at = plain.toLowerCase().indexOf(title);
  const rest = plain
    .slice(at, at + title.length)
    .split(' ')
    .slice(1);
  return rest.some((word) => /^\p{Lu}/u.test(word));
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
