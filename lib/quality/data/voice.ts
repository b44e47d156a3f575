import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';

const voices = z.object({
  /** What the persona says of its voice; null where there is no such persona. */
  own: z.record(z.string(), z.json()).nullable(),
  courses: z.array(
    z.object({
      id: z.string(),
      slug: z.string(),
      title: z.string(),
      persona: z.string(),
      own: z.record(z.string(), z.json()).nullable(),
      sparks: z.number(),
      unmeasured: z.number(),
      languages: z.record(z.string(), z.number()),
      words: z.number(),
      uses: z.record(z.string(), z.number()),
    }),
  ),
});
/** Courses with what a voice is told by, added up over their lessons. */
export type Voices = z.infer<typeof voices>;

/** The courses that are written as a persona, or one course with its persona. */
export function readVoices(
  db: Db,
  workspace_id: string,
  of: { persona_id?: string; trail_id?: string },
): Promise<Result<Voices>> {
  const { persona_id = null, trail_id = null } = of;
  return callJson(db, 'read_voices', { p_workspace: workspace_id, p_persona: persona_id, p_trail: trail_id }, voices);
}
