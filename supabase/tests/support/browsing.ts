import type { SupabaseClient } from '@supabase/supabase-js';
import { sessionCookieName } from '#lib/base/data/clients/session-cookies.ts';

/** The cookie that a browser with the session of this client sends to a studio on loopback, fresh or about to end. */
export async function cookieOf(client: SupabaseClient, { isEnding = false } = {}) {
  const { session } = (await client.auth.getSession()).data;
  const value = JSON.stringify({ ...session, ...(isEnding && { expires_at: 1, expires_in: 0 }) });
  return { name: sessionCookieName(), value: `base64-${Buffer.from(value).toString('base64url')}` };
}
