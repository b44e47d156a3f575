'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { cx } from '#components/ui/cx.tsx';
import { ceilingOf, ticksOf } from '#lib/analytics/core/scale.ts';
import './charts.css';

export interface CostBar {
  id: string;
  label: string;
  value: number;
  low: number | null;
  high: number | null;
  isActive: boolean;
}

interface CostBarsProps {
  bars: readonly CostBar[];
  write: (value: number) => string;
  at: number | null;
}

const HEIGHT = 180;
const TOP = 18;
const WHISKER = 5;

/** So many bars have room; the table has all. */
export const MOST_BARS = 8;

/** Values with their interval, a bar each. */
export function CostBars({ bars, write, at }: CostBarsProps) {
  const { direction } = useLocale();
  const ceiling = ceilingOf(bars.flatMap(({ value, high }) => [value, Math.min(high ?? value, value * 3)]));
  const y = (value: number) => TOP + HEIGHT - (Math.min(value, ceiling) / ceiling) * HEIGHT;
  const step = 100 / bars.length;
  const x = (nth: number) => (direction === 'rtl' ? bars.length - 1 - nth : nth) * step + step / 2;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <svg aria-hidden width="52" height={TOP + HEIGHT + 22}>
        {ticksOf(ceiling).map((tick) => (
          <text key={tick} x="52" y={y(tick)} textAnchor="end" dominantBaseline="central" className="chart-axis">
            {write(tick)}
          </text>
        ))}
      </svg>
      <svg aria-hidden width="100%" height={TOP + HEIGHT + 22} className="overflow-visible">
        {ticksOf(ceiling).map((tick) => (
          <line key={tick} x1="0" x2="100%" y1={y(tick)} y2={y(tick)} className="chart-grid" />
        ))}
        {bars.map(({ id, label, value, low, high, isActive }, nth) => {
          const width = Math.min(step * 0.5, 14);
          const top = Math.min(y(value), high === null ? y(value) : y(high));
          return (
            <g key={id} opacity={at === null || at === nth ? 1 : 0.45}>
              <rect
                x={`${x(nth) - width / 2}%`}
                width={`${width}%`}
                y={y(value)}
                height={TOP + HEIGHT - y(value)}
                rx="1.5"
                className={isActive ? 'chart-bar-active' : 'chart-bar'}
              />
              {low !== null && high !== null && (
                <svg x={`${x(nth)}%`} overflow="visible" aria-hidden>
                  <path
                    d={`M0 ${y(low)}V${y(high)}M${-WHISKER} ${y(low)}h${2 * WHISKER}M${-WHISKER} ${y(high)}h${2 * WHISKER}`}
                    className="chart-tick"
                    fill="none"
                    strokeWidth="1.25"
                  />
                </svg>
              )}
              <text x={`${x(nth)}%`} y={top - 6} textAnchor="middle" className="chart-value">
                {write(value)}
              </text>
              <text
                x={`${x(nth)}%`}
                y={TOP + HEIGHT + 16}
                textAnchor="middle"
                className={cx('chart-axis', isActive && 'font-medium')}
              >
                {label}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
