'use client';

import { useMemo } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { REVIEW_VIEWS, type ReviewFilter, type ReviewView, reviewFilter } from '#lib/review/core/proposal.ts';

/** What narrows the queue beside the view, in the order of the panel, each with its name in the address. */
const NAMES = {
  groups: 'kind',
  trail_id: 'trail',
  asked_by: 'by',
  assigned_to: 'to',
  model: 'model',
  template: 'template',
  older_than_days: 'days',
  has_risk: 'risk',
} as const satisfies Partial<Record<keyof ReviewFilter, string>>;
export type Narrowing = keyof typeof NAMES;

/** What of the queue is looked at. It stands in the address, so that it can be sent to somebody. */
export function useDeskFilter() {
  const [params, write] = useUrlState();
  const address = params.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address]);
  const set = (next: ReviewFilter) =>
    write({ show: next.show === 'open' ? null : next.show, id: null, ...Object.fromEntries(written(next)) });
  return {
    filter,
    show: filter.show as ReviewView,
    /** How many things narrow it. */
    narrowed: (Object.keys(NAMES) as Narrowing[]).filter((name) => filter[name] !== undefined).length,
    set,
    narrow: (name: Narrowing, value: string | null) => set(readOne({ ...filter, show: filter.show }, name, value)),
    clear: () => set({ show: filter.show }),
  };
}

const written = (filter: ReviewFilter): [string, string | null][] =>
  (Object.entries(NAMES) as [Narrowing, string][]).map(([name, at]) => [
    at,
    filter[name] === undefined ? null : String(filter[name]),
  ]);

function readFilter(params: URLSearchParams): ReviewFilter {
  const show = REVIEW_VIEWS.find((one) => one === params.get('show')) ?? 'open';
  return (Object.entries(NAMES) as [Narrowing, string][]).reduce<ReviewFilter>(
    (filter, [name, at]) => readOne(filter, name, params.get(at)),
    { show },
  );
}

/** The filter with one thing set as an address has it, or taken out. What makes no sense is as if it were not there. */
function readOne(filter: ReviewFilter, name: Narrowing, value: string | null): ReviewFilter {
  const { [name]: _, ...rest } = filter;
  if (!value) return rest;
  const given =
    name === 'groups'
      ? value.split(',')
      : name === 'older_than_days'
        ? Number(value)
        : name === 'has_risk'
          ? value === 'true'
          : value;
  const read = reviewFilter.safeParse({ ...rest, [name]: given });
  return read.success ? read.data : rest;
}
