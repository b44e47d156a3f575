import { redirect } from 'next/navigation';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { getPerson, getSeats } from '#lib/base/services/session.ts';
import { listMyInvitations } from '#lib/people/data/invitations.ts';

/** The front door: to the sign-in page, to the first workspace, to what one is invited to, or to making one. */
export default async function FrontDoor() {
  const person = await getPerson();
  if (!person) redirect(STUDIO.signIn());
  const seats = await getSeats();
  const first = seats.ok ? seats.data[0] : undefined;
  if (first) redirect(inWorkspace(first.workspace.slug).home);
  const waiting = await listMyInvitations(person.db);
  redirect(waiting.ok && waiting.data.length > 0 ? STUDIO.invitations : STUDIO.newWorkspace);
}
