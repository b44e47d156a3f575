'use client';

import { useQuery } from '@tanstack/react-query';
import { reviewHabitsQuery } from '#lib/review/queries/attention.ts';
import type { Claims } from './use-claim.ts';
import type { Me } from './use-desk.ts';
import { usePause } from './use-pause.ts';

/** What the desk does against approving asleep. */
export function useAttention(workspace: string, me: Me, claims: Claims) {
  const habits = useQuery(reviewHabitsQuery(workspace)).data;
  const pause = usePause(habits?.minds_pauses ?? false, me.user_id);
  return {
    pause,
    runsChecks: habits?.runs_checks ?? false,
    holdsRisk: habits?.holds_risk ?? false,
    /** So many wait for a second opinion of this person. */
    second: habits?.second ?? 0,
    /** Whether this person has opened a draft, now or in an earlier sitting. */
    hasOpened: (id: string) => claims.taken.has(id) || (habits?.opened.includes(id) ?? false),
    claimed: claims.last,
  };
}
