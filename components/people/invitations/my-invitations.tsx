'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { myInvitationsQuery, useAnswerInvitation } from '#lib/people/queries/invitations.ts';
import { invitationText } from './text.ts';
import { WaitingList } from './waiting-list.tsx';

/** Invitations that wait for the reader, on Home. Nothing where none waits: a question that fails is no news either. */
export function MyInvitations({ workspace }: { workspace: string }) {
  const router = useRouter();
  const { data } = useQuery(myInvitationsQuery(workspace));
  const answer = useAnswerInvitation(workspace);
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="invitations-to-you" className="flex flex-col gap-3">
      <h2 id="invitations-to-you" className="text-lg font-semibold">
        {invitationText.homeHeading}
      </h2>
      <WaitingList
        label={invitationText.homeHeading}
        invitations={data}
        onAnswer={async ({ id, workspace_name }, accepts) => {
          try {
            const slug = await answer.mutateAsync({ id, accepts });
            toast.done((accepts ? invitationText.accepted : invitationText.declined)(workspace_name));
            if (slug) router.push(inWorkspace(slug).home);
          } catch (error) {
            toast.problem(invitationText.notAnswered, { detail: problemOf(error).message });
          }
        }}
      />
    </section>
  );
}
