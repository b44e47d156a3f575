'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Invitation } from '#lib/people/data/invitations.ts';
import { invitationsQuery, useInvite, useWithdrawInvitation } from '#lib/people/queries/invitations.ts';
import type { MadeInvitation } from '#lib/people/services/invitations.ts';
import { SettingsSection } from './frame.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { settingsText } from './text.ts';

/** Who was asked and has not answered. Whether they have an account does not show, since nobody here may know. */
export function Invitations({ workspace }: { workspace: string }) {
  const invitations = useQuery(invitationsQuery(workspace));
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const [isShown, setShown] = useState(false);
  if (invitations.error)
    return (
      <QueryProblem
        title={settingsText.notLoaded}
        error={invitations.error}
        onRetry={() => void invitations.refetch()}
      />
    );
  return (
    <>
      {invitations.data && invitations.data.length > 0 && (
        <SettingsSection title={settingsText.invitations}>
          <ul className="flex flex-col border-t">
            {invitations.data.map((invitation) => (
              <InvitationRow
                key={invitation.email}
                workspace={workspace}
                invitation={invitation}
                onMade={(link) => {
                  setMade(link);
                  setShown(true);
                }}
              />
            ))}
          </ul>
        </SettingsSection>
      )}
      <Dialog title={settingsText.linkTitle} isOpen={isShown} onOpenChange={setShown}>
        {(close) => made && <InvitationLink made={made} onDone={close} />}
      </Dialog>
    </>
  );
}

interface InvitationRowProps {
  workspace: string;
  invitation: Invitation;
  onMade: (made: MadeInvitation) => void;
}

function InvitationRow({ workspace, invitation, onMade }: InvitationRowProps) {
  const { email, role, created_at, expires_at } = invitation;
  const withdraw = useWithdrawInvitation(workspace);
  const invite = useInvite(workspace);
  const isOver = new Date(expires_at) < new Date();
  return (
    <li aria-label={email} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate font-medium">{email}</p>
        <p className="text-sm text-muted">
          {settingsText.roles[role]} · {settingsText.invitedSince} <RelativeTime value={created_at} /> ·{' '}
          {isOver ? (
            <span className="text-draft">{settingsText.invitationOver}</span>
          ) : (
            <>
              {settingsText.invitationEnds} <RelativeTime value={expires_at} />
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-1 max-sm:-ms-2.5">
        <Button
          size="sm"
          variant="quiet"
          aria-label={settingsText.newLinkOf(email)}
          isPending={invite.isPending}
          onPress={() =>
            invite.mutate(
              { email, role },
              {
                onSuccess: onMade,
                onError: (error) => toast.problem(settingsText.notInvited, { detail: problemOf(error).message }),
              },
            )
          }
        >
          {settingsText.newLink}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          aria-label={settingsText.withdrawOf(email)}
          isPending={withdraw.isPending}
          onPress={() =>
            withdraw.mutate(email, {
              onSuccess: () => toast.done(settingsText.withdrawn(email)),
              onError: (error) => toast.problem(problemOf(error).message),
            })
          }
        >
          {settingsText.withdraw}
        </Button>
      </div>
    </li>
  );
}
