import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.tsx';

export interface Bar {
  name: string;
  actual: number;
  target: number | null;
}

interface QuizBarsProps {
  title: string;
  /** Numbers of questions, now and aimed at. */
  bars: readonly Bar[];
}

/** Numbers of questions against their targets: a bar, an upright line where it is aimed at, and what is missing or too much in words. */
export function QuizBars({ title, bars }: QuizBarsProps) {
  const most = Math.max(1, ...bars.flatMap(({ actual, target }) => [actual, target ?? 0]));
  if (bars.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="flex flex-col gap-1.5 text-sm">
        {bars.map(({ name, actual, target }) => {
          const off = target === null ? 0 : actual - target;
          return (
            <li key={name} className="grid grid-cols-[7rem_1fr_3.5rem_2rem] items-center gap-2">
              <span className="truncate">{name}</span>
              <span aria-hidden className="relative h-2 rounded-full bg-pressed">
                <span
                  className={cx('absolute inset-y-0 start-0 rounded-full', off === 0 ? 'bg-accent' : 'bg-draft')}
                  style={{ inlineSize: `${(actual / most) * 100}%` }}
                />
                {target !== null && (
                  <span
                    className="absolute -inset-y-0.5 w-0.5 bg-ink"
                    style={{ insetInlineStart: `calc(${(target / most) * 100}% - 1px)` }}
                  />
                )}
              </span>
              <span className="text-end tabular-nums">
                {actual}
                {target !== null && <span className="text-muted"> / {target}</span>}
              </span>
              <Off by={target === null ? null : off} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Off({ by }: { by: number | null }): ReactNode {
  if (by === null) return <span />;
  if (by === 0) return <Check role="img" aria-label="met" className="size-3.5 justify-self-end text-published" />;
  return <span className="text-end text-draft tabular-nums">{by > 0 ? `+${by}` : `−${-by}`}</span>;
}
