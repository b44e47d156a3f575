'use client';

import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { BLOOM_LEVELS, type BloomLevel, bloom, bloomDrops } from '#lib/quality/core/bloom.ts';
import type { QualityBelow } from '#lib/quality/data/quality.ts';
import { qualityText } from '../text.ts';

const words = qualityText.bloom;
const ROW = 22;
const [LEFT, RIGHT, TOP] = [96, 16, 12];
/** Points stand at least so far apart; a long trail scrolls. */
const STEP = 36;

interface Point {
  slug: string;
  title: string;
  level: BloomLevel | null;
}

/** How far learners are to come from concept to concept, by the verbs of the objectives; where the level falls it is said. */
export function BloomLine({ workspace, concepts }: { workspace: string; concepts: QualityBelow['concepts'] }) {
  const points = concepts.map(
    ({ slug, title, objectives }): Point => ({ slug, title, level: bloom(objectives).level }),
  );
  const said = points.filter(({ level }) => level !== null);
  if (said.length < 2) return null;
  const drops = bloomDrops(points);
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="font-medium">{words.title}</h3>
      <p className="sr-only">
        {said.map(({ title, level }) => words.point(title, words.levels[level as BloomLevel])).join('; ')}
      </p>
      <Drawing points={points} drops={drops} />
      {drops.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm">
          {drops.map(({ from, to, levels }) => {
            const [before, after] = [points[from] as Point, points[to] as Point];
            return (
              <li key={`${from}-${to}`}>
                {words.falls(levels)}{' '}
                <Link href={inWorkspace(workspace).entity('concept', before.slug)}>{before.title}</Link>
                {' → '}
                <Link href={inWorkspace(workspace).entity('concept', after.slug)}>{after.title}</Link>
              </li>
            );
          })}
        </ul>
      )}
      {said.length < points.length && <p className="text-sm text-muted">{words.unsure(points.length - said.length)}</p>}
    </section>
  );
}

interface DrawingProps {
  points: readonly Point[];
  drops: ReturnType<typeof bloomDrops>;
}

/** A line over six levels. It is read out as a sentence beside it. */
function Drawing({ points, drops }: DrawingProps) {
  const width = LEFT + RIGHT + Math.max(1, points.length - 1) * STEP;
  const height = TOP * 2 + (BLOOM_LEVELS.length - 1) * ROW;
  const at = (nth: number, level: BloomLevel) => ({
    x: LEFT + nth * STEP,
    y: TOP + (BLOOM_LEVELS.length - 1 - BLOOM_LEVELS.indexOf(level)) * ROW,
  });
  const drawn = points.flatMap(({ level, title }, nth) => (level === null ? [] : [{ nth, title, ...at(nth, level) }]));
  const isDrop = (from: number, to: number) => drops.some((drop) => drop.from === from && drop.to === to);
  return (
    <div className="overflow-x-auto">
      <svg aria-hidden width={width} height={height} className="max-w-none">
        {BLOOM_LEVELS.map((level) => {
          const { y } = at(0, level);
          return (
            <g key={level}>
              <line x1={LEFT - 8} x2={width} y1={y} y2={y} className="stroke-line" />
              <text x={LEFT - 16} y={y + 4} textAnchor="end" className="fill-muted text-xs">
                {words.levels[level]}
              </text>
            </g>
          );
        })}
        {drawn.slice(1).map((point, nth) => {
          const before = drawn[nth] as (typeof drawn)[number];
          return (
            <line
              key={point.nth}
              x1={before.x}
              y1={before.y}
              x2={point.x}
              y2={point.y}
              strokeWidth={2}
              className={isDrop(before.nth, point.nth) ? 'stroke-draft' : 'stroke-line-strong'}
            />
          );
        })}
        {drawn.map(({ nth, x, y, title }) => (
          <circle key={nth} cx={x} cy={y} r={4.5} className="fill-accent">
            <title>{title}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
