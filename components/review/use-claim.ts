'use client';

import { useEffect } from 'react';
import type { useReview } from '#lib/review/queries/proposals.ts';

/** A claim lasts ten minutes; it is renewed this often while somebody is at it. */
const RENEW_MS = 2 * 60_000;
const SIGNS = ['keydown', 'pointermove', 'wheel'] as const;

/** Says that somebody is deciding what is open, for as long as they are at it, and lets go of it when another one is opened. */
export function useClaim(
  id: string | null,
  isWanted: boolean,
  { claim, release }: ReturnType<typeof useReview>,
  isDecided: (id: string) => boolean,
) {
  const take = claim.mutate;
  const letGo = release.mutate;
  useEffect(() => {
    if (!id || !isWanted) return;
    let isAtIt = false;
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
  }, [id, isWanted, take, letGo, isDecided]);
}
