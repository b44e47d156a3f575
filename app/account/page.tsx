import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountPage } from '#components/people/account/account-page.tsx';
import { SLUG_PATTERN } from '#lib/base/core/slug.ts';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { env } from '#lib/base/env.ts';
import { getPerson } from '#lib/base/services/session.ts';
import { isDemoPerson } from '#lib/people/core/demo.ts';
import { readProfile } from '#lib/people/data/account.ts';
import { signedInLately } from '#lib/people/services/account.ts';

export const metadata: Metadata = { title: 'Your account' };

/** One's own name, picture and password. */
export default async function Page({ searchParams }: { searchParams: Promise<{ welcome?: string | string[] }> }) {
  const person = await getPerson();
  if (!person) redirect(STUDIO.signIn({ next: STUDIO.account }));
  const { welcome } = await searchParams;
  const [profile, lately] = await Promise.all([
    readProfile(person.db, person.user_id),
    signedInLately(person.db, Date.now()),
  ]);
  if (!profile.ok) throw new Error(profile.problem.message);
  const isDemo = env().embedded && isDemoPerson(person.email);
  return (
    <AccountPage
      user_id={person.user_id}
      email={person.email}
      name={profile.data?.display_name ?? person.email}
      picture={profile.data?.picture ?? null}
      welcome={typeof welcome === 'string' && SLUG_PATTERN.test(welcome) ? welcome : null}
      password={isDemo ? null : { asksForCurrent: !(lately.ok && lately.data) }}
    />
  );
}
