'use client';

import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormRadioGroup } from '#components/form/radio-field.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useAddMember } from '#lib/people/queries/workspaces.ts';
import { text } from './text.ts';

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
