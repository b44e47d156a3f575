'use client';

import { useMemo } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import type { ReviewFilter, ReviewView } from '#lib/review/core/proposal.ts';
import { NARROWINGS, type Narrowing, readFilter, readOne, writtenFilter } from './desk-address.ts';

/** What of the queue is looked at. It stands in the address, so that it can be sent to somebody. */
export function useDeskFilter() {
  const [params, write] = useUrlState();
  const address = params.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address]);
  const set = (next: ReviewFilter) => write(writtenFilter(next));
  return {
    filter,
    show: filter.show as ReviewView,
    /** How many things narrow it. */
    narrowed: NARROWINGS.filter((name) => filter[name] !== undefined).length,
    set,
    narrow: (name: Narrowing, value: string | null) => set(readOne({ ...filter, show: filter.show }, name, value)),
    clear: () => set({ show: filter.show }),
  };
}
