'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { WaitingInvitation } from '#lib/people/data/invitations.ts';
import { useAnswerInvitation } from '#lib/people/queries/invitations.ts';
import { invitationText } from './text.ts';

export interface WaitingListProps {
  label: string;
  invitations: readonly WaitingInvitation[];
  /** Where the reader is; null for somebody who is in no workspace yet. */
  workspace: string | null;
  /** One of them waits no longer: it was answered, elsewhere perhaps, or withdrawn. */
  onGone?: (id: string) => void;
}

/** Invitations that wait for the reader, each with its two answers. */
export function WaitingList({ label, invitations, workspace, onGone }: WaitingListProps) {
  const router = useRouter();
  const { mutateAsync } = useAnswerInvitation(workspace);
  const [busy, setBusy] = useState<{ id: string; accepts: boolean } | null>(null);
  const answer = async ({ id, workspace_name }: WaitingInvitation, accepts: boolean) => {
    setBusy({ id, accepts });
    try {
      const slug = await mutateAsync({ id, accepts });
      toast.done((accepts ? invitationText.accepted : invitationText.declined)(workspace_name));
      if (slug) router.push(inWorkspace(slug).home);
      onGone?.(id);
    } catch (error) {
      toast.problem(invitationText.notAnswered, { detail: problemOf(error).message });
      // What did not get through stays.
      if (problemOf(error).code === 'not_found') onGone?.(id);
    }
    setBusy(null);
  };
  return (
    <ul aria-label={label} className="flex flex-col border-t">
      {invitations.map((invitation) => {
        const { id, workspace_name, role, invited_by, expires_at } = invitation;
        const isBusy = (accepts: boolean) => busy?.id === id && busy.accepts === accepts;
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p dir="auto" className="font-medium wrap-anywhere">
                {workspace_name}
              </p>
              <p className="text-sm text-muted">
                {invitationText.from(invited_by, role)} {invitationText.ends} <RelativeTime value={expires_at} />.
              </p>
            </div>
            <div className="flex flex-wrap gap-2 max-sm:-ms-3">
              <Button
                variant="quiet"
                isPending={isBusy(false)}
                isDisabled={busy !== null && !isBusy(false)}
                aria-label={invitationText.declineOf(workspace_name)}
                onPress={() => void answer(invitation, false)}
              >
                {invitationText.decline}
              </Button>
              <Button
                isPending={isBusy(true)}
                isDisabled={busy !== null && !isBusy(true)}
                aria-label={invitationText.acceptOf(workspace_name)}
                onPress={() => void answer(invitation, true)}
              >
                {invitationText.accept}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
