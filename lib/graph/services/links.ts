import { USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Made } from '#lib/catalogue/data/bulk-edits.ts';
import { namesOf } from '#lib/catalogue/data/sparks.ts';
import { withFreeSlug } from '#lib/catalogue/services/free-slug.ts';
import { applyEdits, type LinkEdit, type LinkEditOutcome, type LinkLoop, loopAmong, NEW_LINK } from '../core/edits.ts';
import type { GraphLevel } from '../core/graph.ts';
import { showLoop } from '../core/links.ts';
import { unpackGraph } from '../core/packed.ts';
import * as data from '../data/links.ts';

/** Edits links as one change set. A new link without a weight gets the usual one; a loop that is refused comes with its links. */
export async function editLinks(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  edits: LinkEdit[],
): Promise<Result<LinkEditOutcome>> {
  const weighed = edits.map((edit) =>
    edit.op === 'add' && edit.weight === undefined ? { ...edit, weight: USUAL_WEIGHTS[edit.link_type].usual } : edit,
  );
  const answer = await data.editLinks(db, workspace_id, level, weighed);
  if (answer.ok || answer.problem.code !== 'loop') return answer;
  const loop = await loopOf(db, workspace_id, level, edits);
  if (!loop.ok) return loop;
  // Whoever made it a loop took that back in between.
  if (!loop.data) return data.editLinks(db, workspace_id, level, weighed);
  const titles = loop.data.map(({ node }) => node.title);
  return fail('loop', `Learning would go round in a circle: ${showLoop(titles)}.`, { detail: { loop: loop.data } });
}

/** A shortest loop that edits would close. */
async function loopOf(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  edits: LinkEdit[],
): Promise<Result<LinkLoop | null>> {
  const coming = edits.filter((edit) => edit.op === 'add' || edit.op === 'reverse');
  const without = edits.flatMap((edit) => (edit.op === 'remove' || edit.op === 'reverse' ? [edit.id] : []));
  const [only] = coming;
  if (only && coming.length === 1) {
    const ends = only.op === 'add' ? ok(only) : await data.endsOfLink(db, workspace_id, level, only.id);
    if (!ends.ok || !ends.data) return ends.ok ? ok(null) : ends;
    // The way back from where the new link leads to where it comes from.
    const [from, to] =
      only.op === 'add' ? [ends.data.target_id, ends.data.source_id] : [ends.data.source_id, ends.data.target_id];
    return data.linkWay(db, workspace_id, level, { from, to, without });
  }
  // Several may close one together: only the whole graph tells.
  const graph = await data.readGraph(db, workspace_id, level, null);
  if (!graph.ok) return graph;
  const loop = 'links' in graph.data ? loopAmong(applyEdits(unpackGraph(graph.data).links, edits)) : null;
  if (!loop) return ok(null);
  const names = await namesOf(
    db,
    level,
    loop.map(({ node }) => node),
  );
  if (!names.ok) return names;
  const named = loop.map(({ node, link: { id, link_type } }) => ({
    node: names.data.get(node) ?? { id: node, slug: '', title: '' },
    link: id.startsWith(NEW_LINK) ? null : { id, link_type },
  }));
  // As with a single one: from where a new link leads to, round to where it comes from.
  const start = named.findIndex(({ link }, at) => link && !named.at(at - 1)?.link);
  return ok(start > 0 ? [...named.slice(start), ...named.slice(0, start)] : named);
}

/** Puts a new spark between the ends of a link, under a slug made from its title. */
export async function insertOnLink(
  db: Db,
  workspace_id: string,
  { title, ...where }: { link_id: string; concept_id: string | null; title: string },
): Promise<Result<Made & { slug: string }>> {
  return withFreeSlug(title, 'spark', async (slug) => {
    const made = await data.insertOnLink(db, workspace_id, { ...where, fields: { title, slug } });
    return made.ok ? ok({ ...made.data, slug }) : made;
  });
}
