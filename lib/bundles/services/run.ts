import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type Blocker, stagedJson } from '#lib/snapshots/core/outcomes.ts';
import type { Task } from '#lib/tasks/core.ts';
import { outcomeOf } from '#lib/tasks/services.ts';
import { type Applied, appliedJson } from '../core/applied.ts';
import { moveNotice } from '../core/folder-moves.ts';
import type { BundleProblem } from '../core/problem.ts';
import type { WarningCount } from '../core/problem-tally.ts';
import type { ConflictChoice } from '../data/imports.ts';
import { type BroughtFiles, keepFolderAssets, readFolderAssets } from './folder-assets.ts';
import { beginApplying, type ImportPlan, planImport } from './imports.ts';
import { leaveConcepts } from './moved.ts';
import { recognisedHere } from './outside-context.ts';
import type { BundleSource } from './reader.ts';
import { promoteStaged, stageImport } from './stage.ts';

/** How far an import is to go. `look` forgets the plan, `plan` keeps it to be applied later. */
export type ImportGoal = 'look' | 'plan' | 'apply' | 'promote';

export type ImportStep = 'reading' | 'planning' | 'applying' | 'staging' | 'reading_again';

export interface ImportRequest {
  workspace_id: string;
  source: BundleSource;
  goal: ImportGoal;
  label?: string;
  /** `kind:key` of items to leave out. */
  skip?: string[];
  /** The person who takes over units whose owner nobody knows. */
  taker?: string;
  conflicts?: ConflictChoice;
  /** Whoever asked may go away; what is not applied by then leaves nothing behind. */
  signal?: AbortSignal;
  onStep?: (step: ImportStep) => void;
  /** How far a step is that a worker does. */
  onProgress?: (task: Task) => void;
}

/** How far an import came. `plan` is there in every case, what follows it as far as it went. */
export type ImportRun = { plan: ImportPlan } & (
  | { state: 'planned' }
  /** `problems` of the bundle, or of the workspace that moved between plan and apply. */
  | { state: 'refused'; at: 'plan' | 'apply'; problems: BundleProblem[]; more: number; warnings: WarningCount[] }
  | ({ state: 'applied' } & Written)
  | ({ state: 'blocked'; blockers: Blocker[] } & Written)
  /** `is_new` is false where the current snapshot had all of it already. */
  | ({ state: 'promoted'; snapshot_id: string; is_new: boolean } & Written)
);

interface Written {
  receipt: Omit<Applied, 'problems'>;
  /** Files that a folder brought along. */
  files: BroughtFiles | null;
}

/**
 * The one way in for a bundle, whoever brings it (command line, HTTP, upload in the studio, demo course): plan, apply, stage
 * exactly that, promote, as far as asked. In the studio a person decides between the steps, so its actions call the same ones
 * one by one. A bundle or workspace that does not allow it is an answer, not a failed Result. What was recognised
 * by digest and changed under way is read once more.
 */
export async function runImport(db: Db, request: ImportRequest): Promise<Result<ImportRun>> {
  const run = await runOnce(db, request);
  if (run.ok || run.problem.code !== 'stale') return run;
  request.onStep?.('reading_again');
  return runOnce(db, request);
}

async function runOnce(db: Db, request: ImportRequest): Promise<Result<ImportRun>> {
  const { workspace_id, goal, label, skip, conflicts, signal, onStep } = request;
  const recognised = await recognisedHere(db, workspace_id, request.source, request.taker ?? null);
  if (!recognised.ok) return recognised;
  const source = goal === 'plan' ? await forLater(db, workspace_id, recognised.data) : recognised.data;
  const waiting = { onProgress: request.onProgress, signal };
  const planned = await planImport(db, {
    workspace_id,
    source,
    label,
    skip,
    dry_run: goal === 'look',
    signal,
    onProgress: onStep,
  });
  if (!planned.ok) return planned;
  const plan = planned.data;
  if (!plan.can_apply) {
    const { problems, more, warnings } = plan;
    return ok({ state: 'refused', at: 'plan', plan, problems, more, warnings });
  }
  if (goal === 'look' || goal === 'plan') return ok({ state: 'planned', plan });

  onStep?.('applying');
  const begun = await beginApplying(db, workspace_id, plan.import_id, conflicts);
  const applied = await outcomeOf(db, workspace_id, begun, appliedJson(plan.import_id), waiting);
  if (!applied.ok) return applied;
  const { problems, ...receipt } = applied.data;
  if (problems.length > 0) {
    const located = source.files ? await source.files.locate(problems) : problems;
    return ok({ state: 'refused', at: 'apply', plan, problems: located, more: 0, warnings: [] });
  }
  const moved = await leaveConcepts(db, workspace_id, source.files?.moved ?? []);
  if (!moved.ok) return moved;
  // Now that their rows are there, and before anything of it is staged.
  const files = source.files ? await readFolderAssets(db, workspace_id, source.files.disk) : null;
  const written = { plan, receipt, files };
  if (goal === 'apply') return ok({ state: 'applied', ...written });

  onStep?.('staging');
  const staging = await stageImport(db, workspace_id, plan.import_id);
  const staged = await outcomeOf(db, workspace_id, staging, stagedJson, waiting);
  if (!staged.ok) return staged;
  if (!staged.data.ok) return ok({ state: 'blocked', blockers: staged.data.blockers, ...written });
  const promoted = await promoteStaged(db, plan.import_id, staged.data);
  return promoted.ok ? ok({ state: 'promoted', ...promoted.data, ...written }) : promoted;
}

/** A source whose files are kept for whoever applies its plan, with what is to be said of what does not come along. */
async function forLater(db: Db, workspace_id: string, source: BundleSource): Promise<BundleSource> {
  const { files } = source;
  if (!files) return source;
  const refused = await keepFolderAssets(db, workspace_id, files.disk);
  const stays = files.moved.map((lesson) => moveNotice(lesson, true));
  const others = files.problems.filter(({ code }) => code !== 'moved_file');
  return { ...source, files: { ...files, problems: [...others, ...stays, ...refused] } };
}
