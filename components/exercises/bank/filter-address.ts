import type { BankFilter } from '#lib/exercises/core/bank.ts';

// A filter stands in the address, each condition as a parameter of its own; several values are separated by commas.
const LISTS = { types: 'type', levels: 'level', difficulties: 'difficulty', objectives: 'objective' } as const;
const FLAGS = { in_quiz: 'in_quiz', is_blocked: 'blocks', has_image: 'image' } as const;

type ListName = keyof typeof LISTS;
type FlagName = keyof typeof FLAGS;

const listNames = Object.keys(LISTS) as ListName[];
const flagNames = Object.keys(FLAGS) as FlagName[];

/** The filter that an address asks for. An empty value stands for "not set". */
export function filterIn(params: Pick<URLSearchParams, 'get'>): BankFilter {
  const filter: BankFilter = {};
  for (const name of listNames) {
    const asked = params.get(LISTS[name]);
    if (asked !== null) filter[name] = asked.split(',').map(decodeURIComponent);
  }
  for (const name of flagNames) if (params.get(FLAGS[name]) === '1') filter[name] = true;
  return filter;
}

/** The parameters of a filter, those it has not as null. */
export function filterOut(filter: BankFilter): Record<string, string | null> {
  return Object.fromEntries([
    ...listNames.map((name) => [LISTS[name], filter[name]?.map(encodeURIComponent).join(',') ?? null]),
    ...flagNames.map((name) => [FLAGS[name], filter[name] ? '1' : null]),
  ]);
}
