'use client';

import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form';
import { FormRadioGroup } from '#components/form/radio-field';
import { FormTextField } from '#components/form/text-fields';
import { Button } from '#components/ui/button';
import { toast } from '#components/ui/toast';
import { ROLES, type Role } from '#lib/core/permissions';
import { problemOf } from '#lib/queries/result';
import { useAddMember } from '#lib/queries/workspaces';
import { text } from './text';

/** Asks for an address and a role. Fetched once the dialog opens. */
export function AddMemberForm({ workspace, onDone }: { workspace: string; onDone: () => void }) {
  const form = useForm({ defaultValues: { email: '', role: 'editor' as Role } });
  const add = useAddMember(workspace);
  return (
    <Form
      form={form}
      submitLabel={text.add}
      actions={<Button onPress={onDone}>{text.cancel}</Button>}
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
