import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { childEnvironment } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';

export interface CliAnswer {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command of the Supabase CLI against a database. It asks nothing, needs no network and no account, sends no
 * telemetry, and the password travels in the environment, not on the command line where `ps` shows it.
 */
export async function runSupabaseCli(
  args: string[],
  databaseUrl: string,
  options: { workdir: string; home?: string },
): Promise<CliAnswer> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const child = spawn(
    process.execPath,
    [cliPath(), ...args, `--remote=${url.href}`, '--agent', 'no', '--workdir', options.workdir],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment({
        PGPASSWORD: password,
        ...(isLocal ? { PGSSLMODE: 'disable' } : {}),
        ...(options.home ? { SUPABASE_HOME: options.home } : {}),
        SUPABASE_TELEMETRY_DISABLED: '1',
        SUPABASE_NO_UPDATE_NOTIFIER: '1',
        DO_NOT_TRACK: '1',
        NO_COLOR: '1',
      }),
    },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  return { code, stdout, stderr };
}

function cliPath(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
    return path.join(path.dirname(manifest), 'dist', 'supabase.js');
  } catch {
    throw new StartError(
      'The Supabase CLI (npm package supabase) is not installed: run "npm ci" with the development packages.',
    );
  }
}
