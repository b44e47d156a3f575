import { existsSync } from 'node:fs';
import path from 'node:path';
import { decodeJwt, SignJWT } from 'jose';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { type Db, tokenClient } from '#lib/base/data/clients/token.ts';
import type { Workspace } from '#lib/base/data/seats.ts';
import { readStartSettings } from '#lib/base/env.ts';
import { demoEmail } from '#lib/people/core/demo.ts';
import { getWorkspace } from '#lib/people/data/workspaces.ts';
import { readInstall } from '#lib/studio/embedded/install.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Takes the environment of the studio (what its shell sets, else its .env files), and of the caller the folder in which file
 * names are meant: npm runs its scripts in the checkout, wherever it was called.
 */
export function takeEnvironment(): void {
  const given = process.env.STUDIO_DATA_DIR;
  for (const name of ['.env.local', '.env']) {
    const file = path.join(ROOT, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
  const folder = process.env.STUDIO_DATA_DIR;
  if (folder) process.env.STUDIO_DATA_DIR = path.resolve(given ? '.' : ROOT, folder);
  if (process.env.npm_lifecycle_event === 'content' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
}

export interface ConnectOptions {
  dataDir?: string;
  as?: string;
  workspace: string;
}

export interface Connection {
  db: Db;
  workspace: Workspace;
  /** Who is acting. */
  person_id: string;
}

/**
 * Connects to the Supabase of the running studio as a person. On an embedded install the keys are in the data folder, and
 * without `--as` it is the demo admin; on a hosted one a person's token comes in CONTENT_ACCESS_TOKEN.
 */
export async function connect(options: ConnectOptions): Promise<Result<Connection>> {
  const client = await openClient(options);
  if (!client.ok) return client;
  const { db } = client.data;
  const workspace = await getWorkspace(db, options.workspace);
  if (!workspace.ok && workspace.problem.code === 'not_found') {
    return fail(
      'not_found',
      `There is no workspace ${options.workspace}, or ${options.as ?? 'this person'} is not in it.`,
    );
  }
  return workspace.ok ? ok({ ...client.data, workspace: workspace.data }) : workspace;
}

async function openClient({ dataDir, as }: ConnectOptions): Promise<Result<Omit<Connection, 'workspace'>>> {
  const settings = readStartSettings();
  if (settings.hosted && !dataDir) {
    const token = process.env.CONTENT_ACCESS_TOKEN;
    if (!token) return fail('unauthenticated', 'Set CONTENT_ACCESS_TOKEN to the access token of the person to act as.');
    const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: key } = settings.hosted;
    return ok({ db: tokenClient(url, key, token), person_id: decodeJwt(token).sub ?? '' });
  }
  // Without a word about it, the studio of this checkout: the tool is called from anywhere.
  const folder = dataDir ?? (process.env.STUDIO_DATA_DIR ? settings.dataDir : path.join(ROOT, '.studio'));
  const install = await readInstall(folder);
  if (!install)
    return fail(
      'unavailable',
      `There is no studio in ${folder}. Run "npm start" first, or name another folder with --data-dir.`,
    );
  const url = `http://127.0.0.1:${install.ports.api}`;
  const email = as ?? demoEmail('admin');
  const system = tokenClient(url, install.secret_key);
  const { data, error } = await system
    .from('profiles')
    .select('user_id')
    .eq('email', email.toLowerCase())
    .maybeSingle();
  if (error) return fail('unavailable', `The studio in ${folder} does not answer. Is it running ("npm start")?`);
  if (!data) return fail('forbidden', `There is no account ${email} in this studio.`);
  const token = await signToken(install.jwt_secret, data.user_id, email);
  return ok({ db: tokenClient(url, install.publishable_key, token), person_id: data.user_id });
}

/** A token as the sign-in of this install would give it, for an hour: whoever reads the data folder owns the install. */
function signToken(secret: string, user_id: string, email: string): Promise<string> {
  return new SignJWT({ email, role: 'authenticated' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(user_id)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
}
