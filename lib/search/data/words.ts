import type { Pool } from 'pg';

/** Takes the words of up to so many entities that were saved, imported or staged; gives how many it were. */
export async function takeWords(db: Pool, most: number): Promise<number> {
  const { rows } = await db.query<{ taken: number }>('select private.take_words($1) as taken', [most]);
  return rows[0]?.taken ?? 0;
}

/** Makes one snapshot ready for readers who search; gives whether there is more to do. */
export async function prepareSnapshots(db: Pool): Promise<boolean> {
  const { rows } = await db.query<{ more: boolean }>('select private.prepare_snapshots() as more');
  return rows[0]?.more ?? false;
}
