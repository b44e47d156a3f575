'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { ceilingOf, stretchesOf, ticksOf } from '#lib/analytics/core/scale.ts';
import './charts.css';

export interface Series {
  id: string;
  label: string;
  /** One a week; null where nothing can be said, which leaves a gap. */
  values: readonly (number | null)[];
}

interface LineChartProps {
  /** As they stand below the line. */
  places: readonly string[];
  series: readonly Series[];
  write: (value: number) => string;
  /** Shares and scores run to 1. */
  ceiling?: number;
  /** In what the scale is round: minutes for seconds. */
  unit?: number;
  at: number | null;
}

const HEIGHT = 150;
const PAD = 8;
const LABEL = 30;
const DASHES = [undefined, '5 3', '2 3', '8 3 2 3'];

/** Lines over weeks, each named at its end. */
export function LineChart({ places, series, write, ceiling: given, unit = 1, at }: LineChartProps) {
  const { direction } = useLocale();
  const all = series.flatMap(({ values }) => values.filter((one) => one !== null));
  const step = Math.max(0, ...all) >= unit ? unit : 1;
  const ceiling = given ?? ceilingOf(all.map((one) => one / step)) * step;
  // Scores that all stand high are looked at closely.
  const floor = given === 1 && Math.min(...all) >= 0.4 ? 0.4 : 0;
  const ticks = ticksOf((ceiling - floor) / step).map((tick) => tick * step + floor);
  const y = (value: number) => PAD + HEIGHT - ((value - floor) / (ceiling - floor)) * HEIGHT;
  const last = Math.max(1, places.length - 1);
  const x = (nth: number) => {
    const from = places.length === 1 ? 50 : (nth / last) * 100;
    return `${direction === 'rtl' ? 100 - from : from}%`;
  };
  const every = Math.ceil(places.length / 5);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_5.5rem] gap-x-2">
      <svg aria-hidden width="52" height={HEIGHT + 2 * PAD + 20}>
        {ticks.map((tick) => (
          <text key={tick} x="52" y={y(tick)} textAnchor="end" dominantBaseline="central" className="chart-axis">
            {write(tick)}
          </text>
        ))}
      </svg>
      <svg aria-hidden width="100%" height={HEIGHT + 2 * PAD + 20} className="overflow-visible">
        {ticks.map((tick) => (
          <line key={tick} x1="0" x2="100%" y1={y(tick)} y2={y(tick)} className="chart-grid" />
        ))}
        {at !== null && (
          <line x1={x(at)} x2={x(at)} y1={PAD} y2={PAD + HEIGHT} className="chart-tick" strokeWidth="1" />
        )}
        {places.map((place, nth) =>
          // The last one always stands, and none so near that they touch.
          (nth % every === 0 && places.length - 1 - nth >= every / 2) || nth === places.length - 1 ? (
            <text key={place} x={x(nth)} y={HEIGHT + 2 * PAD + 12} textAnchor="middle" className="chart-axis">
              {place}
            </text>
          ) : null,
        )}
        {series.map(({ id, values }, nth) => (
          <Line
            key={id}
            values={values}
            ink={`chart-series-${(nth % 4) + 1}`}
            dash={DASHES[nth % 4]}
            x={x}
            y={y}
            at={at}
          />
        ))}
      </svg>
      <Ends series={series} write={write} y={y} />
    </div>
  );
}

interface LineProps {
  values: readonly (number | null)[];
  ink: string;
  dash?: string;
  x: (nth: number) => string;
  y: (value: number) => number;
  at: number | null;
}

function Line({ values, ink, dash, x, y, at }: LineProps) {
  const end = values.findLastIndex((one) => one !== null);
  return (
    <g className={ink}>
      {stretchesOf(values).flatMap((stretch) =>
        stretch
          .slice(1)
          .map((nth) => (
            <line
              key={nth}
              x1={x(nth - 1)}
              y1={y(values[nth - 1] ?? 0)}
              x2={x(nth)}
              y2={y(values[nth] ?? 0)}
              strokeWidth="1.75"
              strokeDasharray={dash}
              strokeLinecap="round"
            />
          )),
      )}
      {values.map((value, nth) =>
        value === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a point is what it is.
          <circle key={nth} cx={x(nth)} cy={y(value)} r={nth === end || nth === at ? 3.5 : 1.75} stroke="none" />
        ),
      )}
    </g>
  );
}

/** The last value of each line with its name, beside its end; labels that would lie over each other step aside. */
function Ends({
  series,
  write,
  y,
}: {
  series: readonly Series[];
  write: (value: number) => string;
  y: (value: number) => number;
}) {
  const ends = series
    .flatMap(({ id, label, values }, nth) => {
      const value = values.findLast((one) => one !== null);
      return value === undefined || value === null ? [] : [{ id, label, value, nth, top: y(value) - LABEL / 2 }];
    })
    .sort((one, other) => one.top - other.top);
  for (const [nth, one] of ends.entries()) {
    const above = ends[nth - 1];
    if (above && one.top < above.top + LABEL) one.top = above.top + LABEL;
  }
  return (
    <div aria-hidden className="relative">
      {ends.map(({ id, label, value, nth, top }) => (
        <p key={id} style={{ top }} className="absolute inset-x-0 text-[0.6875rem] leading-[0.9375rem]">
          <span className={`chart-series-${(nth % 4) + 1} block font-medium tabular-nums`}>{write(value)}</span>
          <span className="block truncate text-muted" title={label}>
            {label}
          </span>
        </p>
      ))}
    </div>
  );
}
