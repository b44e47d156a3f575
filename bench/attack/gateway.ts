import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface AttackedGateway {
  /** Asks a function as somebody who is not signed in; the status, after the answer has been read. */
  ask: (name: string, args: Record<string, unknown>) => Promise<number>;
  stop: () => Promise<void>;
}

/** The embedded API over a database, with the connections that an install gives it. */
export async function startAttackedGateway(databaseUrl: string): Promise<AttackedGateway> {
  const filesFolder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-attack-'));
  const publishableKey = `sb_publishable_${'a'.repeat(32)}`;
  const options = {
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    jwtSecret: 'only-for-attacks-'.repeat(3),
    publishableKey,
    secretKey: `sb_secret_${'a'.repeat(32)}`,
    siteUrl: 'http://127.0.0.1',
    filesFolder,
  };
  const child = fork(path.join(import.meta.dirname, 'gateway-child.ts'), {
    env: { ...process.env, GATEWAY: JSON.stringify(options) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [url] = (await once(child, 'message')) as [string];
  return {
    ask: async (name, args) => {
      const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
        method: 'POST',
        headers: { apikey: publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      await answer.arrayBuffer();
      return answer.status;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}
