'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { myInvitationsQuery } from '#lib/people/queries/invitations.ts';
import { invitationText } from './text.ts';

// Few who come Home are invited somewhere.
const WaitingList = dynamic(() => import('./waiting-list.tsx').then((module) => module.WaitingList));

/** Invitations that wait for the reader, on Home. Nothing where none waits: a question that fails is no news either. */
export function MyInvitations({ workspace }: { workspace: string }) {
  const { data } = useQuery(myInvitationsQuery(workspace));
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="invitations-to-you" className="flex flex-col gap-3">
      <h2 id="invitations-to-you" className="text-lg font-semibold">
        {invitationText.homeHeading}
      </h2>
      <WaitingList label={invitationText.homeHeading} invitations={data} workspace={workspace} />
    </section>
  );
}
