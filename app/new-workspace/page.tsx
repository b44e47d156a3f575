import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NewWorkspace } from '#components/people/workspaces/new-workspace.tsx';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { getPerson, getSeats } from '#lib/base/services/session.ts';

export const metadata: Metadata = { title: 'Create a workspace' };

export default async function NewWorkspacePage() {
  const person = await getPerson();
  if (!person) redirect(STUDIO.signIn({ next: STUDIO.newWorkspace }));
  const seats = await getSeats();
  const first = seats.ok ? seats.data[0] : undefined;
  return <NewWorkspace email={person.email} back={first ? inWorkspace(first.workspace.slug).home : null} />;
}
