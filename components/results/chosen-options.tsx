import { Check } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { Chosen, ChosenOption } from '#lib/results/core/choices.ts';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

interface ChosenOptionsProps {
  chosen: Chosen;
  /** How many of them answered other exercises of the bank as well. */
  paired: number;
  label: string;
}

/** What learners chose: each option with its share, and how the best and the weakest third chose it. */
export function ChosenOptions({ chosen: { options, none, total }, paired, label }: ChosenOptionsProps) {
  const write = useFigures();
  const hasThirds = options.some(({ best }) => best !== null);
  return (
    <>
      <ul aria-label={label} className="flex flex-col gap-3.5">
        {options.map((option) => (
          <Option key={option.id} option={option} />
        ))}
        {none > 0 && (
          <li className="flex items-baseline gap-2 text-sm">
            <span aria-hidden className="font-medium">
              –
            </span>
            <span className="min-w-0 flex-1 text-muted">{words.noAnswer}</span>
            <Counted share={none / total} count={none} />
          </li>
        )}
      </ul>
      {!hasThirds && total > 0 && <p className="text-sm text-muted">{paired > 0 ? words.noThirds : words.noOthers}</p>}
      <p className="sr-only">{words.answers(total, write.number(total))}</p>
    </>
  );
}

function Option({ option }: { option: ChosenOption }) {
  const write = useFigures();
  const { label, text, is_right, share, count, best, weakest, is_rare, draws_best } = option;
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline gap-2 text-sm">
        {label && <span className="font-medium">{label}</span>}
        <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
          {text}{' '}
          {is_right && (
            <Badge tone="green" icon={<Check aria-hidden />}>
              {words.key}
            </Badge>
          )}
        </span>
        <Counted share={share} count={count} />
      </div>
      <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className={cx('block h-full rounded-full', is_right ? 'bg-published' : 'bg-muted')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <div className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
        <span>{best !== null && weakest !== null && words.thirds(write.percent(best), write.percent(weakest))}</span>
        {draws_best ? (
          <span className="text-blocked">{words.drawsBest}</span>
        ) : (
          is_rare && <span className="text-draft">{words.rare}</span>
        )}
      </div>
    </li>
  );
}

function Counted({ share, count }: { share: number; count: number }) {
  const write = useFigures();
  return (
    <span className="flex shrink-0 gap-2 tabular-nums">
      <span className="font-medium">{write.percent(share)}</span>
      <span className="w-10 text-end text-muted">{write.number(count)}</span>
    </span>
  );
}
