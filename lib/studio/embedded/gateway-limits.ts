import { Shares } from '../processes/shares.ts';

// What PostgREST does on a hosted project and the embedded API does not by itself: time-outs of roles and functions. And what
// keeps one caller from taking the database from all others: shares of its connections (docs/decisions/064-shares.md).

/** The part of the library's connection that is changed here. Its transactions are kysely's. */
interface Transaction {
  executeQuery: (query: CompiledQuery) => Promise<{ rows: unknown[] }>;
}
interface CompiledQuery {
  query: { kind: 'RawNode'; sqlFragments: readonly string[]; parameters: readonly never[] };
  queryId: { queryId: string };
  sql: string;
  parameters: readonly unknown[];
}
interface Context {
  auth?: { role?: string; uid?: unknown };
}
interface Rpc {
  path: string;
}
interface Connection {
  kysely: Transaction;
  applyJwtSessionContext: (transaction: Transaction, context: Context, hasRole: boolean) => Promise<void>;
  applyRpcRequestGucs: (transaction: Transaction, rpc: Rpc) => Promise<void>;
  withContext: <T>(
    context: Context | undefined,
    run: (db: unknown) => Promise<T>,
    options?: { transaction?: unknown },
  ) => Promise<T>;
}

const METHODS = ['applyJwtSessionContext', 'applyRpcRequestGucs', 'withContext'] as const;

function known(connection: object): Connection {
  const its = connection as Record<string, unknown>;
  if (METHODS.some((name) => typeof its[name] !== 'function') || typeof its.kysely !== 'object') {
    throw new Error('@supabase/lite has changed: look at its limits again');
  }
  return connection as Connection;
}

function query(sql: string, parameters: readonly unknown[] = []): CompiledQuery {
  return {
    query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
    queryId: { queryId: sql },
    sql,
    parameters,
  };
}

const TIMEOUTS = `
  select 'role ' || r.rolname as name, split_part(c, '=', 2) as timeout from pg_catalog.pg_db_role_setting s
  join pg_catalog.pg_roles r on r.oid = s.setrole cross join unnest(s.setconfig) c
  where c like 'statement_timeout=%' and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
  union all
  select '/rpc/' || p.proname, split_part(c, '=', 2) from pg_catalog.pg_proc p cross join unnest(p.proconfig) c
  where p.pronamespace = 'public'::regnamespace and c like 'statement_timeout=%'`;

/** Sets the time-out of the role at the switch to it, and that of a function before it is called, as PostgREST does. */
export async function limitStatements(connection: object): Promise<void> {
  const its = known(connection);
  const { rows } = await its.kysely.executeQuery(query(TIMEOUTS));
  const timeouts = new Map((rows as { name: string; timeout: string }[]).map(({ name, timeout }) => [name, timeout]));
  const set = async (transaction: Transaction, name: string) => {
    const timeout = timeouts.get(name);
    if (timeout) await transaction.executeQuery(query("select set_config('statement_timeout', $1, true)", [timeout]));
  };
  const asRole = its.applyJwtSessionContext.bind(its);
  its.applyJwtSessionContext = async (transaction, context, hasRole) => {
    await asRole(transaction, context, hasRole);
    await set(transaction, `role ${context.auth?.role ?? 'anon'}`);
  };
  const asRpc = its.applyRpcRequestGucs.bind(its);
  its.applyRpcRequestGucs = async (transaction, rpc) => {
    await asRpc(transaction, rpc);
    await set(transaction, rpc.path);
  };
}

/** Strangers together get half of the connections, a person a quarter; the secret key is the worker's. */
export function shareConnections(connection: object, connections: number): void {
  const its = known(connection);
  const shares = new Shares();
  const run = its.withContext.bind(its);
  its.withContext = (context, work, options) => {
    const role = context?.auth?.role ?? 'anon';
    if (!context || options?.transaction || role === 'service_role') return run(context, work, options);
    const [key, share] = role === 'anon' ? ['', 1 / 2] : [String(context.auth?.uid), 1 / 4];
    return shares.run(key, Math.max(1, Math.floor(connections * share)), () => run(context, work, options));
  };
}
