import type { Result } from '../core/problem.ts';
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

// A hosted Data API gives at most this many rows an answer.
const PAGE = 1000;

/** All rows of a database function that gives a set in a fixed order, page by page. */
export async function callAll<Row>(db: Db, name: Name, args: Record<string, unknown>): Promise<Result<Row[]>> {
  const rows: Row[] = [];
  for (;;) {
    const { data, error } = await db.rpc(name, args as never).range(rows.length, rows.length + PAGE - 1);
    if (error) return problemFromPostgres(error);
    const page = data as unknown as Row[];
    rows.push(...page);
    if (page.length < PAGE) return { ok: true, data: rows };
  }
}
