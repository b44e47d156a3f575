import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
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
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } as unknown as NodeJS.ProcessEnv,
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
