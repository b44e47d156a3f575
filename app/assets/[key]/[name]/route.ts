import type { NextRequest } from 'next/server';
import { deliverAsset } from '#lib/assets/services/delivery.ts';
import { HTTP_STATUS } from '#lib/base/core/problem.ts';
import { serverClient } from '#lib/base/data/clients/server.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { readCredentials } from '#lib/delivery/services/credentials.ts';

/** A file of a lesson: for members by their session, for readers openly or with a content key. The name is for people. */
async function answer(request: NextRequest, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { supabaseUrl, publishableKey } = env();
  const { access_token, key_hash } = readCredentials(
    request.headers.get('authorization'),
    request.headers.get('x-content-key'),
  );
  // A session that is renewed on the way goes out with this answer, which then must not be kept by anybody.
  let keepOut: Record<string, string> = {};
  const db = access_token
    ? tokenClient(supabaseUrl, publishableKey, access_token)
    : await serverClient({
        onRenewed: (headers) => {
          keepOut = { ...keepOut, ...headers };
        },
      });
  const delivered = await deliverAsset(db, {
    key: (await params).key,
    key_hash,
    ifNoneMatch: request.headers.get('if-none-match'),
    isHead: request.method === 'HEAD',
  });
  if (!delivered.ok) {
    const { message, code } = delivered.problem;
    return new Response(`${message}\n`, {
      status: HTTP_STATUS[code],
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  }
  const headers = new Headers(delivered.data.headers);
  for (const [name, value] of Object.entries(keepOut)) headers.set(name, value);
  return new Response(delivered.data.body, { status: delivered.data.status, headers });
}

export { answer as GET, answer as HEAD };
