'use client';

import { useSyncExternalStore } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { dateFormat, numberFormat } from '#components/ui/formats.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { generationText } from '../text.ts';

const words = generationText.job;
const never = () => () => {};

/** When it began or ended, how long that took, and who ended it. */
export function JobTimes({ job }: { job: OpenJob }) {
  const { locale } = useLocale();
  // The server does not know the time zone of whoever reads.
  const isHere = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const clock = (iso: string) =>
    dateFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: isHere ? undefined : 'UTC',
    }).format(new Date(iso));
  const seconds = secondsOf(job.started_at, job.completed_at);
  return [
    job.completed_at
      ? words.finishedAt(clock(job.completed_at))
      : words.startedAt(clock(job.started_at ?? job.created_at)),
    seconds !== null && words.seconds(numberFormat(locale, { maximumFractionDigits: 1 }).format(seconds)),
    job.status === 'cancelled' && job.ended_by_name && words.cancelledBy(job.ended_by_name),
    job.params.maker === 'model' ? words.model : words.builtin,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How long something took; null while it goes on. */
export function secondsOf(from: string | null, to: string | null): number | null {
  return from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) / 1000 : null;
}
