'use client';

import { useSyncExternalStore } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { agoFormat, dateFormat } from './formats.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 minutes ago" as of `now`, both in milliseconds. Less than a minute is "now". */
export function relativeTime(time: number, now: number, locale: string): string {
  const seconds = (time - now) / 1000;
  const format = agoFormat(locale);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

// One clock for the whole page; it ticks only while somebody looks at a time.
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const getNow = () => {
  if (now === 0) now = Date.now();
  return now;
};

export interface RelativeTimeProps {
  /** ISO 8601, as the database gives it. */
  value: string | Date;
  className?: string;
}

/**
 * Relative, with the exact time on hover. The server knows neither the reader's clock nor the time zone, so it writes
 * the day in UTC, and the page corrects itself as soon as it is alive.
 */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const { locale } = useLocale();
  const current = useSyncExternalStore(subscribe, getNow, () => null);
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  const day = (timeZone?: string) => dateFormat(locale, { dateStyle: 'medium', timeZone }).format(date);
  const exact = current === null ? undefined : dateFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time dateTime={date.toISOString()} title={exact?.format(date)} className={className}>
      {current === null ? day('UTC') : relativeTime(date.getTime(), Math.max(current, getNow()), locale)}
    </time>
  );
}
