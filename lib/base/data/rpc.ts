import type { z } from 'zod';
import { fail, ok, type Result } from '../core/problem.ts';
import type { Db } from './clients/token.ts';
import type { Database, Json } from './database.types.ts';
import { type PostgresError, problemFromPostgres } from './problem-from-postgres.ts';

type Functions = Database['public']['Functions'];
type Name = keyof Functions & string;
type Returns<N extends Name> = Functions[N]['Returns'];

/** Functions that answer with jsonb, or with rows of their own: the generated types know neither what is in the one nor what may be null in the others. */
export type ParsedName = {
  [N in Name]: NonNullable<Json> extends NonNullable<Returns<N>> ? N : Returns<N> extends object[] ? N : never;
}[Name];
type RowsName = { [N in ParsedName]: Returns<N> extends object[] ? N : never }[ParsedName];
/** Functions whose answer is told by its type: a number, a text, or a row of a table. */
export type PlainName = Exclude<Name, ParsedName>;

/** Arguments as the generated types have them. To SQL each may be null, and jsonb takes plain data of ours. */
export type Args<N extends Name> = {
  [K in keyof Functions[N]['Args']]: NonNullable<Json> extends NonNullable<Functions[N]['Args'][K]>
    ? unknown
    : Functions[N]['Args'][K] | null;
};

/** Answers that may be null, where nothing was changed; the generated types do not tell. */
type MaybeNull =
  | 'place'
  | 'reorder'
  | 'order_objectives'
  | 'restore_revision'
  | 'start_task'
  | 'answer_invitation'
  | 'answer_invitation_link'
  | 'set_picture'
  | 'session_began';
type Told<N extends PlainName> =
  Returns<N> extends undefined ? null : N extends MaybeNull ? Returns<N> | null : Returns<N>;

/** What supabase-js gives; its own types make nothing of a name that is a variable. */
type Answer = { data: unknown; error: PostgresError | null };

/** Calls a database function and gives its number, text or row, or the problem. */
export async function call<N extends PlainName>(db: Db, name: N, args: Args<N>): Promise<Result<Told<N>>> {
  const { data, error }: Answer = await db.rpc(name, args as never);
  // The type is the database's own: `npm run db:types` writes it.
  return error ? problemFromPostgres(error) : ok(data as Told<N>);
}

/** Accepts no schema that lets everything through. */
type Telling<Schema extends z.ZodType> = unknown extends z.output<Schema> ? never : Schema;

/** Calls a database function that answers with JSON or rows, and gives what the schema makes of it. */
export async function callJson<N extends ParsedName, Schema extends z.ZodType>(
  db: Db,
  name: N,
  args: Args<N>,
  schema: Telling<Schema>,
): Promise<Result<z.output<Schema>>> {
  const { data, error }: Answer = await db.rpc(name, args as never);
  return error ? problemFromPostgres(error) : parseAnswer<Schema>(name, schema, data);
}

// A hosted Data API gives at most this many rows an answer.
const PAGE = 1000;

/** All rows of a database function that gives a set in a fixed order, page by page. */
export async function callAll<N extends RowsName, Schema extends z.ZodType>(
  db: Db,
  name: N,
  args: Args<N>,
  row: Telling<Schema>,
): Promise<Result<z.output<Schema>[]>> {
  const rows: z.output<Schema>[] = [];
  for (;;) {
    const { data, error } = await db.rpc(name, args as never).range(rows.length, rows.length + PAGE - 1);
    if (error) return problemFromPostgres(error);
    const page = parseRows<Schema>(name, row, data);
    if (!page.ok) return page;
    rows.push(...page.data);
    if (page.data.length < PAGE) return ok(rows);
  }
}

/** What a schema makes of an answer. One that it does not know is a bug: code and database differ. */
export function parseAnswer<Schema extends z.ZodType>(
  name: string,
  schema: Telling<Schema>,
  answer: unknown,
): Result<z.output<Schema>> {
  const parsed = schema.safeParse(answer);
  return parsed.success ? ok(parsed.data as z.output<Schema>) : unknownAnswer(name, parsed.error);
}

/** The same for a list of rows. */
export function parseRows<Schema extends z.ZodType>(
  name: string,
  row: Telling<Schema>,
  answer: unknown,
): Result<z.output<Schema>[]> {
  return parseAnswer(name, row.array() as z.ZodType<z.output<Schema>[]>, answer);
}

function unknownAnswer(name: string, { issues }: z.ZodError): ReturnType<typeof fail> {
  // Where it differs, and none of what was said there.
  const where = issues.slice(0, 3).map(({ path, code }) => `${path.join('.')}: ${code}`);
  return fail('bug', 'Something went wrong on our side.', { detail: { answer: name, where } });
}
