'use client';

import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FormSkeleton } from '#components/ui/skeleton.tsx';
import type { MadeInvitation } from '#lib/people/services/invitations.ts';
import { InvitationLink } from './invitation-link.tsx';
import { settingsText } from './text.ts';

const InviteForm = dynamic(() => import('./invite-form.tsx').then((module) => module.InviteForm), {
  ssr: false,
  loading: () => <FormSkeleton />,
});

/** By address: first who and as what, then, this once, the link. */
export function Invite({ workspace }: { workspace: string }) {
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const open = (next: boolean) => {
    setOpen(next);
    if (next) setMade(null);
  };
  return (
    <Dialog
      title={made ? settingsText.linkTitle : settingsText.inviteTitle}
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button variant="primary" icon={<UserPlus />}>
          {settingsText.invite}
        </Button>
      }
    >
      {(close) =>
        made ? (
          <InvitationLink made={made} onDone={close} />
        ) : (
          <InviteForm workspace={workspace} onMade={setMade} onCancel={close} />
        )
      }
    </Dialog>
  );
}
