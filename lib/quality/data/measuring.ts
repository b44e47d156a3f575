import type { Pool } from 'pg';

/** A revision that nobody has measured. */
export interface Unmeasured {
  workspace_id: string;
  spark_id: string;
  version: number;
  text_hash: string;
  content_md: string;
  estimated_mins: number;
}

/** What came of measuring one. */
export interface Measured extends Pick<Unmeasured, 'workspace_id' | 'spark_id' | 'version' | 'text_hash'> {
  analyser_version: number;
  scores: object;
  findings: { code: string; subject: string }[];
}

type Taken = { [Field in keyof Unmeasured]: Unmeasured[Field] | null } & { taken: number };

/**
 * Takes up to so many lines of the queue and keeps what is made of their sparks, in one transaction: a worker that dies leaves
 * them for the next. Gives how many lines it took.
 */
export async function measureSome(db: Pool, most: number, measure: (one: Unmeasured) => Measured): Promise<number> {
  const client = await db.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<Taken>('select * from private.take_unmeasured($1)', [most]);
    const found = rows.filter((row): row is Unmeasured & { taken: number } => row.spark_id !== null);
    const measured = found.map(({ taken: _taken, ...one }) => measure(one));
    if (measured.length > 0) await client.query('select private.keep_scores($1)', [JSON.stringify(measured)]);
    await client.query('commit');
    return rows[0]?.taken ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
