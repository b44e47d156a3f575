import path from 'node:path';
import { z } from 'zod';
import { isNetwork } from './core/caller.ts';
import { hostName } from './core/hosts.ts';
import { StartError } from './start-error.ts';

// The only reader of process.env. It reads the whole object, never `process.env.NEXT_PUBLIC_...`: that expression is
// what a build replaces, and one build has to serve every install. The browser gets URL and key from the server.

const HOSTED = [
  'NEXT_PUBLIC_SUPABASE_URL',
  'NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY',
  'SUPABASE_SECRET_KEY',
  'DATABASE_URL',
] as const;

const httpUrl = z.string().regex(/^https?:\/\/[^\s/]+/, 'must be an http(s) address');
/** Nothing in it may end the line of a security policy that names it. */
const realtimeUrl = z
  .string()
  .regex(
    /^(http|ws)s?:\/\/[^\s/;,'"?#]+[^\s;,'"?#]*$/,
    'must be an address like https://project.supabase.co/realtime/v1',
  );
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+/, 'must be an address like postgresql://user@host:5432/postgres');
const smtpUrl = z.string().regex(/^smtps?:\/\/\S+/, 'must be an address like smtp://user:password@host:587');
const port = z.coerce
  .number('must be a whole number from 1 to 65535')
  .int('must be a whole number from 1 to 65535')
  .min(1, 'must be a whole number from 1 to 65535')
  .max(65535, 'must be a whole number from 1 to 65535');

/** Host names with commas between them, as they stand in a Host header. */
const hosts = z
  .string()
  .transform((text) => text.split(',').map(hostName))
  .refine(
    (names): names is string[] => !names.includes(null),
    'must be names like studio.example.org, with commas between',
  );

/** Addresses or networks (10.0.0.0/8) with commas between them. */
const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every(isNetwork), 'must be addresses or networks like 10.0.0.0/8, with commas between');

const days = z.coerce
  .number('must be a number of days')
  .positive('must be more than 0 days')
  .max(400, 'must be 400 days at most');

const variables = z.object({
  NEXT_PUBLIC_SUPABASE_URL: httpUrl.optional(),
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: z.string().optional(),
  SUPABASE_SECRET_KEY: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  PORT: port.optional(),
  STUDIO_API_PORT: port.optional(),
  STUDIO_DB_PORT: port.optional(),
  STUDIO_HOST: z.string().optional(),
  STUDIO_HOSTS: hosts.optional(),
  STUDIO_PROXIES: networks.optional(),
  STUDIO_SESSION_DAYS: days.optional(),
  STUDIO_SESSION_IDLE_DAYS: days.optional(),
  STUDIO_WEB_DATABASE_URL: postgresUrl.optional(),
  STUDIO_DATA_DIR: z.string().optional(),
  STUDIO_EMBEDDED: z.literal('1').optional(),
  STUDIO_SITE_URL: httpUrl.optional(),
  STUDIO_SMTP_URL: smtpUrl.optional(),
  STUDIO_MAIL_FROM: z.string().optional(),
  STUDIO_REALTIME_URL: realtimeUrl.optional(),
  STUDIO_METRICS_TOKEN: z.string().optional(),
  STUDIO_SECRETS_KEY: z
    .string()
    .regex(
      /^[\w-]+:[\w+/=-]{43,44}(,[\w-]+:[\w+/=-]{43,44})*$/,
      'must be NAME:KEY, the key of 32 bytes in base64, as of openssl rand -base64 32; older ones behind it with commas between',
    )
    .optional(),
  STUDIO_PRIVATE_MODELS: z.enum(['0', '1']).optional(),
  STUDIO_CONTENT_RATE: z.coerce.number('must be a number').min(0, 'must be 0 or more').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
});

type Source = Record<string, string | undefined>;

