import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { questionFilter, readImportQuestions, readQuestionPlan } from '../data/questions.ts';

const import_id = z.uuid();

/** The plan of an import of questions: its report, and groups to choose by. */
export const questionPlanRead = defineRead({
  name: 'question-plan',
  permission: 'import.run',
  input: z.object({ import_id }),
  run: ({ db, workspace }, input) => readQuestionPlan(db, workspace.id, input.import_id),
});

/** A page of the questions of a file, with what became of each. */
export const importQuestionsRead = defineRead({
  name: 'import-questions',
  permission: 'import.run',
  input: z.object({
    import_id,
    filter: questionFilter,
    after: z.number().int().min(-1),
    limit: z.number().int().min(1).max(200),
  }),
  run: ({ db, workspace }, { import_id, ...page }) => readImportQuestions(db, workspace.id, import_id, page),
});
