import type pg from 'pg';
import { z } from 'zod';

const swept = z.object({ sources: z.number(), texts: z.number() });

/** Removes some of what nobody needs any more, as the owner of the database; how much it was. */
export async function sweepSome(db: pg.Pool): Promise<z.infer<typeof swept>> {
  const { rows } = await db.query<{ said: unknown }>('select private.sweep_generation() as said');
  return swept.parse(rows[0]?.said);
}
