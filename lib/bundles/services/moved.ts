import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { idsOfSlugs } from '#lib/catalogue/data/entities.ts';
import { placesIn, removePlace } from '#lib/catalogue/data/sparks.ts';
import type { MovedLesson } from '../core/folder-moves.ts';

/** So many slugs and ids fit into the address of a request. */
const AT_ONCE = 50;

/**
 * Takes lessons out of the concepts from which their files went, once they stand where they went to. A bundle has no words for
 * leaving, so this is a change set of its own for each; a lesson that is gone from there already is left alone.
 */
export async function leaveConcepts(
  db: Db,
  workspace_id: string,
  moved: readonly MovedLesson[],
): Promise<Result<null>> {
  for (let at = 0; at < moved.length; at += AT_ONCE) {
    const left = await leaveSome(db, workspace_id, moved.slice(at, at + AT_ONCE));
    if (!left.ok) return left;
  }
  return ok(null);
}

async function leaveSome(db: Db, workspace_id: string, moved: readonly MovedLesson[]): Promise<Result<null>> {
  const [concepts, sparks] = await Promise.all([
    idsOfSlugs(db, workspace_id, 'concept', [...new Set(moved.map(({ from }) => from))]),
    idsOfSlugs(db, workspace_id, 'spark', [...new Set(moved.map(({ slug }) => slug))]),
  ]);
  if (!concepts.ok) return concepts;
  if (!sparks.ok) return sparks;
  const ids = (found: { id: string; slug: string }[]) => new Map(found.map(({ id, slug }) => [slug, id]));
  const [concept, spark] = [ids(concepts.data), ids(sparks.data)];
  const places = await placesIn(db, workspace_id, [...concept.values()], [...spark.values()]);
  if (!places.ok) return places;
  const left = new Set(moved.map(({ from, slug }) => `${concept.get(from)}>${spark.get(slug)}`));
  for (const { id, concept_id, spark_id } of places.data) {
    if (!left.has(`${concept_id}>${spark_id}`)) continue;
    const removed = await removePlace(db, workspace_id, id);
    if (!removed.ok && removed.problem.code !== 'not_found') return removed;
  }
  return ok(null);
}
