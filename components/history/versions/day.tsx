'use client';

import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat } from '#components/ui/formats.ts';
import { dayOf } from './days.ts';
import { sittingText } from './sitting-text.ts';

export interface DayProps {
  time: string;
  /** Of the line above, which may be of the same day. */
  before: string | undefined;
}

/** The day where the lines of another one begin. */
export function Day({ time, before }: DayProps) {
  const { locale } = useLocale();
  const [now] = useState(() => Date.now());
  const ago = dayOf(time, now);
  if (before !== undefined && dayOf(before, now) === ago) return null;
  const date = new Date(time);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : ('numeric' as const);
  return (
    <h3 className="pt-2 text-sm font-normal text-muted">
      {ago === 0
        ? sittingText.today
        : ago === -1
          ? sittingText.yesterday
          : dateFormat(locale, { day: 'numeric', month: 'long', year }).format(date)}
    </h3>
  );
}
