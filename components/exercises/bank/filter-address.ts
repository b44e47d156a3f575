import type { BankFilter } from '#lib/exercises/core/bank.ts';

// A filter stands in the address, each condition as a parameter of its own; several values are separated by commas.
const LISTS = { types: 'type', levels: 'level', difficulties: 'difficulty', objectives: 'objective' } as const;
const FLAGS = { in_quiz: 'in_quiz', is_blocked: 'blocks', has_image: 'image', has_hint: 'hint' } as const;

type ListName = keyof typeof LISTS;
type FlagName = keyof typeof FLAGS;

const listNames = Object.keys(LISTS) as ListName[];
const flagNames = Object.keys(FLAGS) as FlagName[];

/** Stands for "not set" in the address, where an empty value would be no value. */
const NOT_SET = '-';

/** The filter that an address asks for; in it '' stands for what is not set. */
export function filterIn(params: Pick<URLSearchParams, 'get'>): BankFilter {
  const filter: BankFilter = {};
  for (const name of listNames) {
    const asked = params.get(LISTS[name]);
    if (asked !== null) filter[name] = asked.split(',').map((one) => (one === NOT_SET ? '' : decodeURIComponent(one)));
  }
  for (const name of flagNames) if (params.get(FLAGS[name]) === '1') filter[name] = true;
  const within = params.get('within');
  if (within !== null) filter.within = within;
  return filter;
}

/** The parameters of a filter, those it has not as null. */
export function filterOut(filter: BankFilter): Record<string, string | null> {
  return Object.fromEntries([
    ...listNames.map((name) => [
      LISTS[name],
      filter[name]?.map((one) => encodeURIComponent(one) || NOT_SET).join(',') ?? null,
    ]),
    ...flagNames.map((name) => [FLAGS[name], filter[name] ? '1' : null]),
    ['within', filter.within ?? null],
  ]);
}
