'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import { answerInvitationLinkAction, signOutAction } from '#lib/people/actions/sign-in.ts';
import type { LinkedInvitation } from '#lib/people/data/invitations.ts';
import { DoorPage } from '../door-page.tsx';
import { JoinForm } from './join-form.tsx';
import { invitationText } from './text.ts';

export interface LinkedInvitationProps {
  /** The secret in the address. */
  link: string;
  invitation: LinkedInvitation;
  /** The address of whoever is signed in; null for nobody. */
  email: string | null;
  /** An address can be shown to be somebody's by mail; if not, the link makes the account. */
  hasMail: boolean;
}

/** What somebody sees who opens the link of an invitation. Opening it answers nothing: mail scanners open links as well. */
export function LinkedInvitationPage({ link, invitation, email, hasMail }: LinkedInvitationProps) {
  const { workspace_name, role, invited_by, expires_at } = invitation;
  const router = useRouter();
  const [isDeclined, setDeclined] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<boolean | null>(null);
  const answer = async (accepts: boolean) => {
    setBusy(accepts);
    setProblem(null);
    const answered = await answerInvitationLinkAction({ link, accepts }).catch(() => null);
    setBusy(null);
    if (!answered?.ok) setProblem(answered?.problem ?? { code: 'unavailable', message: invitationText.notAnswered });
    else if (answered.data) router.push(inWorkspace(answered.data).home);
    else setDeclined(true);
  };
  if (isDeclined) {
    return (
      <DoorPage title={invitationText.declinedTitle} lead={invitationText.declinedWhy}>
        <LinkButton href="/" className="self-start">
          {invitationText.toStudio}
        </LinkButton>
      </DoorPage>
    );
  }
  const declineButton = (
    <Button variant="quiet" isPending={busy === false} isDisabled={busy === true} onPress={() => void answer(false)}>
      {invitationText.decline}
    </Button>
  );
  return (
    <DoorPage title={invitationText.title(workspace_name)} lead={invitationText.from(invited_by, role)}>
      <p className="-mt-4 text-sm text-muted">
        {invitationText.madeOutFor(invitation.email)} {invitationText.ends} <RelativeTime value={expires_at} />.
      </p>
      {problem && <ProblemNotice title={problem.message} />}
      {email === invitation.email ? (
        <div className="-ms-3 flex flex-wrap gap-2">
          {declineButton}
          <Button
            variant="primary"
            isPending={busy === true}
            isDisabled={busy === false}
            onPress={() => void answer(true)}
          >
            {invitationText.accept}
          </Button>
        </div>
      ) : email !== null ? (
        <>
          <ProblemNotice
            tone="note"
            title={invitationText.otherTitle(email)}
            why={invitationText.otherWhy}
            actions={
              <Button size="sm" onPress={() => void signOutAction(STUDIO.invitation(link))}>
                {invitationText.signOut}
              </Button>
            }
          />
          <div className="-ms-3">{declineButton}</div>
        </>
      ) : (
        <>
          <SignedOut link={link} email={invitation.email} hasMail={hasMail} />
          <div className="-ms-3">{declineButton}</div>
        </>
      )}
    </DoorPage>
  );
}

/** The same for an address that has an account and for one that has none: the page does not know, and may not tell. */
function SignedOut({ link, email, hasMail }: { link: string; email: string; hasMail: boolean }) {
  const signIn = STUDIO.signIn({ next: STUDIO.invitation(link) });
  if (hasMail) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-muted">{invitationText.mailLead(email)}</p>
        <LinkButton variant="primary" href={signIn}>
          {invitationText.signInToAccept}
        </LinkButton>
      </div>
    );
  }
  return (
    <>
      <section aria-labelledby="new-here" className="flex flex-col gap-4 border-t pt-5">
        <div>
          <h2 id="new-here" className="text-lg font-semibold">
            {invitationText.newTitle}
          </h2>
          <p className="text-muted">{invitationText.newLead}</p>
        </div>
        <JoinForm link={link} email={email} />
      </section>
      <section aria-labelledby="old-here" className="flex flex-col items-start gap-3 border-t pt-5">
        <div>
          <h2 id="old-here" className="text-lg font-semibold">
            {invitationText.oldTitle}
          </h2>
          <p className="text-muted">{invitationText.oldLead(email)}</p>
        </div>
        <LinkButton href={signIn}>{invitationText.signIn}</LinkButton>
      </section>
    </>
  );
}
