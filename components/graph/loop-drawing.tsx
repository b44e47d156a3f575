import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import type { LinkLoop } from '#lib/graph/core/edits.ts';

const WIDTH = 600;
const HEIGHT = 260;
const RADIUS = 92;
const DOT = 15;
/** Of longer loops the middle is not drawn. */
const MOST = 12;
const LETTERS = 30;

const DASHES = { prerequisite: undefined, deepens: undefined, recommended: '6 4', related: '1.5 4.5' } as const;
const shorten = (title: string) =>
  [...title].length > LETTERS
    ? `${[...title]
        .slice(0, LETTERS - 1)
        .join('')
        .trimEnd()}…`
    : title;

/** The loop as a circle, clockwise, its nodes numbered as in the list beside it, which says the same in words. */
export function LoopDrawing({
  loop,
  lit,
  more,
}: {
  loop: LinkLoop;
  lit: number | null;
  more: (count: number) => string;
}) {
  const isCut = loop.length > MOST;
  // Numbers of the nodes that are drawn; null stands for those in between.
  const drawn: (number | null)[] = isCut
    ? [...Array.from({ length: MOST - 3 }, (_, at) => at), null, loop.length - 2, loop.length - 1]
    : loop.map((_, at) => at);
  const point = (place: number) => {
    const angle = (place / drawn.length) * 2 * Math.PI - Math.PI / 2;
    return { x: WIDTH / 2 + RADIUS * Math.cos(angle), y: HEIGHT / 2 + RADIUS * Math.sin(angle) };
  };
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden className="w-full max-w-xl self-center">
      <defs>
        {[...LINK_TYPES, 'new'].map((type) => (
          <marker
            key={type}
            id={`loop-${type}`}
            viewBox="0 0 8 8"
            refX="6.5"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="12"
            markerHeight="12"
            orient="auto"
          >
            <path d="M0.5 0.5L7 4L0.5 7.5" fill="none" stroke={inkOf(type)} strokeWidth="1.6" strokeLinecap="round" />
          </marker>
        ))}
      </defs>
      {drawn.map((number, place) => {
        const type = number === null ? 'related' : (loop[number]?.link?.link_type ?? 'new');
        const to = (place + 1) % drawn.length;
        return (
          <path
            key={`link-${number}`}
            d={arc(point(place), point(to), drawn.length)}
            fill="none"
            stroke={inkOf(type)}
            strokeWidth={lit === number ? 4 : 2}
            strokeDasharray={type === 'new' ? '5 5' : DASHES[type]}
            strokeLinecap="round"
            markerEnd={`url(#loop-${type})`}
          />
        );
      })}
      {drawn.map((number, place) => {
        const { x, y } = point(place);
        const side = Math.abs(x - WIDTH / 2) < 12 ? 'middle' : x > WIDTH / 2 ? 'start' : 'end';
        const title = number === null ? more(loop.length - MOST + 1) : shorten(loop[number]?.node.title ?? '');
        return (
          <g key={`node-${number}`}>
            <circle cx={x} cy={y} r={DOT} className="fill-surface stroke-line-strong" strokeWidth="1.5" />
            <text x={x} y={y} dy="0.35em" textAnchor="middle" className="fill-ink text-xs font-medium tabular-nums">
              {number === null ? '…' : number + 1}
            </text>
            <text
              x={side === 'middle' ? x : x + (side === 'start' ? DOT + 7 : -DOT - 7)}
              y={side === 'middle' ? (y < HEIGHT / 2 ? y - DOT - 7 : y + DOT + 15) : y}
              dy={side === 'middle' ? 0 : '0.35em'}
              textAnchor={side}
              className="fill-muted text-xs"
            >
              {title}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const inkOf = (type: string) => (type === 'new' ? 'var(--danger)' : `var(--link-${type})`);

/** From rim to rim, bent outwards along the circle; two nodes get two bows. */
function arc(from: { x: number; y: number }, to: { x: number; y: number }, count: number): string {
  const gap = (DOT + 5) / RADIUS;
  const angle = (at: { x: number; y: number }) => Math.atan2(at.y - HEIGHT / 2, at.x - WIDTH / 2);
  const on = (turn: number) => `${WIDTH / 2 + RADIUS * Math.cos(turn)} ${HEIGHT / 2 + RADIUS * Math.sin(turn)}`;
  return `M${on(angle(from) + gap)}A${RADIUS} ${RADIUS} 0 ${count === 1 ? 1 : 0} 1 ${on(angle(to) - gap)}`;
}
