'use client';

import { type ReactNode, useId } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { cx } from '#components/ui/cx.tsx';
import { percentsOf } from '#lib/analytics/core/scale.ts';
import './charts.css';

export interface StackedRow {
  id: string;
  label: ReactNode;
  /** How many of each part. */
  counts: readonly number[];
  /** A thin bar: too few to judge. */
  isThin?: boolean;
  /** Values at the end, one a column. */
  cells: readonly ReactNode[];
}

interface StackedBarsProps {
  /** Of the parts, as the legend has them. */
  parts: readonly string[];
  /** Over the names, the bars and each column. */
  heads: { name: string; bars: string; cells: readonly string[] };
  rows: readonly StackedRow[];
  at: number | null;
}

// Full, pale with a line, hatched, and empty: told apart without colour.
const MARKS = ['chart-full', 'chart-pale', 'chart-hatched', 'chart-empty'] as const;
const HEIGHT = 20;
const THIN = 12;
/** A number needs so many percent of room. */
const ROOM = 4;

/** Shares of a whole, a bar a row, each part with its percent inside. */
export function StackedBars({ parts, heads, rows, at }: StackedBarsProps) {
  const hatch = useId();
  return (
    <div className="@container flex flex-col gap-3">
      <Legend parts={parts} />
      <svg aria-hidden className="absolute size-0">
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width="6" height="6" className="chart-hatch-ground" />
            <line x1="0" y1="0" x2="0" y2="6" className="chart-hatch-line" />
          </pattern>
        </defs>
      </svg>
      <div className="chart-rows text-sm" style={{ '--columns': heads.cells.length } as React.CSSProperties}>
        <div aria-hidden className="chart-row hidden text-xs text-muted @xl:grid">
          <span className="border-b pb-1">{heads.name}</span>
          <span className="border-b pb-1">{heads.bars}</span>
          {heads.cells.map((head) => (
            <span key={head} className="border-b pb-1 text-end">
              {head}
            </span>
          ))}
        </div>
        {rows.map((row, nth) => (
          <div key={row.id} className={cx('chart-row grid rounded-sm', at === nth && 'chart-at')}>
            <span className="min-w-0 truncate">{row.label}</span>
            <Bar counts={row.counts} isThin={row.isThin} hatch={hatch} />
            {row.cells.map((cell, column) => (
              <span key={heads.cells[column]} className="text-start tabular-nums @xl:text-end">
                <span className="text-muted @xl:sr-only">{heads.cells[column]} </span>
                {cell}
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Bar({ counts, isThin, hatch }: { counts: readonly number[]; isThin?: boolean; hatch: string }) {
  const { direction } = useLocale();
  const percents = percentsOf(counts);
  const height = isThin ? THIN : HEIGHT;
  let from = 0;
  return (
    <svg aria-hidden width="100%" height={HEIGHT} className="block overflow-visible">
      {percents.map((percent, part) => {
        const start = from;
        from += percent;
        if (percent === 0) return null;
        const x = direction === 'rtl' ? 100 - start - percent : start;
        const mark = MARKS[part] ?? 'chart-empty';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are in a fixed order.
          <g key={part}>
            <rect
              x={`${x}%`}
              y={(HEIGHT - height) / 2 + 0.5}
              // A hair between two parts.
              width={`${Math.max(0.3, percent - 0.3)}%`}
              height={height - 1}
              rx="1.5"
              className={mark}
              style={mark === 'chart-hatched' ? { fill: `url(#${hatch})` } : undefined}
            />
            {percent >= ROOM && (
              <text
                x={`${x}%`}
                dx="6"
                y={HEIGHT / 2}
                dominantBaseline="central"
                className={cx('chart-number', `${mark}-text`)}
              >
                {percent}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Legend({ parts }: { parts: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {parts.map((part, nth) => (
        <li key={part} className="flex items-center gap-1.5">
          <span aria-hidden className={cx('chart-key', MARKS[nth])} />
          {part}
        </li>
      ))}
    </ul>
  );
}
