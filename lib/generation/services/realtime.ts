import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { env } from '#lib/base/env.ts';
import type { Seated } from '#lib/base/services/session.ts';
import type { RealtimeAccess } from '../core/realtime.ts';

/** What the browser of this person needs to hear of changes from Realtime; null where the install has none. */
export async function realtimeAccess({ db, workspace }: Seated): Promise<Result<RealtimeAccess | null>> {
  const { realtimeUrl, publishableKey } = env();
  if (realtimeUrl === null) return ok(null);
  // Renewed before, if it was about to end: the one who asks has been verified by it.
  const { data } = await db.auth.getSession();
  if (!data.session) return fail('unauthenticated', 'Your session has ended. Sign in again.');
  const { access_token, expires_at = 0 } = data.session;
  const expires_in = Math.max(0, Math.round(expires_at - Date.now() / 1_000));
  return ok({ address: realtimeUrl, key: publishableKey, access_token, expires_in, workspace_id: workspace.id });
}
