import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findFreePort } from './free-port.ts';
import { installEnvironment, readInstall } from './install.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const NODE = path.join(ROOT, 'node_modules/.bin/node');

/** A studio of its own folder and ports, started as a person starts it. For tests. */
export class Trial {
  readonly folder: string;
  readonly dataDir: string;
  env: Record<string, string> = {};
  output = '';
  #process: ChildProcess | null = null;
  #ended: Promise<number> = Promise.resolve(0);

  private constructor() {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'trailwright-trial-'));
    execFileSync('chmod', ['755', this.folder]);
    this.dataDir = path.join(this.folder, 'data');
  }

  static async create(): Promise<Trial> {
    const trial = new Trial();
    trial.env = {
      PORT: String(await findFreePort()),
      STUDIO_API_PORT: String(await findFreePort()),
      STUDIO_DB_PORT: String(await findFreePort()),
      STUDIO_DATA_DIR: trial.dataDir,
    };
    return trial;
  }

  get webUrl(): string {
    return `http://127.0.0.1:${this.env.PORT}`;
  }

  /** Runs `studio start` until it ends or is ready; `ids` runs it as another account. */
  start(args: string[] = [], options: { env?: Record<string, string>; ids?: { uid: number; gid: number } } = {}): void {
    this.output = '';
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(STUDIO_|NEXT_|SUPABASE_|DATABASE_URL|PORT$|NODE_ENV|VITEST)/.test(name),
      ),
    );
    const child = spawn(NODE, ['bin/studio.mjs', 'start', ...args], {
      cwd: ROOT,
      ...options.ids,
      // Like a shell does it: a group of its own, to which Ctrl-C goes as a whole.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, ...this.env, ...options.env } as unknown as NodeJS.ProcessEnv,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        this.output += data.toString();
      });
    }
    this.#process = child;
    this.#ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? (signal ? -1 : 0))));
  }

  /** Starts and waits for the line with the address. */
  async startAndWait(args: string[] = []): Promise<void> {
    this.start(args);
    const failed = this.#ended.then((code) => {
      throw new Error(`The studio ended with ${code} before it was ready. It said:\n${this.output}`);
    });
    // It also ends later, when nobody waits for it to be ready any more.
    failed.catch(() => undefined);
    await Promise.race([this.untilSaid('Trailwright is at'), failed]);
  }

  /** Starts, waits for the end and gives exit code and output. */
  async run(
    args: string[] = [],
    options: Parameters<Trial['start']>[1] = {},
  ): Promise<{ code: number; output: string }> {
    this.start(args, options);
    return { code: await this.#ended, output: this.output };
  }

  async untilSaid(text: string, timeoutMs = 240_000): Promise<void> {
    await until(
      () => this.output.includes(text),
      timeoutMs,
      () => `"${text}" in:\n${this.output}`,
    );
  }

  /** Ctrl-C in its terminal. */
  async interrupt(): Promise<number> {
    if (this.#isRunning() && this.#process?.pid) process.kill(-this.#process.pid, 'SIGINT');
    return this.#ended;
  }

  #isRunning(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async killSupervisor(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#ended;
  }

  /** Pids of processes that know this trial's folder or ports. */
  leftovers(): number[] {
    const table = execFileSync('ps', ['-ewwo', 'pid=,args='], { encoding: 'utf8' });
    const byArguments = table
      .split('\n')
      .filter((line) => line.includes(this.folder))
      .map((line) => Number.parseInt(line, 10));
    return [...byArguments, ...this.#byEnvironment()];
  }

  #byEnvironment(): number[] {
    if (!existsSync('/proc/self/environ')) return [];
    const pids = execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' }).split('\n').map(Number).filter(Boolean);
    return pids.filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`STUDIO_DATA_DIR=${this.dataDir}\0`);
      } catch {
        return false;
      }
    });
  }

  /** As the owner of everything in it. Throws before the first start. */
  async databaseUrl(): Promise<string | undefined> {
    const install = await readInstall(this.dataDir);
    if (!install) throw new Error('no install');
    return installEnvironment(this.dataDir, install).DATABASE_URL;
  }

  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client(await this.databaseUrl());
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  databasePid(): number {
    return Number(readFileSync(path.join(this.dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async destroy(): Promise<void> {
    if (this.#isRunning()) {
      this.#process?.kill('SIGTERM');
      await this.#ended;
    }
    for (const pid of this.leftovers()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone by itself.
      }
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Waits until something holds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
  what: () => string = () => String(holds),
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
