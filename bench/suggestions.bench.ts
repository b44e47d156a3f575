import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { indexGraph } from '#lib/graph/core/graph.ts';
import { descendants } from '#lib/graph/core/reach.ts';
import { readTerms, suggestLinks } from '#lib/graph/core/suggest.ts';
import { type Bench, figure, type Row } from './report.ts';

// How good suggestions are: real courses with their links taken away. A suggestion counts as right where the authors drew the
// link or where their links lead the same way. What is not right is not always wrong: authors leave much undrawn.

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../shared/content');
const COURSES = ['exercism-elixir', 'exercism-javascript', 'git-novice', 'hf-llm-course', 'iot-for-beginners'];
const TOP = 25;

interface Course {
  trails: { slug: string }[];
  concepts: { slug: string; trail_slug?: string; order_index?: number }[];
  sparks: { slug: string; title: string; content_md: string }[];
  concept_sparks: { concept_slug: string; spark_slug: string; order_index?: number }[];
  spark_links: { source_slug: string; target_slug: string }[];
}

/** The sparks as the outline has them. */
function inOrder({ trails, concepts, sparks, concept_sparks }: Course): { id: string }[] {
  const rank = new Map(trails.map(({ slug }, at) => [slug, at]));
  const place = (slug?: string) => rank.get(slug ?? '') ?? trails.length;
  const places = Map.groupBy(concept_sparks, ({ concept_slug }) => concept_slug);
  const by = (a: { order_index?: number }, b: { order_index?: number }) => (a.order_index ?? 0) - (b.order_index ?? 0);
  const placed = [...concepts]
    .sort((a, b) => place(a.trail_slug) - place(b.trail_slug) || by(a, b))
    .flatMap(({ slug }) => [...(places.get(slug) ?? [])].sort(by).map(({ spark_slug }) => spark_slug));
  return Array.from(new Set([...placed, ...sparks.map(({ slug }) => slug)]), (id) => ({ id }));
}

function measure(name: string): Row[] {
  const course = JSON.parse(readFileSync(path.join(CONTENT, name, 'bundle.json'), 'utf8')) as Course;
  const nodes = inOrder(course);
  const texts = course.sparks.map(({ slug, title, content_md }) => ({ id: slug, title, content_md }));
  const found = suggestLinks(texts.map(readTerms), { index: indexGraph(nodes, []) });
  const links = course.spark_links.map(({ source_slug, target_slug }) => ({
    source_id: source_slug,
    target_id: target_slug,
  }));
  const index = indexGraph(nodes, links);
  const drawn = new Set(links.map(({ source_id, target_id }) => `${source_id}>${target_id}`));
  const leads = (from: string, to: string) =>
    descendants(index, index.at.get(from) as number).includes(index.at.get(to) as number);
  const top = found.slice(0, TOP);
  const right = top.filter(({ source_id, target_id }) => leads(source_id, target_id)).length;
  const reversed = top.filter(({ source_id, target_id }) => leads(target_id, source_id)).length;
  const hit = found.filter(({ source_id, target_id }) => drawn.has(`${source_id}>${target_id}`)).length;
  return [
    {
      what: `right of the first ${TOP}, ${name}`,
      figure: figure([(100 * right) / Math.max(1, top.length)], '%'),
      how: `${right} of ${top.length}; ${reversed} the wrong way round`,
    },
    {
      what: `links found, ${name}`,
      figure: figure([(100 * hit) / drawn.size], '%'),
      how: `${hit} of ${drawn.size} links among all ${found.length} suggestions`,
    },
  ];
}

const bench: Bench = {
  name: 'suggestions',
  about: 'suggested links against the links of real courses',
  run: async (say) => {
    if (!existsSync(CONTENT)) say(`no content at ${CONTENT} (TRAILWRIGHT_CONTENT_DIR)`);
    return COURSES.filter((name) => existsSync(path.join(CONTENT, name))).flatMap(measure);
  },
};
export default bench;
