import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { LessonContext } from '../core/analyse.ts';
import { contextOf } from '../core/around.ts';
import { type LessonQuality, readLessonQuality } from '../data/quality.ts';

/** The gates of a workspace, what was waved off in a lesson, and what stands around it. */
export interface LessonRead extends Pick<LessonQuality, 'gates' | 'dismissals'> {
  context: LessonContext;
}

/** Reads what the analysis of an open lesson needs beside its text. */
export async function readLesson(db: Db, workspace_id: string, spark_id: string): Promise<Result<LessonRead>> {
  const read = await readLessonQuality(db, workspace_id, spark_id);
  if (!read.ok) return read;
  const { gates, dismissals, around, trails } = read.data;
  return ok({ gates, dismissals, context: around ? contextOf(spark_id, around, trails) : {} });
}
