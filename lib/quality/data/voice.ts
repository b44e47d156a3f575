import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { parseRows } from '#lib/base/data/rpc.ts';

/** More courses than these are not compared at once. */
const MOST_COURSES = 20;

const lesson = z.object({ id: z.string(), content_md: z.string() });
const courseRow = z.object({
  trail: z
    .object({
      id: z.string(),
      slug: z.string(),
      title: z.string(),
      concepts: z.object({ concept_sparks: z.object({ spark: lesson.nullable() }).array() }).array(),
    })
    .nullable(),
});
/** A course with the texts of its lessons. */
export interface VoicedCourse {
  id: string;
  slug: string;
  title: string;
  lessons: { id: string; content_md: string }[];
}

/** The courses that are written as a persona, each with its lessons. */
export async function readVoicedCourses(
  db: Db,
  workspace_id: string,
  persona_id: string,
): Promise<Result<VoicedCourse[]>> {
  const { data, error } = await db
    .from('course_profiles')
    .select('trail:trails(id, slug, title, concepts(concept_sparks(spark:sparks(id, content_md))))')
    .eq('workspace_id', workspace_id)
    .eq('persona_id', persona_id)
    .order('trail_id')
    .limit(MOST_COURSES);
  if (error) return problemFromPostgres(error);
  const rows = parseRows('course_profiles', courseRow, data);
  if (!rows.ok) return rows;
  return ok(
    rows.data.flatMap(({ trail }) => {
      if (!trail) return [];
      const { concepts, ...course } = trail;
      const lessons = concepts.flatMap(({ concept_sparks }) => concept_sparks.flatMap(({ spark }) => spark ?? []));
      // A spark may stand in several concepts; it is read once.
      return [{ ...course, lessons: [...new Map(lessons.map((one) => [one.id, one])).values()] }];
    }),
  );
}

/** What a persona says of its voice; undefined where there is no such persona. */
export async function readVoiceProfile(db: Db, workspace_id: string, persona_id: string): Promise<Result<unknown>> {
  const { data, error } = await db
    .from('personas')
    .select('voice_profile')
    .eq('workspace_id', workspace_id)
    .eq('id', persona_id)
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data?.voice_profile);
}
