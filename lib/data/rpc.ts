import type { Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import type { Database, Json } from './database.types.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';

type Functions = Database['public']['Functions'];
type Name = keyof Functions & string;

/** Values that travel as jsonb. Our own types are plain data; this says so without a cast at every call. */
export function asJson(value: unknown): Json {
  return value as Json;
}

/** Calls a database function and gives its answer or the problem. The type argument says what a jsonb answer holds. */
export async function call<Answer>(db: Db, name: Name, args: Record<string, unknown>): Promise<Result<Answer>> {
  const { data, error } = await db.rpc(name, args as never);
  if (error) return problemFromPostgres(error);
  return { ok: true, data: data as Answer };
}
