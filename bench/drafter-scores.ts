import { isStopWord } from '#lib/generation/core/drafter/languages.ts';
import { draftLinks } from '#lib/generation/core/drafter/links.ts';
import { readSource } from '#lib/generation/core/drafter/read-source.ts';
import { isContent, segment } from '#lib/generation/core/drafter/segments.ts';
import { weighSentences } from '#lib/generation/core/drafter/summary.ts';
import { distinctTerms, tell, termsOf } from '#lib/generation/core/drafter/terms.ts';
import { wordsOf } from '#lib/graph/core/terms.ts';
import { type Course, numbers, withoutHeadings, withoutLinks } from './drafter-courses.ts';

// What the drafter finds beside what authors wrote: shares between 0 and 1, each with its baseline over the same texts.

export interface Score {
  is: number;
  baseline: number;
  /** Of how many. */
  n: number;
}

const NEAR = 1;

/** How well cuts meet those of authors: F1, where a block beside is near enough. */
export function f1(pairs: readonly { found: number[]; right: number[] }[]): number {
  let [hits, found, right, reached] = [0, 0, 0, 0];
  const isNear = (all: number[], one: number) => all.some((other) => Math.abs(other - one) <= NEAR);
  for (const pair of pairs) {
    hits += pair.found.filter((one) => isNear(pair.right, one)).length;
    reached += pair.right.filter((one) => isNear(pair.found, one)).length;
    found += pair.found.length;
    right += pair.right.length;
  }
  const [precision, recall] = [hits / Math.max(1, found), reached / Math.max(1, right)];
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** How often two blocks half a section apart are said to stand together and do not, or the other way round (Beeferman, 1999). */
export function pk(length: number, found: readonly number[], right: readonly number[]): number {
  const apart = Math.max(2, Math.round(length / (right.length + 1) / 2));
  const isCut = (cuts: readonly number[], from: number, to: number) => cuts.some((cut) => cut > from && cut <= to);
  let wrong = 0;
  let all = 0;
  for (let from = 0; from + apart < length; from++) {
    all++;
    if (isCut(found, from, from + apart) !== isCut(right, from, from + apart)) wrong++;
  }
  return all === 0 ? 0 : wrong / all;
}

/** The lessons of a course whose sections can be looked for: more than two of them. */
export function cutLessons({ sparks }: Course) {
  return sparks.flatMap(({ content_md }) => {
    const { text, starts } = withoutHeadings(content_md);
    const read = readSource({ name: '', text });
    const blocks = read.blocks.filter(isContent);
    const right = [...new Set(starts.map((start) => blocks.findIndex(({ from }) => from >= start)))].filter(
      (at) => at > 0,
    );
    return right.length >= 2 && blocks.length >= 10 ? [{ read, blocks, right }] : [];
  });
}

const EVERY = 8;

export function segmentation(course: Course): { f1: Score; pk: Score } {
  const lessons = cutLessons(course).map(({ read, blocks, right }) => ({
    length: blocks.length,
    right,
    found: segment(read, blocks).filter((at) => at > 0),
    every: Array.from({ length: Math.floor((blocks.length - 1) / EVERY) }, (_, nth) => (nth + 1) * EVERY),
  }));
  const mean = (of: (lesson: (typeof lessons)[number]) => number) =>
    lessons.reduce((sum, one) => sum + of(one), 0) / lessons.length;
  return {
    f1: {
      is: f1(lessons),
      baseline: f1(lessons.map(({ every, right }) => ({ found: every, right }))),
      n: lessons.length,
    },
    pk: {
      is: mean(({ length, found, right }) => pk(length, found, right)),
      baseline: mean(({ length, every, right }) => pk(length, every, right)),
      n: lessons.length,
    },
  };
}

const stemsOf = (text: string) =>
  wordsOf(text)
    .map(({ stem }) => stem)
    .join(' ');
const MOST_TERMS = 15;

/** The terms of a glossary that the first fifteen of a lesson hold, of those that it speaks of; against its most frequent words. */
export function glossary({ sparks, concepts, concept_sparks }: Course): Score {
  let [all, found, frequent] = [0, 0, 0];
  for (const { slug, content_md } of sparks) {
    const { text } = withoutHeadings(content_md);
    const read = readSource({ name: '', text });
    const plain = ` ${read.sentences.map(({ words }) => words.map(({ stem }) => stem).join(' ')).join(' ')} `;
    const named = new Set(
      concept_sparks.filter(({ spark_slug }) => spark_slug === slug).map(({ concept_slug }) => concept_slug),
    );
    const wanted = concepts
      .filter((concept) => named.has(concept.slug))
      .map(({ title }) => stemsOf(title))
      .filter((title) => plain.includes(` ${title} `));
    const told = tell(read);
    const terms = termsOf(read, told, []);
    const first = distinctTerms(terms, MOST_TERMS).map(({ key }) => key);
    const counts = new Map<string, number>();
    for (const { words } of read.sentences)
      for (const { stem } of words) if (!isStopWord(stem, 'en')) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    const often = [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_TERMS)
      .map(([stem]) => stem);
    all += Math.min(wanted.length, MOST_TERMS);
    found += wanted.filter((term) => first.includes(term)).length;
    frequent += wanted.filter((term) => often.includes(term)).length;
  }
  return { is: found / all, baseline: frequent / all, n: all };
}

const QUARTER = 0.25;
/** Words that a sentence must share with a question to be what it asks about. */
const LEAST_SHARED = 2;

/** How often the sentence that a real question asks about is among the weightiest quarter of its lesson; against chance. */
export function support(course: Course, textsOf: (lesson: string) => string[]): Score {
  const chance = numbers();
  const lessons = Map.groupBy(course.questions, ({ lesson }) => lesson);
  let [hits, random, n] = [0, 0, 0];
  for (const [lesson, questions] of lessons) {
    const texts = textsOf(lesson);
    if (texts.length === 0) continue;
    const read = readSource({ name: '', text: texts.map((text) => withoutHeadings(text).text).join('\n\n') });
    const told = tell(read);
    if (told.length < 8) continue;
    const weights = weighSentences(read, told, termsOf(read, told, []));
    const order = weights.map((weight, at) => ({ weight, at })).sort((a, b) => b.weight - a.weight || a.at - b.at);
    const top = new Set(order.slice(0, Math.ceil(order.length * QUARTER)).map(({ at }) => at));
    const holders = new Map<string, number>();
    const stems = told.map(({ sentence }) => new Set(sentence.words.map(({ stem }) => stem)));
    for (const own of stems) for (const stem of own) holders.set(stem, (holders.get(stem) ?? 0) + 1);
    const rare = (stem: string) => Math.log(told.length / (holders.get(stem) ?? told.length));
    for (const { stem, options } of questions) {
      const right = options.filter(({ correct }) => correct).map(({ text }) => text);
      const asked = new Set([stem, ...right].flatMap((text) => stemsOf(text).split(' ')));
      const shared = stems.map((own) => [...asked].filter((one) => own.has(one)));
      const value = shared.map(
        (own, at) => own.reduce((sum, one) => sum + rare(one), 0) / Math.sqrt((stems[at] as Set<string>).size + 3),
      );
      const best = value.indexOf(Math.max(...value));
      if ((shared[best]?.length ?? 0) < LEAST_SHARED) continue;
      n++;
      if (top.has(best)) hits++;
      if (chance() < top.size / told.length) random++;
    }
  }
  return { is: hits / n, baseline: random / n, n };
}

/** How the surest prerequisites of a course stand beside those that its authors drew. */
export interface Prerequisites {
  /** Of the lessons for which one is offered: drawn by the authors. Against the lesson before. */
  drawn: Score;
  /** Drawn, or where their links lead back to, and `group` names what a link to a lesson may stand for. Against the same. */
  follows: Score;
  /** Lessons of which the authors drew one that stands before them, and those of them for which one is offered. */
  lessons: number;
  offered: number;
}

/** `group` is of a lesson what a link to it may stand for, such as the chapter that an introduction opens. */
export function prerequisites(
  { sparks, prerequisites: drawn }: Course,
  group: (slug: string) => string,
): Prerequisites {
  const at = new Map(sparks.map(({ slug }, place) => [slug, place]));
  const needs = Map.groupBy(drawn, ({ target_slug }) => target_slug);
  const links = draftLinks(
    sparks.map(({ slug, title, content_md }) => ({ id: slug, title, content_md: withoutLinks(content_md) })),
  );
  const first = new Map<string, string>();
  for (const { source_id, target_id } of links) if (!first.has(target_id)) first.set(target_id, source_id);
  const counts = { lessons: 0, offered: 0, drawn: 0, follows: 0, before: 0, before_follows: 0 };
  for (const [target, own] of needs) {
    const place = at.get(target) ?? 0;
    const direct = new Set(own.map(({ source_slug }) => source_slug));
    // What its authors want learned first and have put later cannot be found.
    if (![...direct].some((source) => (at.get(source) ?? 0) < place)) continue;
    const behind = behindOf(target, needs);
    const groups = new Set([...behind].map(group));
    const follows = (slug: string) => behind.has(slug) || groups.has(group(slug));
    const before = sparks[place - 1]?.slug ?? '';
    const one = first.get(target);
    counts.lessons++;
    counts.before += Number(direct.has(before));
    counts.before_follows += Number(follows(before));
    counts.offered += Number(one !== undefined);
    counts.drawn += Number(one !== undefined && direct.has(one));
    counts.follows += Number(one !== undefined && follows(one));
  }
  const { lessons, offered } = counts;
  const score = (hits: number, before: number): Score => ({
    is: hits / Math.max(1, offered),
    baseline: before / Math.max(1, lessons),
    n: offered,
  });
  return {
    drawn: score(counts.drawn, counts.before),
    follows: score(counts.follows, counts.before_follows),
    lessons,
    offered,
  };
}

/** Everything that the links of a course lead back to from a lesson. */
function behindOf(target: string, needs: ReadonlyMap<string, { source_slug: string }[]>): Set<string> {
  const seen = new Set<string>();
  const open = [target];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { source_slug } of needs.get(next) ?? [])
      if (!seen.has(source_slug)) {
        seen.add(source_slug);
        open.push(source_slug);
      }
  return seen;
}
