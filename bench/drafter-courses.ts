import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readBlocks } from '#lib/generation/core/drafter/blocks.ts';

// Real courses as the drafter is judged by: their texts with what would say the answer taken out.

export const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../shared/content');

export interface Spark {
  slug: string;
  title: string;
  content_md: string;
}

interface Question {
  lesson: string;
  stem: string;
  options: { text: string; correct: boolean }[];
}

export interface Course {
  name: string;
  /** In the order of the outline. */
  sparks: Spark[];
  concepts: { slug: string; title: string }[];
  /** Which sparks speak of a concept. */
  concept_sparks: { concept_slug: string; spark_slug: string }[];
  prerequisites: { source_slug: string; target_slug: string }[];
  questions: Question[];
}

interface Bundle {
  trails: { slug: string }[];
  concepts: { slug: string; title: string; trail_slug?: string; order_index?: number }[];
  sparks: Spark[];
  concept_sparks: { concept_slug: string; spark_slug: string; order_index?: number }[];
  spark_links: { source_slug: string; target_slug: string; link_type: string }[];
}

/** A course of the shared content; null where it is not there. */
export function readCourse(name: string): Course | null {
  const folder = path.join(CONTENT, name);
  if (!existsSync(folder)) return null;
  const bundle = JSON.parse(readFileSync(path.join(folder, 'bundle.json'), 'utf8')) as Bundle;
  const questions = path.join(folder, 'questions.json');
  return {
    name,
    sparks: inOrder(bundle),
    concepts: bundle.concepts,
    concept_sparks: bundle.concept_sparks,
    prerequisites: bundle.spark_links.filter(({ link_type }) => link_type === 'prerequisite'),
    questions: existsSync(questions)
      ? (JSON.parse(readFileSync(questions, 'utf8')) as { questions: Question[] }).questions
      : [],
  };
}

/** The sparks as the outline has them. */
function inOrder({ trails, concepts, sparks, concept_sparks }: Bundle): Spark[] {
  const rank = new Map(trails.map(({ slug }, at) => [slug, at]));
  const place = (slug?: string) => rank.get(slug ?? '') ?? trails.length;
  const places = Map.groupBy(concept_sparks, ({ concept_slug }) => concept_slug);
  const by = (a: { order_index?: number }, b: { order_index?: number }) => (a.order_index ?? 0) - (b.order_index ?? 0);
  const placed = [...concepts]
    .sort((a, b) => place(a.trail_slug) - place(b.trail_slug) || by(a, b))
    .flatMap(({ slug }) => [...(places.get(slug) ?? [])].sort(by).map(({ spark_slug }) => spark_slug));
  const known = new Map(sparks.map((spark) => [spark.slug, spark]));
  return [...new Set([...placed, ...known.keys()])].flatMap((slug) => known.get(slug) ?? []);
}

const LINK = /(?<!!)\[([^[\]\n]{0,500})\]\([^()\n]{0,500}\)/g;

/** A text without headings and links, and which of what is left stood under a heading of its own. */
export function withoutHeadings(markdown: string): { text: string; starts: number[] } {
  let text = '';
  let isStart = false;
  const starts: number[] = [];
  for (const { kind, from, to } of readBlocks(markdown)) {
    if (kind === 'heading') {
      isStart = true;
      continue;
    }
    if (isStart) starts.push(text.length);
    isStart = false;
    text += `${markdown.slice(from, to).replace(LINK, '$1')}\n\n`;
  }
  return { text, starts };
}

/** A text without headings, and without links together with what they are on: that names the lesson they lead to. */
export function withoutLinks(markdown: string): string {
  return withoutHeadings(markdown.replace(LINK, ' ')).text;
}

/** Numbers from 0 to 1, the same at every run. */
export function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
