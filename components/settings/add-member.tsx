'use client';

import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { FormSkeleton } from '#components/ui/skeleton';
import { text } from './text';

const AddMemberForm = dynamic(() => import('./add-member-form').then((module) => module.AddMemberForm), {
  ssr: false,
  loading: () => <FormSkeleton />,
});

/** By address: whoever has an account is in at once, everybody else is invited. */
export function AddMember({ workspace }: { workspace: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={text.addTitle}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<UserPlus />}>
          {text.add}
        </Button>
      }
    >
      {(close) => <AddMemberForm workspace={workspace} onDone={close} />}
    </Dialog>
  );
}
