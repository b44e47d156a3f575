import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../database.types.ts';

export type Db = SupabaseClient<Database>;

/**
 * A client that acts as the person an access token names, or as an anonymous caller without one. Nothing is kept: this is
 * for a request, a command or a test.
 */
export function tokenClient(url: string, publishable_key: string, access_token?: string): Db {
  return createClient<Database>(url, publishable_key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    ...(access_token && { global: { headers: { Authorization: `Bearer ${access_token}` } } }),
  });
}

/** A client with the secret key, for the worker alone: row level security does not apply to it. */
export function serviceClient(url: string, secret_key: string): Db {
  return tokenClient(url, secret_key);
}
