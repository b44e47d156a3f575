import { beforeEach } from 'vitest';
import { Author, type Sql } from './authoring.ts';
import { type TestDatabase, testDatabase } from './harness.ts';

export interface WorkspacePerTest {
  db: TestDatabase;
  /** The database as its owner. */
  sql: Sql;
  /** The workspace of the running test. */
  here: { workspace: string };
  /** Fills it, as the owner of the database. */
  author: Author;
  /** Goes on in another empty workspace. */
  renew: () => Promise<void>;
}

/** A database for the test file that calls this at its top level, and in it an empty workspace for each of its tests. */
export function workspacePerTest(): WorkspacePerTest {
  const db = testDatabase();
  // The pool itself is there from beforeAll on only.
  const sql: Sql = { query: ((...args: Parameters<Sql['query']>) => db.owner.query(...args)) as Sql['query'] };
  const here = { workspace: '' };
  const author = new Author(sql, '');
  const renew = async () => {
    here.workspace = await db.createWorkspace();
    author.workspace_id = here.workspace;
  };
  beforeEach(renew);
  return { db, sql, here, author, renew };
}
