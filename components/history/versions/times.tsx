'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat } from '#components/ui/formats.ts';

/** From when to when, as the reader writes it; the whole date on pointing. */
export function Times({ from, to }: { from: string; to: string }) {
  const { locale } = useLocale();
  const [start, end] = [new Date(from), new Date(to)];
  const exact = dateFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time
      dateTime={end.toISOString()}
      title={from === to ? exact.format(end) : exact.formatRange(start, end)}
      className="text-muted tabular-nums"
    >
      {dateFormat(locale, { timeStyle: 'short' }).formatRange(start, end)}
    </time>
  );
}
