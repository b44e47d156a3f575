import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { StudioShell } from '#components/shell/studio-shell';
import { RAIL_COOKIE } from '#components/ui/preferences';
import { getSeats } from '#lib/session';
import { enter } from './enter.ts';

/** Every place of a workspace: only for its members. */
export default async function WorkspaceLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}) {
  const { workspace, role, email } = await enter(params);
  const seats = await getSeats();
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
