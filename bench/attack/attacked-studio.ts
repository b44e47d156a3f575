import type { Role } from '#lib/base/core/permissions.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core/demo.ts';
import { readInstall } from '#lib/studio/embedded/install.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';

/** Somebody who asks: a role of the demo workspace, or nobody who is known. */
export type Caller = Role | 'anonymous';
export const CALLERS: readonly Caller[] = ['anonymous', 'editor', 'reviewer', 'admin'];

export interface AttackedStudio {
  trial: Trial;
  web: string;
  api: string;
  key: string;
  /** An access token; the key itself for who is not signed in. */
  token: (caller: Caller) => Promise<string>;
}

/** Runs a trial against a whole studio of its own, with the demo course, and takes it away afterwards. */
export async function withStudio<T>(work: (studio: AttackedStudio) => Promise<T>): Promise<T> {
  const trial = await Trial.create();
  try {
    await trial.startAndWait();
    const install = await readInstall(trial.dataDir);
    if (!install) throw new Error('the studio has no install.json');
    const api = `http://127.0.0.1:${trial.env.STUDIO_API_PORT}`;
    const token = async (caller: Caller) => {
      if (caller === 'anonymous') return install.publishable_key;
      const guest = tokenClient(api, install.publishable_key);
      const { data } = await guest.auth.signInWithPassword({ email: demoEmail(caller), password: DEMO_PASSWORD });
      if (!data.session) throw new Error(`nobody signs in as ${caller}`);
      return data.session.access_token;
    };
    return await work({ trial, web: trial.webUrl, api, key: install.publishable_key, token });
  } finally {
    await trial.destroy();
  }
}
