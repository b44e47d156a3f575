'use client';

import { useEffect, useState } from 'react';
import type { useReview } from '#lib/review/queries/proposals.ts';

/** A claim lasts ten minutes; it is renewed this often while somebody is at it. */
const RENEW_MS = 2 * 60_000;
const SIGNS = ['keydown', 'pointermove', 'wheel'] as const;

export type Claims = ReturnType<typeof useClaim>;

/** Says that somebody is deciding what is open, for as long as they are at it, and lets go of it when another one is opened. */
export function useClaim(
  id: string | null,
  isWanted: boolean,
  { claim, release }: ReturnType<typeof useReview>,
  isDecided: (id: string) => boolean,
) {
  const [last, setLast] = useState<{ id: string; opens_at: number } | null>(null);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const send = claim.mutateAsync;
  const letGo = release.mutate;
  useEffect(() => {
    if (!id || !isWanted) return;
    let isAtIt = false;
    const take = (one: string) =>
      // By its own promise: what is told to `mutate` is called for the last claim alone.
      void send(one).then(
        ({ opens_in_ms }) => {
          setLast({ id: one, opens_at: Date.now() + opens_in_ms });
          setTaken((before) => (before.has(one) ? before : new Set([...before, one])));
        },
        // Whose it is shows with the draft, which is read again.
        () => undefined,
      );
    const note = () => {
      isAtIt = true;
    };
    for (const sign of SIGNS) addEventListener(sign, note, { passive: true });
    take(id);
    const timer = setInterval(() => {
      if (isAtIt) take(id);
      isAtIt = false;
    }, RENEW_MS);
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, note);
      clearInterval(timer);
      // A decision lets go of it by itself.
      if (!isDecided(id)) letGo(id);
    };
  }, [id, isWanted, send, letGo, isDecided]);
  return {
    /** The claim that was taken last, and when the database lets it be approved. */
    last,
    /** All that were claimed in this sitting. */
    taken,
  };
}
