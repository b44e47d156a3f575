import { DIFFICULTIES, type Difficulty } from '#lib/base/core/content-kinds.ts';
import {
  SPARK_SORTS,
  SPARK_STATES,
  SPARK_VIEWS,
  type SparkFilter,
  type SparkSort,
  type SparkView,
} from '#lib/catalogue/core/spark-list.ts';

// View, filters, order and columns stand in the address: it survives a reload, and a colleague who is sent it sees the same.

export interface SparksAddress {
  /** What is sought, as it was typed; the filter has it without the room around it. */
  typed: string;
  view: SparkView;
  filter: SparkFilter;
  sort: SparkSort;
  is_down: boolean;
  /** Columns that are not shown: those that somebody has taken out, or what is not needed every day. */
  hidden: readonly string[];
}

const HIDDEN_AT_FIRST: readonly string[] = ['difficulty'];
/** Stands for no column in the address, where an empty value would be none. */
const NOTHING_HIDDEN = '-';
/** Columns that are hidden, as the address says it. */
export const writtenHidden = (columns: readonly string[]): string => columns.join(',') || NOTHING_HIDDEN;

const MINUTES = /^[1-9]\d?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const some = <Value extends string>(of: readonly Value[], text: string | null): Value[] =>
  of.filter((one) => text?.split(',').includes(one));

/** What an address says. What makes no sense is as if it were not there. */
export function readAddress(params: Pick<URLSearchParams, 'get'>): SparksAddress {
  const get = (name: string) => params.get(name);
  const [states, difficulties] = [some(SPARK_STATES, get('state')), some<Difficulty>(DIFFICULTIES, get('level'))];
  const minutes = (text: string | null) =>
    text && MINUTES.test(text) && Number(text) <= 60 ? Number(text) : undefined;
  const [least_mins, most_mins] = [minutes(get('from')), minutes(get('to'))];
  const typed = get('q')?.slice(0, 200) ?? '';
  const text = typed.trim();
  const [trail, by, beacon, exercises] = [get('trail'), get('by'), get('beacon'), get('exercises')];
  const order = get('sort') ?? '';
  const sort = SPARK_SORTS.find((one) => one === order.replace('-', ''));
  const view = get('view') ?? '';
  return {
    typed,
    view: Object.hasOwn(SPARK_VIEWS, view) ? (view as SparkView) : 'all',
    filter: {
      ...(text && { text }),
      ...(states.length > 0 && { states }),
      ...(difficulties.length > 0 && { difficulties }),
      ...(beacon && { beacon: beacon.slice(0, 200) }),
      ...(trail && UUID.test(trail) && { trail_id: trail }),
      ...(by && UUID.test(by) && { by }),
      ...((exercises === '1' || exercises === '0') && { has_exercises: exercises === '1' }),
      ...(least_mins && { least_mins }),
      ...(most_mins && { most_mins }),
    },
    sort: sort ?? 'place',
    is_down: sort !== undefined && order.startsWith('-'),
    hidden: get('hide')?.split(',') ?? HIDDEN_AT_FIRST,
  };
}

/** The parameters of a filter, those that it has not as null. */
export const writtenFilter = (filter: SparkFilter): Record<string, string | null> => ({
  q: filter.text ?? null,
  state: filter.states?.join(',') || null,
  level: filter.difficulties?.join(',') || null,
  beacon: filter.beacon ?? null,
  trail: filter.trail_id ?? null,
  by: filter.by ?? null,
  exercises: filter.has_exercises === undefined ? null : filter.has_exercises ? '1' : '0',
  from: filter.least_mins ? String(filter.least_mins) : null,
  to: filter.most_mins ? String(filter.most_mins) : null,
});
