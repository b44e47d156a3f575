'use client';

import { useState } from 'react';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import type { WaitingInvitation } from '#lib/people/data/invitations.ts';
import { DoorPage } from '../door-page.tsx';
import { OwnQueries } from '../own-queries.tsx';
import { invitationText } from './text.ts';
import { WaitingList } from './waiting-list.tsx';

/** Invitations of somebody who is in no workspace yet. */
export function InvitationsPage(props: { email: string; invitations: WaitingInvitation[] }) {
  return (
    <OwnQueries>
      <Page {...props} />
    </OwnQueries>
  );
}

function Page({ email, invitations }: { email: string; invitations: WaitingInvitation[] }) {
  const [waiting, setWaiting] = useState(invitations);
  return (
    <DoorPage title={invitationText.waitingTitle} lead={waiting.length > 0 && invitationText.waitingLead(email)}>
      {waiting.length > 0 ? (
        <WaitingList
          label={invitationText.waitingTitle}
          invitations={waiting}
          workspace={null}
          onGone={(id) => setWaiting((all) => all.filter((one) => one.id !== id))}
        />
      ) : (
        <EmptyState title={invitationText.noneTitle}>{invitationText.noneWhy}</EmptyState>
      )}
      <LinkButton variant="quiet" href={STUDIO.newWorkspace} className="-ms-3 self-start">
        {invitationText.newWorkspace}
      </LinkButton>
    </DoorPage>
  );
}
