import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EnterByLink } from '#components/people/sign-in/enter-by-link.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';

// What the address says opens an account: it goes along to nobody.
export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

/** Where a link in a mail leads. Looking at it uses nothing up; the button does. */
export default async function LinkPage({
  searchParams,
}: {
  searchParams: Promise<Record<'code' | 'token_hash' | 'type', string | string[] | undefined>>;
}) {
  const { code, token_hash, type } = await searchParams;
  const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');
  if (!text(code) && !text(token_hash)) redirect(STUDIO.signIn({ isUsed: true }));
  return <EnterByLink code={text(code)} token_hash={text(token_hash)} type={text(type)} />;
}
