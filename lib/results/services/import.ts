import { ok, type Result } from '#lib/base/core/problem.ts';
import { storableText } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import type { FoundColumn, LeftAnswer, ReadAnswers, ReadRefusal, ResultFormat } from '../core/answers.ts';
import type { ColumnRole } from '../core/columns.ts';
import { type MatchedAnswer, type MatchOptions, matchAnswers, targetsOf } from '../core/match.ts';
import { firstLeft, leftGroups, type ResultPlan } from '../core/plan.ts';
import { Targets } from '../core/targets.ts';
import * as data from '../data/imports.ts';
import type { ReadFile } from './read-file.ts';

export interface ResultImportRequest extends MatchOptions {
  workspace_id: string;
  file: string;
  name: string;
  read: ReadFile;
  /** Recognised unless it is said. */
  format?: ResultFormat;
  /** What the columns of a table are; guessed without it. */
  roles?: ColumnRole[];
  /** Nothing is written: only the plan is wanted. */
  dry_run: boolean;
  signal?: AbortSignal;
}

export type ResultRun =
  | { state: 'refused'; refusal: ReadRefusal; columns: FoundColumn[] }
  | { state: 'planned'; plan: ResultPlan }
  | { state: 'added'; import_id: string; plan: ResultPlan };

const AT_ONCE = 5_000;

/**
 * Reads a file of answers and brings each to the version of the exercise that it was given to. The file is kept nowhere: a plan is made
 * of it, and it is sent again to be applied, so that no learner's name waits for anybody.
 */
export function importResults(db: Db, request: ResultImportRequest): Promise<Result<ResultRun>> {
  return withTemporary(async (folder) => {
    const { workspace_id, file, format, roles, signal } = request;
    const known = await data.readTargets(db, workspace_id);
    if (!known.ok) return known;
    const targets = new Targets(known.data);
    const outcome = await request.read(file, { format, roles, names: targets.names() }, folder, signal);
    if (!outcome.ok) return ok({ state: 'refused', refusal: outcome.refusal, columns: outcome.columns });
    const matched = await match(db, outcome.read, targets, request);
    if (!matched.ok) return matched;
    const { answers, repeated, left } = matched.data;
    const counted = { read: outcome.read, answers, left };
    if (request.dry_run || answers.length === 0) {
      const here = await sumOf(answers, (some) => data.countKnown(db, workspace_id, some), signal);
      return here.ok ? ok({ state: 'planned', plan: planOf(counted, repeated + here.data) }) : here;
    }
    return add(db, request, counted);
  });
}

interface CountedAnswers {
  read: ReadAnswers;
  answers: MatchedAnswer[];
  left: LeftAnswer[];
}

async function match(db: Db, read: ReadAnswers, targets: Targets, { workspace_id, scope, names }: ResultImportRequest) {
  const found = targetsOf(read.answers, targets, { scope, names });
  const exercises = [...new Set(found.values())].filter((one) => typeof one !== 'string');
  const versions = await data.readTargetVersions(db, workspace_id, exercises);
  if (!versions.ok) return versions;
  const matched = matchAnswers(read.answers, found, versions.data);
  return ok({ ...matched, left: [...read.left, ...matched.left] });
}

async function add(db: Db, request: ResultImportRequest, counted: CountedAnswers): Promise<Result<ResultRun>> {
  const { workspace_id, name, signal } = request;
  const started = await data.startResults(db, workspace_id, storableText(name), counted.read.format);
  if (!started.ok) return started;
  const import_id = started.data;
  try {
    const added = await sumOf(counted.answers, (some) => data.addResults(db, import_id, some), signal);
    if (!added.ok) {
      await data.removeResults(db, import_id);
      return added;
    }
    const { read, left } = counted;
    // What the database knew already, and what the file says twice.
    const plan = planOf(counted, read.answers.length + read.left.length - left.length - added.data);
    // What is all here already has no import of its own.
    if (added.data === 0) {
      const removed = await data.removeResults(db, import_id);
      return removed.ok ? ok({ state: 'planned', plan }) : removed;
    }
    const { left_answers: _, columns: __, ...outcome } = plan;
    const finished = await data.finishResults(db, import_id, outcome);
    return finished.ok ? ok({ state: 'added', import_id, plan }) : finished;
  } catch (error) {
    // Whoever asked went away, or the connection did: half of a file says less than none.
    await data.removeResults(db, import_id);
    throw error;
  }
}

function planOf({ read, answers, left }: CountedAnswers, here: number): ResultPlan {
  const total = read.answers.length + read.left.length;
  return {
    format: read.format,
    encoding: read.encoding,
    separator: read.separator,
    columns: read.columns,
    total,
    fresh: total - here - left.length,
    here,
    left: left.length,
    reasons: leftGroups(left),
    left_answers: firstLeft(left),
    exercises: new Set(answers.map(({ spark_id, exercise_id }) => `${spark_id} ${exercise_id}`)).size,
    learners: new Set(answers.map(({ learner }) => learner)).size,
  };
}

/** The sum of what is counted of some answers at a time. */
async function sumOf(
  answers: readonly MatchedAnswer[],
  count: (some: readonly MatchedAnswer[]) => Promise<Result<number>>,
  signal: AbortSignal | undefined,
): Promise<Result<number>> {
  let sum = 0;
  for (let at = 0; at < answers.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    const counted = await count(answers.slice(at, at + AT_ONCE));
    if (!counted.ok) return counted;
    sum += counted.data;
  }
  return ok(sum);
}
