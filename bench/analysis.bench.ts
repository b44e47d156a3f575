import type { Outline } from '#lib/catalogue/core/outline.ts';
import { bottlenecks } from '#lib/graph/core/bottlenecks.ts';
import { checkConcepts } from '#lib/graph/core/check-concepts.ts';
import { checkLinks } from '#lib/graph/core/check-links.ts';
import { checkPlaces } from '#lib/graph/core/check-places.ts';
import { checkShape } from '#lib/graph/core/check-shape.ts';
import type { CheckInput } from '#lib/graph/core/finding.ts';
import { type GraphIndex, type GraphLink, type GraphNode, indexGraph } from '#lib/graph/core/graph.ts';
import { findLoops } from '#lib/graph/core/links.ts';
import { graphNodes } from '#lib/graph/core/nodes.ts';
import { stableOrder, topologicalOrder } from '#lib/graph/core/order.ts';
import { impact, learningPath, shortestPath, unlocks } from '#lib/graph/core/paths.ts';
import { ancestors, chainTo, neighbourhood, reach, shortestWay } from '#lib/graph/core/reach.ts';
import { redundantLinks } from '#lib/graph/core/redundant.ts';
import { readTerms, suggestLinks } from '#lib/graph/core/suggest.ts';
import { suggestOrder } from '#lib/graph/core/suggest-order.ts';
import { generateBundle, SIZES, sparkSlug } from './generate.ts';
import { GRAPH_KINDS, type GraphKind, generateEdges } from './graphs.ts';
import { type Bench, figure, type Row } from './report.ts';

// The analyses of a graph at 100,000 nodes and 300,000 links, in this process. Each against the plain way of doing it, where
// there is one: on 1,000 nodes and 3,000 links, since it would take minutes or hours on the large ones.

const ROUNDS = 5;
const TARGET = { text: '<= 1 s', most: 1_000 };

interface Sample {
  nodes: GraphNode[];
  links: GraphLink[];
  index: GraphIndex;
  outline: Outline;
}

/** Sparks of a graph in concepts of five and trails of a hundred, in an order of learning with one concept in ten out of it. */
function sample(kind: GraphKind, size: number): Sample {
  const edges = generateEdges(kind, size);
  const types = ['prerequisite', 'prerequisite', 'prerequisite', 'deepens', 'recommended', 'related'] as const;
  const links = edges.map(
    ([source_id, target_id], at): GraphLink => ({
      id: `l${at}`,
      source_id,
      target_id,
      link_type: types[at % types.length] ?? 'related',
      weight: (at % 11) / 10,
      description: null,
      version: 1,
    }),
  );
  const named = Array.from({ length: size }, (_, at) => ({ id: `n${at}` }));
  const { order } = topologicalOrder(indexGraph(named, links));
  const entity = (id: string, at: number) => ({ id, slug: id, title: id, is_published: at % 7 > 0, version: 1 });
  const many = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));
  const concepts = many(size / 5, (at) => (at % 10 === 0 && at > 20 ? at - 15 : at));
  const outline: Outline = {
    domains: [{ ...entity('d', 1), icon: null, color: null }],
    trails: many(size / 100, (at) => ({ ...entity(`t${at}`, at), domain_id: 'd', difficulty: 'beginner' })),
    concepts: many(size / 5, (at) => ({ ...entity(`c${at}`, at), trail_id: `t${Math.floor(at / 20)}` })),
    places: concepts.flatMap((from, at) =>
      many(5, (nth): Outline['places'][number] => [`p${at}-${nth}`, `c${at}`, `n${order[from * 5 + nth]}`]),
    ),
    sparks: many(size, (at) => ({
      ...entity(`n${at}`, at),
      difficulty: ['beginner', 'intermediate', 'advanced', 'expert'][at % 4] ?? 'beginner',
      mins: 5,
      review: null,
      check: null,
    })),
    beacons: [],
  };
  const nodes = graphNodes(outline, 'spark');
  return { nodes, links, index: indexGraph(nodes, links), outline };
}

interface Analysis {
  what: string;
  run: (sample: Sample) => unknown;
  /** The plain way, on the small graph. */
  plain?: { what: string; run: (sample: Sample) => unknown };
  how: string;
}

const middle = ({ index }: Sample) => Math.floor(index.ids.length / 2);
const id = (sample: Sample, node: number) => sample.index.ids[node] as string;
const last = (sample: Sample) => topologicalOrder(sample.index).order.at(-1) as number;
const first = (sample: Sample) => topologicalOrder(sample.index).order[0] as number;

/** What a search over the list of links comes to. */
function plainReach({ links }: Sample, start: string, without?: GraphLink): Set<string> {
  const found = new Set([start]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const link of links) if (link !== without && found.has(link.source_id)) found.add(link.target_id);
  }
  return found;
}

