import { z } from 'zod';

/** Exercises of a bank by what they have; conditions are joined by AND. '' stands for what is not set. */
export const bankFilter = z.object({
  types: z.array(z.string().max(100)).max(50).optional(),
  difficulties: z.array(z.string().max(200)).max(50).optional(),
  levels: z.array(z.string().max(200)).max(50).optional(),
  objectives: z.array(z.string().max(200)).max(200).optional(),
  in_quiz: z.boolean().optional(),
  is_blocked: z.boolean().optional(),
  has_image: z.boolean().optional(),
  /** Something could be better in how it is written. */
  has_hint: z.boolean().optional(),
  /** The id of a concept or trail: of the lessons in it. */
  within: z.uuid().optional(),
  text: z.string().max(200).optional(),
});
export type BankFilter = z.infer<typeof bankFilter>;

export const BANK_SORTS = ['place', 'stem', 'type', 'level', 'difficulty', 'objective', 'quiz', 'blocked'] as const;
export type BankSort = (typeof BANK_SORTS)[number];

/** Rows that one read of a bank gives at most. */
export const BANK_A_PAGE = 2000;
/** Those of the workspace come as somebody scrolls. */
export const WORKSPACE_A_PAGE = 200;

const spark_id = z.uuid();
const exercise_id = z.string().nullable();
/** Of the state that the person saw, as the bank gave it: a digest in the shape of a UUID, and of no version that those have. */
const hash = z.guid().optional();
const exercise_ids = z.array(z.string()).max(10_000);
const after = z.string().nullable().optional();
const fields = z.record(z.string(), z.unknown());

/**
 * One edit of a bank or quiz. `set` writes fields of an exercise (and drops some); without a hash whatever it says now. `add`, `move`
 * and `quiz_add` put it after another one: null for the beginning, absent for the end. `transfer` takes it to another lesson.
 */
export const exerciseEdit = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set'), spark_id, exercise_id, hash, fields, drop: z.array(z.string()).optional() }),
  z.object({ do: z.literal('add'), spark_id, exercise: fields, after }),
  z.object({ do: z.literal('duplicate'), spark_id, exercise_id, hash }),
  z.object({ do: z.literal('remove'), spark_id, exercise_id, hash }),
  z.object({ do: z.literal('move'), spark_id, exercise_id, hash, after }),
  z.object({
    do: z.literal('transfer'),
    spark_id,
    exercise_id,
    hash,
    to_spark_id: z.uuid(),
    is_copy: z.boolean().optional(),
  }),
  z.object({ do: z.literal('quiz_add'), spark_id, exercise_ids, after }),
  z.object({ do: z.literal('quiz_remove'), spark_id, exercise_ids }),
  z.object({ do: z.literal('quiz_order'), spark_id, exercise_ids }),
  z.object({ do: z.literal('quiz_metadata'), spark_id, fields }),
]);
export type ExerciseEdit = z.infer<typeof exerciseEdit>;
