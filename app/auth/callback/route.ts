import { type NextRequest, NextResponse } from 'next/server';
import { serverClient } from '#lib/data/clients/server';
import { env } from '#lib/env';

/** Where a magic link leads: trades its code for a session. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const code = request.nextUrl.searchParams.get('code');
  const hash = request.nextUrl.searchParams.get('token_hash');
  const db = await serverClient();
  const { error } = code
    ? await db.auth.exchangeCodeForSession(code)
    : hash
      ? await db.auth.verifyOtp({ type: 'email', token_hash: hash })
      : { error: new Error('no code') };
  return NextResponse.redirect(new URL(error ? '/sign-in?ended' : '/', env().siteUrl));
}
