import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { InvitationsPage } from '#components/people/invitations/invitations-page.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { getPerson } from '#lib/base/services/session.ts';
import { listMyInvitations } from '#lib/people/data/invitations.ts';

export const metadata: Metadata = { title: 'Invitations' };

/** What waits for somebody who is in no workspace yet; for the others it is on Home. */
export default async function Page() {
  const person = await getPerson();
  if (!person) redirect(STUDIO.signIn({ next: STUDIO.invitations }));
  const waiting = await listMyInvitations(person.db);
  if (!waiting.ok) throw new Error(waiting.problem.message);
  return <InvitationsPage email={person.email} invitations={waiting.data} />;
}
