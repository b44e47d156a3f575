import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type GatewayOptions, startGateway } from '#lib/studio/embedded/gateway.ts';

export interface Serving {
  /** Where each web process answers. */
  addresses: string[];
  stop: () => Promise<void>;
}

/**
 * The content API over a database, by so many web processes of their own and one embedded API. Without `looks` they take what
 * they know for what is: only to measure what looking costs.
 */
export async function startServing(databaseUrl: string, processes: number, looks = true): Promise<Serving> {
  const filesFolder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-serving-'));
  const publishableKey = `sb_publishable_${'a'.repeat(32)}`;
  const options: GatewayOptions = {
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    jwtSecret: 'only-for-benches-'.repeat(3),
    publishableKey,
    secretKey: `sb_secret_${'a'.repeat(32)}`,
    siteUrl: 'http://127.0.0.1',
    filesFolder,
  };
  const gateway = await startGateway(options);
  const children = Array.from({ length: processes }, () =>
    fork(path.join(import.meta.dirname, 'serving-child.ts'), {
      env: {
        ...process.env,
        NEXT_PUBLIC_SUPABASE_URL: gateway.url,
        NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: publishableKey,
        SUPABASE_SECRET_KEY: options.secretKey,
        DATABASE_URL: databaseUrl,
        TRAILWRIGHT_SERVES_BLINDLY: looks ? '' : '1',
      },
    }),
  );
  const addresses = await Promise.all(children.map(addressOf));
  return {
    addresses,
    stop: async () => {
      await Promise.all(children.map(end));
      await gateway.close();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const [address] = (await once(child, 'message')) as [string];
  return address;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
