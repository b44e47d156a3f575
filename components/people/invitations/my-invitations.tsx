'use client';

import { useQuery } from '@tanstack/react-query';
import { myInvitationsQuery } from '#lib/people/queries/invitations.ts';
import { invitationText } from './text.ts';
import { WaitingList } from './waiting-list.tsx';

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