const ANALYSES: Analysis[] = [
  { what: 'number nodes and links', run: ({ nodes, links }) => indexGraph(nodes, links), how: 'indexGraph' },
  {
    what: 'order and levels',
    run: ({ index }) => topologicalOrder(index),
    plain: {
      what: 'taking away nodes without links',
      run: ({ nodes, links }) => {
        const left = new Set(nodes.map((node) => node.id));
        let open = [...links];
        while (left.size > 0) {
          const waiting = new Set(open.map(({ target_id }) => target_id));
          for (const each of [...left]) if (!waiting.has(each)) left.delete(each);
          open = open.filter(({ source_id }) => left.has(source_id));
        }
      },
    },
    how: 'topologicalOrder',
  },
  {
    what: 'loops',
    run: ({ links }) => findLoops(links.map(({ source_id, target_id }) => [source_id, target_id])),
    how: 'findLoops from ids, on a graph without loops, as every saved one is',
  },
  {
    what: 'everything before and after a node',
    run: (all) => [reach(all.index, [last(all)], 'in'), reach(all.index, [first(all)], 'out')],
    plain: { what: 'over the list of links until nothing is new', run: (all) => plainReach(all, id(all, first(all))) },
    how: 'reach from the last node back and from the first one on, the order found each time as well',
  },
  {
    what: 'targets that would loop',
    run: (all) => ancestors(all.index, last(all)),
    how: 'of the last node, which has the most',
  },
  {
    what: 'neighbourhood of 3',
    run: (all) => neighbourhood(all.index, middle(all), 3),
    how: 'of a node in the middle',
  },
  {
    what: 'shortest way',
    run: (all) => shortestWay(all.index, first(all), last(all)),
    how: 'from the first to the last of the order',
  },
  {
    what: 'longest chain',
    run: (all) => chainTo(all.index, topologicalOrder(all.index).level, last(all)),
    how: 'to the last node of the order',
  },
  {
    what: 'redundant links',
    run: ({ index, links }) => redundantLinks(index, links),
    plain: {
      what: 'for each link a search without it',
      run: (all) => all.links.filter((link) => plainReach(all, link.source_id, link).has(link.target_id)).length,
    },
    how: 'redundantLinks of prerequisites and recommendations along required links',
  },
  {
    what: 'bottlenecks',
    run: ({ index }) => bottlenecks(index, 10),
    plain: {
      what: 'for each node a search without it',
      run: (all) =>
        all.nodes.map(
          (node) =>
            plainReach(
              { ...all, links: all.links.filter(({ source_id }) => source_id !== node.id) },
              id(all, first(all)),
            ).size,
        ),
    },
    how: 'bottlenecks, by dominators',
  },
  { what: 'checks of the shape', run: (all) => checkShape(checkInput(all)), how: 'loops, pieces, bottlenecks, chains' },
  { what: 'checks of links', run: (all) => checkLinks(checkInput(all)), how: 'redundant, weights, drafts, difficulty' },
  { what: 'checks of places', run: (all) => checkPlaces(checkInput(all)), how: 'order violations and no way in' },
  {
    what: 'checks of concepts',
    run: (all) => checkConcepts(conceptInput(all)),
    how: '20,000 concepts without links against 300,000 links of sparks; numbering the concepts is in it',
  },
  {
    what: 'a learning path',
    run: (all) => learningPath(all, [id(all, last(all))]),
    how: 'everything before the last node, in order',
  },
  {
    what: 'shortest path, unlocks, impact',
    run: (all) => [
      shortestPath(all, id(all, last(all))),
      unlocks(all, id(all, first(all))),
      impact(all, id(all, first(all))),
    ],
    how: 'the three together, of the last and the first node',
  },
  { what: 'an order near to the present one', run: ({ index }) => stableOrder(index), how: 'stableOrder of the whole' },
  {
    what: 'a suggested order of a trail',
    run: ({ outline, links }) => suggestOrder(outline, 't5', { spark: links, concept: [] }),
    how: 'a trail of 20 concepts among all',
  },
];

function checkInput({ nodes, links, index, outline }: Sample): CheckInput {
  return { level: 'spark', nodes, links, index, outline };
}

function conceptInput({ links, outline }: Sample): CheckInput {
  const nodes = graphNodes(outline, 'concept');
  return { level: 'concept', nodes, links: [], index: indexGraph(nodes, []), outline, spark_links: links };
}

function clock(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function measure(kind: GraphKind, large: Sample, small: Sample): Row[] {
  return ANALYSES.map(({ what, run, plain, how }) => {
    const measured = figure(Array.from({ length: ROUNDS }, () => clock(() => run(large))));
    return {
      what: `${what}, ${kind}`,
      figure: measured,
      reference: plain && {
        what: `${plain.what}, ${SIZES.M.sparks} nodes`,
        figure: figure([clock(() => plain.run(small))]),
      },
      target: { text: TARGET.text, is_met: measured.median <= TARGET.most },
      how: `${how}; ${ROUNDS} times, the first cold`,
    };
  });
}

function measureSuggestions(): Row {
  const { sparks } = generateBundle('L') as unknown as { sparks: { title: string; content_md: string }[] };
  const texts = sparks.map(({ title, content_md }, at) => ({ id: sparkSlug(at), title, content_md }));
  const index = indexGraph(texts, []);
  const runs = figure(Array.from({ length: 3 }, () => clock(() => suggestLinks(texts.map(readTerms), { index }))));
  return {
    what: `suggestions from ${texts.length} lessons of 2 KB`,
    figure: runs,
    how: 'suggestLinks without links, reading the texts included; the server does this, not the page',
  };
}

const bench: Bench = {
  name: 'analysis',
  about: `analyses of a graph of ${SIZES.XL.sparks} nodes and ${SIZES.XL.links} links`,
  run: async (say) => {
    const rows: Row[] = [];
    for (const kind of GRAPH_KINDS) {
      say(`${kind}: generating`);
      const large = sample(kind, SIZES.XL.sparks);
      const small = sample(kind, SIZES.M.sparks);
      say(`${kind}: measuring`);
      rows.push(...measure(kind, large, small));
    }
    say('suggestions');
    rows.push(measureSuggestions());
    return rows;
  },
};
export default bench;
