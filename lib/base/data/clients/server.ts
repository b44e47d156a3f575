import { createServerClient } from '@supabase/ssr';
import { cookies } from 'next/headers';
import { env } from '../../env.ts';
import type { Database } from '../database.types.ts';
import type { Db } from './token.ts';

/**
 * The Supabase client of the signed-in person behind this request, under row level security. `onRenewed` is told the headers that
 * keep an answer out of every cache, in case the session is renewed: its cookies then go out with the answer.
 */
export async function serverClient(onRenewed?: (headers: Record<string, string>) => void): Promise<Db> {
  const store = await cookies();
  const { supabaseUrl, publishableKey } = env();
  return createServerClient<Database>(supabaseUrl, publishableKey, {
    cookies: {
      getAll: () => store.getAll(),
      setAll: (changed, keepOut) => {
        onRenewed?.(keepOut);
        try {
          for (const { name, value, options } of changed) store.set(name, value, options);
        } catch {
          // A page that is rendering cannot set cookies; proxy.ts has refreshed the session before.
        }
      },
    },
  });
}
