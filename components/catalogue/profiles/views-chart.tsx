'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat } from '#components/ui/formats.ts';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';

const WIDTH = 780;
const HEIGHT = 120;
/** Days that are drawn: a quarter of a year. */
const MOST_DAYS = 92;

/** A round number above: 4,532 stands below 5,000. */
function ceiling(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return [1, 2, 5, 10].map((times) => times * step).find((one) => one >= most) ?? most;
}

/** The views of each day as a line. The table says the same in numbers. */
export function ViewsChart({ days }: { days: readonly PerformanceDay[] }) {
  const write = useFigure();
  const { locale } = useLocale();
  const shown = days
    .flatMap(({ measured_on, views }) => (views === null ? [] : { measured_on, views }))
    .slice(0, MOST_DAYS)
    .toReversed();
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return null;
  const most = ceiling(Math.max(...shown.map(({ views }) => views)));
  const [from, to] = [Date.parse(first.measured_on), Date.parse(last.measured_on)];
  const x = (day: string) => (to === from ? WIDTH / 2 : ((Date.parse(day) - from) / (to - from)) * WIDTH);
  const y = (views: number) => HEIGHT - (views / most) * HEIGHT;
  const day = (time: number) => dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(time);
  const least = Math.min(...shown.map(({ views }) => views));
  return (
    <figure className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm text-muted tabular-nums">
      <div aria-hidden className="flex h-30 flex-col justify-between text-end leading-none">
        {[most, most / 2, 0].map((one) => (
          <span key={one}>{write(one)}</span>
        ))}
      </div>
      <svg
        role="img"
        aria-label={profilesText.performance.viewsADay(
          write(least),
          write(Math.max(...shown.map(({ views }) => views))),
        )}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-30 w-full overflow-visible"
      >
        {[0, HEIGHT / 2, HEIGHT].map((at) => (
          <line key={at} x1="0" x2={WIDTH} y1={at} y2={at} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        ))}
        {shown.length === 1 ? (
          <circle cx={x(first.measured_on)} cy={y(first.views)} r="4" fill="var(--accent-text)" />
        ) : (
          <polyline
            points={shown.map(({ measured_on, views }) => `${x(measured_on)},${y(views)}`).join(' ')}
            fill="none"
            stroke="var(--accent-text)"
            strokeWidth="2"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <figcaption aria-hidden className="col-start-2 flex justify-between pt-2">
        <span>{day(from)}</span>
        {shown.length > 2 && <span>{day((from + to) / 2)}</span>}
        {to !== from && <span>{day(to)}</span>}
      </figcaption>
    </figure>
  );
}
