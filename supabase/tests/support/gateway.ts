import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { startGateway } from '#lib/studio/embedded/gateway.ts';

export interface TestGateway {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** A supabase-js client of somebody who is not signed in. */
  anonymous: () => SupabaseClient;
  /** A supabase-js client with the secret key. */
  service: () => SupabaseClient;
  /** Signs a new person up and gives the signed-in client. */
  signUp: (email?: string) => Promise<{ id: string; email: string; client: SupabaseClient }>;
  close: () => Promise<void>;
}

/** Serves the API over a test database on a free port. */
export async function openTestGateway(databaseUrl: string): Promise<TestGateway> {
  const publishableKey = `sb_publishable_${'t'.repeat(32)}`;
  const secretKey = `sb_secret_${'t'.repeat(32)}`;
  const filesFolder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-files-'));
  const gateway = await startGateway({
    databaseUrl,
    host: '127.0.0.1',
    port: 0,
    jwtSecret: 'only-for-tests-'.repeat(3),
    publishableKey,
    secretKey,
    siteUrl: 'http://127.0.0.1',
    filesFolder,
    connections: 5,
    session: { days: 30, idleDays: 7 },
  });
  const client = (key: string) =>
    createClient(gateway.url, key, { auth: { persistSession: false, autoRefreshToken: false } });
  return {
    url: gateway.url,
    publishableKey,
    secretKey,
    anonymous: () => client(publishableKey),
    service: () => client(secretKey),
    signUp: async (email = `${randomUUID()}@example.test`) => {
      const person = client(publishableKey);
      const { data, error } = await person.auth.signUp({ email, password: 'correct-horse-battery' });
      if (error || !data.user) throw error ?? new Error('Sign-up gave no user');
      return { id: data.user.id, email, client: person };
    },
    close: async () => {
      await gateway.close();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}
