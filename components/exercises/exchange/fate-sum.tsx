'use client';

import { CircleCheck, CircleSlash, CircleX, type LucideIcon, OctagonX } from 'lucide-react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { cx } from '#components/ui/cx.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { exchangeText } from './text.ts';

export type ShownFate = 'whole' | 'changed' | 'blocked' | 'not_taken';

// Told apart without colour as well.
const STRIPES = 'bg-[repeating-linear-gradient(135deg,var(--draft)_0_4px,transparent_4px_7px)]';

export const FATE_LOOKS: Record<ShownFate, { icon: LucideIcon; text: string; bar: string; soft: string }> = {
  whole: { icon: CircleCheck, text: 'text-published', bar: 'bg-published', soft: 'bg-published-soft' },
  changed: { icon: CircleSlash, text: 'text-draft', bar: STRIPES, soft: 'bg-draft-soft' },
  blocked: { icon: OctagonX, text: 'text-danger-text', bar: 'bg-danger-text', soft: 'bg-danger-soft' },
  not_taken: { icon: CircleX, text: 'text-danger-text', bar: 'bg-danger-text', soft: 'bg-danger-soft' },
};
const ORDER = ['whole', 'changed', 'blocked', 'not_taken'] as const;

export interface FateSumProps {
  /** What is counted: "questions in the file". */
  noun: string;
  counts: Record<ShownFate, number>;
  compact?: boolean;
}

/** 212 = 166 whole + 31 changed + 1 blocked draft + 14 not taken: as a sum that adds up, and as a bar. */
export function FateSum({ noun, counts, compact }: FateSumProps) {
  const { locale } = useLocale();
  const number = numberFormat(locale);
  const total = ORDER.reduce((sum, fate) => sum + counts[fate], 0);
  // What there is none of is not part of the sum; a file that comes whole says so with its one number.
  const parts = ORDER.filter((fate) => counts[fate] > 0);
  const size = compact ? 'text-xl' : 'text-2xl';
  return (
    <section className="flex flex-col gap-3">
      <ul aria-label={exchangeText.sum} className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <li className="flex flex-col">
          <span className={cx(size, 'font-semibold tabular-nums')}>{number.format(total)}</span>
          <span className="text-sm text-muted">{noun}</span>
        </li>
        {parts.map((fate, at) => {
          const { icon: Icon, text } = FATE_LOOKS[fate];
          return (
            <li key={fate} className="flex gap-3">
              <span aria-hidden className={cx(size, 'text-faint')}>
                {at === 0 ? '=' : '+'}
              </span>
              <span className={cx('flex flex-col', text)}>
                <span className={cx(size, 'font-semibold tabular-nums')}>{number.format(counts[fate])}</span>{' '}
                <span className="flex items-center gap-1.5 text-sm">
                  <Icon aria-hidden className="size-4" />
                  {exchangeText.fates[fate]}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        {parts.map((fate) => (
          <span key={fate} className={FATE_LOOKS[fate].bar} style={{ flexGrow: counts[fate], minInlineSize: 4 }} />
        ))}
      </div>
    </section>
  );
}

/** What became of a question or exercise, as a badge. */
export function FateBadge({ fate }: { fate: ShownFate }) {
  const { icon: Icon, text, soft } = FATE_LOOKS[fate];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        text,
        soft,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {exchangeText.badges[fate]}
    </span>
  );
}
