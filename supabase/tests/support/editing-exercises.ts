import { beforeEach } from 'vitest';
import { acting } from './acting.ts';
import { type Sql, value } from './authoring.ts';

export type Json = Record<string, unknown>;

export interface Edited {
  change_set_id: string | null;
  made: { nth: number; spark_id: string; exercise_id: string }[];
  refused: { nth: number; code: string; fields: Json[]; hash?: string }[];
}

export const exercise = (id: unknown, more: Json = {}) => ({
  id,
  exercise_type: 'true_false',
  stem: `Is it ${id}?`,
  answer: true,
  difficulty: 'easy',
  cognitive_level: 'Recall',
  ...more,
});

/** The bank of the first lesson, before each test. */
export const BANK = [exercise('a'), exercise('b', { kept: { deep: [1] } }), exercise('c')];

/** An edit that sets fields. */
export const set = (exercise_id: string, fields: Json, more: Json = {}) => ({
  do: 'set',
  exercise_id,
  fields,
  ...more,
});

/** Two lessons in a workspace of their own for each test: `spark` with the bank above and a quiz, `other` without exercises. */
export function editingExercises() {
  const base = acting();
  const { sql, author, here } = base;
  const lessons = { spark: '', other: '' };
  beforeEach(async () => {
    Object.assign(lessons, { spark: await author.spark(), other: await author.spark() });
    await author.lessonPackage(lessons.spark, {
      meta: { title: 'X' },
      exercise_bank: BANK,
      quiz: ['b'],
      quiz_metadata: { quiz_type: 'mine', difficulty_distribution_target: { easy: 1 }, unknown: 'kept' },
      more: 1,
    });
  });

  /** Edits of the first lesson, unless they name another, as the form of an exercise sends them; strict: as programs do. */
  const edit = (edits: Json[], options: { strict?: boolean; on?: Sql } = {}) =>
    value<Edited>(options.on ?? sql, 'select public.edit_exercises($1, $2, $3)', [
      here.workspace,
      JSON.stringify(edits.map((one) => ({ spark_id: lessons.spark, ...one }))),
      !options.strict,
    ]);
  const stored = async (of = lessons.spark) =>
    value<{ exercise_bank: Json[]; quiz: unknown[]; quiz_metadata: Json; [more: string]: unknown }>(
      sql,
      'select body from public.packages where spark_id = $1',
      [of],
    );
  const ids = async (of = lessons.spark) => (await stored(of)).exercise_bank.map(({ id }) => id);
  const one = async (id: string, of = lessons.spark) => (await stored(of)).exercise_bank.find((each) => each.id === id);
  const hashOf = (id: string, of = lessons.spark) =>
    value<string>(
      sql,
      'select hash from private.exercise_entries where spark_id = $1 and exercise_id = $2 order by place limit 1',
      [of, id],
    );
  return { ...base, lessons, edit, stored, ids, one, hashOf };
}
