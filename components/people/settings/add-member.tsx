'use client';

import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FormSkeleton } from '#components/ui/skeleton.tsx';
import { settingsText } from './text.ts';

const AddMemberForm = dynamic(() => import('./add-member-form.tsx').then((module) => module.AddMemberForm), {
  ssr: false,
  loading: () => <FormSkeleton />,
});

/** By address: whoever has an account is in at once, everybody else is invited. */
export function AddMember({ workspace }: { workspace: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title={settingsText.addTitle}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<UserPlus />}>
          {settingsText.add}
        </Button>
      }
    >
      {(close) => <AddMemberForm workspace={workspace} onDone={close} />}
    </Dialog>
  );
}
