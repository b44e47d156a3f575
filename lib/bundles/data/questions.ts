import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { Loss } from '#lib/exercises/core/formats/losses.ts';
import type { QuestionSource } from '#lib/exercises/core/formats/report.ts';
import type { AlikeNew } from '#lib/exercises/core/near-duplicates.ts';
import {
  addedQuestions,
  FATES,
  type QuestionChoices,
  type QuestionReport,
  questionGroup,
  questionReceipt,
  questionReport,
} from '../core/question-plan.ts';
import type { QuestionRow } from '../core/question-rows.ts';

export function addImportQuestions(db: Db, import_id: string, questions: QuestionRow[]): Promise<Result<number>> {
  return call(db, 'add_import_questions', { p_import: import_id, p_questions: questions });
}

/** Says of questions that are being read what they ask nearly the same as. */
export function markAlikeQuestions(db: Db, import_id: string, found: AlikeNew[]): Promise<Result<number>> {
  return call(db, 'mark_alike_questions', { p_import: import_id, p_alike: found });
}

/** Ends the reading: from now on the import has a plan. */
export function planQuestions(db: Db, import_id: string, report: QuestionReport): Promise<Result<null>> {
  return call(db, 'plan_questions', { p_import: import_id, p_format: report.format, p_report: report });
}

const spark = z.object({ spark_id: z.string(), slug: z.string(), title: z.string() });
const questionPlan = z.object({
  report: questionReport,
  receipt: questionReceipt.nullable(),
  /** Whose banks have some of the questions already, word for word. */
  here: z.array(spark),
  groups: z.array(questionGroup),
});
export type QuestionPlan = z.infer<typeof questionPlan>;

export function readQuestionPlan(db: Db, workspace_id: string, import_id: string): Promise<Result<QuestionPlan>> {
  return callJson(db, 'read_question_plan', { p_workspace: workspace_id, p_import: import_id }, questionPlan);
}

/** Which questions of a file are asked for. */
export const questionFilter = z.object({
  fate: z.enum(FATES).optional(),
  code: z.string().max(100).optional(),
  category: z.string().max(2_000).optional(),
  has_losses: z.boolean().optional(),
  is_alike: z.boolean().optional(),
});
export type QuestionFilter = z.infer<typeof questionFilter>;

const alike = z.object({
  similarity: z.number(),
  stem: z.string().nullable(),
  /** Its place in the file, where it is another one of it. */
  nth: z.number().optional(),
  exercise_id: z.string().optional(),
  spark_slug: z.string().optional(),
  spark_title: z.string().optional(),
});
const plannedQuestion = z.object({
  nth: z.number(),
  fate: z.enum(FATES),
  category: z.string(),
  exercise: z.custom<Exercise>().nullable(),
  suggested_level: z.string().nullable(),
  source: z.custom<QuestionSource>(),
  losses: z.array(z.custom<Loss>()),
  /** What it asks nearly the same as; null also where that is gone. */
  alike: alike.nullable(),
});
/** A question of a file with what became of it. */
export type PlannedQuestion = z.infer<typeof plannedQuestion>;

export function readImportQuestions(
  db: Db,
  workspace_id: string,
  import_id: string,
  { filter, after, limit }: { filter: QuestionFilter; after: number; limit: number },
): Promise<Result<PlannedQuestion[]>> {
  return callJson(
    db,
    'read_import_questions',
    { p_workspace: workspace_id, p_import: import_id, p_filter: filter, p_after: after, p_limit: limit },
    plannedQuestion.array(),
  );
}

/** The keys of the files that the chosen questions show. */
export function chosenPictures(
  db: Db,
  workspace_id: string,
  import_id: string,
  choices: QuestionChoices,
): Promise<Result<string[]>> {
  return call(db, 'chosen_pictures', { p_workspace: workspace_id, p_import: import_id, p_choices: choices });
}

/** Adds the questions to banks in one transaction: all that the choices take, or nothing. */
export function applyQuestions(db: Db, import_id: string, choices: QuestionChoices) {
  return callJson(db, 'apply_questions', { p_import: import_id, p_choices: choices }, addedQuestions);
}
