import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { StartError } from '#lib/base/start-error.ts';
import { diskFull, isDiskFull } from './disk.ts';
import { type Lock, takeLock } from './lock.ts';

/** Goes up when a Trailwright of today could not use the folder any more. */
const FORMAT = 1;

const installSchema = z.object({
  format: z.number().int(),
  id: z.string(),
  created_at: z.string(),
  postgres_password: z.string(),
  /** Of the role that the web server connects as; an install from before it had one gets it with its next start. */
  web_password: z.string().default(() => secret(24)),
  jwt_secret: z.string(),
  publishable_key: z.string(),
  /** What keys of providers are encrypted with; an install from before it had one gets it with its next start. */
  secrets_key: z.string().default(() => `k1:${randomBytes(32).toString('base64')}`),
  secret_key: z.string(),
  ports: z.object({ web: z.number(), api: z.number(), database: z.number() }),
  /** The database files, where they had to go outside the data folder; see docs/running.md. */
  cluster: z.string().nullable(),
  /** Version of the system schema in the database; null until it is there. */
  system_schema: z.string().nullable(),
  demo: z.object({ people: z.boolean(), course: z.enum(['pending', 'loaded', 'skipped']) }),
});

/** What one install knows about itself: secrets, ports and how far its first start came. */
export type Install = z.infer<typeof installSchema>;
export type Ports = Install['ports'];

export interface OpenInstall {
  dataDir: string;
  install: Install;
  isNew: boolean;
  /** An earlier start was killed and its lock was in the way. */
  recovered: boolean;
  /** Changes install.json. */
  save: (change: Partial<Install>) => Promise<void>;
  release: () => Promise<void>;
}

/** Opens the data folder for one running studio, and creates it with fresh secrets when it is new. */
export async function openInstall(dataDir: string, ports: Ports): Promise<OpenInstall> {
  const lock = await enter(dataDir);
  try {
    const existing = await readFileOrNull(path.join(dataDir, 'install.json'));
    const install = existing === null ? createInstall(ports) : { ...parseInstall(existing, dataDir), ports };
    await mkdir(path.join(dataDir, 'log'), { recursive: true, mode: 0o700 });
    await write(dataDir, install);
    return {
      dataDir,
      install,
      isNew: existing === null,
      recovered: lock.recovered,
      save: async (change) => write(dataDir, Object.assign(install, change)),
      release: lock.release,
    };
  } catch (error) {
    await lock.release();
    throw asSentence(error, dataDir);
  }
}

/** Reads the install of a data folder, for tools beside the running studio; null when there is none. */
export async function readInstall(dataDir: string): Promise<Install | null> {
  try {
    const text = await readFileOrNull(path.join(dataDir, 'install.json'));
    return text === null ? null : parseInstall(text, dataDir);
  } catch (error) {
    throw asSentence(error, dataDir);
  }
}

/** The variables of lib/base/env.ts for a process of this install. */
export function installEnvironment(dataDir: string, install: Install): Record<string, string> {
  return {
    STUDIO_EMBEDDED: '1',
    STUDIO_DATA_DIR: dataDir,
    PORT: String(install.ports.web),
    NEXT_PUBLIC_SUPABASE_URL: `http://127.0.0.1:${install.ports.api}`,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: install.publishable_key,
    SUPABASE_SECRET_KEY: install.secret_key,
    // One that the environment names goes before: this install may have been moved.
    STUDIO_SECRETS_KEY: process.env.STUDIO_SECRETS_KEY ?? install.secrets_key,
    DATABASE_URL: `postgresql://postgres:${install.postgres_password}@127.0.0.1:${install.ports.database}/postgres`,
  };
}

/** The database as the web server reaches it: as a role that may do next to nothing (docs/decisions/070-sessions.md). */
export function webDatabaseUrl({ web_password, ports }: Install): string {
  return `postgresql://trailwright_web:${web_password}@127.0.0.1:${ports.database}/postgres`;
}

