import { type Outline, outlineJson } from '../core/outline.ts';
import { outputsOf } from '../data/queue.ts';
import type { StepContext } from './step-runner.ts';

/** The outline as it was approved, else as it was cut. */
export async function outlineOf({ db, job }: StepContext): Promise<Outline | null> {
  const said = [...(await outputsOf(db, job.id, 'approval')), ...(await outputsOf(db, job.id, 'outline'))];
  // What was approved and cannot be read is never replaced by what was not approved.
  return outlineJson.safeParse(said[0]?.outline).data ?? null;
}
