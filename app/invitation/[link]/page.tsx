import type { Metadata } from 'next';
import { DoorPage } from '#components/people/door-page.tsx';
import { LinkedInvitationPage } from '#components/people/invitations/linked-invitation.tsx';
import { invitationText } from '#components/people/invitations/text.ts';
import { LinkButton } from '#components/ui/button.tsx';
import { serverClient } from '#lib/base/data/clients/server.ts';
import { env } from '#lib/base/env.ts';
import { getPerson } from '#lib/base/services/session.ts';
import { readInvitation } from '#lib/people/data/invitations.ts';

// The address lets somebody in: it goes along to nobody.
export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

/** Where the link of an invitation leads. Looking at it answers nothing. */
export default async function InvitationPage({ params }: { params: Promise<{ link: string }> }) {
  const { link } = await params;
  const [person, invitation] = await Promise.all([getPerson(), readInvitation(await serverClient(), link)]);
  if (!invitation.ok || !invitation.data) {
    const [title, why] = invitation.ok
      ? [invitationText.goneTitle, invitationText.goneWhy]
      : [invitationText.notRead, invitation.problem.message];
    return (
      <DoorPage title={title} lead={why}>
        <LinkButton href="/" className="self-start">
          {invitationText.toStudio}
        </LinkButton>
      </DoorPage>
    );
  }
  return (
    <LinkedInvitationPage
      link={link}
      invitation={invitation.data}
      email={person?.email.toLowerCase() ?? null}
      hasMail={env().mailIsConfigured}
    />
  );
}
