import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { StudioShell } from '#components/frame/studio-shell.tsx';
import { RAIL_COOKIE } from '#components/ui/preferences.tsx';
import { getSeats } from '#lib/base/services/session.ts';
import { displayName } from '#lib/people/data/workspaces.ts';
import { enter } from './enter.ts';

/** Every place of a workspace: only for its members. */
export default async function WorkspaceLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ workspace: string }>;
}) {
  const { db, user_id, workspace, role, email } = await enter(params);
  const [seats, name] = await Promise.all([getSeats(), displayName(db, user_id)]);
  return (
    <StudioShell
      workspace={{ slug: workspace.slug, name: workspace.name }}
      workspaces={seats.ok ? seats.data.map((seat) => ({ slug: seat.workspace.slug, name: seat.workspace.name })) : []}
      role={role}
      name={(name.ok && name.data) || email}
      email={email}
      railFolded={(await cookies()).get(RAIL_COOKIE)?.value === 'folded'}
    >
      {children}
    </StudioShell>
  );
}
