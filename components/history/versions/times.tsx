'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat } from '#components/ui/formats.ts';
import { Link } from '#components/ui/link.tsx';
import { sittingText } from './sitting-text.ts';

export interface TimesProps {
  from: string;
  to: string;
  /** Of one save: where it stands among the changes of the workspace. */
  href?: string;
}

/** From when to when, as the reader writes it; the whole date on pointing. */
export function Times({ from, to, href }: TimesProps) {
  const { locale } = useLocale();
  const [start, end] = [new Date(from), new Date(to)];
  const exact = dateFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const time = (
    <time
      dateTime={end.toISOString()}
      title={from === to ? exact.format(end) : exact.formatRange(start, end)}
      className="text-muted tabular-nums"
    >
      {dateFormat(locale, { timeStyle: 'short' }).formatRange(start, end)}
    </time>
  );
  if (!href) return time;
  return (
    <Link variant="plain" href={href}>
      {time}
      <span className="sr-only">{sittingText.toChanges}</span>
    </Link>
  );
}
