'use client';

import { useEffect, useState } from 'react';
import { z } from 'zod';
import { LONG_MS, type Sitting, sittingAt } from '#lib/review/core/sitting.ts';
import { keep, readKept } from '../generation/start/kept.ts';

const LOOK_EVERY_MS = 15_000;
const PAUSE_MS = 5 * 60_000;
const LATER_MS = 15 * 60_000;
const kept = z.object({ began: z.number(), last: z.number() });

/** When somebody who has decided for an hour is asked to pause, on this device. */
export function usePause(isMinded: boolean, user_id: string) {
  const key = `review-sitting.${user_id}`;
  const [sitting, setSitting] = useState<Sitting | null>(() => readKept(key, kept));
  const [now, setNow] = useState(() => Date.now());
  const [laterAt, setLaterAt] = useState(0);
  const [until, setUntil] = useState<number | null>(null);
  useEffect(() => {
    if (!isMinded) return;
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isMinded]);
  const dueAt = sitting && isMinded ? Math.max(sitting.began + LONG_MS, laterAt) : null;
  return {
    /** When a pause is due; null where nobody minds, or nothing was decided. */
    dueAt,
    isDue: dueAt !== null && now >= dueAt,
    /** The end of the pause that is taken. */
    until,
    /** Something was decided. */
    note: () => {
      const next = sittingAt(sitting, Date.now());
      setSitting(next);
      keep(key, next);
    },
    pause: () => setUntil(Date.now() + PAUSE_MS),
    later: () => setLaterAt(Date.now() + LATER_MS),
    goOn: () => {
      setUntil(null);
      setLaterAt(0);
      setSitting(null);
      keep(key, null);
    },
  };
}
