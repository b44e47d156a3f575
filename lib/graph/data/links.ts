import { z } from 'zod';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { isNumber, isText, orNull, packedRow } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { type Made, madeJson } from '#lib/catalogue/data/bulk-edits.ts';
import { LINK_EDIT_CODES, type LinkEdit, type LinkEditOutcome, type LinkLoop } from '../core/edits.ts';
import type { GraphLevel } from '../core/graph.ts';
import type { NodePosition, PackedGraph } from '../core/packed.ts';

/** Strict: a graph that is not understood is a bug, and not a graph that has not moved. */
const graphVersion = z.strictObject({ version: z.number() });
export const graphJson: z.ZodType<PackedGraph> = z.object({
  version: z.number(),
  ends: z.array(z.string()),
  links: z.array(
    packedRow<PackedGraph['links'][number]>(
      isText,
      isNumber,
      isNumber,
      (type) => LINK_TYPES.some((one) => one === type),
      orNull(isNumber),
      orNull(isText),
      isNumber,
    ),
  ),
  positions: z.array(packedRow<NodePosition>(isText, isNumber, isNumber)),
});

/** The graph of a level; no more than its version when that is the one that is known. */
export async function readGraph(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  known: number | null,
): Promise<Result<PackedGraph | Pick<PackedGraph, 'version'>>> {
  const asked = { p_workspace: workspace_id, p_level: level, p_known: known };
  return callJson(db, 'read_graph', asked, z.union([graphJson, graphVersion]));
}

/** The number that moves with every change of a link or a position; 0 before the first. */
export async function versionOfGraph(db: Db, workspace_id: string, level: GraphLevel): Promise<Result<number>> {
  const { data, error } = await db
    .from('graphs')
    .select('version')
    .eq('workspace_id', workspace_id)
    .eq('level', level)
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data?.version ?? 0);
}

/** Remembers where nodes stand, with `reset` instead of all that was remembered. Gives the version of the graph. */
export async function setPositions(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  positions: { set: NodePosition[]; reset: boolean },
): Promise<Result<{ version: number }>> {
  const answer = await call(db, 'set_positions', {
    p_workspace: workspace_id,
    p_level: level,
    p_set: positions.set,
    p_reset: positions.reset,
  });
  return answer.ok ? ok({ version: answer.data }) : answer;
}

const editOutcome: z.ZodType<LinkEditOutcome> = z.object({
  change_set_id: z.string().nullable(),
  added: z.array(z.string()),
  failed: z.array(z.object({ index: z.number(), code: z.enum(LINK_EDIT_CODES) })),
});

/** Edits many links as one change set; `loop`, and nothing is changed, when they would close one. */
export async function editLinks(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  edits: LinkEdit[],
): Promise<Result<LinkEditOutcome>> {
  return callJson(db, 'edit_links', { p_workspace: workspace_id, p_level: level, p_edits: edits }, editOutcome);
}

const linkLoop: z.ZodType<LinkLoop> = z.array(
  z.object({
    node: z.object({ id: z.string(), slug: z.string(), title: z.string() }),
    link: z.object({ id: z.string(), link_type: z.enum(LINK_TYPES) }).nullable(),
  }),
);

/** A shortest way from one node to another along the links, without some of them; null when there is none. */
export async function linkWay(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  way: { from: string; to: string; without: string[] },
): Promise<Result<LinkLoop | null>> {
  return callJson(
    db,
    'link_way',
    {
      p_workspace: workspace_id,
      p_level: level,
      p_from: way.from,
      p_to: way.to,
      p_without: way.without,
    },
    linkLoop.nullable(),
  );
}

/** What a link joins; null when it is not there. */
export async function endsOfLink(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  id: string,
): Promise<Result<{ source_id: string; target_id: string } | null>> {
  const { data, error } = await db
    .from(`${level}_links`)
    .select('source_id, target_id')
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data);
}

/** Puts a new spark between the ends of a link. */
export async function insertOnLink(
  db: Db,
  workspace_id: string,
  insertion: { link_id: string; concept_id: string | null; fields: { title: string; slug: string } },
): Promise<Result<Made>> {
  return callJson(
    db,
    'insert_on_link',
    {
      p_workspace: workspace_id,
      p_link: insertion.link_id,
      p_concept: insertion.concept_id,
      p_fields: insertion.fields,
    },
    madeJson,
  );
}

/** The order of what stands in a trail (concepts) or in a concept (sparks). */
export interface NewOrder {
  parent_kind: 'trail' | 'concept';
  parent_id: string;
  ids: string[];
}

/** Gives many a new order as one change set (null: it is theirs already); `stale` when a list is not what stands there. */
export async function reorder(
  db: Db,
  workspace_id: string,
  orders: NewOrder[],
): Promise<Result<{ change_set_id: string | null }>> {
  const answer = await call(db, 'reorder', { p_workspace: workspace_id, p_orders: orders });
  return answer.ok ? ok({ change_set_id: answer.data }) : answer;
}
