'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { questionChoices } from '../core/question-plan.ts';
import { beginApplyingQuestions } from '../services/questions.ts';

// The file itself comes through `POST /api/v1/{workspace}/imports`, as bundles do.

export const applyQuestionsAction = defineAction({
  name: 'import.apply_questions',
  permission: 'import.run',
  input: z.object({ import_id: z.uuid(), choices: questionChoices }),
  run: ({ db, workspace }, { import_id, choices }) => beginApplyingQuestions(db, workspace.id, import_id, choices),
});
