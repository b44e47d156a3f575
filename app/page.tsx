import { redirect } from 'next/navigation';
import { getPerson, getSeats } from '#lib/base/services/session.ts';

/** The front door: to the sign-in page, to the first workspace, or to making one. */
export default async function FrontDoor() {
  if (!(await getPerson())) redirect('/sign-in');
  const seats = await getSeats();
  const first = seats.ok ? seats.data[0] : undefined;
  redirect(first ? `/w/${first.workspace.slug}` : '/new-workspace');
}
