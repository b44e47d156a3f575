import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { runContent } from '../../../bin/content/program.ts';
import { testDatabase } from './harness.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const NODE = path.join(ROOT, 'node_modules/.bin/node');

/** How a run of the pipeline tool ended. `json` is what it printed, null when that is no JSON. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
  json: { ok: boolean; problems?: { code: string; path: string; message: string; hint: string }[] } & Record<
    string,
    unknown
  >;
}

interface Surroundings {
  env?: Record<string, string>;
  cwd?: string;
  /** Standard input. */
  input?: string | Uint8Array;
  /** Takes over standard input, and whatever else happens to the tool while it runs. */
  during?: (child: ChildProcessWithoutNullStreams) => void;
  /** What to run instead of the tool itself: the launcher, a shell around it. */
  command?: string[];
}

/** Runs the pipeline tool as its users do, in an environment that knows nothing of the test's. */
export async function content(args: string[], surroundings: Surroundings = {}): Promise<Ended> {
  const {
    env = {},
    cwd = ROOT,
    input = '',
    during,
    command = [NODE, path.join(ROOT, 'bin/content.ts')],
  } = surroundings;
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...args], {
    cwd,
    // Cast because Next.js narrows the type of NODE_ENV for its own sake.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // A hundred times the same modules: kept as compiled, they load in half the time.
      NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compiled'),
      ...env,
    } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stderr.on('data', (data: Buffer) => err.push(data));
  // The tool may end before it has read all of it.
  child.stdin.on('error', () => undefined);
  if (during) during(child);
  else child.stdin.end(input);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? -1));
  });
  const stdout = Buffer.concat(out).toString();
  return { code, stdout, stderr: Buffer.concat(err).toString(), json: parse(stdout) };
}

/** Runs the tool with --json in this process: starting Node and loading it takes longer than most of what is asked of it. */
export async function contentHere(args: string[]): Promise<Pick<Ended, 'code' | 'json'>> {
  const outcome = await runContent([...args, '--json']);
  if (!outcome) throw new Error(`${args.join(' ')} gave nothing`);
  return { code: outcome.code, json: JSON.parse(JSON.stringify(outcome.json)) };
}

/**
 * A studio that the tool works against, for the test file that calls this at its top level. Each test has an empty
 * workspace, and always the same person is admin of it; `name` tells the folders and workspaces of files apart.
 */
export function contentStudio(name: string) {
  const db = testDatabase();
  const env: Record<string, string> = {};
  const here = { folder: '', person: '', slug: '', workspace: '' };
  let number = 0;

  beforeAll(async () => {
    here.folder = await mkdtemp(path.join(os.tmpdir(), `trailwright-${name}-`));
    const gateway = await db.gateway();
    const { id, client } = await gateway.signUp();
    here.person = id;
    const { data } = await client.auth.getSession();
    Object.assign(env, {
      NEXT_PUBLIC_SUPABASE_URL: gateway.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: gateway.publishableKey,
      SUPABASE_SECRET_KEY: gateway.secretKey,
      DATABASE_URL: db.url,
      CONTENT_ACCESS_TOKEN: data.session?.access_token ?? '',
    });
    for (const [name, setting] of Object.entries(env)) vi.stubEnv(name, setting);
    // How far it is, it tells on standard error.
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await rm(here.folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    here.slug = `${name}-${++number}`;
    here.workspace = await db.createWorkspace(here.slug);
    await db.addMember(here.workspace, here.person, 'admin');
  });

  const tool = (...args: string[]) =>
    contentHere([...args, ...(args.includes('--workspace') ? [] : ['--workspace', here.slug])]);

  /** Runs what must work and gives what it printed. */
  async function done(...args: string[]) {
    const ended = await tool(...args);
    if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${ended.code}: ${JSON.stringify(ended.json)}`);
    return ended.json;
  }

  return { db, env, here, tool, done };
}

/** Makes a pipe that has a name. */
export function makePipe(file: string): void {
  execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
}

function parse(text: string): Ended['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return null as unknown as Ended['json'];
  }
}
