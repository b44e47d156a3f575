import type { Pool, PoolClient } from 'pg';
import type { LessonAround } from '../core/around.ts';
import type { TaughtTerm, TeachingLesson } from '../core/taught.ts';

/** A lesson that is to be looked at, and what stands around it. */
export interface Unmeasured {
  workspace_id: string;
  spark_id: string;
  version: number;
  text_hash: string;
  content_md: string;
  estimated_mins: number;
  summary: string | null;
  /** This revision has been measured; what is around it has changed. */
  has_scores: boolean;
  looked_at: string;
}

export interface FoundHere {
  code: string;
  subject: string;
  says?: string;
}

/** What came of looking at one. */
export interface Measured
  extends Pick<Unmeasured, 'workspace_id' | 'spark_id' | 'version' | 'text_hash' | 'looked_at'> {
  analyser_version: number;
  scores: object;
  /** What the text alone says; null where that is kept already. */
  of_text: FoundHere[] | null;
  findings: FoundHere[];
  terms: TaughtTerm[];
  voice: object;
}

export type Measure = (one: Unmeasured, around: LessonAround, trails: TeachingLesson[][]) => Measured;

type Taken = { [Field in keyof Unmeasured]: Unmeasured[Field] | null } & { taken: number };

/**
 * Takes up to so many lines of the queue and keeps what is made of their sparks, in one transaction: a worker that dies leaves
 * them for the next. Of one workspace where one is named. Gives how many lines it took.
 */
export async function measureSome(db: Pool, most: number, measure: Measure, workspace_id?: string): Promise<number> {
  const client = await db.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<Taken>('select * from private.take_unmeasured($1, $2)', [
      most,
      workspace_id ?? null,
    ]);
    const found = rows.filter((row): row is Unmeasured & { taken: number } => row.spark_id !== null);
    if (found.length > 0)
      await client.query('select private.keep_findings($1)', [await measured(client, found, measure)]);
    await client.query('commit');
    return rows[0]?.taken ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** How many lines of a workspace are left, when others who are at some have kept or put back what they took. */
export async function linesLeft(db: Pool, workspace_id: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int from (select from private.quality_queue q where q.workspace_id = $1 for share) n',
    [workspace_id],
  );
  return rows[0]?.count ?? 0;
}

async function measured(client: PoolClient, found: readonly Unmeasured[], measure: Measure): Promise<string> {
  const { rows } = await client.query<{ spark_id: string; around: LessonAround }>(
    'select * from private.lessons_around($1)',
    [found.map(({ spark_id }) => spark_id)],
  );
  const around = new Map(rows.map((row) => [row.spark_id, row.around]));
  const ids = new Set(rows.flatMap((row) => row.around.trails));
  const trails = await client.query<{ trail_id: string; lessons: TeachingLesson[] }>(
    'select * from private.trail_terms($1)',
    [[...ids]],
  );
  const lessons = new Map(trails.rows.map((row) => [row.trail_id, row.lessons]));
  return JSON.stringify(
    found.flatMap((one) => {
      const here = around.get(one.spark_id);
      // It went this moment, and has left no line that would be missed.
      if (!here) return [];
      return measure(
        one,
        here,
        here.trails.flatMap((id) => (lessons.has(id) ? [lessons.get(id) as TeachingLesson[]] : [])),
      );
    }),
  );
}
