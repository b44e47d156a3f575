import { type Objective, objectivesIn } from './objectives.ts';
import { minutesFor, type ReadSource, readSource, type Size } from './read-source.ts';
import { cutSource, type Part, type Piece, titleOf } from './sections.ts';
import type { Anchor, Source } from './source.ts';
import { summarise, weighSentences } from './summary.ts';
import { distinctTerms, type Told, tell, termsOf } from './terms.ts';

/** One sentence of a source that says what a stretch of it is about. */
export interface Said {
  text: string;
  anchor: Anchor;
}

/** A spark that a source would make, before it is written. */
export interface LessonDraft {
  title: string;
  /** Where its title stands; null where it is made of terms. */
  title_anchor: Anchor | null;
  summary: Said | null;
  /** What it takes of its source. */
  anchor: Anchor;
  words: number;
  minutes: number;
  objectives: Objective[];
}

/** A concept that a source would make. */
export interface ModuleDraft {
  title: string;
  summary: Said | null;
  lessons: LessonDraft[];
}

/** A trail as sources give it, for approval before anything is written. */
export interface OutlineDraft {
  title: string;
  summary: Said | null;
  modules: ModuleDraft[];
  words: number;
  minutes: number;
}

/** A concept holds so many sparks at most. */
const MOST_LESSONS = 8;
/** So many a part must have to be a concept by itself. */
const LEAST_LESSONS = 3;
const LONGEST_TITLE = 120;

/** The outline that sources have already: their headings as they are, cut only where a section is too long. */
export function draftOutline(sources: readonly Source[], { title }: { title?: string } = {}): OutlineDraft {
  const modules = sources.flatMap((source, at) => modulesOf(readSource(source, at)));
  const lessons = modules.flatMap((one) => one.lessons);
  const own = sources[0] ? titleOf(readSource(sources[0])) : null;
  return {
    title: title || (sources.length === 1 && own) || modules[0]?.title || nameOf(sources[0]?.name ?? ''),
    summary: modules[0]?.summary ?? null,
    modules,
    words: lessons.reduce((sum, { words }) => sum + words, 0),
    minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}

/** A file's name without its ending. */
const nameOf = (name: string): string => name.replace(/\.[^.]{1,8}$/, '').slice(0, LONGEST_TITLE);

function modulesOf(read: ReadSource): ModuleDraft[] {
  const told = tell(read);
  const parts = cutSource(read);
  const title = titleOf(read) ?? nameOf(read.name);
  const taken = new Set<string>();
  const lesson = (piece: Piece, part: Part) => lessonOf(read, told, piece, part.title || title, taken);
  const whole = parts.reduce((sum, { pieces }) => sum + pieces.length, 0);
  if (whole <= MOST_LESSONS) {
    const lessons = parts.flatMap((part) => part.pieces.map((piece) => lesson(piece, part)));
    return lessons.length === 0 ? [] : [moduleOf(title || (lessons[0] as LessonDraft).title, lessons)];
  }
  const modules: ModuleDraft[] = [];
  let loose: LessonDraft[] = [];
  const close = () => {
    for (const some of shared(loose))
      modules.push(moduleOf(modules.length === 0 && title ? title : (some[0] as LessonDraft).title, some));
    loose = [];
  };
  for (const part of parts) {
    const lessons = part.pieces.map((piece) => lesson(piece, part));
    if (lessons.length < LEAST_LESSONS) {
      loose.push(...lessons);
      continue;
    }
    close();
    for (const [nth, some] of shared(lessons).entries())
      modules.push(moduleOf(nth === 0 && part.title ? part.title : (some[0] as LessonDraft).title, some));
  }
  close();
  return modules;
}

/** Lessons in even runs of no more than a concept holds. */
function shared(lessons: readonly LessonDraft[]): LessonDraft[][] {
  const runs = Math.ceil(lessons.length / MOST_LESSONS);
  return Array.from({ length: runs }, (_, nth) =>
    lessons.slice(Math.round((nth * lessons.length) / runs), Math.round(((nth + 1) * lessons.length) / runs)),
  );
}

const moduleOf = (title: string, lessons: LessonDraft[]): ModuleDraft => ({
  title: title.slice(0, LONGEST_TITLE),
  summary: lessons.find(({ summary }) => summary !== null)?.summary ?? null,
  lessons,
});

function lessonOf(
  read: ReadSource,
  all: readonly Told[],
  piece: Piece,
  above: string,
  taken: Set<string>,
): LessonDraft {
  const told = all.slice(...span(all, piece));
  const terms = termsOf(read, told, [piece.title]);
  const [best] = summarise(read, told, weighSentences(read, told, terms), 1);
  const title = piece.title || titleByTerms(above, distinctTerms(terms, 5), taken);
  taken.add(title);
  const size: Size = piece.size;
  return {
    title: title.slice(0, LONGEST_TITLE),
    title_anchor: piece.heading && { source: read.at, from: piece.heading.from, to: piece.heading.to },
    summary: best ? { text: best.plain, anchor: { source: read.at, from: best.from, to: best.to } } : null,
    anchor: { source: read.at, from: piece.from, to: piece.to },
    words: size.words + size.code_words,
    minutes: minutesFor(size),
    objectives: objectivesIn(read, piece.from, piece.to),
  };
}

/** Where the sentences of a piece begin and end among all. */
function span(all: readonly Told[], { from, to }: Piece): [number, number] {
  const first = lowest(all, from);
  return [first, lowest(all, to)];
}

function lowest(all: readonly Told[], from: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle] as Told).sentence.from < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a stretch without a heading is called: by the heading above it and the term that it is about. */
function titleByTerms(above: string, terms: readonly { term: string }[], taken: ReadonlySet<string>): string {
  const names = terms.map(({ term }) => (above ? `${above}: ${term}` : term));
  const free = names.find((name) => !taken.has(name)) ?? above;
  for (let nth = 2; ; nth++) {
    const name = taken.has(free) || free === '' ? `${free} (${nth})`.trim() : free;
    if (!taken.has(name)) return name;
  }
}
