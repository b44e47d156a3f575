import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Role } from '#lib/base/core/permissions.ts';
import type { TestGateway } from './gateway.ts';

/** Who a statement runs as: a person by id, optionally with more claims, or the standard member with that role. */
export type Who = string | { id: string; claims?: Record<string, unknown> };

export interface TestDatabase {
  /** Connection string of this file's own database, as its owner. */
  readonly url: string;
  /** Pool as the owner (RLS does not apply); what it writes stays for the rest of the file. */
  readonly owner: pg.Pool;
  /** Runs as the owner in a transaction that is rolled back. */
  asOwner: <T>(fn: (db: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs as the signed-in person under RLS in a transaction that is rolled back. `who` may be a role of `members()`. */
  asPerson: <T>(who: Who, fn: (db: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** The same, committed. */
  commitAsPerson: <T>(who: Who, fn: (db: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs as somebody who is not signed in, rolled back. */
  asAnon: <T>(fn: (db: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs with the secret key's rights (service_role, RLS does not apply), rolled back. */
  asService: <T>(fn: (db: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Starts a transaction as somebody on a connection of `connect()`; you commit or roll back. For races. */
  beginAs: (client: pg.ClientBase, who: Who) => Promise<void>;
  /** A connection of its own, as the owner; closed after the file. */
  connect: () => Promise<pg.Client>;
  /** Adds a person to auth.users and gives the id. */
  createPerson: (email?: string) => Promise<string>;
  /** Adds a workspace and gives the id. */
  createWorkspace: (slug?: string, options?: { open?: boolean }) => Promise<string>;
  addMember: (workspaceId: string, personId: string, role: Role) => Promise<void>;
  /** The standard workspace of this file and its people, made at first use; `outsider` is a member of nothing. */
  members: () => Promise<Members>;
  /** The Supabase-compatible API over this database, started at first use; for tests through supabase-js. */
  gateway: () => Promise<TestGateway>;
}

export interface Members extends Record<Role | 'outsider', string> {
  workspace: string;
}

/**
 * A database of its own for the test file that calls this at its top level, migrated and empty:
 *
 *     const db = testDatabase();
 *     test('...', () => db.asPerson('editor', async (sql) => { await sql.query('...'); }));
 */
export function testDatabase(): TestDatabase {
  const state = new State();
  beforeAll(() => state.open());
  afterAll(() => state.close());
  return state;
}

class State implements TestDatabase {
  #url: string | null = null;
  #name = `test_${randomUUID().replaceAll('-', '')}`;
  #owner: pg.Pool | null = null;
  #clients: pg.Client[] = [];
  #members: Promise<Members> | null = null;
  #gateway: Promise<TestGateway> | null = null;

  async open(): Promise<void> {
    const { url, template } = inject('database');
    assertLoopback(url);
    await onServer(url, `create database ${this.#name} template ${template}`);
    const own = new URL(url);
    own.pathname = `/${this.#name}`;
    this.#url = own.href;
    this.#owner = new pg.Pool({ connectionString: own.href, max: 10 });
    this.#owner.on('error', () => undefined);
    // A pool stops listening to a connection before its socket is closed; an error in between would end the process.
    this.#owner.on('connect', (client) => client.on('error', () => undefined));
  }

  async close(): Promise<void> {
    if (this.#gateway) await (await this.#gateway).close();
    await Promise.all(this.#clients.map((client) => client.end().catch(() => undefined)));
    await this.#owner?.end();
    await onServer(inject('database').url, `drop database if exists ${this.#name} with (force)`);
  }

  get url(): string {
    if (!this.#url) throw new Error('The database is there from beforeAll on, not while the file is read');
    return this.#url;
  }

  get owner(): pg.Pool {
    if (!this.#owner) throw new Error('The database is there from beforeAll on, not while the file is read');
    return this.#owner;
  }

  asOwner = <T>(fn: (db: pg.ClientBase) => Promise<T>) => this.#transaction(async () => undefined, fn, 'rollback');

  asPerson = <T>(who: Who, fn: (db: pg.ClientBase) => Promise<T>) =>
    this.#transaction((client) => this.#become(client, who), fn, 'rollback');

  commitAsPerson = <T>(who: Who, fn: (db: pg.ClientBase) => Promise<T>) =>
    this.#transaction((client) => this.#become(client, who), fn, 'commit');

  asAnon = <T>(fn: (db: pg.ClientBase) => Promise<T>) =>
    this.#transaction((client) => setClaims(client, 'anon', {}), fn, 'rollback');

  asService = <T>(fn: (db: pg.ClientBase) => Promise<T>) =>
    this.#transaction((client) => setClaims(client, 'service_role', {}), fn, 'rollback');

  beginAs = async (client: pg.ClientBase, who: Who) => {
    // Resolved before the transaction: the members may have to be created on another connection.
    const person = await this.#resolve(who);
    await client.query('begin');
    await this.#become(client, person);
  };

  connect = async () => {
    const client = new pg.Client(this.url);
    client.on('error', () => undefined);
    await client.connect();
    this.#clients.push(client);
    return client;
  };

  createPerson = async (email = `${randomUUID()}@example.test`) => {
    const id = randomUUID();
    await this.owner.query('insert into auth.users (id, email, aud, role) values ($1, $2, $3, $3)', [
      id,
      email,
      'authenticated',
    ]);
    return id;
  };

  createWorkspace = async (slug = `w-${randomUUID().slice(0, 8)}`, options: { open?: boolean } = {}) => {
    const { rows } = await this.owner.query<{ id: string }>(
      'insert into public.workspaces (slug, name, content_is_open) values ($1, $1, $2) returning id',
      [slug, options.open ?? false],
    );
    const id = rows[0]?.id;
    if (!id) throw new Error('public.workspaces gave no id');
    return id;
  };

  addMember = async (workspaceId: string, personId: string, role: Role) => {
    await this.owner.query('insert into public.memberships (workspace_id, user_id, role) values ($1, $2, $3)', [
      workspaceId,
      personId,
      role,
    ]);
  };

  members = () => {
    this.#members ??= this.#createMembers();
    return this.#members;
  };

  gateway = () => {
    // Loaded by the files that use it: it takes longer than many of the others run.
    this.#gateway ??= import('./gateway.ts').then(({ openTestGateway }) => openTestGateway(this.url));
    return this.#gateway;
  };

  async #createMembers(): Promise<Members> {
    const workspace = await this.createWorkspace('standard');
    const person = (name: string) => this.createPerson(`${name}@standard.test`);
    const members: Members = {
      workspace,
      editor: await person('editor'),
      reviewer: await person('reviewer'),
      admin: await person('admin'),
      outsider: await person('outsider'),
    };
    for (const role of ['editor', 'reviewer', 'admin'] as const) await this.addMember(workspace, members[role], role);
    return members;
  }

  async #resolve(who: Who): Promise<{ id: string; claims?: Record<string, unknown> }> {
    if (typeof who !== 'string') return who;
    if (who === 'editor' || who === 'reviewer' || who === 'admin' || who === 'outsider') {
      return { id: (await this.members())[who] };
    }
    return { id: who };
  }

  async #become(client: pg.ClientBase, who: Who): Promise<void> {
    const { id, claims } = await this.#resolve(who);
    await setClaims(client, 'authenticated', { sub: id, aal: 'aal1', ...claims });
  }

  async #transaction<T>(
    begin: (client: pg.ClientBase) => Promise<void>,
    fn: (db: pg.ClientBase) => Promise<T>,
    end: 'commit' | 'rollback',
  ): Promise<T> {
    const client = await this.owner.connect();
    let done = false;
    try {
      await client.query('begin');
      await begin(client);
      const result = await fn(client);
      await client.query(end);
      done = true;
      return result;
    } finally {
      if (!done) await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }
}

/** What the Data API does at the start of each request, for this transaction only. */
async function setClaims(client: pg.ClientBase, role: string, claims: Record<string, unknown>): Promise<void> {
  await client.query(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
            set_config('request.jwt.claim.role', $3, true), set_config('role', $3, true)`,
    [JSON.stringify({ role, ...claims }), String(claims.sub ?? ''), role],
  );
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Tests create, change and drop at will: they run against a server of their own and nothing else. */
function assertLoopback(url: string): void {
  const { hostname } = new URL(url);
  if (hostname !== '127.0.0.1') throw new Error(`Database tests refuse to run against ${hostname}`);
}
