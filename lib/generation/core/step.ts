import type { Problem } from '#lib/base/core/problem.ts';
import type { JobKind } from './job.ts';
import type { NewProposal } from './proposal.ts';

/** A step that a worker has taken: what it is for, and the fence under which it may say what came of it. */
export interface TakenStep {
  id: string;
  workspace_id: string;
  flow_run_id: string;
  kind: string;
  params: Record<string, unknown>;
  fence: number;
}

/** The job of a step, as whoever asked for it said. */
export interface AskedJob {
  id: string;
  workspace_id: string;
  job_kind: JobKind;
  title: string;
  params: Record<string, unknown>;
  place_kind: string | null;
  place_id: string | null;
  /** The trace of the request that asked for it. */
  trace_parent: string | null;
}

/** A step that follows. Those of one order may run side by side, once all of a lower one are done. */
export interface NextStep {
  kind: string;
  name: string;
  order: number;
  params?: Record<string, unknown>;
}

/** What a step came to: its result with all that follows from it, or why there is none. */
export type StepResult =
  | { output: Record<string, unknown>; next?: readonly NextStep[]; proposals?: readonly NewProposal[] }
  | { problem: Problem; again_in_ms?: number }
  /** A budget would be broken: the job stops until a person says how it goes on. */
  | { held: Problem }
  /** Its provider may not be asked before then. */
  | { wait_until: string; problem: Problem }
  /** The step is another worker's by now. */
  | { lost: true };
