import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type CutPoints, findCutPoints, shareMinutes } from '../core/cut-points.ts';
import * as data from '../data/bulk-edits.ts';
import { getLesson } from '../data/entities.ts';
import { withFreeSlug } from './free-slug.ts';

/** Makes one of two; a loop that their links would close comes with its way, so that it can be mended. */
export async function mergeEntities(db: Db, workspace_id: string, merge: data.Merge): Promise<Result<string>> {
  const merged = await data.mergeEntities(db, workspace_id, merge);
  if (merged.ok || merged.problem.code !== 'loop') return merged;
  const way = await data.mergeLoop(db, workspace_id, merge);
  return fail('loop', 'Links lead from one of the two to the other. As one, they would lead back to themselves.', {
    detail: way.ok ? way.data : null,
  });
}

/** Puts some sparks of a concept into a new concept right after it, under a slug made from the title. */
export async function splitConcept(
  db: Db,
  workspace_id: string,
  split: { concept_id: string; place_ids: string[]; title: string },
): Promise<Result<data.Made>> {
  return withFreeSlug(split.title, 'concept', (slug) => data.splitConcept(db, workspace_id, { ...split, slug }));
}

/** Where a lesson can be cut, as it is saved now. */
export async function readCutPoints(db: Db, workspace_id: string, spark_id: string): Promise<Result<CutPoints>> {
  const spark = await getLesson(db, workspace_id, spark_id);
  if (!spark.ok) return spark;
  return ok({ version: spark.data.version, points: findCutPoints(spark.data.content_md) });
}

/** Cuts a lesson at one of its headings. Not a character is lost; the minutes are shared out by the words. */
export async function splitSpark(
  db: Db,
  workspace_id: string,
  split: { spark_id: string; version: number; offset: number; title: string },
): Promise<Result<data.Made>> {
  const spark = await getLesson(db, workspace_id, split.spark_id);
  if (!spark.ok) return spark;
  const { content_md, estimated_mins, version } = spark.data;
  const point = findCutPoints(content_md).find(({ offset }) => offset === split.offset);
  if (version !== split.version || !point)
    return fail('stale', 'The lesson has been saved since. Look where it can be cut now.');
  const [first_mins, second_mins] = shareMinutes(estimated_mins, point);
  return withFreeSlug(split.title, 'spark', (slug) =>
    data.splitSpark(db, workspace_id, {
      ...split,
      slug,
      first: content_md.slice(0, point.offset),
      second: content_md.slice(point.offset),
      first_mins,
      second_mins,
    }),
  );
}
