import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { Bundle } from '#lib/graph/core/map/bundles.ts';
import type { DrawnWay, Point } from '#lib/graph/core/map/routes.ts';
import { mapText } from './text.ts';

export interface MapLinesProps {
  lines: readonly DrawnWay[];
  bundles: readonly Bundle[];
  width: number;
  height: number;
  /** The card whose links are lit; null lights none, and dims none. */
  lit: number | null;
}

/** Half the width of the head of an arrow, and its length. */
const [HALF, LONG] = [4.5, 8];

/** The links of a level, behind its cards. What they say is said by the cards as well. */
export function MapLines({ lines, bundles, width, height, lit }: MapLinesProps) {
  const number = useNumber();
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <svg
        aria-hidden="true"
        width={width}
        height={height}
        className="absolute inset-0 overflow-visible fill-link-prerequisite stroke-link-prerequisite rtl:-scale-x-100"
      >
        {lines.map((line) => {
          const bundle = bundles[line.bundle] as Bundle;
          return (
            <g key={line.bundle} className={opacityOf(bundle, lit)}>
              <path d={line.path} fill="none" strokeWidth={line.thickness} />
              <path d={arrow(line.end, LONG)} stroke="none" />
              {bundle.is_mixed && <path d={arrow(line.start, -LONG)} stroke="none" />}
            </g>
          );
        })}
      </svg>
      {lines.map((line) => {
        const { count, back, is_mixed } = bundles[line.bundle] as Bundle;
        if (count + back === 1) return null;
        return (
          <span
            key={line.bundle}
            style={{ insetInlineStart: line.end.x, top: line.end.y - 20 }}
            className={cx(
              'absolute -translate-x-1/2 bg-canvas px-1 text-[11px]/3.5 font-medium whitespace-nowrap text-muted tabular-nums rtl:translate-x-1/2',
              opacityOf(bundles[line.bundle] as Bundle, lit) === DIM && 'opacity-25',
            )}
          >
            <bdi>{is_mixed ? mapText.onAndBack(number(count), number(back)) : number(count + back)}</bdi>
          </span>
        );
      })}
    </div>
  );
}

const DIM = 'opacity-10';

const opacityOf = ({ from, to }: Bundle, lit: number | null) =>
  lit === null ? 'opacity-60' : lit === from || lit === to ? 'opacity-100' : DIM;

/** The head of an arrow whose foot is here; down, or up with a negative length. */
const arrow = ({ x, y }: Point, long: number) => `M${x - HALF} ${y}H${x + HALF}L${x} ${y + long}Z`;
