import { cx } from '#components/ui/cx.tsx';
import { type Figures, USEFUL } from '#lib/results/core/figures.ts';

const at = (share: number) => `${share * 100}%`;

/** How many were right, as a point on a line from 0 to 1, with its interval, over the useful range. For eyes only: the cells beside say it. */
export function SharePlot({ figures: { share, interval, is_enough } }: { figures: Figures }) {
  const isOutside = is_enough && (share < USEFUL.low || share > USEFUL.high);
  const ink = !is_enough ? 'bg-faint opacity-60' : isOutside ? 'bg-draft' : 'bg-ink';
  return (
    <span aria-hidden className="relative block h-4 w-full overflow-hidden">
      <span
        className="absolute inset-y-0.5 bg-published-soft"
        style={{ insetInlineStart: at(USEFUL.low), width: at(USEFUL.high - USEFUL.low) }}
      />
      <span
        className={cx(
          'absolute inset-y-1 border-x opacity-80',
          isOutside ? 'border-draft' : is_enough ? 'border-ink' : 'border-faint',
        )}
        style={{ insetInlineStart: at(interval.low), width: at(interval.high - interval.low) }}
      >
        <span className={cx('absolute inset-x-0 top-1/2 h-px -translate-y-1/2', ink)} />
      </span>
      <span
        className={cx('absolute top-1/2 -ms-[3.5px] size-[7px] -translate-y-1/2 rounded-full', ink)}
        style={{ insetInlineStart: at(share) }}
      />
    </span>
  );
}

/** The scale of the column of such plots. */
export function ShareScale() {
  return (
    <span aria-hidden className="relative block h-4 w-full text-xs font-normal text-faint tabular-nums">
      <span className="absolute start-0">0</span>
      <span className="absolute -ms-1.5" style={{ insetInlineStart: at(USEFUL.low) }}>
        .3
      </span>
      <span className="absolute -ms-1.5" style={{ insetInlineStart: at(USEFUL.high) }}>
        .9
      </span>
    </span>
  );
}
