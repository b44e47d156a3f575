import { REVIEW_VIEWS, type ReviewFilter, reviewFilter } from '#lib/review/core/proposal.ts';

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
export const NARROWINGS = Object.keys(NAMES) as readonly Narrowing[];

/** What an address says of the queue: server and browser ask for the same. */
export function readFilter(params: URLSearchParams): ReviewFilter {
  const show = REVIEW_VIEWS.find((one) => one === params.get('show')) ?? 'open';
  return NARROWINGS.reduce<ReviewFilter>((filter, name) => readOne(filter, name, params.get(NAMES[name])), { show });
}

/** What of the address says so; null takes it out. The open proposal goes too: another queue begins at its first. */
export const writtenFilter = (filter: ReviewFilter): Record<string, string | null> => ({
  show: filter.show === 'open' ? null : (filter.show ?? null),
  id: null,
  ...Object.fromEntries(
    NARROWINGS.map((name) => [NAMES[name], filter[name] === undefined ? null : String(filter[name])]),
  ),
});

/** The filter with one thing set as an address has it, or taken out. What makes no sense is as if it were not there. */
export function readOne(filter: ReviewFilter, name: Narrowing, value: string | null): ReviewFilter {
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
