import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { StudioShell } from '#components/shell/studio-shell';
import { RAIL_COOKIE } from '#components/ui/preferences';
import { getSeated, getSeats } from '#lib/session';

/** Every place of a workspace: only for its members. */
export default async function WorkspaceLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}) {
  const { workspace: slug } = await params;
  const seated = await getSeated(slug);
  if (!seated.ok) {
    if (seated.problem.code === 'unauthenticated') redirect(`/sign-in?next=/w/${encodeURIComponent(slug)}`);
    if (seated.problem.code === 'not_found') notFound();
    throw new Error(seated.problem.message);
  }
  const seats = await getSeats();
  const { workspace, role, email } = seated.data;
  return (
    <StudioShell
      workspace={{ slug: workspace.slug, name: workspace.name }}
      workspaces={seats.ok ? seats.data.map((seat) => ({ slug: seat.workspace.slug, name: seat.workspace.name })) : []}
      role={role}
      email={email}
      railFolded={(await cookies()).get(RAIL_COOKIE)?.value === 'folded'}
    >
      {children}
    </StudioShell>
  );
}
