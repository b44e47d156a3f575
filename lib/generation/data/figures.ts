import type pg from 'pg';
import { figuresJson, type GenerationFigures } from '../core/figures.ts';

// What is counted of jobs (docs/decisions/130-figures-come-from-rows.md): a worker says which have ended, the web server asks for the sums.

/** A job that has ended. */
export interface ToldJob {
  id: string;
  workspace_id: string;
  content_type: string;
  status: 'completed' | 'failed';
  /** The code of its problem. */
  error_type: string | null;
  cost_micros: number;
  words: number;
  /** How long workers were at it. */
  work_ms: number;
}

/** Jobs that have ended since somebody asked last; each is given once, however many workers ask. */
export async function tellJobs(db: pg.Pool): Promise<ToldJob[]> {
  const { rows } = await db.query<ToldJob>(
    `select id, workspace_id, content_type, status, error_type, cost_micros::float8 as cost_micros, words::float8 as words,
       work_ms::float8 as work_ms from private.tell_jobs()`,
  );
  return rows;
}

/** What is counted of jobs, steps, breakers and books, of the whole studio. */
export async function readFigures(db: pg.Pool): Promise<GenerationFigures> {
  const { rows } = await db.query<{ figures: unknown }>('select private.generation_figures() as figures');
  return figuresJson.parse(rows[0]?.figures);
}
