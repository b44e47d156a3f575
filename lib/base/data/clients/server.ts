// A build fails where code of the browser would take this along. Only files that Next.js alone loads can say so: in a plain Node
// process, as the worker and the pipeline tool are, the import throws; what they share is held by the rules of bin/house.
import 'server-only';
import { createServerClient } from '@supabase/ssr';
import { cookies, headers } from 'next/headers';
import { env } from '../../env.ts';
import type { Database } from '../database.types.ts';
import { cookiesForBrowser, sessionClientOptions } from './session-cookies.ts';
import type { Db } from './token.ts';

/** How the client behind a request is tied to that request. */
export interface Asking {
  /** Is told the headers that keep an answer out of every cache, in case the session is renewed: its cookies then go out with the answer. */
  onRenewed?: (headers: Record<string, string>) => void;
  /** Ends when nobody waits for the answer any more: then the client gives up what it asks the database. */
  signal?: AbortSignal;
  /** The person signs out: the session is deleted in the browser, which a renewal that fails never does. */
  signsOut?: boolean;
}

/** The Supabase client of the signed-in person behind this request, under row level security. */
export async function serverClient({ onRenewed, signal, signsOut }: Asking = {}): Promise<Db> {
  const [store, given] = await Promise.all([cookies(), headers()]);
  const { supabaseUrl, publishableKey } = env();
  return createServerClient<Database>(supabaseUrl, publishableKey, {
    ...sessionClientOptions(signal && abortable(signal)),
    cookies: {
      getAll: () => store.getAll(),
      setAll: (changed, keepOut) => {
        onRenewed?.(keepOut);
        try {
          for (const { name, value, options } of cookiesForBrowser(changed, given, signsOut))
            store.set(name, value, options);
        } catch {
          // A page that is rendering cannot set cookies; proxy.ts has refreshed the session before.
        }
      },
    },
  });
}

/**
 * `fetch` that ends with a signal, where it asks the database. Not where it renews a session: given up half-way, the old token
 * would be spent and nobody would have the new one.
 */
function abortable(signal: AbortSignal): typeof fetch {
  return (target, init) => {
    const address = target instanceof Request ? target.url : String(target);
    if (!new URL(address).pathname.startsWith('/rest/v1/')) return fetch(target, init);
    return fetch(target, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal });
  };
}
