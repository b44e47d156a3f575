import type { Block } from './blocks.ts';
import { labelsOf } from './languages.ts';
import type { LessonDraft } from './outline.ts';
import { between, headingOf, minutesFor, type ReadSource, readSource } from './read-source.ts';
import type { Anchor, Source } from './source.ts';
import { summarise, weighSentences } from './summary.ts';
import { distinctTerms, type Term, tell, termsOf } from './terms.ts';

/** A stretch of a draft that was taken from a source, and from where. */
export interface Taken {
  /** In the Markdown of the draft. */
  from: number;
  to: number;
  anchor: Anchor;
  /** The number of the sentence in its source; null for what is no sentence, as a heading or code. */
  number: number | null;
  part: 'title' | 'summary' | 'text' | 'term';
}

/** A spark drafted from a source: nothing in it but what stands there, and the labels of its parts. */
export interface SparkDraft {
  title: string;
  /** The first sentence of what it says in short. */
  summary: string;
  content_md: string;
  anchors: Taken[];
  key_terms: { term: string; anchor: Anchor; definition: Anchor | null }[];
  words: number;
  minutes: number;
}

const MOST_TERMS = 8;
/** So many words of a text make a sentence of its summary. */
const WORDS_A_SENTENCE = 120;

/** Drafts a spark: its title, what it says in short, the text word for word, and its terms where they are defined. */
export function draftSpark(
  sources: readonly Source[],
  lesson: Pick<LessonDraft, 'title' | 'title_anchor' | 'anchor'>,
): SparkDraft {
  const { anchor } = lesson;
  const read = readSource(sources[anchor.source] ?? { name: '', text: '' }, anchor.source);
  const told = tell(read, anchor.from, anchor.to);
  const blocks = between(read.blocks, anchor.from, anchor.to);
  const headings = blocks.filter(({ kind }) => kind === 'heading').map((block) => headingOf(read, block));
  const terms = termsOf(read, told, [lesson.title, ...headings]);
  const weights = weighSentences(read, told, terms);
  const words = told.reduce((sum, { sentence }) => sum + sentence.words.length, 0);
  const short = summarise(read, told, weights, Math.max(1, Math.min(4, Math.round(words / WORDS_A_SENTENCE))));
  const labels = labelsOf(read.language);
  const page = new Page(read);

  page.label('# ');
  if (lesson.title_anchor) page.named(lesson.title, lesson.title_anchor, 'title');
  else page.label(lesson.title);
  // One sentence of a text of three is no summary of it.
  if (short.length > 1 || told.length > 6) {
    page.label(`\n\n## ${labels.in_short}\n\n`);
    for (const [nth, { from, to, number }] of short.entries()) {
      if (nth > 0) page.label(' ');
      page.take({ source: read.at, from, to }, 'summary', number);
    }
  }
  bodyOf(page, read, blocks, lesson.title_anchor);
  const defined = distinctTerms(terms, 40)
    .filter((term) => isWorthKeeping(read, term))
    .slice(0, MOST_TERMS);
  if (defined.length > 0) {
    page.label(`\n\n## ${labels.key_terms}\n`);
    for (const term of defined) termOf(page, read, term);
  }
  referencesOf(page, read, blocks);
  page.label('\n');
  return {
    title: lesson.title,
    summary: short[0]?.plain ?? '',
    content_md: page.text,
    anchors: page.taken,
    key_terms: defined.map(({ term, anchor: at, definition }) => ({
      term,
      anchor: at,
      definition: definition && placeOf(read, definition.sentence),
    })),
    words,
    minutes: minutesFor({ words, code_words: codeWords(read, blocks) }),
  };
}

const placeOf = (read: ReadSource, { from, to }: { from: number; to: number }): Anchor => ({
  source: read.at,
  from,
  to,
});

const codeWords = ({ text }: ReadSource, blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, { kind, from, to }) => (kind === 'code' ? sum + text.slice(from, to).split(/\s+/).length : sum),
    0,
  );

/** A draft as it is written: labels, and what is taken with its anchors. */
class Page {
  text = '';
  readonly taken: Taken[] = [];
  private readonly read: ReadSource;

  constructor(read: ReadSource) {
    this.read = read;
  }

  label(text: string): void {
    this.text += text;
  }

  take(anchor: Anchor, part: Taken['part'], number: number | null): void {
    const from = this.text.length;
    this.text += this.read.text.slice(anchor.from, anchor.to);
    this.taken.push({ from, to: this.text.length, anchor, number, part });
  }

  /** What is taken without its marks, as a title is. */
  named(text: string, anchor: Anchor, part: Taken['part']): void {
    const from = this.text.length;
    this.text += text;
    const at = this.read.text.slice(anchor.from, anchor.to).indexOf(text);
    const exact = at < 0 ? null : { ...anchor, from: anchor.from + at, to: anchor.from + at + text.length };
    if (exact) this.taken.push({ from, to: this.text.length, anchor: exact, number: null, part });
  }
}

/** The text of the section, byte for byte, with an anchor for each sentence and for what stands between. */
function bodyOf(page: Page, read: ReadSource, blocks: readonly Block[], title: Anchor | null): void {
  const body = blocks.filter(({ from, kind }) => from !== title?.from && kind !== 'front_matter');
  const [first, last] = [body[0], body.at(-1)];
  if (!first || !last) return;
  page.label('\n\n');
  const start = page.text.length;
  page.text += read.text.slice(first.from, last.to);
  for (const block of body) {
    const sentences = between(read.sentences, block.from, block.to);
    const places = sentences.length > 0 ? sentences : [{ from: block.from, to: block.to, number: null }];
    for (const { from, to, number } of places)
      page.taken.push({
        from: start + from - first.from,
        to: start + to - first.from,
        anchor: placeOf(read, { from, to }),
        number,
        part: 'text',
      });
  }
}

/** Terms that are defined in a sentence that can stand in a list. */
function isWorthKeeping({ text }: ReadSource, { definition }: Term): boolean {
  if (!definition) return false;
  const { from, to } = definition.sentence;
  return to - from <= 400 && !/[{}]|!\[|<\w|\n\s*(?:[-+*>#|]|\d)/.test(text.slice(from, to));
}

function termOf(page: Page, read: ReadSource, { term, definition }: Term): void {
  if (!definition) return;
  const { sentence } = definition;
  page.label(`\n- **${term}**: `);
  page.take(placeOf(read, sentence), 'term', sentence.number);
}

/** What references and footnotes of the text stand for, where that stands outside of it. */
function referencesOf(page: Page, read: ReadSource, blocks: readonly Block[]): void {
  const inside = new Set(blocks.map(({ from }) => from));
  const used = new Set(
    Array.from(page.text.matchAll(/\[(\^?[^[\]\n]{1,200})\]/g), ([, label]) => (label as string).toLowerCase()),
  );
  const outside = read.blocks.filter(({ kind, from, to }) => {
    if (kind !== 'definition' || inside.has(from)) return false;
    const label = /^ {0,3}\[(\^?[^\]\n]{1,200})\]:/.exec(read.text.slice(from, Math.min(to, from + 300)))?.[1];
    return label !== undefined && used.has(label.toLowerCase());
  });
  for (const [nth, { from, to }] of outside.entries()) {
    page.label(nth === 0 ? '\n\n' : '\n');
    page.take({ source: read.at, from, to }, 'text', null);
  }
}