/** What web, worker and tools need to know; the same whether Supabase is embedded or hosted. */
export interface Env {
  supabaseUrl: string;
  publishableKey: string;
  /** Bypasses row level security; the worker and the pipeline tool have it, the web server does not. */
  secretKey: string | null;
  databaseUrl: string;
  /** Supabase runs out of this install's data folder: demo people may be offered. */
  embedded: boolean;
  /** The install's folder; null with a hosted Supabase. */
  dataDir: string | null;
  /** Address that the web server listens on. */
  host: string;
  port: number;
  /** Where people reach the studio. */
  siteUrl: string;
  /** The mail server for the studio's own mails, and who writes them; null: none are sent. */
  smtpUrl: string | null;
  mailFrom: string | null;
  /** Names under which the web server answers, beside those of this machine; another one gets 421. */
  hosts: readonly string[];
  /** Where proxies stand that are believed about who asks, and how, beside those on this machine. */
  proxies: readonly string[];
  session: SessionLife;
  /** Whether invitations and password mails can be sent. A hosted project sends them itself. */
  mailIsConfigured: boolean;
  metricsToken: string | null;
  /** Where browsers hear that jobs changed, as a WebSocket address; null where they only look again. */
  realtimeUrl: string | null;
  /** What keys of providers are encrypted with, NAME:KEY; older ones follow, with commas between. Null: no keys can be kept. */
  secretsKey: string | null;
  /** Models may be asked at addresses of this machine and its network. */
  privateModels: boolean;
  /** Requests a second that one reader may make to the content API in the long run; 0 for any number. */
  contentRate: number;
  logLevel: string;
}

/** How long somebody stays signed in. */
export interface SessionLife {
  /** After the sign-in, whatever they do. */
  days: number;
  /** Without being there. */
  idleDays: number;
}

/** Settings of `npm start`, before any process runs. */
export interface StartSettings {
  host: string;
  port: number;
  apiPort: number;
  dbPort: number;
  dataDir: string;
  siteUrl: string;
  smtpUrl: string | null;
  mailFrom: string | null;
  session: SessionLife;
  /** The database for the web server of a hosted install, as a role with little; null: as whoever DATABASE_URL names. */
  webDatabaseUrl: string | null;
  /** Set when all four variables of a hosted Supabase are there. */
  hosted: Record<(typeof HOSTED)[number], string> | null;
}

let cached: Env | null = null;

/** The environment of this process, checked once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/** Checks an environment; a missing or bad variable is one sentence. */
export function readEnv(source: Source): Env {
  const given = parse(source);
  const settings = readSettings(given);
  const embedded = given.STUDIO_EMBEDDED === '1';
  return {
    supabaseUrl: required(given.NEXT_PUBLIC_SUPABASE_URL, 'NEXT_PUBLIC_SUPABASE_URL').replace(/\/$/, ''),
    publishableKey: required(given.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, 'NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY'),
    secretKey: given.SUPABASE_SECRET_KEY ?? null,
    databaseUrl: required(given.DATABASE_URL, 'DATABASE_URL'),
    embedded,
    dataDir: embedded ? settings.dataDir : null,
    host: settings.host,
    port: settings.port,
    siteUrl: settings.siteUrl,
    smtpUrl: settings.smtpUrl,
    mailFrom: settings.mailFrom,
    proxies: given.STUDIO_PROXIES ?? [],
    session: settings.session,
    hosts: [...new Set([new URL(settings.siteUrl).hostname, ...(given.STUDIO_HOSTS ?? [])])],
    mailIsConfigured: !embedded || given.STUDIO_SMTP_URL !== undefined,
    metricsToken: given.STUDIO_METRICS_TOKEN ?? null,
    realtimeUrl: given.STUDIO_REALTIME_URL?.replace(/^http/, 'ws').replace(/\/$/, '') ?? null,
    secretsKey: given.STUDIO_SECRETS_KEY ?? null,
    privateModels: given.STUDIO_PRIVATE_MODELS === '1',
    contentRate: given.STUDIO_CONTENT_RATE ?? 1_000,
    logLevel: given.LOG_LEVEL ?? 'info',
  };
}

