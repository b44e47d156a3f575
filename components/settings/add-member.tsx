'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { FormRadioGroup, FormTextField } from '#components/form/fields';
import { Form } from '#components/form/form';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { toast } from '#components/ui/toast';
import { ROLES, type Role } from '#lib/core/permissions';
import { problemOf } from '#lib/queries/result';
import { useAddMember } from '#lib/queries/workspaces';
import { text } from './text';

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
      {(close) => <AddForm workspace={workspace} onDone={close} />}
    </Dialog>
  );
}

function AddForm({ workspace, onDone }: { workspace: string; onDone: () => void }) {
  const form = useForm({ defaultValues: { email: '', role: 'editor' as Role } });
  const add = useAddMember(workspace);
  return (
    <Form
      form={form}
      submitLabel={text.add}
      actions={<Button onPress={onDone}>Cancel</Button>}
      onSubmit={async ({ email, role }) => {
        const address = email.trim();
        if (!/^\S+@\S+\.\S+$/.test(address)) {
          form.setError('email', { message: text.emailNeeded }, { shouldFocus: true });
          return;
        }
        try {
          const outcome = await add.mutateAsync({ email: address, role });
          toast.done(outcome === 'added' ? text.added(address) : text.invited(address));
          onDone();
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <FormTextField
        control={form.control}
        name="email"
        type="email"
        label={text.email}
        help={text.emailHelp}
        autoComplete="off"
        autoFocus
      />
      <FormRadioGroup
        control={form.control}
        name="role"
        label={text.role}
        options={ROLES.map((id) => ({ id, label: text.roles[id], description: text.roleHelp[id] }))}
      />
    </Form>
  );
}
