'use client';

import { Copy } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { MadeInvitation } from '#lib/people/services/invitations.ts';
import { settingsText } from './text.ts';

/** The link of an invitation, shown this once. */
export function InvitationLink({ made, onDone }: { made: MadeInvitation; onDone: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(made.link);
    toast.done(settingsText.linkCopied);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{settingsText.linkWhy(made.email)}</p>
      <TextField label={settingsText.linkValue} value={made.link} isReadOnly mono autoFocus />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon={<Copy />} onPress={() => void copy()}>
          {settingsText.linkCopy}
        </Button>
        <Button onPress={onDone}>{settingsText.linkDone}</Button>
      </div>
    </div>
  );
}
