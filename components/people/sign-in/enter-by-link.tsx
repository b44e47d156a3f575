'use client';

import { useFormStatus } from 'react-dom';
import { Button } from '#components/ui/button.tsx';
import { enterByLinkAction } from '#lib/people/actions/sign-in.ts';
import { DoorPage } from '../door-page.tsx';
import { signInText } from './text.ts';

/** What a link in a mail opens: a form that posts, which also works before the page is alive. */
export function EnterByLink(link: { code: string; token_hash: string; type: string }) {
  return (
    <DoorPage title={signInText.linkTitle} lead={signInText.linkLead}>
      <form action={enterByLinkAction} className="flex flex-col gap-5">
        {Object.entries(link).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Enter />
      </form>
      <p className="text-sm text-muted">{signInText.linkNot}</p>
    </DoorPage>
  );
}

function Enter() {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant="primary" size="lg" isPending={pending}>
      {signInText.linkButton}
    </Button>
  );
}