/** Settings for starting an install, and whether it is to use a hosted Supabase. */
export function readStartSettings(source: Source = process.env): StartSettings {
  const given = parse(source);
  const set = HOSTED.filter((name) => given[name] !== undefined);
  // What an outer install set for its own children does not make this one hosted.
  const asked = given.STUDIO_EMBEDDED === '1' ? [] : set;
  const missing = HOSTED.filter((name) => !asked.includes(name));
  if (asked.length > 0 && missing.length > 0) {
    throw new StartError(
      `To use a hosted Supabase, set ${missing.join(', ')} as well; to use the embedded one, unset ${asked.join(', ')}.`,
    );
  }
  const settings = readSettings(given);
  if (asked.length === 0 && new Set([settings.port, settings.apiPort, settings.dbPort]).size < 3) {
    throw new StartError(
      `PORT (${settings.port}), STUDIO_API_PORT (${settings.apiPort}) and STUDIO_DB_PORT (${settings.dbPort}) must differ.`,
    );
  }
  const value = (name: (typeof HOSTED)[number]) => required(given[name], name);
  return {
    ...settings,
    hosted:
      asked.length === 0
        ? null
        : {
            NEXT_PUBLIC_SUPABASE_URL: value('NEXT_PUBLIC_SUPABASE_URL'),
            NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: value('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY'),
            SUPABASE_SECRET_KEY: value('SUPABASE_SECRET_KEY'),
            DATABASE_URL: value('DATABASE_URL'),
          },
  };
}

/** This process's environment for a child, without what the child must not see, plus what it needs. */
export function childEnvironment(add: Source = {}, without: readonly string[] = []): NodeJS.ProcessEnv {
  const merged: Source = { ...process.env, STUDIO_SUPERVISOR: String(process.pid), ...add };
  for (const name of without) delete merged[name];
  // Asserted because Next.js narrows the type of NODE_ENV for its own sake. The pid is for lib/studio/processes/exit-with-parent.ts.
  return merged as NodeJS.ProcessEnv;
}

/** Variables that must not reach `next build`, which would otherwise be able to bake one install into the pages. */
export const INSTALL_VARIABLES: readonly string[] = [
  ...HOSTED,
  'STUDIO_EMBEDDED',
  'STUDIO_DATA_DIR',
  'STUDIO_SITE_URL',
  'STUDIO_REALTIME_URL',
  'STUDIO_WEB_DATABASE_URL',
];

function readSettings(given: z.infer<typeof variables>) {
  const host = given.STUDIO_HOST ?? '127.0.0.1';
  const webPort = given.PORT ?? 3000;
  return {
    host,
    port: webPort,
    apiPort: given.STUDIO_API_PORT ?? 54321,
    dbPort: given.STUDIO_DB_PORT ?? 54322,
    // Without the remark a build takes the folder, which may be any, for a part of the program, and reads the whole checkout.
    dataDir: path.resolve(/* turbopackIgnore: true */ given.STUDIO_DATA_DIR ?? '.studio'),
    siteUrl: (given.STUDIO_SITE_URL ?? `http://localhost:${webPort}`).replace(/\/$/, ''),
    smtpUrl: given.STUDIO_SMTP_URL ?? null,
    mailFrom: given.STUDIO_MAIL_FROM ?? null,
    session: { days: given.STUDIO_SESSION_DAYS ?? 30, idleDays: given.STUDIO_SESSION_IDLE_DAYS ?? 7 },
    webDatabaseUrl: given.STUDIO_WEB_DATABASE_URL ?? null,
  };
}

function parse(source: Source): z.infer<typeof variables> {
  // `PORT=` in a shell or an .env file means "not set".
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(filled);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new StartError(`The environment variable ${issue?.path.join('.')} ${issue?.message}.`);
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new StartError(`The environment variable ${name} is missing: "npm start" sets it, see docs/running.md.`);
}
