import { type NextRequest, NextResponse } from 'next/server';
import { serverClient } from '#lib/base/data/clients/server.ts';
import { env } from '#lib/base/env.ts';

/** Where a magic link leads: trades its code or hash for a session. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const code = request.nextUrl.searchParams.get('code');
  const hash = request.nextUrl.searchParams.get('token_hash');
  // The older name is the one that an embedded install knows.
  const type = request.nextUrl.searchParams.get('type') === 'magiclink' ? 'magiclink' : 'email';
  const db = await serverClient();
  const { error } = code
    ? await db.auth.exchangeCodeForSession(code)
    : hash
      ? await db.auth.verifyOtp({ type, token_hash: hash })
      : { error: new Error('no code') };
  return NextResponse.redirect(new URL(error ? '/sign-in?used' : '/', env().siteUrl));
}
