import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';

/** A key of the content API, without what opens it. */
export type ContentKey = Omit<Tables<'content_keys'>, 'key_hash' | 'ordinal'>;

const COLUMNS = 'id, workspace_id, name, prefix, created_at, created_by, last_used_at, revoked_at';

export async function listContentKeys(db: Db, workspace_id: string): Promise<Result<ContentKey[]>> {
  const { data, error } = await db
    .from('content_keys')
    .select(COLUMNS)
    .eq('workspace_id', workspace_id)
    .order('ordinal', { ascending: false });
  return error ? problemFromPostgres(error) : { ok: true, data };
}

export async function insertContentKey(
  db: Db,
  key: { workspace_id: string; name: string; prefix: string; key_hash: string },
): Promise<Result<ContentKey>> {
  const { data, error } = await db.from('content_keys').insert(key).select(COLUMNS).single();
  return error ? problemFromPostgres(error) : { ok: true, data };
}

export async function revokeContentKey(db: Db, workspace_id: string, id: string): Promise<Result<null>> {
  const { error } = await db
    .from('content_keys')
    .update({ revoked_at: new Date().toISOString() })
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .is('revoked_at', null)
    .select('id')
    .single();
  return error ? problemFromPostgres(error) : { ok: true, data: null };
}
