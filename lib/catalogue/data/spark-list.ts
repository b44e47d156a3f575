import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { SPARK_STATES, type SparkFilter, type SparkSort, type SparkView } from '../core/spark-list.ts';

const count = z.number();
const row = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  state: z.enum(SPARK_STATES),
  is_published: z.boolean(),
  version: count,
  difficulty: z.string(),
  mins: count,
  exercises: count,
  links: count,
  /** In how many concepts it stands, and the first of them in the order of the outline. */
  places: count,
  place: z
    .object({ id: z.string(), concept_id: z.string(), concept: z.string(), trail: z.string().nullable() })
    .nullable(),
  updated_by: z.string().nullable(),
  updated_at: z.string(),
});
const list = z.object({
  total: count,
  mins: count,
  exercises: count,
  rows: z.array(row),
  views: z.object({
    all: count,
    mine: count,
    drafts: count,
    no_exercises: count,
    long: count,
    loose: count,
    changed: count,
  } satisfies Record<SparkView, z.ZodNumber>),
});

export type SparkRow = z.infer<typeof row>;
/** A page of sparks; `total`, `mins` and `exercises` are of all that match, `views` of all there are. */
export type SparkList = z.infer<typeof list>;

export interface SparkListAsk {
  filter: SparkFilter;
  sort: SparkSort;
  /** The last first. */
  is_down: boolean;
  offset: number;
  limit: number;
}

/** Sparks of a workspace that a filter leaves, in an order, a page at a time. */
export function readSparkList(db: Db, workspace_id: string, ask: SparkListAsk): Promise<Result<SparkList>> {
  return callJson(
    db,
    'read_spark_list',
    {
      p_workspace: workspace_id,
      p_filter: { ...ask.filter },
      p_sort: ask.sort,
      p_down: ask.is_down,
      p_offset: ask.offset,
      p_limit: ask.limit,
    },
    list,
  );
}
