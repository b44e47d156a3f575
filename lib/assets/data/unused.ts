import type { Pool } from 'pg';

/** Objects in storage that nothing names any more, by their names; at most so many. */
export async function findUnused(db: Pool, most: number): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select f as name from private.unused_files($1) f', [most]);
  return rows.map(({ name }) => name);
}

/**
 * Those of some objects of a workspace that are still unused, handed on under the lock of `add_asset`: somebody may upload the
 * same bytes again meanwhile, and it is certain that either their row is seen here, or they find the bytes gone and store them anew.
 */
export async function withUnused<T>(
  db: Pool,
  workspace: string,
  found: string[],
  run: (names: string[]) => Promise<T>,
): Promise<T> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query('select from public.workspaces where id::text = $1 for no key update', [workspace]);
    const { rows } = await client.query<{ name: string }>('select f as name from private.unused_files($1, $2) f', [
      found.length,
      found,
    ]);
    return await run(rows.map(({ name }) => name));
  } finally {
    // It only held the lock.
    await client.query('rollback').finally(() => client.release());
  }
}
