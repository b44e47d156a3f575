import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignIn } from '#components/people/sign-in/sign-in.tsx';
import { isLoopbackHost } from '#lib/base/core/hosts.ts';
import { localPath } from '#lib/base/core/local-path.ts';
import { ROLES } from '#lib/base/core/permissions.ts';
import { env } from '#lib/base/env.ts';
import { getPerson } from '#lib/base/services/session.ts';
import { demoEmail } from '#lib/people/core/demo.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; ended?: string; used?: string }>;
}) {
  const { next, ended, used } = await searchParams;
  // Only a path of this studio: an address elsewhere would make the sign-in page a springboard.
  const target = localPath(next);
  if (await getPerson()) redirect(target);
  const { embedded, mailIsConfigured } = env();
  const offersDemo = embedded && isLoopbackHost((await headers()).get('host'));
  return (
    <main className="flex min-h-dvh items-center justify-center px-5 py-10">
      <SignIn
        next={target}
        why={used !== undefined ? 'used' : ended !== undefined ? 'ended' : null}
        hasMail={mailIsConfigured}
        demoPeople={offersDemo ? ROLES.map((role) => ({ role, email: demoEmail(role) })) : []}
      />
    </main>
  );
}
