import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { idsOfSlugs } from '#lib/catalogue/data/entities.ts';
import { placeIn, removePlace } from '#lib/catalogue/data/sparks.ts';
import type { MovedLesson } from '../core/folder-moves.ts';

/**
 * Takes lessons out of the concepts from which their files went, once they stand where they went to. A bundle has no words for
 * leaving, so this is a change set of its own for each; a lesson that is gone from there already is left alone.
 */
export async function leaveConcepts(
  db: Db,
  workspace_id: string,
  moved: readonly MovedLesson[],
): Promise<Result<null>> {
  for (const { slug, from } of moved) {
    const [concepts, sparks] = await Promise.all([
      idsOfSlugs(db, workspace_id, 'concept', [from]),
      idsOfSlugs(db, workspace_id, 'spark', [slug]),
    ]);
    if (!concepts.ok) return concepts;
    if (!sparks.ok) return sparks;
    const [concept, spark] = [concepts.data[0], sparks.data[0]];
    if (!concept || !spark) continue;
    const place = await placeIn(db, workspace_id, concept.id, spark.id);
    if (!place.ok) return place;
    if (place.data === null) continue;
    const left = await removePlace(db, workspace_id, place.data);
    if (!left.ok && left.problem.code !== 'not_found') return left;
  }
  return ok(null);
}
