import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { getSeated, type Seated } from '#lib/base/services/session.ts';

/** The person in this workspace; whoever is not signed in goes to the sign-in and comes back here afterwards. */
export async function enter(params: Promise<{ workspace: string }>): Promise<Seated> {
  const seated = await getSeated((await params).workspace);
  if (seated.ok) return seated.data;
  if (seated.problem.code === 'unauthenticated') redirect(await signInAddress());
  if (seated.problem.code === 'not_found') notFound();
  throw new Error(seated.problem.message);
}

/** The sign-in page, which says that the session has ended where there was one, and leads back to where one is now. */
export async function signInAddress(): Promise<string> {
  const given = await headers();
  return STUDIO.signIn({ hasEnded: Boolean(given.get('x-had-session')), next: given.get('x-place') ?? STUDIO.front });
}
