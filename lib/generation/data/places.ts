import type pg from 'pg';
import { type BankExercise, MOST_IMPROVED } from '../core/asks/improve.ts';
import type { JobSource, PlacedLesson } from '../core/draft-job.ts';

// What a worker reads to draft from, as the owner of the database: always of the workspace of its job.

/** Sources by their ids, in that order; those that are gone are left out. */
export async function sourcesOf(db: pg.Pool, workspace_id: string, ids: readonly string[]): Promise<JobSource[]> {
  const { rows } = await db.query<JobSource>(
    `select s.id, s.name, s.body as text from public.job_sources s
     where s.workspace_id = $1 and s.id = any ($2::uuid[]) order by array_position($2::uuid[], s.id)`,
    [workspace_id, ids],
  );
  return rows;
}

/** The lessons of a spark, concept or trail in their order. */
export async function lessonsAt(db: pg.Pool, workspace_id: string, kind: string, id: string): Promise<PlacedLesson[]> {
  const { rows } = await db.query<PlacedLesson>(
    `select s.id, s.title, s.content_md, s.version from public.sparks s
     where s.workspace_id = $1 and $2 = 'spark' and s.id = $3
     union all
     (select s.id, s.title, s.content_md, s.version from public.concept_sparks p
      join public.concepts c on c.id = p.concept_id join public.sparks s on s.id = p.spark_id
      where p.workspace_id = $1 and ($2 = 'concept' and c.id = $3 or $2 = 'trail' and c.trail_id = $3)
      order by c.order_index, c.ordinal, p.order_index, p.ordinal)`,
    [workspace_id, kind, id],
  );
  // A spark may stand in several concepts; it is learned where it comes first.
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Exercises of a lesson in the order of its bank: those of these ids, or the first of all. What has no id of its own cannot be named. */
export async function exercisesAt(
  db: pg.Pool,
  workspace_id: string,
  spark_id: string,
  ids: readonly string[],
): Promise<BankExercise[]> {
  const { rows } = await db.query<BankExercise>(
    `select e.exercise ->> 'id' as id, e.exercise as raw from public.packages k
     cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) with ordinality e (exercise, nth)
     where k.workspace_id = $1 and k.spark_id = $2 and private.exercise_name(e.exercise) = e.exercise ->> 'id'
       and (cardinality($3::text[]) = 0 or e.exercise ->> 'id' = any ($3::text[])) order by e.nth limit $4`,
    [workspace_id, spark_id, ids, MOST_IMPROVED],
  );
  return rows;
}
