import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NewWorkspace } from '#components/workspaces/new-workspace';
import { getPerson, getSeats } from '#lib/session';

export const metadata: Metadata = { title: 'Create a workspace' };

export default async function NewWorkspacePage() {
  const person = await getPerson();
  if (!person) redirect('/sign-in?next=/new-workspace');
  const seats = await getSeats();
  const first = seats.ok ? seats.data[0] : undefined;
  return <NewWorkspace email={person.email} back={first ? `/w/${first.workspace.slug}` : null} />;
}
