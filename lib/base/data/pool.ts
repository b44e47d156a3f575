import pg from 'pg';
import { env } from '../env.ts';

// One pool a process; kept on globalThis because Next.js may evaluate a module once per bundle.
const KEY = Symbol.for('trailwright.pool');
const holder = globalThis as typeof globalThis & { [KEY]?: pg.Pool };

/** Connections as the owner of the database, for what does not happen on behalf of a person. */
export function getPool(): pg.Pool {
  holder[KEY] ??= createPool();
  return holder[KEY];
}

function createPool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    application_name: 'trailwright web',
    max: 10,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
  });
  // A restarted database cuts idle connections; the pool drops them and makes new ones. Without a listener Node exits.
  pool.on('error', () => undefined);
  // A pool stops listening to a connection before its socket is closed; an error in between would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