/** Deletes everything in a data folder that is Trailwright's and not in use (`npm start -- --reset`). */
export async function resetInstall(dataDir: string): Promise<void> {
  const install = await readInstall(dataDir);
  if (!install) return;
  const lock = await enter(dataDir);
  try {
    // Outside, the cluster has a folder that bears the install's id (place-cluster.ts); nothing else is touched.
    const outside = install.cluster && path.dirname(install.cluster);
    if (outside && path.basename(outside) === install.id) await rm(outside, { recursive: true, force: true });
    for (const name of await readdir(dataDir)) {
      // install.json goes last: a reset that is cut short can be repeated.
      if (name !== 'install.json' && name !== 'lock')
        await rm(path.join(dataDir, name), { recursive: true, force: true });
    }
    await rm(path.join(dataDir, 'install.json'), { force: true });
  } catch (error) {
    throw asSentence(error, dataDir);
  } finally {
    await lock.release();
  }
}

async function enter(dataDir: string): Promise<Lock> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const names = await readdir(dataDir);
    const isOurs = names.includes('install.json') || names.every((name) => name.startsWith('lock'));
    if (!isOurs) {
      throw new StartError(
        `${dataDir} holds other files and no install.json, so it is not a data folder of Trailwright: ` +
          'set STUDIO_DATA_DIR to an empty or new folder.',
      );
    }
    // Root's database runs under another account, which has to pass through but not to look around.
    if (process.getuid?.() === 0) await chmod(dataDir, 0o711);
    const lock = await takeLock(path.join(dataDir, 'lock'));
    if ('heldBy' in lock) {
      throw new StartError(
        `Trailwright is already running on ${dataDir} (process ${lock.heldBy}): ` +
          'stop it, or set STUDIO_DATA_DIR and other ports for a second install.',
      );
    }
    return lock;
  } catch (error) {
    throw asSentence(error, dataDir);
  }
}

const secret = (bytes: number) => randomBytes(bytes).toString('base64url');

function createInstall(ports: Ports): Install {
  return {
    format: FORMAT,
    id: randomUUID(),
    created_at: new Date().toISOString(),
    postgres_password: secret(24),
    web_password: secret(24),
    secrets_key: `k1:${randomBytes(32).toString('base64')}`,
    jwt_secret: secret(48),
    publishable_key: `sb_publishable_${secret(24)}`,
    secret_key: `sb_secret_${secret(24)}`,
    ports,
    cluster: null,
    system_schema: null,
    demo: { people: false, course: 'pending' },
  };
}

function parseInstall(text: string, dataDir: string): Install {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = null;
  }
  const format = z.object({ format: z.number() }).safeParse(read);
  if (format.success && format.data.format > FORMAT) {
    throw new StartError(
      `The data folder ${dataDir} was made by a newer Trailwright: update this one, or set STUDIO_DATA_DIR to another folder.`,
    );
  }
  const result = installSchema.safeParse(read);
  if (result.success) return result.data;
  throw new StartError(
    `${path.join(dataDir, 'install.json')} is damaged or not Trailwright's: restore it, or set STUDIO_DATA_DIR to another folder.`,
  );
}

async function write(dataDir: string, install: Install): Promise<void> {
  const file = path.join(dataDir, 'install.json');
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(install, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

async function readFileOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}

function asSentence(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartError(
      `No right to read and write the data folder ${dataDir}: start as the user it belongs to, or set STUDIO_DATA_DIR to another folder.`,
    );
  }
  // Node's own message of a lock file that cannot be opened.
  if (code === 'ERR_SQLITE_ERROR') return asSentence(Object.assign(new Error(), { code: 'EACCES' }), dataDir);
  if (code === 'ENOTDIR' || code === 'EEXIST') return new StartError(`The data folder ${dataDir} is not a folder.`);
  if (isDiskFull(error)) return diskFull(dataDir);
  return error;
}
