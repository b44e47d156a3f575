import type pg from 'pg';
import type { Problem } from '#lib/base/core/problem.ts';
import type { NewProposal } from '../core/proposal.ts';
import type { AskedJob, NextStep, TakenStep } from '../core/step.ts';

// What the worker says to the database about steps, as its owner. Each function is one transaction.

/** Takes the next step; null where nothing is ready. */
export async function takeStep(db: pg.Pool): Promise<TakenStep | null> {
  const { rows } = await db.query<TakenStep>(
    'select id, workspace_id, flow_run_id, kind, params, fence from private.take_step()',
  );
  return rows[0] ?? null;
}

/** The job of a step; null where whoever asked for it is no member any more. */
export async function jobOf(db: pg.Pool, { flow_run_id }: TakenStep): Promise<AskedJob | null> {
  const { rows } = await db.query<AskedJob>(
    `select r.id, r.workspace_id, r.job_kind, r.title, r.params, r.place_kind, r.place_id, r.trace_parent
     from public.flow_runs r join public.memberships m on m.workspace_id = r.workspace_id and m.user_id = r.asked_by
     where r.id = $1`,
    [flow_run_id],
  );
  return rows[0] ?? null;
}

/** What steps of a kind came to that are done, in their order. */
export async function outputsOf(db: pg.Pool, run_id: string, kind: string): Promise<Record<string, unknown>[]> {
  return (await stepOutputs(db, run_id, kind)).map(({ output }) => output);
}

/** What steps of a kind came to that are done, with their names. */
export async function stepOutputs(db: pg.Pool, run_id: string, kind: string) {
  const { rows } = await db.query<{ name: string; output: Record<string, unknown> }>(
    `select step_name as name, output from public.step_runs where flow_run_id = $1 and kind = $2 and status = 'completed' order by nth`,
    [run_id, kind],
  );
  return rows;
}

/** The text of a lesson as it was written last; null where it is written for the first time. */
export async function draftBefore(db: pg.Pool, step: TakenStep): Promise<string | null> {
  const { rows } = await db.query<{ text: string }>(
    `select coalesce(p.body ->> 'content_md', (p.body - 'kind')::text) as text from public.proposals p join public.step_runs s on s.id = p.step_run_id
     where p.flow_run_id = $1 and s.kind = 'ask' and s.id <> $2 and s.params - 'instruction' = $3::jsonb - 'instruction' order by p.ordinal desc limit 1`,
    [step.flow_run_id, step.id, storable(step.params)],
  );
  return rows[0]?.text ?? null;
}

/** Says that a worker is still at a step; false once it is not its any more. */
export async function beatStep(db: pg.Pool, { id, fence }: TakenStep): Promise<boolean> {
  const { rows } = await db.query<{ is_ours: boolean }>('select private.beat_step($1, $2) as is_ours', [id, fence]);
  return rows[0]?.is_ours ?? false;
}

/** As JSON that the database takes: it has no half of a character, as where a text was cut in an emoji, and no NUL. Lengths stay, for anchors. */
export const storable = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '\ufffd') : one));

interface Finished {
  output: Record<string, unknown>;
  next?: readonly NextStep[];
  proposals?: readonly NewProposal[];
}

/** Writes down what a step came to; false, with nothing written, where the fence does not count any more. */
export async function finishStep(db: pg.Pool, step: TakenStep, { output, next = [], proposals = [] }: Finished) {
  const { rows } = await db.query<{ is_done: boolean }>('select private.finish_step($1, $2, $3, $4, $5) as is_done', [
    step.id,
    step.fence,
    storable(output),
    storable(next),
    storable(proposals),
  ]);
  return rows[0]?.is_done ?? false;
}

/** Says that an attempt came to nothing; without `again_in_ms`, or after three tries, the job fails. */
export async function failStep(db: pg.Pool, step: TakenStep, problem: Problem, again_in_ms: number | null) {
  await db.query(`select private.fail_step($1, $2, $3, $4 * interval '1 millisecond')`, [
    step.id,
    step.fence,
    JSON.stringify({ code: problem.code, message: problem.message }),
    again_in_ms,
  ]);
}

/** Gives a step back that was not really tried. */
export async function putOffStep(db: pg.Pool, { id, fence }: TakenStep): Promise<void> {
  await db.query('select private.put_off_step($1, $2)', [id, fence]);
}

/** Gives steps of workers that are not heard of any more back to the queue, and forgets who has nothing to do. */
export async function recoverSteps(db: pg.Pool, silent_for_ms: number): Promise<number> {
  let found = 0;
  for (;;) {
    const { rows } = await db.query<{ is_found: boolean }>(
      `select private.recover_step($1 * interval '1 millisecond') as is_found`,
      [silent_for_ms],
    );
    if (!rows[0]?.is_found) break;
    found += 1;
  }
  await db.query('select private.drop_turns()');
  return found;
}
