import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import { studioOptions } from '#lib/lessons/services.ts';
import * as data from '../data/jobs.ts';

/** A proposal as it is read; `html` of a spark is as readers would see it. */
export type ShownProposal = data.Proposal & { html: string | null };

export async function openProposal(
  db: Db,
  workspace: { id: string; slug: string },
  proposal_id: string,
): Promise<Result<ShownProposal>> {
  const found = await data.readProposal(db, workspace.id, proposal_id);
  if (!found.ok) return found;
  const { body } = found.data;
  const html =
    body.kind === 'spark' || body.kind === 'piece'
      ? (await renderLesson(body.content_md, studioOptions(db, workspace))).html
      : null;
  return ok({ ...found.data, html });
}
