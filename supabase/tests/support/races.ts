import { type Sql, value } from './authoring.ts';

/** How many connections of this database wait for a lock: `await expect.poll(() => waitingForLocks(sql)).toBe(1)`. */
export const waitingForLocks = (sql: Sql) =>
  value<number>(
    sql,
    "select count(*)::integer from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
  );
