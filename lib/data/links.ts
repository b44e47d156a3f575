import type { GraphLevel } from '#lib/core/graph/graph';
import type { NodePosition, PackedGraph } from '#lib/core/graph/packed';
import { ok, type Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import { call } from './rpc.ts';

/** The graph of a level; no more than its version when that is the one that is known. */
export async function readGraph(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  known: number | null,
  signal?: AbortSignal,
): Promise<Result<PackedGraph | Pick<PackedGraph, 'version'>>> {
  const asked = { p_workspace: workspace_id, p_level: level, p_known: known };
  return call<PackedGraph | Pick<PackedGraph, 'version'>>(db, 'read_graph', asked, signal);
}

/** Remembers where nodes stand, with `reset` instead of all that was remembered. Gives the version of the graph. */
export async function setPositions(
  db: Db,
  workspace_id: string,
  level: GraphLevel,
  positions: { set: NodePosition[]; reset: boolean },
): Promise<Result<{ version: number }>> {
  const answer = await call<number>(db, 'set_positions', {
    p_workspace: workspace_id,
    p_level: level,
    p_set: positions.set,
    p_reset: positions.reset,
  });
  return answer.ok ? ok({ version: answer.data }) : answer;
}
