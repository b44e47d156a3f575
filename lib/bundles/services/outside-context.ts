import { ok, type Problem, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { findExternal, memberIds } from '../data/outside.ts';
import { type OutsideContext, recognised } from './outside-source.ts';
import type { BundleSource } from './reader.ts';

/** So many things are looked for at once. */
const ASKED_AT_ONCE = 1000;

/** Ends the reading of outside files: what the workspace did not say is there would be taken for new, and made once more. */
class NoAnswer extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A source as it is to be read, with everything named as this workspace has it. `taker`: takes over units of unknown owners. */
export async function recognisedHere(
  db: Db,
  workspace_id: string,
  source: BundleSource,
  taker: string | null,
): Promise<Result<BundleSource>> {
  try {
    return ok(await recognised(source, outsideContext(db, workspace_id, taker)));
  } catch (error) {
    if (error instanceof NoAnswer) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** A workspace as outside files ask it. */
function outsideContext(db: Db, workspace_id: string, taker: string | null): OutsideContext {
  return {
    taker,
    find: async (kind, system, asked) => {
      const found: Awaited<ReturnType<OutsideContext['find']>> = [];
      for (let from = 0; from < asked.length; from += ASKED_AT_ONCE) {
        const page = await findExternal(db, workspace_id, kind, system, asked.slice(from, from + ASKED_AT_ONCE));
        found.push(...answerOf(page));
      }
      return found;
    },
    members: async () => answerOf(await memberIds(db, workspace_id)),
  };
}

function answerOf<T>(result: Result<T>): T {
  if (!result.ok) throw new NoAnswer(result.problem);
  return result.data;
}
