import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { proposeQuiz } from '../services/quiz.ts';

export const quizProposalRead = defineRead({
  name: 'quiz-proposal',
  permission: 'content.read',
  input: z.object({
    spark_id: z.uuid(),
    seed: z.int().min(0).max(1_000_000),
    length: z.int().min(1).max(200),
    pinned: z.array(z.string()).max(200),
    repeats: z.boolean(),
  }),
  run: ({ db, workspace }, { spark_id, ...wish }) => proposeQuiz(db, workspace.id, spark_id, wish),
});
