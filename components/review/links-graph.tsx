'use client';

import { cx } from '#components/ui/cx.tsx';
import type { LinksEdge, LinksGraph, LinksNode } from '#lib/review/core/links-graph.ts';
import { reviewText } from './text.ts';

const words = reviewText.linksGraph;
/** Pixels of the picture. */
const NODE = { width: 132, height: 40 };
const GAP = { x: 24, y: 36 };
const EDGE = 14;
/** More cannot be read in so small a picture: the list says the same. */
const MOST_NODES = 24;
/** More beside each other need the whole width. */
const MOST_ACROSS_IN_HALF = 2;

interface LinksGraphProps {
  graph: LinksGraph;
  /** The link that is looked at, from 0. */
  at: number;
  /** Which were rejected. */
  rejected: ReadonlySet<number>;
}

/** The links of a proposal as two small pictures: now, and if all that is left were approved. The list below says the same. */
export function LinksPictures({ graph, at, rejected }: LinksGraphProps) {
  if (graph.nodes.length > MOST_NODES) return <p className="text-sm text-muted">{words.tooMany}</p>;
  const now = graph.edges.filter(({ nth }) => nth === null);
  const later = graph.edges.filter(({ nth }) => nth === null || !rejected.has(nth));
  const across = Math.max(...graph.nodes.map(({ row }) => row)) + 1;
  const count = later.filter(({ nth }) => nth === null || !graph.loops.has(nth)).length;
  return (
    <div className="flex flex-col gap-2">
      <div className={cx('grid gap-3', across <= MOST_ACROSS_IN_HALF && 'sm:grid-cols-2')}>
        <Picture title={words.now} count={now.length} graph={graph} edges={now} at={at} />
        <Picture title={words.later} count={count} graph={graph} edges={later} at={at} />
      </div>
      <p className="text-sm text-muted">{words.strokes}</p>
    </div>
  );
}

interface PictureProps {
  title: string;
  count: number;
  graph: LinksGraph;
  edges: readonly LinksEdge[];
  at: number;
}

function Picture({ title, count, graph, edges, at }: PictureProps) {
  const layers = Math.max(...graph.nodes.map(({ layer }) => layer)) + 1;
  const across = Math.max(...graph.nodes.map(({ row }) => row)) + 1;
  const width = across * (NODE.width + GAP.x) - GAP.x + 2 * EDGE;
  const height = layers * (NODE.height + GAP.y) - GAP.y + 2 * EDGE;
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  return (
    <figure className="flex flex-col gap-2 rounded-lg border bg-sunken p-3">
      <figcaption className="flex justify-between text-sm">
        <span className="font-medium">{title}</span>
        <span className="text-muted tabular-nums">{reviewText.links(count)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={words.label(title, count)}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxWidth: width }}
        className="mx-auto w-full"
      >
        {edges.map(({ from, to, nth }) => {
          const [source, target] = [nodes.get(from), nodes.get(to)];
          if (!source || !target) return null;
          const look = nth === null ? 'now' : graph.loops.has(nth) ? 'loop' : 'new';
          return <Edge key={`${from} ${to} ${nth}`} {...{ source, target, nth, look }} isHere={nth === at} />;
        })}
        {graph.nodes.map((node) => (
          <foreignObject key={node.key} {...placeOf(node)} {...NODE}>
            <div
              dir="auto"
              className="flex h-full items-center justify-center rounded-md border bg-surface px-2 text-center text-xs leading-tight"
            >
              <span className="line-clamp-2">{node.title}</span>
            </div>
          </foreignObject>
        ))}
      </svg>
    </figure>
  );
}

const placeOf = ({ layer, row }: LinksNode) => ({
  x: EDGE + row * (NODE.width + GAP.x),
  y: EDGE + layer * (NODE.height + GAP.y),
});

const LOOKS = {
  now: { stroke: 'var(--text-faint)', dash: undefined },
  new: { stroke: 'var(--link-prerequisite)', dash: undefined },
  loop: { stroke: 'var(--blocked)', dash: '2 4' },
};

interface EdgeProps {
  source: LinksNode;
  target: LinksNode;
  nth: number | null;
  look: keyof typeof LOOKS;
  isHere: boolean;
}

/** From the foot of one lesson to the head of another; one that goes up, as a loop does, leaves at the side. */
function Edge({ source, target, nth, look, isHere }: EdgeProps) {
  const { stroke, dash } = LOOKS[look];
  const [a, b] = [placeOf(source), placeOf(target)];
  const goesDown = target.layer > source.layer;
  const from = goesDown
    ? { x: a.x + NODE.width / 2, y: a.y + NODE.height }
    : { x: a.x + NODE.width, y: a.y + NODE.height / 2 };
  const to = goesDown ? { x: b.x + NODE.width / 2, y: b.y - 2 } : { x: b.x + NODE.width + 2, y: b.y + NODE.height / 2 };
  const bend = goesDown ? { x: 0, y: (to.y - from.y) / 2 } : { x: 28, y: 0 };
  const middle = {
    x: (from.x + to.x) / 2 + bend.x * 0.75,
    y: (from.y + to.y) / 2,
  };
  const tip = goesDown
    ? `M${to.x - 4} ${to.y - 7} L${to.x} ${to.y} L${to.x + 4} ${to.y - 7}`
    : `M${to.x + 7} ${to.y - 4} L${to.x} ${to.y} L${to.x + 7} ${to.y + 4}`;
  return (
    <g stroke={stroke} fill="none" strokeWidth={isHere ? 2.5 : 1.5}>
      <path
        strokeDasharray={dash}
        d={`M${from.x} ${from.y} C${from.x + bend.x} ${from.y + bend.y} ${to.x + bend.x} ${to.y - bend.y} ${to.x} ${to.y}`}
      />
      <path d={tip} />
      {nth !== null && (
        <>
          <circle cx={middle.x} cy={middle.y} r={9} fill={stroke} stroke="none" />
          <text x={middle.x} y={middle.y + 3.5} textAnchor="middle" fontSize={10} stroke="none" fill="var(--surface)">
            {nth + 1}
          </text>
        </>
      )}
    </g>
  );
}
