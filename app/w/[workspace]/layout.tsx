import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { StudioShell } from '#components/frame/studio-shell.tsx';
import { RAIL_COOKIE } from '#components/ui/preferences.tsx';
import type { Workspace } from '#lib/base/data/seats.ts';
import { getSeats } from '#lib/base/services/session.ts';
import { pictureAddress } from '#lib/people/core/picture.ts';
import { readProfile } from '#lib/people/data/account.ts';
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
  const [seats, profile] = await Promise.all([getSeats(), readProfile(db, user_id)]);
  const { display_name, picture } = (profile.ok && profile.data) || { display_name: email, picture: null };
  return (
    <StudioShell
      workspace={known(workspace)}
      workspaces={seats.ok ? seats.data.map((seat) => known(seat.workspace)) : []}
      user_id={user_id}
      role={role}
      name={display_name}
      email={email}
      picture={picture ? pictureAddress(user_id, picture) : undefined}
      railFolded={(await cookies()).get(RAIL_COOKIE)?.value === 'folded'}
    >
      {children}
    </StudioShell>
  );
}

const known = ({ id, slug, name }: Workspace) => ({ id, slug, name });
