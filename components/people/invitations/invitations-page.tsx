'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { WaitingInvitation } from '#lib/people/data/invitations.ts';
import { useAnswerInvitation } from '#lib/people/queries/invitations.ts';
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
  const answer = useAnswerInvitation(null);
  const router = useRouter();
  const [waiting, setWaiting] = useState(invitations);
  return (
    <DoorPage title={invitationText.waitingTitle} lead={waiting.length > 0 && invitationText.waitingLead(email)}>
      {waiting.length > 0 ? (
        <WaitingList
          label={invitationText.waitingTitle}
          invitations={waiting}
          onAnswer={async ({ id, workspace_name }, accepts) => {
            try {
              const slug = await answer.mutateAsync({ id, accepts });
              toast.done((accepts ? invitationText.accepted : invitationText.declined)(workspace_name));
              if (slug) router.push(inWorkspace(slug).home);
            } catch (error) {
              toast.problem(invitationText.notAnswered, { detail: problemOf(error).message });
              // Answered elsewhere or withdrawn; what did not get through stays.
              if (problemOf(error).code !== 'not_found') return;
            }
            setWaiting((all) => all.filter((one) => one.id !== id));
          }}
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
