import { mkdir } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { App, setExperimental } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { LARGEST_FILE } from '#lib/assets/core/asset.ts';
import { isLoopbackHost } from '#lib/base/core/hosts.ts';
import type { SessionLife } from '#lib/base/env.ts';
import { keepSweeping } from '#lib/base/services/temporary.ts';
import { shareSearches } from '../processes/shares.ts';
import { DRAFT, fileStorage } from './file-storage.ts';
import { limitStatements, shareConnections } from './gateway-limits.ts';
import { renewInTurn } from './gateway-renewals.ts';
import { MAIL_TEMPLATES, mailDriver } from './mail.ts';

export interface GatewayOptions {
  /** The database, as its owner. */
  databaseUrl: string;
  host: string;
  /** 0 lets the system choose. */
  port: number;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** Where links in mails lead. */
  siteUrl: string;
  /** A mail server as smtp://user:password@host:587; without one, mails are written to the log. */
  smtpUrl?: string | null;
  mailFrom?: string | null;
  /** Where uploaded files are kept. */
  filesFolder: string;
  /** How long somebody stays signed in. */
  session?: SessionLife;
  /** Largest number of database connections. */
  connections?: number;
}

export interface Gateway {
  url: string;
  close: () => Promise<void>;
}

// The library also serves a console at `/` and its whole configuration, database password and keys included, at
// `/_system`, to anybody and to any page in the person's browser (docs/decisions/010-embedded-api.md).
const SERVED = /^\/(auth|rest|storage)\/v1(\/|$)/;

/**
 * The API hands json parameters to the driver as text already, and the driver would write that text as a JSON string again
 * (docs/decisions/010-embedded-api.md).
 */
const asItIs = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (typeof value === 'string' && /^[[{"]/.test(value) ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown,
});
const JSON_TYPES = { json: asItIs(114), jsonb: asItIs(3802) };

/** Serves the Supabase-compatible API (Auth, Data API, Storage) over one database. Its system schema must be there. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { connections = 20 } = options;
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    // Each connection that has worked holds 5 to 25 MB in the database: what rests is closed (docs/decisions/080-memory.md).
    postgresOptions: { max: connections, idle_timeout: 20, onnotice: () => undefined, types: JSON_TYPES },
  });
  neverGrant(connection);
  keepErrorCodes(connection);
  setExperimental('storage', true);
  const app = new App({
    connection,
    api: { schemas: ['public'] },
    auth: {
      enabled: true,
      jwt_secret: options.jwtSecret,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
      site_url: options.siteUrl,
      additional_redirect_urls: [`${options.siteUrl}/**`],
      ...(options.session && { sessions: sessionConfig(options.session) }),
      // Off even with a mail server: the demo people have no mailbox, and who signs up is a member of nothing yet.
      email: { enable_confirmations: false, template: MAIL_TEMPLATES },
    },
    storage: { enabled: true },
    // Admin mode would serve requests without a key as service_role.
    options: { server: { admin: false }, drivers: { email: mailDriver(options) } },
  });
  await mkdir(options.filesFolder, { recursive: true, mode: 0o700 });
  keepSweeping(options.filesFolder, DRAFT);
  app._storageAdapter = fileStorage(options.filesFolder, LARGEST_FILE);
  await app.init();
  await limitStatements(connection);
  shareConnections(connection, connections);
  const answer = renewInTurn(shareSearches((request, peerAddress) => app.fetch(request, { peerAddress })));
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve(
      {
        hostname: options.host,
        port: options.port,
        fetch: (request, env) => {
          // Whoever reaches this port is on this machine; a page under another name is somebody's trick (DNS rebinding).
          if (!isLoopbackHost(request.headers.get('host'))) return new Response('Misdirected\n', { status: 421 });
          if (!SERVED.test(new URL(request.url).pathname)) return new Response('Not found\n', { status: 404 });
          const peerAddress = ('incoming' in env ? env.incoming.socket.remoteAddress : null) ?? null;
          return answer(request, peerAddress);
        },
      },
      () => resolve(listening),
    );
    listening.once('error', reject);
  });
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : options.port;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      });
      await connection.close();
    },
  };
}

const sessionConfig = ({ days, idleDays }: SessionLife) => ({
  timebox: `${Math.round(days * 24 * 60)}m`,
  inactivity_timeout: `${Math.round(idleDays * 24 * 60)}m`,
});

/**
 * On its first request the library grants ALL on every table of every schema with row level security to anon and
 * authenticated, over the head of the migrations, and if it finds no such table it serves everybody as the owner of the
 * database. Telling it that the check is done leaves the grants to the migrations and the role switch always on
 * (docs/decisions/010-embedded-api.md).
 */
function neverGrant(connection: object): void {
  if (!('rlsState' in connection)) throw new Error('@supabase/lite has changed: look at its grants again');
  connection.rlsState = 'active';
}

/** What the database says of an error. */
interface DatabaseError {
  code?: unknown;
  message?: string;
  detail?: string;
  hint?: string;
}

/**
 * The API passes some classes of SQLSTATE on and turns the rest into a nameless 500: our own (TW...), checks (23514), locks,
 * time-outs and plain exceptions (P0001) among them. PostgREST passes all of them on. There is one door through which any code
 * fits, an error of code PGRST whose message holds the whole answer; that is how they go (docs/decisions/010-embedded-api.md).
 */
function keepErrorCodes(connection: object): void {
  if (!('normalizeDbError' in connection) || typeof connection.normalizeDbError !== 'function') {
    throw new Error('@supabase/lite has changed: look at its error codes again');
  }
  const normalize = connection.normalizeDbError.bind(connection) as (error: unknown) => unknown;
  connection.normalizeDbError = (error: unknown) => {
    const { code, message, detail, hint } = (error ?? {}) as DatabaseError;
    if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || passedOn(code)) return normalize(error);
    const answer = { code, message: message ?? '', details: detail ?? null, hint: hint ?? null };
    return Object.assign(new Error(JSON.stringify(answer)), {
      code: 'PGRST',
      detail: JSON.stringify({ status: httpStatus(code), headers: {} }),
    });
  };
}

function passedOn(code: string): boolean {
  return /^(42|22|21|55|53|PT|PGRST)/.test(code) || ['23502', '23503', '23505', '25006'].includes(code);
}

/** As PostgREST maps them. */
function httpStatus(code: string): number {
  if (/^(08|53|57P)/.test(code)) return 503;
  if (/^(25|40|57|58|XX)/.test(code)) return 500;
  return code.startsWith('23') ? 409 : 400;
}
